"""Lines of author and date that are put under titles in training."""

from __future__ import annotations

from dataclasses import replace

from corpus.gold import GoldReport, read_annotated
from models.recipes.bylines import added
from nlp.german.dates import find_dates


def test_some_reports_get_one_and_their_event_stays() -> None:
    golds = read_annotated()[:300]
    pairs = [(gold, added(gold)) for gold in golds]
    changed = [(gold, new) for gold, new in pairs if new is not gold]
    assert 40 < len(changed) < 110
    assert all(new.event == gold.event for gold, new in changed)
    assert all(new.text.startswith(gold.text.partition("\n")[0]) for gold, new in changed)
    dated = [find_dates(line) for _, new in changed for line in new.text.splitlines()[1:3]]
    assert sum(map(bool, dated)) >= len(changed)


def test_the_same_report_gets_the_same_line() -> None:
    golds = read_annotated()[:50]
    assert [added(gold) for gold in golds] == [added(gold) for gold in golds]


def test_a_report_of_one_line_stays() -> None:
    gold: GoldReport = replace(read_annotated()[0], text="Nur eine Zeile")
    assert all(added(replace(gold, id=str(number))).text == gold.text for number in range(20))

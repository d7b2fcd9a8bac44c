"""Whether every report's analysis fits its text, and all that follows from it is there."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from nlp.registry import records_of
from nlp.types import Analysis, Passage, Span
from service.store import Store
from service.store.codec import STORED, json_to_analysis
from service.store.found import card_of, passage_sentences
from service.store.inspection import Whole
from service.store.places import places_to_text
from service.store.projects import record_row
from service.verify.findings import REREAD, Finding, named

Check = Callable[[Whole, Analysis], bool]


def check_reports(
    store: Store,
    dimensions: int,
    version: str | None,
    *,
    progress: Callable[[], None],
    stop: Callable[[], bool],
) -> Iterator[Finding]:
    """One finding for each kind of fault, with the reports that have it.

    What this version of the program derives otherwise than the one that stored a report is no
    fault where that was read by another ``version`` of the analyser.
    """
    wrong: dict[tuple[str, bool], list[str]] = defaultdict(list)
    erased = bool(store.erasures.log())
    for whole in store.inspection.all():
        if stop():
            return
        own = version is None or whole.report["version"] == version
        for what in _faults(whole, dimensions, erased=erased):
            wrong[what, own or what not in DERIVED].append(whole.id)
        progress()
    for (what, fault), names in wrong.items():
        yield Finding(what=f"{what}: {named(names)}.", advice=REREAD, fault=fault)


def _faults(whole: Whole, dimensions: int, *, erased: bool) -> Iterator[str]:
    try:
        analysis = _analysis(whole)
    except (ValueError, KeyError, TypeError, AttributeError):
        yield "Die Auswertung ist nicht lesbar"
        return
    if not (_is_digest(whole) or (erased and _is_rewritten(whole.report))):
        yield "Das Original ist nicht das, was aufgenommen wurde"
    if not vectors_are_whole(whole.passages, dimensions):
        yield "Vektoren von Passagen fehlen oder sind keine dieses Sprachmodells"
    yield from (fault for fault, check in CHECKS.items() if not _holds(check, whole, analysis))


def _holds(check: Check, whole: Whole, analysis: Analysis) -> bool:
    try:
        return check(whole, analysis)
    except (ValueError, KeyError, TypeError, IndexError):
        return False


def _analysis(whole: Whole) -> Analysis:
    row = whole.report
    own = [
        Passage(start=p["start"], end=p["end"], heading=p["heading"], searchable=p["searchable"])
        for p in whole.passages
    ]
    return json_to_analysis(
        row["analysis"], id=row["id"], title=row["title"], text=row["text"], passages=own
    )


def _is_digest(whole: Whole) -> bool:
    """Of the original, or of that with a title that was given beside it."""
    row = whole.report
    if not isinstance(row["original"], bytes):
        return False
    original, digest = row["original"], row["digest"]
    titled = whole.read_title.encode() + b"\n" + original
    return digest in {hashlib.sha256(data).hexdigest() for data in (original, titled)}


def _is_rewritten(row: Mapping[str, Any]) -> bool:
    """After an erasure the original is the text that is left; its digest is that of what came."""
    return bool(row["original"] == row["text"].encode())


def vectors_are_whole(rows: Sequence[Mapping[str, Any]], dimensions: int) -> bool:
    """Whether each has this length and holds numbers."""
    for row in rows:
        if len(row["vector"]) != dimensions * STORED.itemsize:
            return False
        if not np.isfinite(np.frombuffer(row["vector"], dtype=STORED)).all():
            return False
    return True


def _offsets(_whole: Whole, analysis: Analysis) -> bool:
    text = analysis.text
    evidence = [span for theme in analysis.themes for span in theme.evidence]
    spans: list[Span] = [*analysis.passages, *evidence, *analysis.mentions, *analysis.lessons]
    return (
        all(0 <= span.start < span.end <= len(text) for span in spans)
        and all(mention.text == mention.of(text) for mention in analysis.mentions)
        and all(lesson.text == lesson.of(text) for lesson in analysis.lessons)
    )


def _relations(_whole: Whole, analysis: Analysis) -> bool:
    names = {project.name for project in analysis.projects}
    numbers = [number for project in analysis.projects for number in project.mentions]
    return all(0 <= number < len(analysis.mentions) for number in numbers) and all(
        relation.project in names for relation in analysis.located_in
    )


def _passages(whole: Whole, _analysis: Analysis) -> bool:
    return [row["ordinal"] for row in whole.passages] == list(range(len(whole.passages)))


def _sentences(whole: Whole, analysis: Analysis) -> bool:
    return all(
        row["sentences"] == passage_sentences(analysis.text[row["start"] : row["end"]])
        for row in whole.passages
        if row["sentences"] is not None
    )


def _card(whole: Whole, analysis: Analysis) -> bool:
    return whole.card is not None and json.loads(whole.card) == json.loads(card_of(analysis))


def _lessons(whole: Whole, analysis: Analysis) -> bool:
    found = [(row["start"], row["end"], row["kind"], row["text"]) for row in whole.lessons]
    return found == [(one.start, one.end, one.kind, one.text) for one in analysis.lessons]


def _records(whole: Whole, analysis: Analysis) -> bool:
    should = [record_row(record, at) for at, record in enumerate(records_of(analysis))]
    found = [{name: row[name] for name in row if name != "id"} for row in whole.records]
    return found == should


def _places(whole: Whole, analysis: Analysis) -> bool:
    return whole.places is not None and json.loads(whole.places) == json.loads(
        places_to_text(analysis)
    )


def _print(whole: Whole, _analysis: Analysis) -> bool:
    """Reports of before there were prints get theirs later."""
    return whole.print is None or whole.bands > 0


def _statements(whole: Whole, analysis: Analysis) -> bool:
    """Reports whose lessons wait to be read have none yet."""
    if whole.reader is None:
        return not whole.statements
    found = [
        (row["start"], row["end"], row["text"], tuple(filter(None, row["themes"].split("|"))))
        for row in whole.statements
    ]
    return found == [(one.start, one.end, one.text, one.themes) for one in analysis.lessons]


DERIVED: dict[str, Check] = {
    "Sätze von Passagen sind nicht auf dem Stand des Programms": _sentences,
    "Angaben für Filter sind nicht auf dem Stand der Auswertung": _card,
    "Das Verzeichnis der Projekte ist nicht auf dem Stand der Auswertung": _records,
    "Das Verzeichnis der Orte ist nicht auf dem Stand der Auswertung": _places,
    "Verglichene Erfahrungen sind nicht auf dem Stand der Auswertung": _statements,
}
CHECKS: dict[str, Check] = {
    "Stellenangaben passen nicht zum Text": _offsets,
    "Projekte verweisen auf Stellen, die es nicht gibt": _relations,
    "Passagen sind unvollständig": _passages,
    "Die Liste der Erfahrungen ist nicht auf dem Stand der Auswertung": _lessons,
    "Der Abdruck, an dem fast gleiche Berichte erkannt werden, ist unvollständig": _print,
    **DERIVED,
}

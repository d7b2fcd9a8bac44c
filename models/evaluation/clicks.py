"""What clicks say about reports, in spite of the order in which they were shown.

A report at the top is clicked because it stands there. A click says something only where reports
above it were passed over: the clicked one is preferred to each of them ("click > skip above",
Joachims, Optimizing Search Engines Using Clickthrough Data, 2002).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.evaluation.judgments import Judgment
from nlp.german.tokens import tokens

LEAST = 2
JUDGE = "clicks"
KIND = "log"
ANSWERS, TOUCHES = 2 / 3, 1 / 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A question that was asked: the reports shown, in their order, and those clicked.

    ``day``: ISO date.
    """

    question: str
    day: str
    shown: tuple[str, ...]
    clicked: frozenset[str] = frozenset()


def judgments_of(searches: Iterable[Search], *, floor: int) -> list[Judgment]:
    """Judgments of the questions that were asked on at least ``floor`` different days.

    Days stand in for people, of whom nothing is known. What is handed out is not a question as
    somebody typed it but its words in lower case, which all that are counted together share.
    """
    by_words: dict[str, list[Search]] = {}
    for search in searches:
        if words := plain(search.question):
            by_words.setdefault(words, []).append(search)
    found: list[Judgment] = []
    for words, own in sorted(by_words.items()):
        if len({search.day for search in own}) >= floor:
            found += _judged(words, own)
    return found


def plain(question: str) -> str:
    """The words alone: what questions must share to count as one."""
    return " ".join(token.word for token in tokens(question))


def preferences(search: Search) -> Iterator[tuple[str, str]]:
    """Pairs of reports, the preferred one first."""
    skipped: list[str] = []
    for report in search.shown:
        if report in search.clicked:
            yield from ((report, other) for other in skipped)
        else:
            skipped.append(report)


def _judged(words: str, own: Sequence[Search]) -> Iterator[Judgment]:
    won, lost = Counter[str](), Counter[str]()
    for search in own:
        # Of one list, however long, a report wins or loses once.
        pairs = list(preferences(search))
        won.update({better for better, _ in pairs})
        lost.update({worse for _, worse in pairs})
    digest = hashlib.sha256(words.encode()).hexdigest()[:12]
    for report in sorted(won.keys() | lost.keys()):
        if won[report] + lost[report] >= LEAST:
            yield Judgment(
                query=f"log-{digest}",
                kind=KIND,
                text=words,
                report=report,
                grade=_grade(won[report] / (won[report] + lost[report])),
                judge=JUDGE,
                day=max(search.day for search in own),
            )


def _grade(share: float) -> int:
    """Never 3: a click does not say that the report answered fully."""
    if share >= ANSWERS:
        return 2
    return 1 if share >= TOUCHES else 0

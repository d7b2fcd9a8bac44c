"""Annotated text as examples for the names head: our corpus and GermEval 2014."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from corpus.gold import GoldReport
from nlp.segment import blocks, passages, sentences
from nlp.types import Passage, Report, Span
from nlp.windows import context

Labelled = tuple[int, int, str]
UNKNOWN = "?"
NO_LESSON = "none"
GERMEVAL_LABELS = {"PER": "PERSON", "LOC": "PLACE", "ORG": "ORG"}
_CLOSING = frozenset(".,;:!?)]}%“…")
_OPENING = frozenset("([{„")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A window with its names as (start, end, label) in ``text``.

    ``partial``: PROJECT and PROGRAMME were not annotated, so an unmarked word may be in one.
    The label ``?`` marks words of which nothing is known. ``sentences`` carry the kind of lesson
    that they hold, or ``none``.
    """

    context: str
    text: str
    names: tuple[Labelled, ...]
    sentences: tuple[Labelled, ...] = ()
    partial: bool = False


def report_examples(reports: Iterable[GoldReport]) -> Iterator[Example]:
    """One example for each passage of each report, boilerplate included."""
    for gold in reports:
        report = Report(id=gold.id, title=gold.title or "", text=gold.text)
        parts = blocks(report.text)
        lines = sentences(report.text, parts)
        names = [(m.start, m.end, m.label) for m in gold.mentions]
        kinds = [(line.start, line.end, _lesson_kind(line, gold)) for line in lines]
        for passage in passages(report.text, parts, lines):
            yield Example(
                context=context(report.title, passage, report.text),
                text=passage.of(report.text),
                names=_inside(passage, names),
                sentences=_inside(passage, kinds),
            )


def _lesson_kind(line: Span, gold: GoldReport) -> str:
    return next((lesson.kind for lesson in gold.lessons if lesson.overlaps(line)), NO_LESSON)


def _inside(passage: Passage, labelled: Iterable[Labelled]) -> tuple[Labelled, ...]:
    base = passage.start
    return tuple((s - base, e - base, x) for s, e, x in labelled if base <= s and e <= passage.end)


def germeval_examples(path: Path, *, joined: int = 4) -> Iterator[Example]:
    """GermEval 2014 (Benikova et al. 2014) with PER, LOC and ORG of the outer level.

    ``joined`` neighbouring sentences make one example, so that windows have the usual length.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    sentences_ = [list(g) for full, g in groupby(rows, lambda r: len(r) > 2) if full]
    cleaned = [[row for row in s if row[0] != "#"] for s in sentences_]
    for at in range(0, len(cleaned), joined):
        yield _germeval_example(cleaned[at : at + joined])


def _germeval_example(group: Sequence[Sequence[Sequence[str]]]) -> Example:
    text, names = "", list[Labelled]()
    for sentence in group:
        for _, token, tag, *_ in sentence:
            text += "" if _glued(text, token) else " "
            start = len(text)
            text += token
            _note(names, start, len(text), tag)
    return Example(context="", text=text, names=tuple(names), partial=True)


def _glued(text: str, token: str) -> bool:
    return not text or text[-1] in _OPENING or token[0] in _CLOSING


def _note(names: list[Labelled], start: int, end: int, tag: str) -> None:
    if tag == "O":
        return
    prefix, kind = tag.split("-", 1)
    label = GERMEVAL_LABELS.get(kind, UNKNOWN)
    if prefix == "I" and names and names[-1][2] == label:
        names[-1] = (names[-1][0], end, label)
    else:
        names.append((start, end, label))

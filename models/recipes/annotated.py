"""Annotated text as examples for the names head: our corpus, GermEval 2014 and MobIE."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from corpus.gold import GoldReport
from nlp.segment import blocks, passages, sentences
from nlp.types import Passage, Report, Span
from nlp.windows import context

Labelled = tuple[int, int, str]
Tag = tuple[str, str] | None
UNKNOWN = "?"
NO_LESSON = "none"
GERMEVAL_LABELS = {"PER": "PERSON", "LOC": "PLACE", "ORG": "ORG"}
MOBIE_LABELS = {
    "person": "PERSON",
    "location-city": "PLACE",
    "organization": "ORG",
    "organization-company": "ORG",
}
MOBIE_NAMES = ("location", "organization", "person", "event-cause", "disaster-type")
"""Kinds of which some are names: those without a label of ours say nothing."""
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
    cleaned = [[(row[1], _germeval_tag(row[2])) for row in s if row[0] != "#"] for s in sentences_]
    for at in range(0, len(cleaned), joined):
        yield _joined(cleaned[at : at + joined])


def _germeval_tag(tag: str) -> Tag:
    prefix, _, kind = tag.partition("-")
    return None if tag == "O" else (prefix, GERMEVAL_LABELS.get(kind, UNKNOWN))


def mobie_examples(archive: Path, *, joined: int = 4) -> Iterator[Example]:
    """MobIE (Hennig et al. 2021): traffic news with cities, organisations and persons.

    Streets, stops and routes are places of another kind than ours: their words are masked.
    """
    sentences_: list[list[tuple[str, Tag]]] = [[]]
    with zipfile.ZipFile(archive) as packed:
        for line in packed.read("train.conll2003").decode("utf-8").splitlines():
            parts = line.split("\t")
            if len(parts) == 4 and parts[0] != "-DOCSTART-":
                sentences_[-1].append((parts[0], _mobie_tag(parts[3])))
            elif sentences_[-1]:
                sentences_.append([])
    full = [sentence for sentence in sentences_ if sentence]
    for at in range(0, len(full), joined):
        yield _joined(full[at : at + joined])


def _mobie_tag(tag: str) -> Tag:
    prefix, _, kind = tag.partition("-")
    if tag == "O" or not kind.startswith(MOBIE_NAMES):
        return None
    return prefix, MOBIE_LABELS.get(kind, UNKNOWN)


def _joined(group: Sequence[Sequence[tuple[str, Tag]]]) -> Example:
    text, names = "", list[Labelled]()
    for sentence in group:
        for token, tag in sentence:
            text += "" if _glued(text, token) else " "
            start = len(text)
            text += token
            if tag:
                _note(names, start, len(text), tag)
    return Example(context="", text=text, names=tuple(names), partial=True)


def _glued(text: str, token: str) -> bool:
    return not text or text[-1] in _OPENING or token[0] in _CLOSING


def _note(names: list[Labelled], start: int, end: int, tag: tuple[str, str]) -> None:
    prefix, label = tag
    if prefix == "I" and names and names[-1][2] == label:
        names[-1] = (names[-1][0], end, label)
    else:
        names.append((start, end, label))

"""A practice card: what reports say of a project, in their own sentences, side by side.

Every sentence is an extract with its places; a side of which the reports say nothing stays empty.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from nlp.german.practice_card import CUES, HEADINGS
from nlp.hiding import without_persons
from nlp.initiatives import Subject
from nlp.portraits import Evidence
from nlp.segment import blocks
from nlp.shingles import Shingles, containment, shingles
from nlp.types import Block, Lesson, LessonKind, Span

Section = Literal[
    "start",
    "approach",
    "results",
    "success_factors",
    "obstacles",
    "recommendations",
    "transfer",
]
TITLES: dict[Section, str] = {
    "start": "Ausgangslage",
    "approach": "Vorgehen",
    "results": "Ergebnisse",
    "success_factors": "Gelingensbedingungen",
    "obstacles": "Hürden",
    "recommendations": "Empfehlungen",
    "transfer": "Hinweise zur Übertragung",
}
BY_KIND: dict[LessonKind, Section] = {
    "success_factor": "success_factors",
    "obstacle": "obstacles",
    "recommendation": "recommendations",
    "insight": "results",
}
FEWEST_WORDS = 4
MOST_EXTRACTS = 6
"""Of one side."""
NEARLY = 0.7
"""Share of the runs of two words of the shorter sentence from which on two are one."""
RUN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A sentence, or a lesson of several; its first evidence is where ``text`` stands, the others
    say nearly the same. ``text`` has ``[Name]`` for persons, unless they are released."""

    section: Section
    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All extracts, those of a side together."""

    extracts: tuple[Extract, ...] = ()

    def of(self, section: Section) -> tuple[Extract, ...]:
        """Those of one side."""
        return tuple(each for each in self.extracts if each.section == section)


@dataclass(slots=True, kw_only=True)
class _Found:
    section: Section
    text: str
    prints: Shingles
    evidence: list[Evidence]


def card_of(subjects: Iterable[Subject], *, persons: bool = False) -> Card:
    """The card of a project from its reports; ``persons``: whether their names may be shown."""
    found: dict[Section, list[_Found]] = {section: [] for section in TITLES}
    for subject in subjects:
        mentions = sorted(subject.analysis.mentions, key=lambda mention: mention.start)
        for section, span in _sorted_sentences(subject):
            text = subject.analysis.text
            shown = span.of(text) if persons else without_persons(text, span, mentions)
            _add(found[section], _one(section, span, subject, shown))
    return Card(
        extracts=tuple(
            Extract(section=each.section, text=each.text, evidence=tuple(each.evidence))
            for some in found.values()
            for each in some
        )
    )


def _one(section: Section, span: Span, subject: Subject, shown: str) -> _Found:
    at = Evidence(report=subject.analysis.id, start=span.start, end=span.end)
    prints = shingles(span.of(subject.analysis.text), run=RUN)
    return _Found(section=section, text=shown, prints=prints, evidence=[at])


def _add(known: list[_Found], one: _Found) -> None:
    for each in known:
        if _nearly_same(one.prints, each.prints):
            each.evidence += one.evidence
            return
    if len(known) < MOST_EXTRACTS:
        known.append(one)


def _nearly_same(one: Shingles, other: Shingles) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return 2 * len(shorter) >= len(longer) and containment(shorter, longer) >= NEARLY


def _sorted_sentences(subject: Subject) -> list[tuple[Section, Span]]:
    """The sentences about a project that belong to one of the sides, lessons whole."""
    text = subject.analysis.text
    lessons = sorted(subject.analysis.lessons)
    parts = blocks(text)
    headings = [part for part in parts if part.kind == "heading"]
    found: dict[Span, Section] = {}
    for line in subject.lines:
        lesson = _lesson_at(line, lessons)
        span = Span(start=lesson.start, end=lesson.end) if lesson else line
        section = _section(span.of(text), lesson, _heading_over(line, headings, text))
        if section and not _is_heading(line, parts):
            found.setdefault(span, section)
    return [(section, span) for span, section in found.items()]


def _section(piece: str, lesson: Lesson | None, heading: str) -> Section | None:
    if len(piece.split()) < FEWEST_WORDS or piece.rstrip().endswith(("?", ":")):
        return None
    if lesson:
        return "transfer" if CUES["transfer"].search(piece) else BY_KIND[lesson.kind]
    under = (name for name, pattern in HEADINGS.items() if pattern.search(heading))
    cued = (name for name, pattern in CUES.items() if pattern.search(piece))
    return cast("Section | None", next(under, None) or next(cued, None))


def _lesson_at(line: Span, lessons: Sequence[Lesson]) -> Lesson | None:
    at = bisect_right(lessons, line.start, key=lambda lesson: lesson.start) - 1
    if at >= 0 and lessons[at].overlaps(line):
        return lessons[at]
    return None


def _heading_over(line: Span, headings: Sequence[Block], text: str) -> str:
    """The nearest heading above; empty where there is none."""
    at = bisect_right(headings, line.start, key=lambda part: part.start) - 1
    return headings[at].of(text) if at >= 0 else ""


def _is_heading(line: Span, parts: Sequence[Block]) -> bool:
    at = bisect_left(parts, line.end, key=lambda part: part.end)
    return at < len(parts) and parts[at].kind == "heading"

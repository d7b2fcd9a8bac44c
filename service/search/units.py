"""What is listed: reports, passages, lessons or projects, each with the passages behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nlp.registry import Entry
from nlp.types import Span
from service.highlight import highlights
from service.index.filters import days_of
from service.search.candidates import Candidate
from service.search.mentions import ProjectMentions
from service.store import FoundLesson

OWN_WORDS = 0.25
"""What a lesson (or the name of a project) that holds all words of the question adds to the score
of its passage."""
OWN_THEME = 0.1
"""What a project adds that is about a theme which the question names."""
MOST_LESSONS = 200
"""Lessons whose own words are looked at: those of the best passages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One of the list; ``key`` names it, ``candidates`` are its passages, the best first."""

    key: str
    score: float
    candidates: tuple[Candidate, ...]
    entry: Entry | None = None
    lesson: FoundLesson | None = None

    @property
    def report(self) -> str:
        """The report of its best passage."""
        return self.candidates[0].report

    @property
    def day(self) -> int:
        """The first day of the latest event, as YYYYMMDD; 0 where none has a date."""
        return max((days_of(each.payload) or (0, 0))[0] for each in self.candidates)


def report_units(ranked: Sequence[Candidate]) -> list[Unit]:
    """Reports by their best passage, and by the nearest one with the one that has most words."""
    return [
        Unit(key=report, score=_report_score(own), candidates=tuple(own))
        for report, own in _grouped(ranked).items()
    ]


def passage_units(ranked: Sequence[Candidate]) -> list[Unit]:
    """Each passage by itself."""
    return [Unit(key=each.key, score=each.score, candidates=(each,)) for each in ranked]


def lesson_units(
    ranked: Sequence[Candidate],
    lessons: Mapping[str, Sequence[FoundLesson]],
    *,
    kinds: Collection[str],
    terms: Sequence[str],
) -> list[Unit]:
    """Lessons of these kinds that lie in the passages, by the passage and by their own words."""
    found = dict(_lessons(ranked, lessons, kinds))
    units = []
    for place, (lesson, candidate) in enumerate(found.values()):
        own = OWN_WORDS * share(lesson.text, terms) if place < MOST_LESSONS else 0.0
        key = f"{lesson.report}#{lesson.start}-{lesson.end}"
        score = candidate.score + own
        units.append(Unit(key=key, score=score, candidates=(candidate,), lesson=lesson))
    return units


def project_units(
    ranked: Sequence[Candidate],
    mentions: ProjectMentions,
    *,
    terms: Sequence[str],
    themes: frozenset[str] = frozenset(),
) -> list[Unit]:
    """Registry entries that the passages mention, by the best of them and by their names.

    ``themes``: those that the question names; projects about one of them come before others that
    the same passage mentions.
    """
    entries: dict[str, Entry] = {}
    behind: dict[str, list[Candidate]] = {}
    for candidate in ranked:
        for entry in mentions.in_passage(candidate.report, candidate):
            entries.setdefault(entry.id, entry)
            behind.setdefault(entry.id, []).append(candidate)
    return [
        Unit(
            key=id_,
            score=behind[id_][0].score + _own_score(entry, terms, themes),
            candidates=tuple(behind[id_]),
            entry=entry,
        )
        for id_, entry in entries.items()
    ]


def _report_score(own: Sequence[Candidate]) -> float:
    """A report may say in one passage what is meant and in another the words for it."""
    apart = max(each.meaning for each in own) + max(each.words for each in own)
    return (own[0].score + apart + max(each.bonus for each in own)) / 2


def share(text: str, terms: Sequence[str]) -> float:
    """The share of the terms that a text answers, at most 1."""
    marked = highlights(text, Span(start=0, end=len(text)), terms)
    distinct = {mark.of(text).lower() for mark in marked}
    return min(1.0, len(distinct) / len(terms)) if terms else 0.0


def _own_score(entry: Entry, terms: Sequence[str], themes: frozenset[str]) -> float:
    named = share(" ".join(variant.form for variant in entry.variants), terms)
    return OWN_WORDS * named + (0.0 if themes.isdisjoint(entry.themes) else OWN_THEME)


def _lessons(
    ranked: Sequence[Candidate],
    lessons: Mapping[str, Sequence[FoundLesson]],
    kinds: Collection[str],
) -> Iterator[tuple[tuple[str, int], tuple[FoundLesson, Candidate]]]:
    """By report and start; a lesson that reaches over two passages belongs to the better one."""
    seen: set[tuple[str, int]] = set()
    for candidate in ranked:
        for lesson in lessons.get(candidate.report, ()):
            place = (lesson.report, lesson.start)
            wanted = not kinds or lesson.kind in kinds
            if wanted and place not in seen and lesson.overlaps(candidate):
                seen.add(place)
                yield place, (lesson, candidate)


def _grouped(ranked: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    groups: dict[str, list[Candidate]] = {}
    for candidate in ranked:
        groups.setdefault(candidate.report, []).append(candidate)
    return groups

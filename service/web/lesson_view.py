"""Statements and their voices as the pages show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nlp.hiding import without_persons
from nlp.types import Analysis, LessonKind, Span
from service.api.shapes import link_to, link_to_theme
from service.lesson_board import BoardField
from service.lesson_schemas import ListedLesson, SharedLessons, Voices
from service.store import Store
from service.web import words
from service.web.asking import LESSONS
from service.web.found import Chip, Choice
from service.web.lesson_asking import SORTS, LessonAsking
from service.web.project_view import Link

MOST_OPTIONS = 300
SORT_WORDS = {"belege": "Häufigste zuerst", "neueste": "Neueste zuerst"}
_KIND_WORDS = {str(kind): word for word, kind in LESSONS.items()}

Label = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceBox:
    """One report's words; ``context``: the passage around them, empty where it says no more.

    ``repeats``: the report whose text is nearly the same, where this one does not count.
    """

    text: str
    kind: LessonKind
    title: str
    href: str
    day: str
    place: str
    source: str
    themes: tuple[Link, ...]
    context: tuple[str, ...]
    repeats: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementBox:
    """A statement with its first voices. ``href``: the page of all of them, where there are
    several or one to the contrary."""

    sentence: str
    href: str
    against: int
    voices: tuple[VoiceBox, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardOption:
    """A value to filter by."""

    value: str
    label: str
    count: int


def link_to_group(group_id: str) -> str:
    """The page of a group."""
    return f"/erfahrungen/{group_id}"


class Voicing:
    """Makes boxes; ``persons``: whether names of persons may be shown."""

    def __init__(self, store: Store, label: Label, *, persons: bool) -> None:
        self._store = store
        self._label = label
        self._persons = persons

    def statements(self, groups: Sequence[SharedLessons]) -> list[StatementBox]:
        """Of the groups of a list."""
        reports = self._reports(lesson for group in groups for lesson in group.lessons)
        return [self._statement(group, reports) for group in groups]

    def voices(self, group: Voices) -> tuple[list[VoiceBox], list[VoiceBox]]:
        """All of a group, and those who say the opposite, the latest first."""
        reports = self._reports((*group.lessons, *group.opposite))
        own, against = (sorted(some, key=_day_of, reverse=True) for some in _sides(group))
        return [self._voice(v, reports) for v in own], [self._voice(v, reports) for v in against]

    def _reports(self, lessons: Iterable[ListedLesson]) -> dict[str, Analysis]:
        named = ((lesson.report, lesson.same_text_as) for lesson in lessons)
        found = self._store.find(name for pair in named for name in pair if name)
        return {name: report.analysis for name, report in found.items()}

    def _statement(self, group: SharedLessons, reports: Mapping[str, Analysis]) -> StatementBox:
        shown = {lesson.report for lesson in group.lessons}
        several = group.reports > 1 or group.against > 0 or group.copies > 0
        return StatementBox(
            sentence=group.sentence,
            href=link_to_group(group.id) if several else "",
            against=group.against,
            voices=tuple(self._voice(lesson, reports) for lesson in group.lessons),
            more=max(0, group.reports + group.copies - len(shown)),
        )

    def _voice(self, lesson: ListedLesson, reports: Mapping[str, Analysis]) -> VoiceBox:
        analysis = reports.get(lesson.report)
        return VoiceBox(
            text=" ".join(lesson.text.split()),
            kind=lesson.kind,
            title=lesson.title or lesson.report,
            href=lesson.link,
            day=words.day_in_words(lesson.day),
            place=lesson.place or "",
            source=lesson.source or "",
            themes=tuple(Link(text=self._label(t), href=link_to_theme(t)) for t in lesson.themes),
            context=tuple(self._context(analysis, _span(lesson))) if analysis else (),
            repeats=_repeated(lesson.same_text_as, reports),
        )

    def _context(self, analysis: Analysis, lesson: Span) -> Iterator[str]:
        """The lines of the passage, where it holds more than the lesson."""
        around = next((p for p in analysis.passages if p.overlaps(lesson)), None)
        if around is None or around.end - around.start <= lesson.end - lesson.start + 1:
            return
        passage = Span(start=around.start, end=around.end)
        mentions = sorted(analysis.mentions, key=lambda mention: mention.start)
        shown = without_persons(analysis.text, passage, mentions)
        text = passage.of(analysis.text) if self._persons else shown
        yield from (line for line in text.splitlines() if line.strip())


def kind_choices(asking: LessonAsking, counts: Mapping[str, int], total: int) -> list[Choice]:
    """All kinds, or one, with how many statements there would be."""
    everything = sum(counts.values())
    choices = [
        Choice(
            text="Alle",
            href=asking.address(art=None),
            current=asking.art is None,
            note=words.german_number(total) if asking.art is None else "",
        )
    ]
    for kind, plural in words.LESSON_KINDS_PLURAL.items():
        word = _KIND_WORDS[kind]
        choices.append(
            Choice(
                text=plural,
                href=asking.address(art=word),
                current=asking.art == word,
                note=words.german_number(counts.get(kind, 0)) if everything else "",
            )
        )
    return choices


def sort_choices(asking: LessonAsking) -> list[Choice]:
    """The orders there are."""
    return [
        Choice(
            text=SORT_WORDS[word],
            href=asking.address(sortierung=word),
            current=asking.sortierung == word,
        )
        for word in SORTS
    ]


def options(counts: Mapping[str, int], chosen: str, label: Label) -> list[BoardOption]:
    """What can be filtered by, in alphabetical order; what is chosen is always there."""
    most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_OPTIONS]
    shown = dict(most) | ({chosen: counts.get(chosen, 0)} if chosen else {})
    found = (
        BoardOption(value=value, label=label(value), count=count) for value, count in shown.items()
    )
    return sorted(found, key=lambda option: (option.label.casefold(), option.value))


def chips(asking: LessonAsking, label: Label) -> list[Chip]:
    """The filters, each with the link that takes it off."""
    said = {
        "thema": f"Thema: {label(asking.thema)}",
        "land": f"Land: {asking.land}",
        "programm": f"Programm: {asking.programm}",
        "von": f"Ab: {asking.von}",
        "bis": f"Bis: {asking.bis}",
        "mehrfach": "Nur mehrfach belegte",
    }
    return [
        Chip(text=text, href=asking.address(**{name: ""}), before="Filter ", after=" entfernen")
        for name, text in said.items()
        if getattr(asking, name)
    ]


FIELDS: dict[str, BoardField] = {"thema": "theme", "land": "state", "programm": "programme"}


def _sides(group: Voices) -> tuple[list[ListedLesson], list[ListedLesson]]:
    return group.lessons, group.opposite


def _repeated(name: str | None, reports: Mapping[str, Analysis]) -> Link | None:
    found = reports.get(name or "")
    return Link(text=found.title or found.id, href=link_to(found.id)) if found else None


def _span(lesson: ListedLesson) -> Span:
    return Span(start=lesson.start, end=lesson.end)


def _day_of(lesson: ListedLesson) -> str:
    return lesson.day or ""

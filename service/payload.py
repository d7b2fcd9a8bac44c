"""What filters and facets may ask of a passage, out of its report's analysis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nlp.programme_names import programme_spelling
from nlp.registry.records import state_of
from nlp.registry.setting import programme_names
from nlp.types import LESSON_KINDS, Analysis, LessonKind, Place, Span
from service.index.port import Payload


def payload_of(analysis: Analysis, passage: Span) -> Payload:
    """Themes, dates and programmes of the report; lessons of the passage; places of both."""
    places = _places(analysis, passage)
    return Payload(
        report=analysis.id,
        doc_kind=analysis.doc_kind,
        themes=_each_once(theme.id for theme in analysis.themes),
        places=_each_once(id_ for place in places for id_ in (place.id, *place.parents)),
        states=_each_once(filter(None, map(state_of, places))),
        programmes=programmes_of(analysis),
        lesson_kinds=_lesson_kinds(analysis, passage),
        start=analysis.event.start,
        end=analysis.event.end,
    )


def programmes_of(analysis: Analysis) -> tuple[str, ...]:
    """All programmes that a report names, each in one spelling, in alphabetical order."""
    own = {mention.text for mention in analysis.mentions if mention.label == "PROGRAMME"}
    own |= {project.programme for project in analysis.projects if project.programme}
    longest = programme_names(own)
    return tuple(sorted({programme_spelling(longest.get(name, name)) for name in own}))


def _places(analysis: Analysis, passage: Span) -> list[Place]:
    """Of the passage's own mentions, of the event, of the report's projects."""
    linked = [mention for mention in analysis.mentions if mention.place]
    by_name = {m.place.name: m.place for m in reversed(linked) if m.place}
    own = [m.place for m in linked if m.place and m.overlaps(passage)]
    return [*own, *_named(by_name, [analysis.event.place]), *_of_projects(analysis, by_name)]


def _of_projects(analysis: Analysis, by_name: Mapping[str, Place]) -> list[Place]:
    return _named(by_name, (name for project in analysis.projects for name in project.places))


def _named(by_name: Mapping[str, Place], names: Iterable[str | None]) -> list[Place]:
    return [by_name[name] for name in names if name and name in by_name]


def _lesson_kinds(analysis: Analysis, passage: Span) -> tuple[LessonKind, ...]:
    found = {lesson.kind for lesson in analysis.lessons if lesson.overlaps(passage)}
    return tuple(kind for kind in LESSON_KINDS if kind in found)


def _each_once(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))

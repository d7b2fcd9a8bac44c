"""What a decision does to an analysis: one step for each subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from nlp.editing.anchors import occurrences
from nlp.editing.changed_project import ChangedProject
from nlp.editing.decisions import Decision, Subject, Value
from nlp.editing.keys import lesson_key, mention_key, project_key
from nlp.editing.work import Work
from nlp.types import DocKind, EventKind, Lesson, LessonKind, Place, Span, Theme

HALF = 0.5


def _set_title(work: Work, decision: Decision, _: Sequence[Span]) -> None:
    if decision.keeps and decision.value.text:
        work.title = decision.value.text


def _set_doc_kind(work: Work, decision: Decision, _: Sequence[Span]) -> None:
    if decision.keeps:
        work.doc_kind = cast("DocKind", decision.value.text)


def _set_start(work: Work, decision: Decision, _: Sequence[Span]) -> None:
    work.event = replace(work.event, start=_told(decision))


def _set_end(work: Work, decision: Decision, _: Sequence[Span]) -> None:
    work.event = replace(work.event, end=_told(decision))


def _set_event_kind(work: Work, decision: Decision, _: Sequence[Span]) -> None:
    work.event = replace(work.event, kind=cast("EventKind | None", _told(decision)))


def _told(decision: Decision) -> str | None:
    return decision.value.text or None if decision.keeps else None


def _set_event_place(work: Work, decision: Decision, _: Sequence[Span]) -> None:
    place = decision.value.place
    name = place.name if place else decision.value.text or None
    work.event = replace(work.event, place=name if decision.keeps else None)
    if decision.keeps and place:
        _link_somewhere(work, place)


def _link_somewhere(work: Work, place: Place) -> None:
    """Filters know a place by a mention that is linked to it: one, where its name stands."""
    if work.names.numbers("PLACE", lambda m: m.place is not None and m.place.name == place.name):
        return
    for span in occurrences(work.text, place.name):
        if work.names.is_free(span, label="PLACE"):
            work.mention(span, "PLACE", place=place)
            return


def _set_theme(work: Work, decision: Decision, spans: Sequence[Span]) -> None:
    there = any(theme.id == decision.key for theme in work.themes)
    if not decision.keeps:
        work.themes = [theme for theme in work.themes if theme.id != decision.key]
    elif not there:
        value = decision.value
        work.themes.append(
            Theme(id=decision.key, label=value.text, score=value.score, evidence=tuple(spans))
        )


def _set_project(work: Work, decision: Decision, spans: Sequence[Span]) -> None:
    found = work.project(decision.key)
    if decision.keeps:
        _keep_project(work, decision, spans, found)
    elif found:
        work.names.drop(found.numbers)
        work.projects.remove(found)


def _keep_project(
    work: Work, decision: Decision, spans: Sequence[Span], found: ChangedProject | None
) -> None:
    value = decision.value
    project = found or ChangedProject(name=value.text)
    _join(work, project, value.text)
    if found is None:
        work.projects.append(project)
    project.numbers |= {work.mention(span, "PROJECT", score=value.score) for span in spans}
    project.name, project.programme = value.text, value.programme
    project.places = [place.name for place in value.places]
    project.changed = decision.verdict != "accepted"
    work.owners[decision.id] = project


def _join(work: Work, project: ChangedProject, name: str) -> None:
    """A project that has the new name already is the same one."""
    other = work.project(project_key(name))
    if other and other is not project:
        project.numbers |= other.numbers
        work.projects.remove(other)


def _set_place(work: Work, decision: Decision, spans: Sequence[Span]) -> None:
    own = work.names.numbers("PLACE", lambda m: mention_key(m) == decision.key)
    before = {m.place.name if m.place else m.text for m in map(work.names.__getitem__, own)}
    place = decision.value.place
    if decision.keeps:
        _link(work, decision, spans, own)
    else:
        work.names.drop(own)
    for name in before:
        if not decision.keeps:
            work.rename_place(name, None)
        elif place and place.name != name:
            work.rename_place(name, place.name)


def _link(work: Work, decision: Decision, spans: Sequence[Span], own: Sequence[int]) -> None:
    """The place of a decision for its own mentions and where its words stand."""
    place, score = decision.value.place, decision.value.score
    for number in own:
        work.names.replace(number, replace(work.names[number], place=place))
    added = {work.mention(span, "PLACE", place=place, score=score) for span in spans}
    work.owners[decision.id] = {*own, *added}


def _set_lesson(work: Work, decision: Decision, spans: Sequence[Span]) -> None:
    if decision.keeps:
        _keep_lesson(work, decision, spans)
    else:
        work.lessons = [e for e in work.lessons if not _is_same(work, e, decision.key, spans)]


def _keep_lesson(work: Work, decision: Decision, spans: Sequence[Span]) -> None:
    work.lessons = [
        each
        for each in work.lessons
        if lesson_key(work.text, each) != decision.key and not any(map(each.overlaps, spans))
    ]
    for span in spans:
        if decision.value.kind and not any(span.overlaps(each) for each in work.lessons):
            lesson = _lesson(work, decision.value, decision.value.kind, span)
            work.lessons.append(lesson)
            work.owners[decision.id] = lesson


def _lesson(work: Work, value: Value, kind: LessonKind, span: Span) -> Lesson:
    return Lesson(
        start=span.start,
        end=span.end,
        text=span.of(work.text),
        kind=kind,
        score=value.score,
        source=value.source,
    )


def _is_same(work: Work, lesson: Lesson, key: str, spans: Sequence[Span]) -> bool:
    return lesson_key(work.text, lesson) == key or any(_share(lesson, s) > HALF for s in spans)


def _share(one: Span, other: Span) -> float:
    """Of the longer one, what both have in common."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0, common) / max(one.end - one.start, other.end - other.start, 1)


STEPS: Mapping[Subject, Callable[[Work, Decision, Sequence[Span]], None]] = {
    "title": _set_title,
    "doc_kind": _set_doc_kind,
    "event_start": _set_start,
    "event_end": _set_end,
    "event_kind": _set_event_kind,
    "event_place": _set_event_place,
    "theme": _set_theme,
    "project": _set_project,
    "place": _set_place,
    "lesson": _set_lesson,
}
"""Each changes the analysis by a decision, with the places where its words stand now."""

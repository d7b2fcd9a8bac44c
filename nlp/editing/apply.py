"""A machine's analysis and an editor's decisions to the analysis that is published."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast

from nlp.editing.anchors import occurrences, place_again
from nlp.editing.decisions import Decision, Subject, in_force
from nlp.editing.keys import lesson_key, mention_key, project_key
from nlp.editing.names import Names
from nlp.themed import themes_of_projects, with_themes
from nlp.types import (
    Analysis,
    DocKind,
    Event,
    EventKind,
    Lesson,
    LocatedIn,
    Mention,
    Place,
    Project,
    Span,
    Theme,
)

HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A decision that has no effect on the text as it is now.

    "vanished": its words do not stand there any more; "covered": a later one took its place.
    """

    decision: Decision
    reason: Literal["vanished", "covered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """``spans``: where the words of a decision stand now, by its number.

    ``resting``: decisions on themes that there are not at present; they are kept and do nothing.
    """

    analysis: Analysis
    open: tuple[Open, ...] = ()
    spans: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    resting: tuple[Decision, ...] = ()


def apply_decisions(
    analysis: Analysis, decisions: Iterable[Decision], *, resting: Container[str] = ()
) -> Applied:
    """The analysis as the editors would have it, and what could not be carried over.

    Pure; offsets stay within the text, mentions do not overlap, indices stay right. Where
    decisions contradict each other the later one counts. ``resting``: themes whose decisions
    wait until the vocabulary has them again.
    """
    every = in_force(decisions)
    rest = tuple(each for each in every if each.subject == "theme" and each.key in resting)
    said = [each for each in every if each not in rest]
    if not said:
        return Applied(analysis=analysis, resting=rest)
    spans = {each.id: _spans(each, analysis.text) for each in said}
    standing = [each for each in said if spans[each.id] or not each.anchors]
    work = _Work(analysis)
    for decision in sorted(standing, key=_late_first):
        _STEPS[decision.subject](work, decision, spans[decision.id])
    gone = tuple(Open(decision=d, reason="vanished") for d in said if d not in standing)
    covered = tuple(Open(decision=d, reason="covered") for d in standing if work.lacks(d))
    return Applied(analysis=work.result(), open=(*gone, *covered), spans=spans, resting=rest)


def _late_first(decision: Decision) -> tuple[bool, int]:
    """What is said of the event's place counts over what is said of places."""
    return decision.subject == "event_place", decision.id


def _spans(decision: Decision, text: str) -> tuple[Span, ...]:
    places = (place_again(anchor, text) for anchor in decision.anchors)
    return tuple(sorted({span for span in places if span}))


class _Work:
    """An analysis that is being changed."""

    def __init__(self, analysis: Analysis) -> None:
        self.before = analysis
        self.text = analysis.text
        self.title = analysis.title
        self.doc_kind: DocKind = analysis.doc_kind
        self.event: Event = analysis.event
        self.names = Names(analysis.mentions)
        self.projects = [_Named.of(project) for project in analysis.projects]
        self.themes = list(analysis.themes)
        self.lessons = list(analysis.lessons)
        self.owners: dict[int, object] = {}

    def mention(self, span: Span, label: Literal["PLACE", "PROJECT"], **more: Any) -> int:
        """A name at this place in the text."""
        words = span.of(self.text)
        return self.names.put(
            Mention(start=span.start, end=span.end, text=words, label=label, **more)
        )

    def project(self, key: str) -> _Named | None:
        """The project of this key."""
        return next((each for each in self.projects if project_key(each.name) == key), None)

    def rename_place(self, old: str, new: str | None) -> None:
        """Everywhere a place is called by its name; None where it is none."""
        if any(m.place and m.place.name == old for m in self._mentions()):
            return
        if self.event.place == old:
            self.event = replace(self.event, place=new)
        for each in self.projects:
            renamed = (new if name == old else name for name in each.places)
            each.places = list(dict.fromkeys(name for name in renamed if name))

    def lacks(self, decision: Decision) -> bool:
        """Whether what a decision put there was taken away by a later one."""
        owned = self.owners.get(decision.id)
        if isinstance(owned, Lesson):
            return owned not in self.lessons
        if isinstance(owned, _Named):
            return owned not in self.projects or not owned.stands_in(self.names)
        return isinstance(owned, set) and not any(number in self.names for number in owned)

    def result(self) -> Analysis:
        """With indices and themes of projects and lessons as they follow."""
        mentions, where = self.names.ordered()
        projects = tuple(
            each.project(where, mentions) for each in self.projects if each.stands_in(self.names)
        )
        told = themes_of_projects(
            projects, mentions=mentions, passages=self.before.passages, themes=self.themes
        )
        return replace(
            self.before,
            title=self.title,
            doc_kind=self.doc_kind,
            event=self.event,
            mentions=mentions,
            projects=tuple(replace(p, themes=t) for p, t in zip(projects, told, strict=True)),
            located_in=_located(projects, self.before.located_in),
            themes=tuple(self.themes),
            lessons=tuple(with_themes(each, self.themes) for each in sorted(self.lessons)),
        )

    def _mentions(self) -> Iterable[Mention]:
        return self.names.ordered()[0]


@dataclass(slots=True, kw_only=True, eq=False)
class _Named:
    """A project that is being changed; ``numbers`` are those of its mentions."""

    name: str
    aliases: tuple[str, ...] = ()
    numbers: set[int] = field(default_factory=set)
    places: list[str] = field(default_factory=list)
    programme: str | None = None
    changed: bool = False

    @classmethod
    def of(cls, project: Project) -> _Named:
        """As it was read."""
        return cls(
            name=project.name,
            aliases=project.aliases,
            numbers=set(project.mentions),
            places=list(project.places),
            programme=project.programme,
        )

    def stands_in(self, names: Names) -> bool:
        """Whether it is still named, if it ever was."""
        return not self.numbers or any(number in names for number in self.numbers)

    def project(self, where: Mapping[int, int], mentions: Sequence[Mention]) -> Project:
        """As it is written."""
        own = sorted(where[number] for number in self.numbers if number in where)
        aliases = dict.fromkeys([*self.aliases, *(mentions[at].text for at in own)])
        return Project(
            name=self.name,
            aliases=tuple(a for a in aliases if a != self.name) if self.changed else self.aliases,
            mentions=tuple(own),
            places=tuple(self.places),
            programme=self.programme,
        )


def _located(projects: Iterable[Project], before: Sequence[LocatedIn]) -> tuple[LocatedIn, ...]:
    """Where projects work, in the order of before."""
    wanted = dict.fromkeys(LocatedIn(project=p.name, place=n) for p in projects for n in p.places)
    kept = dict.fromkeys(relation for relation in before if relation in wanted)
    return tuple(kept | wanted)


# One step for each subject


def _set_title(work: _Work, decision: Decision, _: Sequence[Span]) -> None:
    if decision.keeps and decision.value.text:
        work.title = decision.value.text


def _set_doc_kind(work: _Work, decision: Decision, _: Sequence[Span]) -> None:
    if decision.keeps:
        work.doc_kind = cast("DocKind", decision.value.text)


def _set_start(work: _Work, decision: Decision, _: Sequence[Span]) -> None:
    work.event = replace(work.event, start=_told(decision))


def _set_end(work: _Work, decision: Decision, _: Sequence[Span]) -> None:
    work.event = replace(work.event, end=_told(decision))


def _set_event_kind(work: _Work, decision: Decision, _: Sequence[Span]) -> None:
    work.event = replace(work.event, kind=cast("EventKind | None", _told(decision)))


def _told(decision: Decision) -> str | None:
    return decision.value.text or None if decision.keeps else None


def _set_event_place(work: _Work, decision: Decision, _: Sequence[Span]) -> None:
    place = decision.value.place
    name = place.name if place else decision.value.text or None
    work.event = replace(work.event, place=name if decision.keeps else None)
    if decision.keeps and place:
        _link_somewhere(work, place)


def _link_somewhere(work: _Work, place: Place) -> None:
    """Filters know a place by a mention that is linked to it: one, where its name stands."""
    if work.names.numbers("PLACE", lambda m: m.place is not None and m.place.name == place.name):
        return
    for span in occurrences(work.text, place.name):
        if work.names.is_free(span, label="PLACE"):
            work.mention(span, "PLACE", place=place)
            return


def _set_theme(work: _Work, decision: Decision, spans: Sequence[Span]) -> None:
    there = any(theme.id == decision.key for theme in work.themes)
    if not decision.keeps:
        work.themes = [theme for theme in work.themes if theme.id != decision.key]
    elif not there:
        value = decision.value
        work.themes.append(
            Theme(id=decision.key, label=value.text, score=value.score, evidence=tuple(spans))
        )


def _set_project(work: _Work, decision: Decision, spans: Sequence[Span]) -> None:
    found = work.project(decision.key)
    if not decision.keeps:
        if found:
            work.names.drop(found.numbers)
            work.projects.remove(found)
        return
    project = found or _Named(name=decision.value.text)
    _join(work, project, decision.value.text)
    if found is None:
        work.projects.append(project)
    project.numbers |= {work.mention(span, "PROJECT", score=decision.value.score) for span in spans}
    project.name, project.programme = decision.value.text, decision.value.programme
    project.places = [place.name for place in decision.value.places]
    project.changed = decision.verdict != "accepted"
    work.owners[decision.id] = project


def _join(work: _Work, project: _Named, name: str) -> None:
    """A project that has the new name already is the same one."""
    other = work.project(project_key(name))
    if other and other is not project:
        project.numbers |= other.numbers
        work.projects.remove(other)


def _set_place(work: _Work, decision: Decision, spans: Sequence[Span]) -> None:
    own = work.names.numbers("PLACE", lambda m: mention_key(m) == decision.key)
    before = {m.place.name if m.place else m.text for m in map(work.names.__getitem__, own)}
    if not decision.keeps:
        work.names.drop(own)
        for name in before:
            work.rename_place(name, None)
        return
    place = decision.value.place
    for number in own:
        work.names.replace(number, replace(work.names[number], place=place))
    score = decision.value.score
    added = {work.mention(span, "PLACE", place=place, score=score) for span in spans}
    work.owners[decision.id] = {*own, *added}
    for name in before:
        if place and place.name != name:
            work.rename_place(name, place.name)


def _set_lesson(work: _Work, decision: Decision, spans: Sequence[Span]) -> None:
    if not decision.keeps:
        work.lessons = [e for e in work.lessons if not _is_same(work, e, decision.key, spans)]
        return
    work.lessons = [
        each
        for each in work.lessons
        if lesson_key(work.text, each) != decision.key and not any(map(each.overlaps, spans))
    ]
    value = decision.value
    for span in spans:
        if value.kind and not any(span.overlaps(each) for each in work.lessons):
            lesson = Lesson(
                start=span.start,
                end=span.end,
                text=span.of(work.text),
                kind=value.kind,
                score=value.score,
                source=value.source,
            )
            work.lessons.append(lesson)
            work.owners[decision.id] = lesson


def _is_same(work: _Work, lesson: Lesson, key: str, spans: Sequence[Span]) -> bool:
    return lesson_key(work.text, lesson) == key or any(_share(lesson, s) > HALF for s in spans)


def _share(one: Span, other: Span) -> float:
    """Of the longer one, what both have in common."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0, common) / max(one.end - one.start, other.end - other.start, 1)


_STEPS: Mapping[Subject, Callable[[_Work, Decision, Sequence[Span]], None]] = {
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

"""What stands beside a report's text: its projects, names, themes and lessons, each with links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from nlp.hiding import unfilled
from nlp.types import LABELS as ALL_LABELS
from nlp.types import LESSON_KINDS as ALL_KINDS
from nlp.types import Analysis, Label, Lesson, LessonKind, Mention, Project, Span, Theme
from service.web.marks import fragment
from service.web.words import LABELS_PLURAL, LESSON_KINDS_PLURAL, certainty

LONGEST_QUOTE = 70
MOST_EVIDENCE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name with the place in the text where it first stands and how often it does."""

    text: str
    first: str
    count: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameGroup:
    """All names of one label."""

    label: Label
    title: str
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectBox:
    """A project with other names for it, the places where it works and its programme.

    ``page``: its address in the registry, empty where it has none.
    """

    name: str
    aliases: tuple[str, ...]
    places: tuple[str, ...]
    programme: str
    themes: tuple[str, ...]
    first: str
    count: int
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A short piece of the text with the link to it."""

    text: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeBox:
    """A theme, how sure it is (per cent), and what shows it."""

    label: str
    percent: int
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonBox:
    """A lesson with the link to its place in the text."""

    text: str
    at: str
    source: str
    themes: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonGroup:
    """All lessons of one kind."""

    kind: LessonKind
    title: str
    lessons: tuple[LessonBox, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything beside the text."""

    projects: tuple[ProjectBox, ...]
    names: tuple[NameGroup, ...]
    themes: tuple[ThemeBox, ...]
    lessons: tuple[LessonGroup, ...]


def overview(analysis: Analysis, *, pages: Mapping[str, str] = MappingProxyType({})) -> Overview:
    """The boxes for a report; what the analysis does not hold is not in them.

    ``pages``: addresses of its projects by their names.
    """
    labels = {theme.id: theme.label for theme in analysis.themes}
    return Overview(
        projects=tuple(
            _project(p, analysis, labels, pages.get(p.name, "")) for p in analysis.projects
        ),
        names=tuple(_names(analysis.mentions)),
        themes=tuple(_theme(theme, analysis.text) for theme in analysis.themes),
        lessons=tuple(_lessons(analysis.lessons, labels)),
    )


def _project(project: Project, analysis: Analysis, labels: dict[str, str], page: str) -> ProjectBox:
    own = [analysis.mentions[i] for i in project.mentions]
    located = (r.place for r in analysis.located_in if r.project == project.name)
    return ProjectBox(
        name=project.name,
        aliases=tuple(alias for alias in project.aliases if alias != project.name),
        places=tuple(dict.fromkeys([*project.places, *located])),
        programme=project.programme or "",
        themes=tuple(labels[t] for t in project.themes if t in labels),
        first=fragment(min(own)) if own else "",
        count=len(own),
        page=page,
    )


def _names(mentions: Sequence[Mention]) -> Iterable[NameGroup]:
    for label in ALL_LABELS:
        own = [m for m in mentions if m.label == label]
        if label != "PROJECT" and own:
            yield NameGroup(label=label, title=LABELS_PLURAL[label], names=_distinct(own))


def _distinct(mentions: Sequence[Mention]) -> tuple[Name, ...]:
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(mention.place.id if mention.place else mention.text, []).append(mention)
    return tuple(_name(group) for group in groups.values())


def _name(group: Sequence[Mention]) -> Name:
    place = group[0].place
    note = (place.state or "") if place and place.state != place.name else ""
    text = place.name if place else unfilled(group[0].text)
    return Name(text=text, note=note, first=fragment(min(group)), count=len(group))


def _theme(theme: Theme, text: str) -> ThemeBox:
    quotes = (Quote(text=_short(s.of(text)), at=fragment(s)) for s in _spread(theme.evidence, text))
    return ThemeBox(label=theme.label, percent=certainty(theme.score), evidence=tuple(quotes))


def _spread(evidence: Sequence[Span], text: str) -> list[Span]:
    """The first place of each wording, in the order of the text, not more than a handful."""
    first = {span.of(text).casefold(): span for span in sorted(evidence, reverse=True)}
    return sorted(first.values())[:MOST_EVIDENCE]


def _short(text: str) -> str:
    plain = " ".join(unfilled(text).split())
    if len(plain) <= LONGEST_QUOTE:
        return plain
    return plain[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def _lessons(lessons: Sequence[Lesson], labels: dict[str, str]) -> Iterable[LessonGroup]:
    for kind in ALL_KINDS:
        own = tuple(_lesson(lesson, labels) for lesson in lessons if lesson.kind == kind)
        if own:
            yield LessonGroup(kind=kind, title=LESSON_KINDS_PLURAL[kind], lessons=own)


def _lesson(lesson: Lesson, labels: dict[str, str]) -> LessonBox:
    return LessonBox(
        text=" ".join(unfilled(lesson.text).split()),
        at=fragment(lesson),
        span=lesson,
        source=lesson.source or "",
        themes=tuple(labels[t] for t in lesson.themes if t in labels),
    )

"""An analysis while decisions change it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal

from nlp.editing.changed_project import ChangedProject
from nlp.editing.decisions import Decision
from nlp.editing.keys import project_key
from nlp.editing.names import Names
from nlp.themed import themes_of_projects, with_themes
from nlp.types import Analysis, DocKind, Event, Lesson, LocatedIn, Mention, Project, Span


class Work:
    """``owners``: what each decision put there, by its number: a project, a lesson, or names."""

    def __init__(self, analysis: Analysis) -> None:
        self.before = analysis
        self.text = analysis.text
        self.title = analysis.title
        self.doc_kind: DocKind = analysis.doc_kind
        self.event: Event = analysis.event
        self.names = Names(analysis.mentions)
        self.projects = [ChangedProject.of(project) for project in analysis.projects]
        self.themes = list(analysis.themes)
        self.lessons = list(analysis.lessons)
        self.owners: dict[int, object] = {}

    def mention(self, span: Span, label: Literal["PLACE", "PROJECT"], **more: Any) -> int:
        """A name at this place in the text."""
        words = span.of(self.text)
        return self.names.put(
            Mention(start=span.start, end=span.end, text=words, label=label, **more)
        )

    def project(self, key: str) -> ChangedProject | None:
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
        if isinstance(owned, ChangedProject):
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


def _located(projects: Iterable[Project], before: Sequence[LocatedIn]) -> tuple[LocatedIn, ...]:
    """Where projects work, in the order of before."""
    wanted = dict.fromkeys(LocatedIn(project=p.name, place=n) for p in projects for n in p.places)
    kept = dict.fromkeys(relation for relation in before if relation in wanted)
    return tuple(kept | wanted)

"""The records of what an editor decides about one report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from nlp.types import LessonKind, Place, Span

Subject = Literal[
    "title",
    "doc_kind",
    "event_start",
    "event_end",
    "event_kind",
    "event_place",
    "theme",
    "project",
    "place",
    "lesson",
]
Verdict = Literal["accepted", "rejected", "corrected", "added", "undone"]

SUBJECTS: tuple[Subject, ...] = (
    *("title", "doc_kind", "event_start", "event_end", "event_kind", "event_place"),
    *("theme", "project", "place", "lesson"),
)
"""In the order in which they are looked through."""
SINGLE: frozenset[Subject] = frozenset(SUBJECTS[:6])
"""Those of which a report has one."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Anchor(Span):
    """Words in a text with their neighbours: what finds them again in a changed text."""

    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What is decided; which fields count depends on the subject.

    ``text`` is the title, kind, ISO date, name of a place or project, or label of a theme;
    ``kind`` and ``source`` are a lesson's; ``place`` is a gazetteer entry; ``places`` and
    ``programme`` are a project's; ``score`` is the machine's, 1 for what an editor added.
    """

    text: str = ""
    kind: LessonKind | None = None
    source: str | None = None
    place: Place | None = None
    places: tuple[Place, ...] = ()
    programme: str | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One word of an editor on one thing; decisions are only ever added, in order of ``id``.

    ``key`` tells things of a subject apart by facts that outlast a new analysis. ``value`` and
    ``anchors`` are all of the thing as it was decided on. "undone" takes back the decision
    ``target``, which may be such a one. ``vocabulary``: the version that a theme is from.
    """

    id: int
    subject: Subject
    key: str
    verdict: Verdict
    value: Value = field(default_factory=Value)
    anchors: tuple[Anchor, ...] = ()
    target: int | None = None
    by: str = ""
    at: datetime | None = None
    vocabulary: str = ""

    @property
    def item(self) -> tuple[Subject, str]:
        """What it is about."""
        return self.subject, self.key

    @property
    def keeps(self) -> bool:
        """Whether the report has the thing, by this decision."""
        return self.verdict in ("accepted", "corrected", "added")


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The last word on each thing that was not taken back, the oldest first."""
    taken_back: set[int | None] = set()
    last: dict[tuple[Subject, str], Decision] = {}
    for decision in sorted(decisions, key=lambda each: each.id, reverse=True):
        if decision.id in taken_back:
            continue
        if decision.verdict == "undone":
            taken_back.add(decision.target)
        else:
            last.setdefault(decision.item, decision)
    return tuple(sorted(last.values(), key=lambda each: each.id))

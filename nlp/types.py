"""The records that every part of Fundstelle shares.

Offsets are half-open ranges of Unicode code points into ``Report.text``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

Label = Literal["PROJECT", "PROGRAMME", "PLACE", "ORG", "PERSON"]
DocKind = Literal["report", "announcement", "measure", "profile"]
EventKind = Literal["workshop", "conference", "training", "meeting", "network", "other"]
LessonKind = Literal["success_factor", "obstacle", "recommendation", "insight"]
PlaceKind = Literal[
    "municipality", "district", "quarter", "state", "region", "river", "country", "other"
]
BlockKind = Literal["heading", "item", "paragraph", "boilerplate"]
Vector = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float32]

LABELS: tuple[Label, ...] = ("PROJECT", "PROGRAMME", "PLACE", "ORG", "PERSON")
LESSON_KINDS: tuple[LessonKind, ...] = ("success_factor", "obstacle", "recommendation", "insight")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The text that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report as it is analysed: text made ready by ``nlp.clean``."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Block(Span):
    """A line of the text (or a part of one where lines were fused) and what it is."""

    kind: BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Span):
    """A piece of a report that is encoded, indexed and shown as one.

    ``heading`` is the heading that it stands under, empty where there is none.
    ``searchable`` is false for navigation and footers: names are read there, hits are not.
    """

    heading: str = ""
    searchable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A gazetteer entry; ``state`` is the federal state, or the country of a foreign place.

    ``ags`` is the German municipality or district key, ``nuts`` the NUTS code, ``parents`` the
    identifiers of what it lies in, the smallest first.
    """

    id: str
    name: str
    kind: PlaceKind
    state: str | None = None
    ags: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str = "DE"
    population: int = 0
    parents: tuple[str, ...] = ()
    nuts: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Span):
    """A name in the text; ``place`` is the gazetteer entry that a PLACE is linked to."""

    text: str
    label: Label
    score: float = 1.0
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """When (ISO dates), what and where.

    ``place`` is a gazetteer name, ``venue`` the house as the text names it.
    """

    start: str | None = None
    end: str | None = None
    kind: EventKind | None = None
    place: str | None = None
    venue: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Mentions of one project; ``mentions`` are indices into ``Analysis.mentions``.

    ``programme`` is the funding programme that the report says it belongs to.
    """

    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    programme: str | None = None
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedIn:
    """A project works in a place, both by name."""

    project: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A concept of the vocabulary that the report is about, with what shows it."""

    id: str
    label: str
    score: float
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Span):
    """One or more sentences that state an experience; ``source`` is who said it."""

    text: str
    kind: LessonKind
    score: float
    source: str | None = None
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Everything that was read out of one report.

    ``vectors`` has one row for each passage, unit length. ``vocabulary`` is the version of the
    vocabulary that the themes are from.
    """

    id: str
    title: str
    text: str
    doc_kind: DocKind
    event: Event
    mentions: tuple[Mention, ...] = ()
    projects: tuple[Project, ...] = ()
    located_in: tuple[LocatedIn, ...] = ()
    themes: tuple[Theme, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    passages: tuple[Passage, ...] = ()
    vectors: Matrix = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    vocabulary: str = ""

"""What the service says, as records."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, TypeVar

Json = dict[str, Any]
ENDED = frozenset({"done", "failed", "cancelled"})
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """``text[start:end]`` of a report."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A report that answers, with its best passage; ``raw`` is all that the server said."""

    report: str
    title: str
    text: str
    start: int
    end: int
    score: float
    link: str
    sentence: str
    themes: tuple[str, ...]
    highlights: tuple[Range, ...]
    raw: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults:
    """The hits, best first."""

    query: str
    hits: tuple[Hit, ...]
    raw: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A report in a list."""

    id: str
    title: str
    doc_kind: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What became of a report that was sent: ``new``, ``changed`` or ``unchanged``."""

    id: str
    state: str
    link: str
    report: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A bulk import: ``position`` of ``total`` parts were begun; documents by their outcome."""

    id: str
    name: str
    format: str
    state: str
    total: int
    position: int
    new: int
    changed: int
    unchanged: int
    refused: int
    message: str | None

    @property
    def has_ended(self) -> bool:
        """Whether nothing more happens to it by itself."""
        return self.state in ENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class JobDocument:
    """What became of one document of a job."""

    name: str
    outcome: str
    report: str | None
    code: str | None
    detail: str | None


def hit_of(found: Json) -> Hit:
    """A hit of the search."""
    return Hit(
        report=found["report"],
        title=found["title"],
        text=found["text"],
        start=found["start"],
        end=found["end"],
        score=found["score"],
        link=found["link"],
        sentence=found["why"]["sentence"],
        themes=tuple(found["themes"]),
        highlights=tuple(Range(start=h["start"], end=h["end"]) for h in found["highlights"]),
        raw=found,
    )


def made(kind: type[T], found: Json) -> T:
    """A record of what the server said; what later versions add is left out."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    values = {name: found.get(name) for name in names}
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})

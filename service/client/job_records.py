"""Bulk imports and who hears of them, as records."""

from __future__ import annotations

from dataclasses import dataclass

ENDED = frozenset({"done", "failed", "cancelled"})


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
    nearly_there: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address that hears of ended jobs; ``secret`` is told once, when it is registered."""

    id: str
    url: str
    secret: str | None = None

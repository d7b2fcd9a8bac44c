"""What the store hands out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from nlp.types import Analysis, Passage, Vector

if TYPE_CHECKING:
    from sqlalchemy import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReport:
    """A report with its analysis; ``analysis.vectors`` is empty unless it was asked for.

    ``digest`` is that of the original bytes, ``version`` the analyser's.
    """

    analysis: Analysis
    name: str
    media_type: str
    digest: str
    version: str
    created: datetime
    updated: datetime

    @classmethod
    def of(cls, analysis: Analysis, content: Row[Any], times: Row[Any]) -> StoredReport:
        """``content``: the row of the file that was read; ``times``: that of when it was stored."""
        return cls(
            analysis=analysis,
            name=content.name,
            media_type=content.media_type,
            digest=content.digest,
            version=content.version,
            created=times.created,
            updated=times.updated,
        )

    @property
    def id(self) -> str:
        """The report's id."""
        return self.analysis.id

    @property
    def title(self) -> str:
        """The report's title."""
        return self.analysis.title


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPassage(Passage):
    """A passage under the number that the index knows it by; ``vector`` has unit length."""

    id: int
    report_id: str
    ordinal: int
    vector: Vector = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What a stored report was made from: equal means that there is nothing to do."""

    digest: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """How a report was when somebody looked: ``updated`` then, None where it was not there."""

    updated: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An outbox row: this report is to be indexed anew, these passages are gone."""

    id: int
    report_id: str
    removed: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """Changes that the index has yet to hear of; ``oldest``: when the first was noted."""

    rows: int
    oldest: datetime | None = None

    def age(self, now: datetime) -> float:
        """Seconds since then, 0 where nothing waits."""
        return max((now - self.oldest).total_seconds(), 0.0) if self.oldest else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenText:
    """What a report says, its title first, and when it was stored last."""

    id: str
    updated: datetime
    text: str

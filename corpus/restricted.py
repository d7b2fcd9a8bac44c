"""Questions that ask for a place or a time, with the restriction as data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from corpus.gold import checked, rows_of

RESTRICTED = Path(__file__).parent / "data" / "restricted-queries.jsonl"
RestrictedKind = Literal["state", "district", "region", "around", "period", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Within ``km`` kilometres of a point."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictedQuery:
    """A question about a ``theme`` (id of the vocabulary) in a place, a time or both.

    ``names``: of the area, as annotators write it; ``areas``: beginnings of the municipality keys
    (AGS) of what lies in it. ``since``, ``until``: ISO dates, both inclusive.
    """

    id: str
    kind: RestrictedKind
    text: str
    theme: str
    names: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    around: Around | None = None
    since: str | None = None
    until: str | None = None


def read_restricted(path: Path = RESTRICTED) -> list[RestrictedQuery]:
    """The questions of a JSON Lines file; ``DamagedFileError`` names the line that is broken."""
    return [checked(_query, row, where) for row, where in rows_of(path)]


def _query(row: dict[str, Any]) -> RestrictedQuery:
    around = row.get("around")
    return RestrictedQuery(
        **{
            **row,
            "names": tuple(row.get("names", ())),
            "areas": tuple(row.get("areas", ())),
            "around": Around(**around) if around else None,
        }
    )

"""The order of a list: stable, ties by what names a thing."""

from __future__ import annotations

from typing import Any

from nlp.german.tokens import folded
from service.search.request import Sort

UNDATED = 99_999_999
Key = list[Any]


def key_of(sort: Sort, *, key: str, score: float = 0.0, day: int = 0, title: str = "") -> Key:
    """What to sort by, ascending; ``day`` as YYYYMMDD, 0 where there is none: such come last."""
    if sort == "title":
        return [folded(title.lower()), key]
    if sort == "newest":
        return [-day, key]
    if sort == "oldest":
        return [day or UNDATED, key]
    return [-score, key]

"""How far the index on disk is, read from outside: also by processes that do not keep it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from service.index.folder import SEGMENTS
from service.index.manifest import MANIFEST, SUFFIX


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """``generation``: number of the last segment written. ``written``: seconds since 1970."""

    generation: int
    written: float


def state_of(folder: Path) -> IndexState | None:
    """Of the index in a folder; None where there is none."""
    try:
        written = (folder / SEGMENTS / MANIFEST).stat().st_mtime
        names = [path.name for path in (folder / SEGMENTS).glob(f"*{SUFFIX}")]
    except OSError:
        return None
    numbers = [int(name.partition(".")[0]) for name in names]
    return IndexState(generation=max(numbers, default=0), written=written)

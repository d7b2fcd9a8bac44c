"""What is known of passages by their numbers, kept in memory: it never changes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from threading import Lock
from typing import Any

from service.index.port import Index, Payload
from service.store import FoundStore, Outline

MOST = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPassage:
    """Where a passage stands, and what filters and facets ask of it."""

    outline: Outline
    payload: Payload


class Known:
    """Reads each passage once, from index and store; safe to share between threads."""

    def __init__(self, index: Index, found: FoundStore, *, most: int = MOST) -> None:
        self._index = index
        self._found = found
        self._most = most
        self._kept: dict[int, KnownPassage] = {}
        self._shared: dict[Any, Any] = {}
        self._lock = Lock()

    def of(self, ids: Collection[int]) -> dict[int, KnownPassage]:
        """Of these passages; what is gone is left out, if it was not read before."""
        kept = self._kept
        found = {id_: kept[id_] for id_ in ids if id_ in kept}
        if len(found) < len(ids):
            found |= self._read([id_ for id_ in ids if id_ not in found])
        return found

    @property
    def room(self) -> int:
        """How many more can be kept."""
        return max(0, self._most - len(self._kept))

    def _read(self, ids: Collection[int]) -> dict[int, KnownPassage]:
        payloads, outlines = self._index.payloads(ids), self._found.outlines(ids)
        with self._lock:
            if len(self._kept) > self._most:
                self._kept, self._shared = {}, {}
            new = {
                id_: KnownPassage(outline=outlines[id_], payload=self._slim(payload))
                for id_, payload in payloads.items()
                if id_ in outlines
            }
            self._kept |= new
        return new

    def _slim(self, payload: Payload) -> Payload:
        """Passages of one report have most in common: each value is kept once."""
        values = {field.name: getattr(payload, field.name) for field in fields(payload)}
        return Payload(**{k: self._shared.setdefault(v, v) for k, v in values.items()})

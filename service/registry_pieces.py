"""A registry in pieces, so that of two that are much alike only the difference has to be sent.

A piece is an entry or a proposal, packed. It is known by the digest of what it holds; places, which
many of them share, go on their own and are there once.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from nlp.registry import Decision, Entry, Proposal, Registry
from nlp.types import Place
from service.registry_builder import Built

Digest = bytes
Piece = Entry | Proposal
Packed = Sequence[tuple[Digest, bytes]]
TOGETHER = 200
"""Pieces that are unpacked at once: some milliseconds in which nothing else runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """All of a registry but its pieces, of which it has the digests."""

    revision: str
    decisions: tuple[Decision, ...]
    moved: Mapping[str, str]
    places: Mapping[str, Place]
    entries: tuple[Digest, ...]
    proposals: tuple[Digest, ...]


def taken_apart(built: Built, known: frozenset[Digest]) -> Iterator[Outline | Packed]:
    """The outline, then the pieces that are not known, some at a time."""
    places: dict[Place, str] = {}
    registry = built.registry
    entries = [_packed(entry, places) for entry in registry.entries]
    proposals = [_packed(proposal, places) for proposal in registry.proposals]
    yield Outline(
        revision=built.revision,
        decisions=built.decisions,
        moved=registry.moved,
        places={key: place for place, key in places.items()},
        entries=tuple(digest for digest, _ in entries),
        proposals=tuple(digest for digest, _ in proposals),
    )
    missing = [each for each in (*entries, *proposals) if each[0] not in known]
    yield from (missing[at : at + TOGETHER] for at in range(0, len(missing), TOGETHER))


def put_together(
    outline: Outline, told: Iterable[Packed], known: Mapping[Digest, Piece]
) -> tuple[Built, dict[Digest, Piece]]:
    """The registry, and its pieces to be known by next time; KeyError where one is missing."""
    found = dict(known)
    for some in told:
        found.update((digest, _unpacked(packed, outline.places)) for digest, packed in some)
    entries: tuple[Any, ...] = tuple(found[digest] for digest in outline.entries)
    proposals: tuple[Any, ...] = tuple(found[digest] for digest in outline.proposals)
    registry = Registry(
        entries=entries,
        proposals=proposals,
        homes={record.ref: entry.id for entry in entries for record in entry.records},
        moved=outline.moved,
    )
    built = Built(revision=outline.revision, registry=registry, decisions=outline.decisions)
    return built, {digest: found[digest] for digest in (*outline.entries, *outline.proposals)}


class _Packer(pickle.Pickler):
    """Puts keys for places; ``places`` has those of all that were seen."""

    def __init__(self, file: BytesIO, places: dict[Place, str]) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self._places = places

    def persistent_id(self, obj: Any) -> str | None:
        if type(obj) is not Place:
            return None
        key = self._places.get(obj)
        if key is None:
            key = self._places[obj] = hashlib.blake2b(repr(obj).encode(), digest_size=9).hexdigest()
        return key


class _Unpacker(pickle.Unpickler):
    def __init__(self, file: BytesIO, places: Mapping[str, Place]) -> None:
        super().__init__(file)
        self._places = places

    def persistent_load(self, pid: Any) -> Place:
        return self._places[pid]


def _packed(piece: Piece, places: dict[Place, str]) -> tuple[Digest, bytes]:
    file = BytesIO()
    _Packer(file, places).dump(piece)
    packed = file.getvalue()
    return hashlib.blake2b(packed, digest_size=16).digest(), packed


def _unpacked(packed: bytes, places: Mapping[str, Place]) -> Piece:
    piece: Piece = _Unpacker(BytesIO(packed), places).load()
    return piece

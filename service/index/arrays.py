"""Named arrays in one file: written whole or not at all, checked when opened, read as mapped."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from nlp.errors import StoreError

Array = npt.NDArray[Any]
Kind = tuple[np.dtype[Any], tuple[int, ...]]
"""Type and shape."""
MAGIC = b"FUNDSTELLE-ARRAYS-1\n"
MARK = len(MAGIC)
START = MARK + 16
"""Where the list of arrays begins, behind its length and the checksum of all that follows."""
ALIGNED = 64
CHECKED_AT_ONCE = 1 << 24


class ArraysDraft:
    """A file under way: its arrays are there to be filled, ``finish`` gives it its name."""

    def __init__(self, path: Path, kinds: Mapping[str, Kind]) -> None:
        self._path = path
        self._draft = path.with_name(f"{path.name}.new")
        self._head, size = _head(kinds)
        with self._draft.open("wb") as file:
            _reserve(file, START + len(self._head) + size)
        self.arrays = _mapped(self._draft, self._head, mode="r+")

    def finish(self) -> None:
        """Durable under its name when it returns."""
        # No flush of the mapped arrays: it would hold the interpreter's lock while the disk works.
        # What was written to them is the file's, and fsync below waits for it without the lock.
        self.arrays = {}
        with self._draft.open("r+b") as file:
            file.seek(START)
            file.write(self._head)
            total = _sum(file, crc32(self._head))
            file.seek(0)
            file.write(MAGIC + len(self._head).to_bytes(8, "big") + total.to_bytes(8, "big"))
            file.flush()
            os.fsync(file.fileno())
        self._draft.replace(self._path)


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """All of them, durable when it returns."""
    draft = ArraysDraft(path, {name: (array.dtype, array.shape) for name, array in arrays.items()})
    for name, array in arrays.items():
        draft.arrays[name][...] = array
    draft.finish()


def read_arrays(path: Path) -> dict[str, Array]:
    """The arrays, mapped; StoreError where a bit of the file is not as it was written."""
    try:
        # Read through the mapping, so that no search is the first to touch a page. As a plain
        # array: slicing a np.memmap runs Python code.
        whole = np.memmap(path, dtype=np.uint8, mode="r").view(np.ndarray)
        length, total = (
            int.from_bytes(whole[at : at + 8].tobytes(), "big") for at in (MARK, MARK + 8)
        )
        begin = START + length
        if whole[:MARK].tobytes() != MAGIC or begin > len(whole) or _crc(whole[START:]) != total:
            raise _damaged()
        rows = json.loads(whole[START:begin].tobytes())
        return {name: _part(whole[begin + at :], kind, shape) for name, kind, shape, at in rows}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged() from error


def _part(data: Array, kind: str, shape: list[int]) -> Array:
    dtype = np.dtype(kind)
    size = int(np.prod(shape, dtype=np.int64)) * dtype.itemsize
    return data[:size].view(dtype).reshape(shape)


def _crc(data: Array) -> int:
    total = 0
    for start in range(0, len(data), CHECKED_AT_ONCE):
        total = crc32(data[start : start + CHECKED_AT_ONCE].data, total)
    return total


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable, where the system knows how."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _head(kinds: Mapping[str, Kind]) -> tuple[bytes, int]:
    at, rows = 0, []
    for name, (dtype, shape) in kinds.items():
        rows.append([name, dtype.str, list(shape), at])
        at += -(-int(np.prod(shape, dtype=np.int64)) * dtype.itemsize // ALIGNED) * ALIGNED
    text = json.dumps(rows).encode()
    return text + b" " * (-(len(text) + START) % ALIGNED), at


def _mapped(path: Path, head: bytes, *, mode: Any) -> dict[str, Array]:
    begin = START + len(head)
    arrays: dict[str, Array] = {}
    for name, kind, shape, at in json.loads(head):
        if 0 in shape:
            arrays[name] = np.zeros(shape, dtype=kind)
        else:
            arrays[name] = np.memmap(
                path, dtype=kind, mode=mode, offset=begin + at, shape=tuple(shape)
            )
    return arrays


def _reserve(file: IO[bytes], size: int) -> None:
    """Take the room now: a full disk would end the program when a mapped page is written."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(file.fileno(), 0, size)
    else:
        file.truncate(size)


def _sum(file: IO[bytes], total: int) -> int:
    """The checksum of what is still to be read, after what came before."""
    while block := file.read(CHECKED_AT_ONCE):
        total = crc32(block, total)
    return total


def _damaged() -> StoreError:
    return StoreError("Der Suchindex ist beschädigt.")

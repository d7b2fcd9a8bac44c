"""The payloads of a segment by field: each point's set of values, and the sets with a value.

A field ``f`` is four arrays and a vocabulary: ``f.codes`` (points,): the number of each point's
set; ``f.starts`` (sets + 1,) and ``f.values``: the sets, one after the other, as numbers of words;
``f.words``: the vocabulary as JSON. Points of one report mostly share a set.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from service.index.arrays import Array
from service.index.filters import FIELDS, days_of, period_of
from service.index.port import Filter, Payload

SINGLE = ("report", "doc_kind", "start", "end")
ALL = (*SINGLE, *FIELDS)
NO_DAY = -1
Mask = npt.NDArray[np.bool_]
Sets = dict[tuple[str, ...], int]


def columns_of(payloads: Sequence[Payload]) -> dict[str, Array]:
    """The arrays of all fields."""
    days = [days_of(payload) or (NO_DAY, NO_DAY) for payload in payloads]
    arrays: dict[str, Array] = {"days": np.array(days, dtype=np.int32).reshape(-1, 2)}
    for name in ALL:
        sets: Sets = {}
        codes = [sets.setdefault(_values(p, name), len(sets)) for p in payloads]
        words: dict[str, int] = {}
        values = [words.setdefault(word, len(words)) for some in sets for word in some]
        arrays |= field_arrays(
            name,
            codes=np.array(codes, dtype=np.int32),
            starts=_starts([len(some) for some in sets]),
            values=np.array(values, dtype=np.int32),
            words=list(words),
        )
    return arrays


def field_arrays(
    name: str, *, codes: Array, starts: Array, values: Array, words: Sequence[str]
) -> dict[str, Array]:
    """One field's arrays under their names."""
    text = np.frombuffer(json.dumps(words).encode(), dtype=np.uint8)
    own = {"codes": codes, "starts": starts, "values": values, "words": text}
    return {f"{name}.{part}": array for part, array in own.items()}


def merged_columns(parts: Sequence[dict[str, Array]], kept: Sequence[Array]) -> dict[str, Array]:
    """The columns of some rows of each part, one part after the other."""
    days = [part["days"][rows] for part, rows in zip(parts, kept, strict=True)]
    arrays: dict[str, Array] = {"days": np.concatenate(days)}
    for name in ALL:
        arrays |= _merged_field(name, parts, kept)
    return arrays


def _merged_field(
    name: str, parts: Sequence[dict[str, Array]], kept: Sequence[Array]
) -> dict[str, Array]:
    words: dict[str, int] = {}
    codes, lengths, values, sets = [], [], [], 0
    for part, rows in zip(parts, kept, strict=True):
        used, own = np.unique(part[f"{name}.codes"][rows], return_inverse=True)
        begins, ends = part[f"{name}.starts"][used], part[f"{name}.starts"][used + 1]
        old = words_of(part, name)
        at = part[f"{name}.values"][ranges(begins, ends)]
        new = np.zeros(len(old), dtype=np.int32)
        for word in np.unique(at):
            new[word] = words.setdefault(old[word], len(words))
        codes.append(own + sets)
        lengths.append(ends - begins)
        values.append(new[at])
        sets += len(used)
    return field_arrays(
        name,
        codes=np.concatenate(codes).astype(np.int32),
        starts=_starts(np.concatenate(lengths)),
        values=np.concatenate(values).astype(np.int32),
        words=list(words),
    )


class Columns:
    """The payloads of a segment."""

    def __init__(self, arrays: dict[str, Array]) -> None:
        self._days = arrays["days"]
        self._fields = {name: _Field(arrays, name) for name in ALL}
        self._mask = lru_cache(maxsize=2)(self._passing)

    def payloads(self, rows: npt.NDArray[np.int64]) -> list[Payload]:
        """What was given for each row."""
        sets: dict[str, list[Any]] = {name: f.of(rows) for name, f in self._fields.items()}
        for name in SINGLE:
            sets[name] = [some[0] if some else None for some in sets[name]]
        names, values = list(sets), zip(*sets.values(), strict=True)
        return [Payload(**dict(zip(names, own, strict=True))) for own in values]

    def passing(self, where: Filter) -> Mask:
        """(points,): who passes."""
        return self._mask(where)

    def _passing(self, where: Filter) -> Mask:
        mask = np.ones(len(self._days), dtype=bool)
        wanted = {name: getattr(where, name) for name in FIELDS} | {"doc_kind": where.doc_kinds}
        for name, values in wanted.items():
            if values:
                mask &= self._fields[name].holding(values)
        since, until = period_of(where)
        if since is not None:
            mask &= self._days[:, 1] >= since
        if until is not None:
            mask &= (self._days[:, 0] <= until) & (self._days[:, 0] != NO_DAY)
        return mask


class _Field:
    """One field of all points of a segment."""

    def __init__(self, arrays: dict[str, Array], name: str) -> None:
        self._codes = arrays[f"{name}.codes"]
        self._starts = arrays[f"{name}.starts"]
        self._values = arrays[f"{name}.values"]
        self._words = words_of(arrays, name)
        self._number = {word: at for at, word in enumerate(self._words)}
        order = np.argsort(self._values, kind="stable")
        lengths = np.diff(self._starts)
        self._sets = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)[order]
        counts = np.bincount(self._values, minlength=len(self._words))
        self._begins = _starts(counts)

    def of(self, rows: npt.NDArray[np.int64]) -> list[tuple[str, ...]]:
        """The sets of some rows."""
        codes = self._codes[rows]
        begins, ends = self._starts[codes], self._starts[codes + 1]
        words = [self._words[number] for number in self._values[ranges(begins, ends)].tolist()]
        cuts = _starts(ends - begins).tolist()
        return [tuple(words[begin:end]) for begin, end in pairwise(cuts)]

    def holding(self, words: Sequence[str]) -> Mask:
        """(points,): whose set holds one of the words."""
        numbers = [self._number[word] for word in set(words) if word in self._number]
        known = np.zeros(len(self._starts) - 1, dtype=bool)
        for number in numbers:
            known[self._sets[self._begins[number] : self._begins[number + 1]]] = True
        return np.take(known, self._codes)


def words_of(arrays: dict[str, Array], name: str) -> list[str]:
    """A field's vocabulary."""
    words: list[str] = json.loads(arrays[f"{name}.words"].tobytes())
    return words


def ranges(begins: Array, ends: Array) -> npt.NDArray[np.int64]:
    """The numbers from each begin to its end, one after the other."""
    lengths = ends - begins
    shift = np.repeat(begins - (np.cumsum(lengths) - lengths), lengths)
    numbers: npt.NDArray[np.int64] = np.arange(len(shift), dtype=np.int64) + shift
    return numbers


def _starts(lengths: Any) -> npt.NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64)


def _values(payload: Payload, name: str) -> tuple[str, ...]:
    value = getattr(payload, name)
    if name in FIELDS:
        return tuple(value)
    return () if value is None else (value,)

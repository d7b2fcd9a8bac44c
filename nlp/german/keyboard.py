"""Which letters are mistaken for each other, as data: neighbours on the keyboard, like sounds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

ROWS = ("qwertzuiop", "asdfghjkl", "yxcvbnm")
ALIKE = tuple(zip("dscgbvvieem", "tzkkpfwyain", strict=True))
ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def _pairs() -> Iterator[tuple[str, str]]:
    for row in ROWS:
        yield from pairwise(row)
    yield from ALIKE


NEIGHBOURS: dict[str, frozenset[str]] = {
    letter: frozenset(
        one if other == letter else other for one, other in _pairs() if letter in (one, other)
    )
    for letter in ALPHABET
}
"""In plain letters, without umlauts."""

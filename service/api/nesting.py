"""How deep JSON goes and how much is in it, told without reading it.

Parsers that recurse can be made to fail, and those that explain each value to work for long.
"""

from __future__ import annotations

import numpy as np

MOST = 64
MOST_VALUES = 100_000
"""A reader says something of each value that does not fit: of a million that takes seconds."""
PIECE = 1_000_000
QUOTE, OPENING, CLOSING = ord('"'), b"[{", b"]}"
COMMA = ord(",")
_SAID = bytes(byte for byte in range(256) if byte not in b'[]{},"')


def is_too_deep(body: bytes, *, most: int = MOST, values: int = MOST_VALUES) -> bool:
    """Whether brackets are nested deeper than ``most``, or hold more than so many values.

    Linear in the size of the body.

    What is no valid JSON may get either answer: a parser refuses it afterwards.
    """
    told = body.replace(b"\\\\", b"").replace(b'\\"', b"").translate(None, _SAID)
    depth = quotes = commas = 0
    for start in range(0, len(told), PIECE):
        letters = np.frombuffer(told, dtype=np.uint8, offset=start, count=-1)[:PIECE]
        inside = (quotes + np.cumsum(letters == QUOTE)) % 2 == 1
        step = np.isin(letters, list(OPENING)).astype(np.int64) - np.isin(letters, list(CLOSING))
        depths = depth + np.cumsum(np.where(inside, 0, step))
        commas += int(((letters == COMMA) & ~inside).sum())
        if depths.max() > most or commas >= values:
            return True
        depth, quotes = int(depths[-1]), quotes + int((letters == QUOTE).sum())
    return False

"""How deep JSON goes, told without reading it: parsers that recurse can be made to fail."""

from __future__ import annotations

import numpy as np

MOST = 64
PIECE = 1_000_000
QUOTE, OPENING, CLOSING = ord('"'), b"[{", b"]}"
_SAID = bytes(byte for byte in range(256) if byte not in b'[]{}"')


def is_too_deep(body: bytes, *, most: int = MOST) -> bool:
    """Whether brackets are nested deeper than ``most``; linear in the size of the body.

    What is no valid JSON may get either answer: a parser refuses it afterwards.
    """
    told = body.replace(b"\\\\", b"").replace(b'\\"', b"").translate(None, _SAID)
    depth = quotes = 0
    for start in range(0, len(told), PIECE):
        letters = np.frombuffer(told, dtype=np.uint8, offset=start, count=-1)[:PIECE]
        inside = (quotes + np.cumsum(letters == QUOTE)) % 2 == 1
        step = np.isin(letters, list(OPENING)).astype(np.int64) - np.isin(letters, list(CLOSING))
        depths = depth + np.cumsum(np.where(inside, 0, step))
        if depths.max() > most:
            return True
        depth, quotes = int(depths[-1]), quotes + int((letters == QUOTE).sum())
    return False

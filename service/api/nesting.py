"""How deep JSON goes, told without reading it: parsers that recurse can be made to fail."""

from __future__ import annotations

import re

MOST = 64
_STRING = re.compile(rb'"[^"]*"')
_ALIKE = bytes.maketrans(b"{}", b"[]")
_SAID = bytes(byte for byte in range(256) if byte not in b'[]{}"')


def is_too_deep(body: bytes, *, most: int = MOST) -> bool:
    """Whether brackets are nested deeper than ``most``; linear in the size of the body.

    What is no valid JSON may get either answer: a parser refuses it afterwards.
    """
    left = _brackets(body)
    for _ in range(most):
        before = len(left)
        left = left.replace(b"[]", b"")
        if len(left) == before:
            return len(left) > most
    return bool(left)


def _brackets(body: bytes) -> bytes:
    """The brackets outside of strings, all as square ones: removing pairs takes one level off."""
    plain = body.replace(b"\\\\", b"").replace(b'\\"', b"")
    return _STRING.sub(b"", plain.translate(_ALIKE, _SAID))

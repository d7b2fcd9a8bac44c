"""Choices that a text makes by itself."""

from __future__ import annotations

from random import Random
from zlib import crc32


def chance(text: str) -> Random:
    """The same for texts that begin alike, so that longer ones of a kind are treated alike."""
    return Random(crc32(text[:100].encode("utf-8", "surrogatepass")))

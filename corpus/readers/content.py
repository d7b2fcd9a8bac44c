"""What every reader is given and gives back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.errors import BadInputError, TooLargeError

_WORD = re.compile(r"[^\W\d_]{3,}")
_FILE_NAME = re.compile(r"^(?:Microsoft \w+ - |untitled|unbenannt)|\.\w{2,5}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is read at most. Sizes are bytes but for ``max_characters``.

    ``max_ratio`` is the size of unpacked to packed bytes in a zip-based file, ``max_seconds``
    the time for the pages of one PDF.
    """

    max_bytes: int = 20_000_000
    max_characters: int = 2_000_000
    max_unpacked: int = 100_000_000
    max_ratio: int = 300
    max_pages: int = 1_000
    max_seconds: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The raw text of one document; ``original`` where it is only a part of the file."""

    text: str
    title: str | None = None
    id: str | None = None
    original: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BadEntry:
    """A line of a list that cannot be read; ``where`` is „Zeile 3“."""

    where: str
    error: BadInputError


def too_long(limits: Limits) -> TooLargeError:
    """The error for a text above the limit."""
    most = f"{limits.max_characters:,}".replace(",", ".")
    return TooLargeError(f"Der Text hat mehr als {most} Zeichen: Bitte in kleinere Dateien teilen.")


def sensible_title(title: object, text: str) -> str | None:
    """The title in a file's properties, unless it is a file name or not about the text."""
    name = " ".join(title.split()) if isinstance(title, str) else ""
    words = {word.lower() for word in _WORD.findall(name)}
    if len(words) < 2 or len(name) > 300 or _FILE_NAME.search(name):
        return None
    known = {word.lower() for word in _WORD.findall(text[:5_000])}
    return name if len(words & known) >= 0.6 * len(words) else None

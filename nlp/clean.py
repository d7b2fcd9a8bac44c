"""Raw text to ``Report.text``, changing as little as possible.

Text that is already clean comes back unchanged, so that offsets are those of its file.
Navigation and footers stay: ``nlp.segment`` marks them.
"""

from __future__ import annotations

import re
import unicodedata

LINE_ENDS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
SPACES = (
    "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
UNSEEN = (
    (0x00, 0x08),  # control characters but for tab and line feed
    (0x0E, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),  # soft hyphen
    (0x180E, 0x180E),
    (0x200B, 0x200F),  # zero width, marks of direction
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0xD800, 0xDFFF),  # halves of pairs, which no file can hold
    (0xFE00, 0xFE0F),  # variants of signs
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0xFFFE, 0xFFFF),
)
REPLACEMENTS: dict[int, str | None] = (
    {code: None for first, last in UNSEEN for code in range(first, last + 1)}
    | dict.fromkeys(map(ord, LINE_ENDS), "\n")
    | dict.fromkeys(map(ord, SPACES), " ")
)
MARKS = re.compile(r"[^\w\s\x00-\x7f]{31,}")


def clean(raw: str) -> str:
    """The text in NFC, with ``\\n`` as line end, plain spaces and no unseen characters."""
    return composed(raw.replace("\r\n", "\n").replace("\r", "\n").translate(REPLACEMENTS))


def composed(text: str) -> str:
    """The text in NFC, with at most 30 accents on one letter."""
    # Once more afterwards, as some signs come apart into several accents.
    return MARKS.sub(_stream_safe, unicodedata.normalize("NFC", MARKS.sub(_stream_safe, text)))


def _stream_safe(run: re.Match[str]) -> str:
    """At most 30 accents on one letter: sorting more takes quadratic time (UAX #15, 13)."""
    kept: list[str] = []
    accents = 0
    for character in run[0]:
        accents = accents + 1 if unicodedata.combining(character) else 0
        if accents <= 30:
            kept.append(character)
    return "".join(kept)

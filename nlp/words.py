"""The words that names are made of: the unit of the names head."""

from __future__ import annotations

import re

from nlp.types import Span

# A small letter before a capital parts fused words („RempeAus“); names like „iTools“ are joined
# again by the tags that their parts get.
_WORD = re.compile(r"[A-ZÄÖÜ]?[^\W\d_A-ZÄÖÜ]+|[A-ZÄÖÜ]+(?![^\W\d_A-ZÄÖÜ])|[A-ZÄÖÜ]|\d+|[^\w\s]|_")


def words(text: str) -> tuple[Span, ...]:
    """Runs of letters (parted where a capital follows a small letter), numbers and marks."""
    return tuple(Span(start=m.start(), end=m.end()) for m in _WORD.finditer(text))

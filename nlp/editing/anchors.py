"""Words that an editor decided on, found again where the text has changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from nlp.editing.decisions import Anchor
from nlp.types import Span

CONTEXT = 40
"""Characters on either side that tell one place from another with the same words."""
MOST_PLACES = 1_000


def anchor_of(text: str, span: Span) -> Anchor:
    """The words of a span, with what stands around them."""
    return Anchor(
        start=span.start,
        end=span.end,
        text=span.of(text),
        before=text[max(0, span.start - CONTEXT) : span.start],
        after=text[span.end : span.end + CONTEXT],
    )


def place_again(anchor: Anchor, text: str) -> Span | None:
    """Where the words stand now; None where they do not.

    Of several places that with the same neighbours, else the nearest. Line breaks may have moved.
    """
    if anchor_of(text, anchor) == anchor:
        return Span(start=anchor.start, end=anchor.end)
    places = islice(occurrences(text, anchor.text), MOST_PLACES)
    return max(
        places,
        key=lambda span: (_likeness(anchor, text, span), -abs(span.start - anchor.start)),
        default=None,
    )


def occurrences(text: str, words: str) -> Iterator[Span]:
    """All places where these words stand whole, in order; blanks may be other ones."""
    if not words.strip():
        return
    spaced = r"\s+".join(map(re.escape, words.split()))
    before = r"(?<!\w)" if _is_letter(words.strip()[0]) else ""
    after = r"(?!\w)" if _is_letter(words.strip()[-1]) else ""
    for match in re.finditer(f"{before}{spaced}{after}", text):
        yield Span(start=match.start(), end=match.end())


def _is_letter(sign: str) -> bool:
    return bool(re.match(r"\w", sign))


def _likeness(anchor: Anchor, text: str, span: Span) -> int:
    here = anchor_of(text, span)
    return _shared(anchor.before[::-1], here.before[::-1]) + _shared(anchor.after, here.after)


def _shared(one: str, other: str) -> int:
    """How many signs both begin with."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))

"""What must hold of every result, whatever went in. ``WrongError`` says what does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from nlp.types import Mention, Span


class WrongError(AssertionError):
    """A result that breaks a promise."""


def holds(condition: object, what: str) -> None:
    """``WrongError`` where it does not."""
    if not condition:
        raise WrongError(what)


def inside(text: str, spans: Iterable[Span], what: str) -> None:
    """Half-open, not empty, within the text."""
    for span in spans:
        holds(0 <= span.start < span.end <= len(text), f"{what}: {span.start}:{span.end}")


def apart(text: str, spans: Sequence[Span], what: str) -> None:
    """Within the text, in order, without overlaps."""
    inside(text, spans, what)
    for one, two in pairwise(spans):
        holds(one.end <= two.start, f"{what}: {one.start}:{one.end} over {two.start}:{two.end}")


def quoted(text: str, mentions: Iterable[Mention], what: str) -> None:
    """The text that a mention says is the text that stands there."""
    for mention in mentions:
        said, there = mention.text, text[mention.start : mention.end]
        holds(said == there, f"{what}: {said!r} where {there!r} stands")


def covered(text: str, spans: Sequence[Span], what: str) -> None:
    """Nothing but blanks stands outside of spans that are in order."""
    at = 0
    for span in (*spans, Span(start=len(text), end=len(text))):
        holds(not text[at : span.start].strip(), f"{what}: left out {text[at : span.start]!r:.60}")
        at = span.end

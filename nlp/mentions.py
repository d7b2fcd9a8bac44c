"""Mentions made and joined."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from nlp.types import Label, Mention


def mention_at(text: str, start: int, end: int, label: Label, score: float) -> Mention:
    """The mention of ``text[start:end]``, not yet linked."""
    return Mention(start=start, end=end, text=text[start:end], label=label, score=score)


def merge(first: Sequence[Mention], second: Sequence[Mention]) -> list[Mention]:
    """One list without overlaps, in order of the text: long and certain mentions win."""
    ranked = sorted(
        [*first, *second],
        key=lambda mention: (-mention.score * (mention.end - mention.start) ** 0.5, mention.start),
    )
    kept: list[Mention] = []
    starts: list[int] = []
    for mention in ranked:
        place = bisect_left(starts, mention.end)
        if place == 0 or kept[place - 1].end <= mention.start:
            kept.insert(place, mention)
            starts.insert(place, mention.start)
    return kept

"""The mentions of a report while decisions change them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from nlp.types import Label, Mention, Span


class Names:
    """Mentions by numbers that stay while others come and go; they never overlap."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._kept = dict(enumerate(mentions))
        self._next = len(self._kept)

    def __contains__(self, number: int) -> bool:
        return number in self._kept

    def __getitem__(self, number: int) -> Mention:
        return self._kept[number]

    def put(self, mention: Mention) -> int:
        """Its number; what it overlaps goes. The same name at the same place keeps its score."""
        number = self._next
        for other in [n for n, each in self._kept.items() if each.overlaps(mention)]:
            known = self._kept.pop(other)
            if _is_at(known, mention):
                number, mention = other, replace(mention, score=known.score)
        self._kept[number] = mention
        self._next += number == self._next
        return number

    def replace(self, number: int, mention: Mention) -> None:
        """Another reading of the same place in the text."""
        self._kept[number] = mention

    def drop(self, numbers: Iterable[int]) -> None:
        """They are no names after all."""
        for number in numbers:
            self._kept.pop(number, None)

    def numbers(self, label: Label, fits: Callable[[Mention], bool]) -> list[int]:
        """Those of a kind that fit."""
        return [n for n, each in self._kept.items() if each.label == label and fits(each)]

    def is_free(self, span: Span, *, label: Label) -> bool:
        """Whether nothing is named there, unless just this by the same kind of name."""
        here = [each for each in self._kept.values() if each.overlaps(span)]
        own = (span.start, span.end, label)
        return all((each.start, each.end, each.label) == own for each in here)

    def ordered(self) -> tuple[tuple[Mention, ...], Mapping[int, int]]:
        """All in order of the text, and where each number stands in that order."""
        order = sorted(self._kept, key=lambda n: (self._kept[n].start, self._kept[n].end))
        return tuple(self._kept[n] for n in order), {n: at for at, n in enumerate(order)}


def _is_at(one: Mention, other: Mention) -> bool:
    return (one.start, one.end, one.label) == (other.start, other.end, other.label)

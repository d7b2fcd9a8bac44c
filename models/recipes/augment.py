"""Variants of annotated windows with what real pages have and written documents lack."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from models.recipes.annotated import Example, Labelled

Change = tuple[int, int, str]
Swap = Callable[[random.Random, Example], list[Change]]

_QUOTES = [("„", "“"), ('"', '"'), ("»", "«"), ("“", "”"), ("‚", "‘"), ("'", "'")]
_OPEN, _CLOSE = "„\"»“‚'", "“\"«”‘'"
_FUSABLE = re.compile(r"(?<=[a-zäöüß][.!?“:])[ \n]+(?=[A-ZÄÖÜ„])|(?<=[a-zäöüß])\n+(?=[A-ZÄÖÜ])")
_SLIPS = {"ä": "a", "ü": "u", "ö": "o", "ß": "B", "l": "I", "rn": "m", "ii": "ü", "–": "-"}


def changed(example: Example, changes: Iterable[Change]) -> Example:
    """Applies replacements (start, end, new text) that do not cross a name's edge."""
    text, names, lines = example.text, list(example.names), list(example.sentences)
    for start, end, new in sorted(changes, reverse=True):
        shift = len(new) - (end - start)
        text = text[:start] + new + text[end:]
        names = [_moved(name, start, end, shift) for name in names]
        lines = [_moved(line, start, end, shift) for line in lines]
    return replace(example, text=text, names=tuple(names), sentences=tuple(lines))


def _moved(name: Labelled, start: int, end: int, shift: int) -> Labelled:
    first, last, label = name
    if end <= first and (start, end) != (first, last):
        return first + shift, last + shift, label
    return (first, last + shift, label) if start < last else name


class Augmenter:
    """Makes a random variant of an example; the same seed makes the same variants.

    ``more`` are names, each with its label, that may stand in for those of the examples.
    """

    def __init__(
        self, pool: Iterable[Example], *, more: Iterable[tuple[str, str]] = (), seed: int = 7
    ) -> None:
        self._random = random.Random(seed)  # noqa: S311
        self._names: dict[str, list[str]] = defaultdict(list)
        for example in pool:
            for start, end, label in example.names:
                self._names[_form(example.text[start:end], label)].append(example.text[start:end])
        for label, name in more:
            self._names[_form(name, label)].append(name)

    def __call__(self, example: Example) -> Example:
        """A variant: other names and quotation marks, lines fused, broken or left out, slips."""
        draw = self._random.random
        if draw() < 0.15:
            example = self._cropped(example)
        if draw() < 0.6:
            example = changed(example, self._swapped(example))
        if draw() < 0.5:
            example = changed(example, self._requoted(example))
        if draw() < 0.08:
            example = changed(example, self._broken(example))
        if draw() < 0.25:
            example = changed(example, self._fused(example))
        if draw() < 0.05:
            example = changed(example, self._unspaced(example))
        if draw() < 0.05:
            example = self._capitals(example)
        if draw() < 0.1:
            example = changed(example, self._slips(example))
        return replace(example, context="") if draw() < 0.15 else example

    def _swapped(self, example: Example) -> list[Change]:
        """Names for others of the same label and form; equal names alike."""
        chosen: dict[str, str] = {}
        changes = []
        for start, end, label in example.names:
            old = example.text[start:end]
            pool = self._names.get(_form(old, label))
            if pool and (old in chosen or self._random.random() < 0.5):
                new = chosen.setdefault(old, self._random.choice(pool))
                changes.append((start, end, new))
        return changes

    def _requoted(self, example: Example) -> list[Change]:
        """Quotation marks around names changed or left out."""
        opening, closing = self._random.choice(_QUOTES)
        bare = self._random.random() < 0.5
        text, changes = example.text, list[Change]()
        for start, end, _ in example.names:
            if start and end < len(text) and text[start - 1] in _OPEN and text[end] in _CLOSE:
                changes.append((start - 1, start, "" if bare else opening))
                changes.append((end, end + 1, "" if bare else closing))
        return changes

    def _fused(self, example: Example) -> list[Change]:
        cuts = [m.span() for m in _FUSABLE.finditer(example.text)]
        edges = {edge for start, end, _ in example.names for edge in (start, end)}
        free = [c for c in cuts if not edges & {*c}]
        return [(s, e, "") for s, e in free if self._random.random() < 0.3]

    def _broken(self, example: Example) -> list[Change]:
        """Line breaks for blanks inside names."""
        blanks = (
            (at, at + 1, "\n")
            for start, end, _ in example.names
            for at in range(start, end)
            if example.text[at] == " "
        )
        return [change for change in blanks if self._random.random() < 0.4]

    def _unspaced(self, example: Example) -> list[Change]:
        """Blanks lost, though not beside names."""
        edges = {edge for start, end, _ in example.names for edge in (start, end)}
        spots = [m.span() for m in re.finditer(r"(?<=\w) (?=\w)", example.text)]
        free = [spot for spot in spots if not edges & {*spot}]
        return [(s, e, "") for s, e in free if self._random.random() < 0.04]

    def _cropped(self, example: Example) -> Example:
        """Some lines in a row: names are known by less around them."""
        lines = [m.span() for m in re.finditer(r"[^\n]+", example.text)]
        if len(lines) < 2:
            return example
        first = self._random.randrange(len(lines))
        last = self._random.randrange(first, len(lines))
        start, end = lines[first][0], lines[last][1]
        return replace(
            example,
            text=example.text[start:end],
            names=_within(example.names, start, end),
            sentences=_within(example.sentences, start, end),
        )

    def _capitals(self, example: Example) -> Example:
        upper = example.text.upper()
        return replace(example, text=upper) if len(upper) == len(example.text) else example

    def _slips(self, example: Example) -> list[Change]:
        old, new = self._random.choice(list(_SLIPS.items()))
        spots = [m.span() for m in re.finditer(re.escape(old), example.text)]
        return [(s, e, new) for s, e in spots if self._random.random() < 0.15]


def _within(labelled: Iterable[Labelled], start: int, end: int) -> tuple[Labelled, ...]:
    inside = (x for x in labelled if start <= x[0] and x[1] <= end)
    return tuple((first - start, last - start, label) for first, last, label in inside)


def _form(name: str, label: str) -> str:
    """Names that can stand for one another: same label, inflection and rough length."""
    ending = (
        ("er" if name.endswith("er") else "small" if name[0].islower() else "")
        if (label == "PLACE")
        else str(min(len(name.split()), 3))
    )
    return f"{label}:{ending}"

"""Marks words and passages in a text, as HTML that is always well-formed.

Marks may nest and overlap in any way: a mark that is crossed by another is closed and opened
again. Without its tags the HTML is the escaped text, letter for letter.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal

from markupsafe import Markup, escape

from nlp.types import Span
from service.lines import lines_of

ANSWER = "Passender Satz"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Mark(Span):
    """A span to be marked.

    ``anchor`` gives the first piece the id that links go to; ``note`` is shown by the style
    sheet (``data-note``) in front of the first piece, so that colour is never the only sign.
    """

    tag: Literal["mark", "span"] = "mark"
    style: str = ""
    title: str = ""
    note: str = ""
    anchor: bool = False


def fragment(span: Span) -> str:
    """The id of a span in a report's page: ``f-START-END``."""
    return f"f-{span.start}-{span.end}"


def highlighted(
    text: str, spans: Iterable[Span], *, offset: int = 0, answer: Span | None = None
) -> Markup:
    """A piece of a report with ``<mark>`` around ``spans``; ``offset`` is where it begins there.

    ``answer``: the sentence that answers, marked in a way of its own.
    """
    return Marker(text, _moved(spans, offset, answer)).html(0, len(text))


def highlighted_lines(
    text: str, spans: Iterable[Span], *, offset: int = 0, answer: Span | None = None
) -> list[Markup]:
    """The same line by line as the report's page shows it: hard-wrapped lines are joined."""
    marker = Marker(text, _moved(spans, offset, answer))
    return [marker.html(block.start, block.end) for block in lines_of(text)]


def _moved(spans: Iterable[Span], offset: int, answer: Span | None) -> tuple[Mark, ...]:
    marks = [Mark(start=s.start - offset, end=s.end - offset) for s in spans]
    if answer:
        start, end = answer.start - offset, answer.end - offset
        marks.append(Mark(start=start, end=end, style="fs-answer", note=ANSWER))
    return tuple(marks)


class Marker:
    """Renders pieces of one text; every anchor and note appears once, however many pieces."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self._text = text
        self._marks = sorted((m for m in marks if m.start < m.end), key=_opening_order)
        self._starts = [m.start for m in self._marks]
        self._reach = list(accumulate((m.end for m in self._marks), max))
        self._shown: set[Mark] = set()
        self._ids: set[str] = set()

    def id_of(self, span: Span) -> str:
        """The id for an element around ``span``; empty where it is taken already."""
        name = fragment(span)
        if name in self._ids:
            return ""
        self._ids.add(name)
        return name

    def html(self, start: int, end: int) -> Markup:
        """``text[start:end]``, escaped and marked."""
        inside = self._within(start, end)
        points = {p for m in inside for p in (m.start, m.end) if start < p < end}
        pieces: list[Markup] = []
        opened: list[Mark] = []
        cuts = [start, *sorted(points), end]
        begun = 0
        for low, high in pairwise(cuts):
            fresh = bisect_right(inside, low, lo=begun, key=lambda mark: mark.start)
            wanted = [m for m in (*opened, *inside[begun:fresh]) if high <= m.end]
            begun = fresh
            opened = self._switch(opened, wanted, pieces)
            pieces.append(escape(self._text[low:high]))
        self._switch(opened, [], pieces)
        return Markup("").join(pieces)

    def _within(self, start: int, end: int) -> list[Mark]:
        low, high = bisect_right(self._reach, start), bisect_left(self._starts, end)
        return [mark for mark in self._marks[low:high] if start < mark.end]

    def _switch(self, opened: list[Mark], wanted: list[Mark], pieces: list[Markup]) -> list[Mark]:
        kept = 0
        while kept < min(len(opened), len(wanted)) and opened[kept] == wanted[kept]:
            kept += 1
        pieces.extend(Markup(f"</{m.tag}>") for m in reversed(opened[kept:]))  # noqa: S704
        pieces.extend(self._tag(m) for m in wanted[kept:])
        return wanted

    def _tag(self, mark: Mark) -> Markup:
        first = mark not in self._shown
        self._shown.add(mark)
        attributes = {
            "class": mark.style,
            "title": mark.title,
            "id": self.id_of(mark) if mark.anchor and first else "",
            "data-note": mark.note if first else "",
        }
        filled = [Markup(' {}="{}"').format(k, v) for k, v in attributes.items() if v]
        return Markup("<{}{}>").format(mark.tag, Markup("").join(filled))


def _opening_order(mark: Mark) -> tuple[int, int, str, bool, str]:
    """Of marks around the same words the plain one, which shows a word, lies within."""
    return (mark.start, -mark.end, mark.tag, not mark.style, mark.style)

"""A report's text as its page shows it: paragraphs with marked names and lessons, and anchors."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from nlp.segment import blocks
from nlp.types import Analysis, Block, BlockKind, Mention, Passage, Span
from service.web.marks import Mark, Marker
from service.web.words import LABELS, LESSON_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A line of the report, ready for the page."""

    kind: BlockKind
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Paragraphs that a link goes to together; ``id`` is empty where none does."""

    id: str
    paragraphs: tuple[Paragraph, ...]


def sections(analysis: Analysis, *, places: Sequence[Span] = ()) -> tuple[Section, ...]:
    """The whole text in order. Passages, names, lessons and evidence are link targets, and so are
    ``places``.

    A passage of several paragraphs wraps them, so that all of it stands out when it is the
    target of a link; any other span is marked inside its paragraph.
    """
    parts = blocks(analysis.text)
    wrapped = dict(_wrappers(analysis.passages, parts))
    marks = (*_marks(analysis, set(wrapped.values())), *map(_place, places))
    marker = Marker(analysis.text, marks)
    return tuple(_sections(parts, wrapped, marker))


def _wrappers(
    passages: Sequence[Passage], parts: Sequence[Block]
) -> Iterator[tuple[tuple[int, int], Span]]:
    """(first block, block behind the last) to the passage that wraps them; never overlapping."""
    starts, ends = [p.start for p in parts], [p.end for p in parts]
    free = 0
    for passage in sorted(passages):
        low, high = bisect_right(ends, passage.start), bisect_left(starts, passage.end)
        if low >= free and high - low > 1:
            free = high
            yield (low, high), passage


def _sections(
    parts: Sequence[Block], wrapped: dict[tuple[int, int], Span], marker: Marker
) -> Iterator[Section]:
    at = 0
    for (low, high), passage in wrapped.items():
        yield from (_section(parts[i : i + 1], "", marker) for i in range(at, low))
        yield _section(parts[low:high], marker.id_of(passage), marker)
        at = high
    yield from (_section(parts[i : i + 1], "", marker) for i in range(at, len(parts)))


def _section(parts: Sequence[Block], name: str, marker: Marker) -> Section:
    paragraphs = (Paragraph(kind=p.kind, html=marker.html(p.start, p.end)) for p in parts)
    return Section(id=name, paragraphs=tuple(paragraphs))


def _marks(analysis: Analysis, wrapped: set[Span]) -> Iterator[Mark]:
    for passage in analysis.passages:
        if passage not in wrapped:
            yield _place(passage)
    for theme in analysis.themes:
        for span in theme.evidence:
            yield _place(span)
    for lesson in analysis.lessons:
        yield Mark(
            start=lesson.start,
            end=lesson.end,
            style=f"fs-lesson fs-{lesson.kind}",
            note=LESSON_KINDS[lesson.kind],
            anchor=True,
        )
    yield from (_name(mention) for mention in analysis.mentions)


def _place(span: Span) -> Mark:
    return Mark(start=span.start, end=span.end, tag="span", style="fs-at", anchor=True)


def _name(mention: Mention) -> Mark:
    return Mark(
        start=mention.start,
        end=mention.end,
        tag="span",
        style=f"fs-name fs-{mention.label.lower()}",
        title=_title(mention),
        anchor=True,
    )


def _title(mention: Mention) -> str:
    place = mention.place
    if place is None:
        return LABELS[mention.label]
    return f"{LABELS[mention.label]}: {place.name}{f', {place.state}' if place.state else ''}"

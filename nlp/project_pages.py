"""A report as the places of its projects are read from it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from nlp.types import Block, DocKind, Event, Mention, Project, Span

SpanT = TypeVar("SpanT", bound=Span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A report with what its pairs of project and place are weighed by."""

    text: str
    title: str
    doc_kind: DocKind
    event: Event
    blocks: Sequence[Block]
    sentences: Sequence[Span]
    places: Sequence[Mention]
    named: Sequence[tuple[Mention, int]]
    """Project mentions in order, each with the number of its project."""
    starts: Sequence[int]
    """Where the mentions in ``named`` start."""
    many: int
    """How many projects there are."""
    others: Sequence[Mention]
    """PERSON and ORG mentions in order."""
    counts: Counter[str]
    """How often each place is named."""


def page_of(  # noqa: PLR0913, PLR0917 - one field each
    text: str,
    title: str | None,
    doc_kind: DocKind,
    event: Event | None,
    blocks: Sequence[Block],
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    projects: Sequence[Project],
) -> Page:
    """The page of a report; ``projects`` are those of ``group_projects`` over ``mentions``."""
    pairs = ((mentions[i], number) for number, p in enumerate(projects) for i in p.mentions)
    named = sorted(pairs, key=lambda pair: pair[0].start)
    return Page(
        text=text,
        title=title or "",
        doc_kind=doc_kind,
        event=event or Event(),
        blocks=blocks,
        sentences=sentences,
        places=_in_order(m for m in mentions if m.label == "PLACE" and m.place is not None),
        named=named,
        starts=[mention.start for mention, _ in named],
        many=len(projects),
        counts=Counter(m.place.name for m in mentions if m.label == "PLACE" and m.place),
        others=_in_order(m for m in mentions if m.label in ("PERSON", "ORG")),
    )


def _in_order(mentions: Iterable[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda mention: mention.start)


def holding(spans: Sequence[SpanT], at: int) -> SpanT | None:
    """The span around ``at``; spans are in order and do not overlap."""
    place = bisect_right(spans, at, key=lambda span: span.start) - 1
    return spans[place] if place >= 0 and spans[place].end > at else None


def clipped(span: Span, at: int, reach: int) -> Span:
    """No more than ``reach`` characters either way, so that endless lines cost no more."""
    return Span(start=max(span.start, at - reach), end=min(span.end, at + reach))


def named_in(page: Page, span: Span) -> Sequence[tuple[Mention, int]]:
    """The project mentions that start in a span, each with the number of its project."""
    return page.named[bisect_left(page.starts, span.start) : bisect_left(page.starts, span.end)]

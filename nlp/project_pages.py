"""A report as the places of its projects are read from it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from nlp.types import Block, DocKind, Event, Mention, Project, Span

SpanT = TypeVar("SpanT", bound=Span)
NOBODY = -1
"""The number of no project."""
_LINE_LEAD = re.compile(
    r"^\W*(?:\d+[.)]?|[a-z]{1,2}\)|\w++(?:[- ](?:\w++[- ]?)?)?[:–-]|(?:Das |Der |Die )?\w*"
    r"(?:[Pp]rojekt|[Nn]etzwerk|Initiative))?[\W\d]*"
)


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
    names: Sequence[str]
    """All forms of each project's name, in one string."""
    own: Sequence[Sequence[Mention]]
    """The mentions of each project in order."""
    others: Sequence[Mention]
    """PERSON and ORG mentions in order."""
    counts: Counter[str]
    """How often each place is named."""
    openings: Sequence[Opening]
    """For each block, the line that opened the part on one project."""
    rubrics: Mapping[int, int]
    """Blocks that hold a place and little else, each with where the next such block starts."""

    @property
    def many(self) -> int:
        """How many projects there are."""
        return len(self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The last line that began with a project's name: from there on it is the subject.

    ``block`` is that line's index, ``closed`` whether a heading without a project came since.
    """

    number: int = NOBODY
    block: int = 0
    is_single: bool = False
    closed: bool = False


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
        names=[" | ".join((p.name, *p.aliases)) for p in projects],
        own=[_in_order(mentions[i] for i in p.mentions) for p in projects],
        counts=Counter(m.place.name for m in mentions if m.label == "PLACE" and m.place),
        others=_in_order(m for m in mentions if m.label in ("PERSON", "ORG")),
        openings=_openings(text, blocks, named),
        rubrics=_rubrics(blocks, mentions, len(text)),
    )


def _in_order(mentions: Iterable[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda mention: mention.start)


def _openings(
    text: str, blocks: Sequence[Block], named: Sequence[tuple[Mention, int]]
) -> list[Opening]:
    starts = [mention.start for mention, _ in named]
    current, found = Opening(), list[Opening]()
    for at, block in enumerate(blocks):
        inside = named[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        lead = text[block.start : inside[0][0].start] if inside else ""
        if inside and len(lead) <= 40 and _LINE_LEAD.fullmatch(lead):
            single = len({number for _, number in inside}) == 1
            current = Opening(number=inside[0][1], block=at, is_single=single)
        elif block.kind == "heading" and not inside and not current.closed:
            current = Opening(
                number=current.number,
                block=current.block,
                is_single=current.is_single,
                closed=True,
            )
        found.append(current)
    return found


def _rubrics(blocks: Sequence[Block], mentions: Sequence[Mention], end: int) -> dict[int, int]:
    found: list[int] = []
    for mention in _in_order(m for m in mentions if m.label == "PLACE" and m.place is not None):
        at = index_at(blocks, mention.start)
        size = blocks[at].end - blocks[at].start if at >= 0 else 0
        if at >= 0 and size - len(mention.text) <= 12 and at not in found[-1:]:
            found.append(at)
    ends = [*(blocks[at].start for at in found[1:]), end][: len(found)]
    return dict(zip(found, ends, strict=True))


def index_at(spans: Sequence[Span], at: int) -> int:
    """The index of the last span that starts at or before ``at``; -1 before the first."""
    return bisect_right(spans, at, key=lambda span: span.start) - 1


def holding(spans: Sequence[SpanT], at: int) -> SpanT | None:
    """The span around ``at``; spans are in order and do not overlap."""
    place = index_at(spans, at)
    return spans[place] if place >= 0 and spans[place].end > at else None


def clipped(span: Span, at: int, reach: int) -> Span:
    """No more than ``reach`` characters either way, so that endless lines cost no more."""
    return Span(start=max(span.start, at - reach), end=min(span.end, at + reach))


def named_in(page: Page, span: Span) -> Sequence[tuple[Mention, int]]:
    """The project mentions that start in a span, each with the number of its project."""
    return page.named[bisect_left(page.starts, span.start) : bisect_left(page.starts, span.end)]


def counted_in(mentions: Sequence[Mention], start: int, end: int) -> int:
    """How many mentions start in a range."""
    return bisect_left(mentions, end, key=_start) - bisect_left(mentions, start, key=_start)


def _start(mention: Mention) -> int:
    return mention.start

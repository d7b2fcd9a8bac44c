"""Which passages and sentences of a report are about one of its projects."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from nlp.registry import ProjectRecord, form_key
from nlp.segment import blocks, sentences
from nlp.types import Passage, Span

SHORTEST_FORM = 4
"""Letters of a name that a heading is searched for."""

P = TypeVar("P", bound=Passage)


def own_passages(parts: Iterable[P], record: ProjectRecord, *, alone: bool) -> list[P]:
    """The passages that name the project, and those under a heading that does.

    ``alone``: it is the report's only project, and the whole report is about it. Navigation and
    footers are about nothing.
    """
    return [part for part in parts if part.searchable and (alone or _is_about(part, record))]


def own_sentences(
    text: str,
    parts: Iterable[Passage],
    record: ProjectRecord,
    *,
    others: Sequence[Span],
    alone: bool,
) -> list[Span]:
    """The sentences about a project in its passages: all under its own heading, else from the
    one that names it to the one that names another; ``others`` are mentions of those."""
    found: list[Span] = []
    for part in parts:
        lines = _sentences(text, part)
        whole = alone or _heads(part, record)
        found += lines if whole else _from_name_to_name(lines, record.mentions, others)
    return found


def all_sentences(text: str, parts: Iterable[Passage]) -> list[Span]:
    """The sentences of passages."""
    return [line for part in parts for line in _sentences(text, part)]


def _is_about(part: Passage, record: ProjectRecord) -> bool:
    return _names(part, record.mentions) or _heads(part, record)


def _names(span: Span, mentions: Sequence[Span]) -> bool:
    """Whether one of the mentions, in the order of the text, begins in it."""
    at = bisect_left(mentions, span.start, key=lambda mention: mention.start)
    return at < len(mentions) and mentions[at].start < span.end


def _heads(part: Passage, record: ProjectRecord) -> bool:
    heading = form_key(part.heading) if part.heading else ""
    keys = (form_key(form) for form in record.forms)
    return bool(heading) and any(len(key) >= SHORTEST_FORM and key in heading for key in keys)


def _from_name_to_name(
    lines: Sequence[Span], own: Sequence[Span], others: Sequence[Span]
) -> Iterator[Span]:
    about = False
    for line in lines:
        if _names(line, own):
            about = True
        elif _names(line, others):
            about = False
        if about:
            yield line


def _sentences(text: str, part: Passage) -> list[Span]:
    piece = part.of(text)
    return [
        Span(start=line.start + part.start, end=line.end + part.start)
        for line in sentences(piece, blocks(piece))
    ]

"""Which passages and sentences of a report are about one of its projects."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from nlp.registry import ProjectRecord, form_key
from nlp.segment import blocks, sentences
from nlp.types import Analysis, BlockKind, DocKind, Passage, Span

PAGES: frozenset[DocKind] = frozenset({"measure", "profile"})
SHORTEST_FORM = 4
"""Letters of a name that a heading is searched for."""

P = TypeVar("P", bound=Passage)


def own_passages(parts: Iterable[P], record: ProjectRecord, *, alone: bool = False) -> list[P]:
    """The passages that name the project, and those under a heading that does.

    ``alone``: the whole report is about it. Navigation and footers are about nothing.
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
    one that names it to the end of its list item, to a heading, or to the one that names another
    project; ``others`` are mentions of those."""
    found: list[Span] = []
    for part in parts:
        if alone or _heads(part, record):
            found += all_sentences(text, [part])
        else:
            found += _from_name_to_name(_sentences(text, part), record.mentions, others)
    return found


def is_alone(analysis: Analysis, record: ProjectRecord) -> bool:
    """Whether a whole report is about one project: its only one, which it is the page of or
    which its title names."""
    if len(analysis.projects) != 1:
        return False
    return analysis.doc_kind in PAGES or _holds_name(analysis.title, record)


def all_sentences(text: str, parts: Iterable[Passage]) -> list[Span]:
    """The sentences of passages."""
    return [line for part in parts for _, some in _sentences(text, part) for line in some]


def _is_about(part: Passage, record: ProjectRecord) -> bool:
    return _names(part, record.mentions) or _heads(part, record)


def _names(span: Span, mentions: Sequence[Span]) -> bool:
    """Whether one of the mentions, in the order of the text, begins in it."""
    at = bisect_left(mentions, span.start, key=lambda mention: mention.start)
    return at < len(mentions) and mentions[at].start < span.end


def _heads(part: Passage, record: ProjectRecord) -> bool:
    return _holds_name(part.heading, record)


def _holds_name(line: str, record: ProjectRecord) -> bool:
    plain = form_key(line) if line else ""
    keys = (form_key(form) for form in record.forms)
    return bool(plain) and any(len(key) >= SHORTEST_FORM and key in plain for key in keys)


def _from_name_to_name(
    lines: Iterable[tuple[BlockKind, list[Span]]], own: Sequence[Span], others: Sequence[Span]
) -> Iterator[Span]:
    about = False
    for kind, some in lines:
        about = about and kind == "paragraph"
        for line in some:
            about = _names(line, own) or (about and not _names(line, others))
            if about:
                yield line
        about = about and kind != "item"


def _sentences(text: str, part: Passage) -> list[tuple[BlockKind, list[Span]]]:
    """The sentences of each line of the passage, and what the line is."""
    piece = part.of(text)
    lines = blocks(piece)
    ends = [line.end for line in lines]
    parted: list[tuple[BlockKind, list[Span]]] = [(line.kind, []) for line in lines]
    for each in sentences(piece, lines):
        own = Span(start=each.start + part.start, end=each.end + part.start)
        parted[bisect_left(ends, each.end)][1].append(own)
    return parted

"""Mentions of the projects of the registry, with the passages around them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.registry import Entry, ProjectRecord
from nlp.types import Analysis, Event, Passage, Span
from service.api.persons import for_extracts

if TYPE_CHECKING:
    from service.store import StoredReport


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMention(Span):
    """A mention of a project with the passage around it."""

    report: str
    title: str
    event: Event
    text: str
    passage: Passage
    around: str


def mentions_of(
    entry: Entry, reports: Mapping[str, StoredReport], *, persons: bool
) -> list[FoundMention]:
    """Those of an entry in these reports, the earliest event first.

    ``persons``: whether their names are shown in the passages.
    """
    found = [
        mention
        for record in entry.records
        if record.report in reports
        for mention in _found(record, reports[record.report].analysis, persons=persons)
    ]
    return sorted(found, key=lambda m: (m.event.start or "9999", m.report, m.start))


def _found(record: ProjectRecord, analysis: Analysis, *, persons: bool) -> Iterator[FoundMention]:
    spans = [span for span in record.mentions if span.end <= len(analysis.text)]
    pieces = [_around(span, analysis.passages) for span in spans]
    read = analysis if persons else for_extracts(analysis, pieces)
    for span in spans:
        passage = _around(span, read.passages)
        yield FoundMention(
            start=span.start,
            end=span.end,
            report=analysis.id,
            title=analysis.title,
            event=analysis.event,
            text=span.of(read.text),
            passage=passage,
            around=passage.of(read.text),
        )


def _around(span: Span, passages: Sequence[Passage]) -> Passage:
    """The passage that a mention begins in; passages lie in order of the text."""
    at = bisect_right(passages, span.start, key=lambda passage: passage.start) - 1
    if at >= 0 and passages[at].end > span.start:
        return passages[at]
    return Passage(start=span.start, end=span.end)

"""Where a text shows what is read of it as a whole: its title, and the event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from nlp.draft import dates_of
from nlp.editing.anchors import occurrences
from nlp.german.events import KIND_STEMS
from nlp.types import Analysis, EventKind, Span

MOST = 5
READ = 20_000
"""Characters in which words for the kind of an event are looked for."""


def of_title(analysis: Analysis) -> tuple[Span, ...]:
    """Where the title stands first."""
    return tuple(occurrences(analysis.text, analysis.title))[:1]


def of_dates(analysis: Analysis, day: str | None) -> tuple[Span, ...]:
    """The dates that begin or end on this day, the first ones."""
    return tuple(_dates(analysis, day))[:MOST] if day else ()


def of_event_kind(analysis: Analysis, kind: EventKind | None) -> tuple[Span, ...]:
    """The first words for events of this kind."""
    stems = [stem for name, stem in KIND_STEMS if name == kind]
    if not stems:
        return ()
    found = re.finditer(rf"\w*(?:{'|'.join(stems)})\w*", analysis.text[:READ], re.IGNORECASE)
    return tuple(Span(start=m.start(), end=m.end()) for m in found)[:1]


def _dates(analysis: Analysis, day: str) -> Iterator[Span]:
    for span in dates_of(analysis.title, analysis.text):
        if span.start >= 0 and day in (_iso(span.first), _iso(span.last)):
            yield Span(start=span.start, end=span.end)


def _iso(day: date) -> str:
    return day.isoformat()

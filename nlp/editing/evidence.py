"""Where a text shows what is read of it as a whole: its title, and the event."""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.draft import dates_of
from nlp.editing.anchors import occurrences
from nlp.german.events import KIND_STEMS
from nlp.types import Analysis, EventKind, Span

MOST = 5
KEPT = 64
READ = 20_000
"""Characters in which words for the kind of an event are looked for."""


def of_title(analysis: Analysis) -> tuple[Span, ...]:
    """Where the title stands first."""
    return tuple(occurrences(analysis.text, analysis.title))[:1]


def of_dates(analysis: Analysis, day: str | None) -> tuple[Span, ...]:
    """The dates that begin or end on this day, the first ones."""
    found = _dates(analysis.title, analysis.text) if day else ()
    return tuple(span for span, days in found if day in days)[:MOST]


def of_event_kind(analysis: Analysis, kind: EventKind | None) -> tuple[Span, ...]:
    """The first word for events of this kind."""
    return _word(analysis.text[:READ], kind) if kind else ()


# An editor says one thing after the other of the same report.


@lru_cache(maxsize=KEPT)
def _dates(title: str, text: str) -> tuple[tuple[Span, frozenset[str]], ...]:
    return tuple(
        (Span(start=each.start, end=each.end), frozenset(map(str, (each.first, each.last))))
        for each in dates_of(title, text)
        if each.start >= 0
    )


@lru_cache(maxsize=KEPT)
def _word(text: str, kind: EventKind) -> tuple[Span, ...]:
    stems = "|".join(stem for name, stem in KIND_STEMS if name == kind)
    found = re.search(rf"\w*(?:{stems})\w*", text, re.IGNORECASE) if stems else None
    return (Span(start=found.start(), end=found.end()),) if found else ()

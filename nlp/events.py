"""The event a report is about: when, what kind, where.

Every date and every place of a report is weighed by what stands around it (a verb of meeting,
a label such as ``Ort:``, a deadline, the next meeting); the heaviest wins if it is heavy enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.event_dates import date_of_event
from nlp.event_places import place_of_event
from nlp.event_setting import BEGINNING, Setting
from nlp.german import events as words
from nlp.types import DocKind, Event, EventKind, Mention, Span


def read_event(
    text: str,
    *,
    title: str | None,
    doc_kind: DocKind,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
) -> Event:
    """The event of a report; profiles, measures and newsletters have none.

    ``sentences`` lie in order; ``mentions`` are the linked names (only PLACE is read).
    """
    setting = Setting(text=text, title=title or "", doc_kind=doc_kind, sentences=tuple(sentences))
    if not _may_have_event(setting):
        return Event()
    when = date_of_event(setting)
    if when is None and not _is_dateless_event(setting):
        return Event()
    return Event(
        start=when.first.isoformat() if when else None,
        end=when.last.isoformat() if when else None,
        kind=event_kind(title or "", text),
        place=place_of_event(setting, when, mentions),
    )


def event_kind(title: str, text: str) -> EventKind:
    """By the words of the title, else of the first lines, else of the text."""
    opening = text[:BEGINNING]
    for part in (_unquoted(title), title, opening[:300], opening):
        kind = _kind_of(part)
        if kind is not None:
            return kind
    return next((k for k, stem in words.BODY_STEMS if re.search(stem, text, re.I)), "other")


def _kind_of(part: str) -> EventKind | None:
    """The kind whose word comes first; of two at one place the one listed first."""
    found = [
        (match.start(), order, kind)
        for order, (kind, stem) in enumerate(words.KIND_STEMS)
        if (match := re.search(stem, part, re.I))
    ]
    return min(found)[2] if found else None


def _unquoted(title: str) -> str:
    return re.sub(r"[„“\"»‚][^„“”\"»«]{0,200}[“”\"«‘]", " ", title)


def _may_have_event(setting: Setting) -> bool:
    if setting.doc_kind in ("profile", "measure"):
        return False
    opening = setting.text[:200]
    return not words.COLLECTION.search(setting.title or opening)


def _is_dateless_event(setting: Setting) -> bool:
    named = words.EVENT_NOUN.search(setting.title) is not None
    often = len(words.EVENT_NOUN.findall(setting.text)) >= 4
    return (setting.doc_kind == "report" and named and often) or (not setting.title and often)

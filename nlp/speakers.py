"""Who says something, by role instead of by name, and texts without the names of persons."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from nlp.german.names import ROLE
from nlp.persons import persons
from nlp.types import Mention, Span

HIDDEN = "[Name]"
BEFORE, AFTER = 80, 60
_WORD = re.compile(r"[^\W\d_][\w-]*")
_TITLES = frozenset({"herr", "herrn", "frau", "dr", "prof", "dipl", "med", "phil", "ing"})
_APPOSITION = re.compile(r",\s(?:(?:die|der|eine|einer?)\s)?(?P<role>[A-ZÄÖÜ][\w-]+)")


def role_of(text: str, lesson: Span, mentions: Sequence[Mention], source: str) -> str | None:
    """The office of the person ``source`` where it stands next to the name in or just before a
    lesson: ``Koordinatorin`` of ``Koordinatorin Luise Armbruster``; None where none does.

    ``mentions`` lie in the order of the text.
    """
    named = [m for m in mentions if m.label == "PERSON" and m.text == source]
    near = [m for m in named if lesson.start <= m.start < lesson.end]
    before = [m for m in named if m.end <= lesson.start][-1:]
    for mention in near or before:
        if role := _before(text, mention) or _after(text, mention):
            return role
    return None


def _before(text: str, name: Span) -> str | None:
    lead = text[max(0, name.start - BEFORE) : name.start]
    words = [word for word in _WORD.findall(lead)[-4:] if word.lower() not in _TITLES]
    last = words[-1] if words else ""
    return last if ROLE.match(last) else None


def _after(text: str, name: Span) -> str | None:
    match = _APPOSITION.match(text[name.end : name.end + AFTER])
    return match["role"] if match and ROLE.match(match["role"]) else None


def without_names(text: str, span: Span, mentions: Sequence[Mention]) -> str:
    """A piece of a text with ``[Name]`` in place of every person.

    ``mentions`` of the text, in its order; persons that only the rules find are hidden as well.
    """
    piece = span.of(text)
    starts = [mention.start for mention in mentions]
    # Mentions do not overlap: the one before may reach into the piece.
    at = max(0, bisect_left(starts, span.start) - 1)
    until = bisect_left(starts, span.end)
    named = [
        Span(start=max(0, m.start - span.start), end=min(len(piece), m.end - span.start))
        for m in mentions[at:until]
        if m.label == "PERSON" and m.overlaps(span)
    ]
    return _covered(piece, (*named, *persons(piece)))


def _covered(piece: str, spans: Iterable[Span]) -> str:
    pieces, end = list[str](), 0
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        if span.start >= end:
            pieces += [piece[end : span.start], HIDDEN]
        end = max(end, span.end)
    return "".join((*pieces, piece[end:]))

"""By what a thing in a report is known, whatever the next analysis finds."""

from __future__ import annotations

import hashlib

from nlp.registry.forms import form_key
from nlp.types import Mention, Place, Span

UNLINKED = "~"
LENGTH = 16


def project_key(name: str) -> str:
    """Of a project: the plain form of its name, as the registry knows it."""
    return form_key(name)


def place_key(place: Place | None, words: str) -> str:
    """Of a place: its entry in the gazetteer, else the words that name it."""
    return place.id if place else UNLINKED + " ".join(words.casefold().split())


def mention_key(mention: Mention) -> str:
    """Of the place that a mention names."""
    return place_key(mention.place, mention.text)


def lesson_key(text: str, span: Span) -> str:
    """Of a lesson: its words."""
    words = " ".join(span.of(text).split())
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:LENGTH]

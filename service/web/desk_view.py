"""A review as its page shows it before any script has run: every proposal in words, and the text
with the places that show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from nlp.editing import Item, Subject
from nlp.segment import blocks
from nlp.types import BlockKind, Span
from service.web.marks import Mark, Marker
from service.web.words import DOC_KINDS, EVENT_KINDS, LESSON_KINDS, certainty, german_iso_day

SUBJECTS: dict[Subject, str] = {
    "title": "Titel",
    "doc_kind": "Art des Dokuments",
    "event_start": "Beginn",
    "event_end": "Ende",
    "event_kind": "Art der Veranstaltung",
    "event_place": "Ort der Veranstaltung",
    "theme": "Thema",
    "project": "Projekt",
    "place": "Ort",
    "lesson": "Erfahrung",
}
STATES: dict[str, str] = {
    "proposed": "Vorschlag",
    "accepted": "angenommen",
    "rejected": "abgelehnt",
    "corrected": "berichtigt",
    "added": "ergänzt",
}
REVIEW_STATES: dict[str, str] = {
    "draft": "Entwurf",
    "in_review": "in Prüfung",
    "published": "veröffentlicht",
}
NOTHING = "ohne Angabe"
_KINDS: dict[Subject, dict[str, str]] = {
    "doc_kind": dict(DOC_KINDS.items()),
    "event_kind": dict(EVENT_KINDS.items()),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A proposal in words; ``note`` says its state, ``quote`` is the first place that shows it."""

    subject: str
    value: str
    note: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the text; offsets count code points."""

    kind: BlockKind
    start: int
    end: int
    html: Markup


def shown(items: Sequence[Item], text: str) -> Iterator[Shown]:
    """All proposals in their order."""
    for item in items:
        first = item.evidence[0].of(text) if item.evidence else ""
        sure = f", {certainty(item.probability)}\u00a0%" if item.probability is not None else ""
        yield Shown(
            subject=SUBJECTS[item.subject],
            value=_value(item),
            note=f"{STATES[item.state]}{sure if item.state == 'proposed' else ''}",
            quote=" ".join(first.split()),
        )


def lines(items: Sequence[Item], text: str) -> Iterator[Line]:
    """The whole text, line by line."""
    # What shows a theme is most of the text.
    kept = [item for item in items if item.state != "rejected" and item.subject != "theme"]
    marker = Marker(text, [_mark(item, span) for item in kept for span in item.evidence])
    for block in blocks(text):
        yield Line(
            kind=block.kind,
            start=block.start,
            end=block.end,
            html=marker.html(block.start, block.end),
        )


def _value(item: Item) -> str:
    value = item.value
    if item.subject in _KINDS:
        return _KINDS[item.subject].get(value.text, NOTHING)
    if item.subject in ("event_start", "event_end"):
        return german_iso_day(value.text) or NOTHING
    if item.subject == "lesson":
        return LESSON_KINDS[value.kind] if value.kind else NOTHING
    if item.subject == "place" and value.place and value.place.state:
        return f"{value.text} ({value.place.state})"
    return value.text or NOTHING


def _mark(item: Item, span: Span) -> Mark:
    return Mark(start=span.start, end=span.end, tag="span", style=f"fs-mark-{item.subject}")

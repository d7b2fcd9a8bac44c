"""Wishes of an editor about one thing in a report, and the decisions that they become."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, get_args

from nlp.editing import (
    SINGLE,
    Anchor,
    Decision,
    Item,
    Subject,
    Value,
    Verdict,
    anchor_of,
    items_of,
    lesson_key,
    place_key,
    project_key,
)
from nlp.editing.anchors import occurrences
from nlp.errors import BadInputError, NotFoundError
from nlp.types import DocKind, EventKind, LessonKind, Place, Span

if TYPE_CHECKING:
    from nlp.concepts import Vocabulary
    from service.store import StoredReview

MOST_ANCHORS = 50
LONGEST_NAME = 200
LONGEST_TITLE = 500
LONGEST_LESSON = 5_000
NEEDED: frozenset[Subject] = frozenset({"title", "doc_kind"})
"""A report cannot be without."""
KINDS: Mapping[Subject, tuple[str, ...]] = {
    "doc_kind": get_args(DocKind),
    "event_kind": get_args(EventKind),
}
SPANNED: frozenset[Subject] = frozenset({"project", "place", "lesson"})
"""Things that stand somewhere in the text."""

Places = Callable[[str], Place | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What an editor says of one thing; ``given`` names the fields that count.

    ``place`` and ``places`` are ids of the gazetteer, or names of places.
    """

    subject: Subject
    key: str = ""
    verdict: Verdict
    text: str = ""
    kind: LessonKind | None = None
    source: str | None = None
    place: str | None = None
    places: tuple[str, ...] = ()
    programme: str | None = None
    spans: tuple[Span, ...] = ()
    given: frozenset[str] = frozenset()


class WishReader:
    """Reads wishes about a report as it stands.

    ``places`` finds an entry of the gazetteer by its id.
    """

    def __init__(self, review: StoredReview, *, vocabulary: Vocabulary, places: Places) -> None:
        self._vocabulary = vocabulary
        self._places = places
        self._text = review.machine.text
        self._applied = review.applied()
        items = items_of(review.machine, self._applied, review.decisions)
        self._items = {(item.subject, item.key): item for item in items}

    def decision(self, wish: Wish) -> Decision:
        """All of what is decided; BadInputError, NotFoundError."""
        if wish.verdict == "added":
            return self._added(wish)
        item = self._items.get((wish.subject, wish.key))
        if item is None:
            raise NotFoundError("Diesen Vorschlag gibt es nicht mehr: bitte neu laden.")
        if wish.verdict == "rejected" and wish.subject in NEEDED:
            raise BadInputError("Titel und Art des Dokuments lassen sich nur berichtigen.")
        if wish.verdict == "corrected":
            return self._corrected(wish, item)
        return self._made(wish, item.key, item.value, self._anchors(item.evidence))

    def _corrected(self, wish: Wish, item: Item) -> Decision:
        if wish.subject == "theme":
            raise BadInputError("Ein Thema wird abgelehnt und ein anderes ergänzt.")
        spans = self._spans(wish)
        value = item.value
        if wish.subject == "project" and spans:
            value = replace(value, text=" ".join(spans[0].of(self._text).split()))
        value = self._checked(wish, self._value(wish, value))
        if wish.subject not in SINGLE:
            spans = spans or item.evidence
        return self._made(wish, item.key, value, self._anchors(spans))

    def _added(self, wish: Wish) -> Decision:
        if wish.subject in SINGLE:
            raise BadInputError("Davon hat ein Bericht nur eines: bitte berichtigen.")
        if wish.subject in SPANNED and not wish.spans:
            raise BadInputError("Bitte die Stelle im Text auswählen.")
        spans = self._spans(wish)
        if wish.subject == "theme":
            return self._theme(wish, spans)
        value = Value(text=spans[0].of(self._text) if wish.subject != "lesson" else "")
        value = self._checked(wish, self._value(wish, value))
        key = self._key(wish.subject, value, spans)
        if wish.subject != "lesson":
            spans = self._all_of(spans)
        return self._made(wish, key, value, self._anchors(spans))

    def _theme(self, wish: Wish, spans: Sequence[Span]) -> Decision:
        vocabulary = self._vocabulary
        concept = vocabulary.get(wish.key)
        if concept is None:
            raise BadInputError(
                f"Ein Thema „{wish.key}“ gibt es im Vokabular „{vocabulary.title}“ nicht."
            )
        if concept.top:
            raise BadInputError(f"„{concept.label}“ ist ein Oberbegriff und wird nicht vergeben.")
        item = self._items.get(("theme", wish.key))
        if item and item.state in ("proposed", "accepted", "rejected"):
            found = self._anchors([*item.evidence, *spans])
            return self._made(replace(wish, verdict="accepted"), wish.key, item.value, found)
        return self._made(wish, wish.key, Value(text=concept.label), self._anchors(spans))

    def _made(self, wish: Wish, key: str, value: Value, anchors: tuple[Anchor, ...]) -> Decision:
        version = self._vocabulary.version if wish.subject == "theme" else ""
        return Decision(
            id=0,
            subject=wish.subject,
            key=key,
            verdict=wish.verdict,
            value=value,
            anchors=anchors,
            vocabulary=version,
        )

    def _key(self, subject: Subject, value: Value, spans: Sequence[Span]) -> str:
        if subject == "project":
            return project_key(value.text)
        if subject == "place":
            return place_key(value.place, value.text)
        return lesson_key(self._text, spans[0])

    # Values

    def _value(self, wish: Wish, value: Value) -> Value:
        """With what was given in place of what was there."""
        changes: dict[str, object] = {
            name: getattr(wish, name)
            for name in ("kind", "source", "programme")
            if name in wish.given
        }
        if "text" in wish.given:
            changes["text"] = " ".join(wish.text.split())
        if "place" in wish.given:
            place = self._place(wish.place) if wish.place else None
            changes |= {"place": place, "text": place.name if place else value.text}
        if "places" in wish.given:
            changes["places"] = tuple(self._named_place(name) for name in wish.places)
        for name in ("source", "programme"):
            if isinstance(written := changes.get(name), str):
                changes[name] = " ".join(written.split()) or None
        return replace(value, **changes)  # type: ignore[arg-type]

    def _place(self, id_: str) -> Place:
        known = (m.place for m in self._applied.analysis.mentions if m.place)
        found = self._places(id_) or next((p for p in known if p.id == id_), None)
        if found is None:
            raise BadInputError(f"Einen Ort „{id_}“ kennt das Ortsverzeichnis nicht.")
        return found

    def _named_place(self, wanted: str) -> Place:
        """Of a project: by id, or by a name that the report has already."""
        every = [place for item in self._items.values() for place in item.value.places]
        every += [item.value.place for item in self._items.values() if item.value.place]
        known = next((place for place in every if wanted in (place.id, place.name)), None)
        return known or self._place(wanted)

    def _checked(self, wish: Wish, value: Value) -> Value:
        _check_text(wish.subject, value)
        if wish.subject == "lesson" and value.kind is None:
            raise BadInputError("Bitte die Art der Erfahrung wählen.")
        if wish.subject == "place" and value.place is None:
            raise BadInputError("Bitte den Ort im Ortsverzeichnis wählen.")
        return value

    # Places in the text

    def _spans(self, wish: Wish) -> tuple[Span, ...]:
        most = LONGEST_LESSON if wish.subject == "lesson" else LONGEST_NAME
        return tuple(dict.fromkeys(self._span(span, most) for span in wish.spans))

    def _span(self, span: Span, most: int) -> Span:
        """Without blanks at its ends; BadInputError where nothing is left."""
        if not 0 <= span.start < span.end <= len(self._text):
            raise BadInputError("Die Auswahl liegt nicht im Text dieses Berichts.")
        piece = span.of(self._text)
        start = span.start + len(piece) - len(piece.lstrip())
        end = span.start + len(piece.rstrip())
        if start >= end:
            raise BadInputError("In der Auswahl stehen keine Wörter.")
        if end - start > most:
            raise BadInputError(f"Die Auswahl ist zu lang: höchstens {most} Zeichen.")
        return Span(start=start, end=end)

    def _all_of(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """The name wherever it stands and nothing else does."""
        taken = [m for m in self._applied.analysis.mentions if not any(map(m.overlaps, spans))]
        others = (
            each
            for span in spans
            for each in occurrences(self._text, span.of(self._text))
            if not any(each.overlaps(m) for m in (*taken, *spans))
        )
        return tuple(dict.fromkeys([*spans, *others]))

    def _anchors(self, spans: Iterable[Span]) -> tuple[Anchor, ...]:
        some = list(dict.fromkeys(Span(start=s.start, end=s.end) for s in spans))
        return tuple(anchor_of(self._text, span) for span in some[:MOST_ANCHORS])


def _check_text(subject: Subject, value: Value) -> None:
    """BadInputError where the text of a value is not what the subject needs."""
    if subject in KINDS and value.text not in KINDS[subject]:
        raise BadInputError(f"„{value.text}“ ist keine der Arten, die es gibt.")
    if subject in ("event_start", "event_end") and not _is_day(value.text):
        raise BadInputError(f"„{value.text}“ ist kein Datum wie 2024-05-02.")
    if subject in ("title", "project", "event_place") and not value.text:
        raise BadInputError("Bitte einen Namen angeben.")
    most = LONGEST_TITLE if subject == "title" else LONGEST_NAME
    if max(len(value.text), len(value.source or ""), len(value.programme or "")) > most:
        raise BadInputError(f"Das ist zu lang: höchstens {most} Zeichen.")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False

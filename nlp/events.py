"""The event a report is about: when, what kind, where.

Whether there is one and of which kind is what classifiers say; its date and its place are choices
among all dates and places of the report, and none, by what stands around each.
"""

from __future__ import annotations

from dataclasses import dataclass

from nlp.choices import Choice
from nlp.draft import Draft
from nlp.event_dates import date_of_event
from nlp.event_kinds import EventKinds, features
from nlp.event_places import place_of_event
from nlp.event_setting import Setting
from nlp.event_venue import venue_of_event
from nlp.types import DocKind, Event, Vector

LEAST = 0.5
"""Probability from which a report is said to tell of an event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReader:
    """What reads the event of a report."""

    kinds: EventKinds
    dates: Choice
    places: Choice

    def read(self, draft: Draft, document: Vector, doc_kind: DocKind) -> Event:
        """The event of a report, empty where it tells of none of its own.

        ``document``: the row of ``nlp.kinds.features`` for the same draft.
        """
        told = features(draft)
        probability = self.kinds.probability(document, told)
        if probability < LEAST:
            return Event()
        return self._event(draft, setting_of(draft, doc_kind, probability), told)

    def _event(self, draft: Draft, setting: Setting, told: Vector) -> Event:
        when = date_of_event(setting, self.dates)
        where = place_of_event(setting, when, draft.mentions, self.places)
        return Event(
            start=when.first.isoformat() if when else None,
            end=when.last.isoformat() if when else None,
            kind=self.kinds.kind(told),
            place=where.place.name if where and where.place else None,
            venue=venue_of_event(setting, when, where),
        )


def setting_of(draft: Draft, doc_kind: DocKind, probability: float) -> Setting:
    """What dates and places are read against."""
    return Setting(
        text=draft.text,
        title=draft.title,
        doc_kind=doc_kind,
        sentences=draft.sentences,
        dates=draft.dates,
        probability=probability,
        persons=[mention for mention in draft.mentions if mention.label == "PERSON"],
    )

"""The event of a report: its own date and place, not those around it."""

from __future__ import annotations

import re
import time

import pytest

from nlp.events import event_kind, read_event
from nlp.types import DocKind, Event, EventKind, Mention, Place, PlaceKind, Span


def sentences(text: str) -> list[Span]:
    return [
        Span(start=m.start(), end=m.end())
        for m in re.finditer(r"[^\n]+?(?:[.!?](?= [A-Z])|$|\n)", text)
    ]


def place_mentions(text: str, places: dict[str, PlaceKind]) -> list[Mention]:
    return [
        Mention(
            start=m.start(),
            end=m.end(),
            text=m[0],
            label="PLACE",
            place=Place(id=name, name=name, kind=kind),
        )
        for name, kind in places.items()
        for m in re.finditer(rf"\b{name}\b", text)
    ]


def event_of(
    text: str, *, title: str = "", doc_kind: DocKind = "report", **places: PlaceKind
) -> Event:
    return read_event(
        text,
        title=title,
        doc_kind=doc_kind,
        sentences=sentences(text),
        mentions=place_mentions(text, places),
    )


def test_the_sentence_that_tells_of_the_meeting_wins() -> None:
    event = event_of(
        "Veröffentlicht am 3. Juni 2014\n\n"
        "Am 22. Mai 2014 trafen sich 40 Fachleute aus Celle zum Fachtag in Peine. "
        "Das Projekt läuft seit dem 1. Januar 2012.\n\n"
        "Das nächste Treffen ist für den 9. Oktober 2014 in Gifhorn geplant.",
        title="Fachtag Übergänge",
        Peine="municipality",
        Celle="municipality",
        Gifhorn="municipality",
    )
    assert event == Event(start="2014-05-22", end="2014-05-22", kind="conference", place="Peine")


def test_an_announcement_is_read_from_its_labels() -> None:
    event = event_of(
        "Seminar Förderanträge\n\nOrt:\nHaus am Wall\nWallstraße 3\n26122 Oldenburg\nDatum:\n"
        "Dienstag, 5. März 2019 bis Mittwoch, 6. März 2019\n\nAnmeldefrist: 15. Februar 2019\n"
        "Referentin: Eva Beispiel, Aurich",
        title="Seminar Förderanträge",
        doc_kind="announcement",
        Oldenburg="municipality",
        Aurich="municipality",
    )
    assert event == Event(start="2019-03-05", end="2019-03-06", kind="training", place="Oldenburg")


def test_a_weekday_is_counted_back_from_the_stamp() -> None:
    event = event_of(
        "Itzehoe, 21. September 2018\n\n"
        "Am Donnerstag kamen 140 Gäste zur Bildungskonferenz in Itzehoe zusammen.",
        title="Zweite Bildungskonferenz",
        Itzehoe="municipality",
    )
    assert event.start == "2018-09-20"


def test_months_give_the_first_and_the_last_day() -> None:
    event = event_of(
        "Von April bis Juni 2011 trafen sich die Beteiligten zu einer gemeinsamen Fortbildung.",
        title="Fortbildung der Träger",
    )
    assert (event.start, event.end, event.place) == ("2011-04-01", "2011-06-30", None)


@pytest.mark.parametrize("doc_kind", ["profile", "measure"])
def test_profiles_and_measures_have_no_event(doc_kind: DocKind) -> None:
    text = "Am 3. Mai 2012 fand in Ulm die Auftaktveranstaltung statt."
    assert event_of(text, doc_kind=doc_kind, Ulm="municipality") == Event()


def test_a_newsletter_is_no_event() -> None:
    text = "Am 3. Mai 2012 tagte der Lenkungskreis in Ulm."
    assert event_of(text, title="Newsletter Bildung 2/2012", Ulm="municipality") == Event()


def test_an_online_meeting_has_no_place() -> None:
    event = event_of(
        "Online-Fachgespräch am 9. Juni 2021\n\nDie Moderation lag bei Frau Beispiel aus Ulm.",
        title="Online-Fachgespräch",
        Ulm="municipality",
    )
    assert event.start == "2021-06-09"
    assert event.place is None


def test_the_place_of_a_project_in_brackets_is_not_the_venue() -> None:
    event = event_of(
        "Am 8. April 2014 trafen sich in Hagen drei Projekte. Beteiligt waren „Aufwind“ (Unna), "
        "„Brücke“ (Soest) und „Weitblick“ (Unna).",
        title="Projekttreffen",
        Hagen="municipality",
        Unna="municipality",
        Soest="municipality",
    )
    assert event.place == "Hagen"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Fachtag „Werkstatt Zukunft“ in Ulm", "conference"),
        ("Verstetigungsworkshop der Projekte Nord", "workshop"),
        ("Fortbildungsreihe für Lehrkräfte", "training"),
        ("Netzwerktreffen Kultur", "network"),
        ("Niederschrift über die 4. Sitzung des Ausschusses", "meeting"),
        ("Festakt zum Jubiläum", "other"),
        ("Regionale Bildungskonferenz", "conference"),
    ],
)
def test_kinds_follow_the_title(title: str, kind: EventKind) -> None:
    assert event_kind(title, "") == kind


def test_an_endless_line_takes_linear_time() -> None:
    started = time.perf_counter()
    event_of("Am 3. Mai 2012 fand in Ulm ein Fachtag mit Gästen " * 3000, Ulm="municipality")
    assert time.perf_counter() - started < 10

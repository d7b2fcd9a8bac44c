"""Kinds of document and events as the shipped models read them, and the recipe that makes them."""

from __future__ import annotations

import pytest

from corpus.gazetteer import load_gazetteer
from corpus.gold import GoldReport
from models.recipes.documents import Case, case_of, fit
from nlp.pipeline import Analyser, drafted
from nlp.types import Analysis, DocKind, Event, Report
from tests.fakes import FakeReader


def read(analyser: Analyser, text: str, title: str = "") -> Analysis:
    return next(analyser.analyse([Report(id="x", title=title, text=text)]))


MEETING = (
    "Veröffentlicht am 3. Juni 2014\n\n"
    "Am 22. Mai 2014 trafen sich 40 Fachleute aus Celle zum Fachtag in Peine. Im Kreishaus "
    "begrüßte sie die Landrätin. Das Projekt läuft seit dem 1. Januar 2012.\n\n"
    "Das nächste Treffen ist für den 9. Oktober 2014 in Gifhorn geplant."
)
SEMINAR = (
    "Seminar Förderanträge\n\nWir laden Sie herzlich ein.\n\nOrt:\nHaus am Wall\nWallstraße 3\n"
    "26122 Oldenburg\nDatum:\nDienstag, 5. März 2019 bis Mittwoch, 6. März 2019\n\n"
    "Anmeldefrist: 15. Februar 2019\nReferentin: Eva Beispiel, Aurich"
)
PROFILE = (
    "Projekt Lesebrücke\n\nTräger: Volkshochschule Celle\nLaufzeit: 01.03.2015 bis 28.02.2018\n"
    "Zielgruppe: Eltern\n\nDas Projekt Lesebrücke unterstützt Eltern beim Vorlesen. Es arbeitet "
    "seit 2015 mit acht Grundschulen zusammen und bietet Kurse an."
)


def test_a_report_has_the_date_and_the_place_of_its_own_meeting(analyser: Analyser) -> None:
    analysis = read(analyser, MEETING, "Fachtag Übergänge")
    assert analysis.doc_kind == "report"
    event = analysis.event
    assert (event.start, event.end, event.kind) == ("2014-05-22", "2014-05-22", "conference")
    assert event.place == "Peine"


def test_an_announcement_is_read_from_its_labels(analyser: Analyser) -> None:
    analysis = read(analyser, SEMINAR, "Seminar Förderanträge")
    assert analysis.doc_kind == "announcement"
    assert analysis.event == Event(
        start="2019-03-05",
        end="2019-03-06",
        kind="training",
        place="Oldenburg",
        venue="Haus am Wall",
    )


def test_the_term_of_a_project_is_no_event(analyser: Analyser) -> None:
    analysis = read(analyser, PROFILE, "Projekt Lesebrücke")
    assert analysis.doc_kind == "profile"
    assert analysis.event == Event()


def test_a_newsletter_has_no_event_of_its_own(analyser: Analyser) -> None:
    text = (
        "Newsletter Bildung im Kreis, Ausgabe 2/2012\n\nAm 3. Mai 2012 tagte der Lenkungskreis "
        "in Ulm.\n\nAm 8. Juni 2012 startet ein neuer Kurs für Eltern.\n\nRedaktion: Bildungsbüro"
    )
    assert read(analyser, text, "Newsletter Bildung im Kreis 2/2012").event == Event()


@pytest.mark.parametrize("text", ["", "Kiel", "3. Mai 2012", "\n\n\n"])
def test_odd_pages_have_a_kind(text: str, analyser: Analyser) -> None:
    assert read(analyser, text).doc_kind in ("report", "announcement", "measure", "profile")


# The recipe, on pages made up here


def _case(number: int, kind: DocKind, text: str, event: Event) -> Case:
    gold = GoldReport(id=f"x-{number}", title="", doc_kind=kind, text=text, event=event)
    report = Report(id=gold.id, title="", text=text)
    return case_of(gold, drafted(report, FakeReader(), load_gazetteer()))


def _cases(first: int, count: int) -> list[Case]:
    cases = []
    for number in range(first, first + count):
        day = f"2014-05-{number % 28 + 1:02}"
        kind = "workshop" if number % 3 else "training"
        word = "Workshop" if number % 3 else "Seminar"
        told = (
            f"{word} Nummer {number}\n\nAm {number % 28 + 1}. Mai 2014 trafen sich {number} Gäste "
            f"zum {word} in Kiel. Anmeldung war bis 1. April 2014 möglich."
        )
        event = Event(start=day, end=day, kind=kind, place="Kiel")  # type: ignore[arg-type]
        cases.append(_case(number, "report", told, event))
        page = f"Projekt {number}\n\nTräger: Verein {number}\nLaufzeit: ab 1. Mai 2012\nZiel: Lesen"
        cases.append(_case(number + 1000, "profile", page, Event()))
    return cases


@pytest.mark.slow
def test_the_recipe_learns_kinds_dates_and_places() -> None:
    fitted = fit(_cases(0, 30))
    read_ = [(fitted.read(case), case.gold) for case in _cases(50, 9)]
    right = [kind == gold.doc_kind for (kind, _), gold in read_]
    assert all(right)
    dated = [(event.start, event.place) for (_, event), gold in read_ if gold.event.kind]
    wanted = [(g.event.start, g.event.place) for _, g in read_ if g.event.kind]
    assert dated == wanted
    assert all(event == Event() for (_, event), gold in read_ if not gold.event.kind)

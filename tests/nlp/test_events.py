"""Dates, places and houses of events: what is offered for choice, and what is chosen."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest

from nlp.choices import Choice
from nlp.draft import dates_of as page_dates
from nlp.event_dates import date_of_event, dates_of
from nlp.event_kinds import rule_kind, unquoted
from nlp.event_places import place_of_event, places_of
from nlp.event_setting import Setting
from nlp.event_venue import venue_of_event
from nlp.segment import blocks, sentences
from nlp.types import DocKind, EventKind, Mention, Place, PlaceKind

DATES = Choice(weights={"held": 2.0, "verb": 1.0, "later": -3.0, "deadline": -3.0, "none": 0.5})
PLACES = Choice(weights={"held": 1.0, "in": 2.0, "out_of": -3.0, "later": -3.0, "none": 0.5})


def setting_of(text: str, *, title: str = "", doc_kind: DocKind = "report") -> Setting:
    return Setting(
        text=text,
        title=title,
        doc_kind=doc_kind,
        sentences=sentences(text, blocks(text)),
        dates=page_dates(title, text),
    )


def place_mentions(text: str, places: dict[str, PlaceKind]) -> list[Mention]:
    found = [
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
    return sorted(found, key=lambda mention: mention.start)


def offered(text: str, **options: str) -> set[tuple[str, str]]:
    candidates = dates_of(setting_of(text, **options))  # type: ignore[arg-type]
    return {(str(each.span.first), str(each.span.last)) for each in candidates}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Termine\nMi, 12.09.\nMi, 10.10.\nMi, 05.12.2018\nOrt: Kiel", "2018-09-12", "2018-12-05"),
        (
            "Modul 1: 16. September 2016\nModul 2: 17. September 2016\nModul 3: 12. November 2016",
            "2016-09-16",
            "2016-11-12",
        ),
        (
            "Donnerstag, 5. März 2020\nBegrüßung und Vorträge\nFreitag, 6. März 2020\nRundgang",
            "2020-03-05",
            "2020-03-06",
        ),
    ],
)
def test_a_list_of_dates_is_offered_as_one_range(text: str, first: str, last: str) -> None:
    assert (first, last) in offered(text, doc_kind="announcement")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Itzehoe, 21. September 2018\n\nAm Donnerstag kamen 140 Gäste zusammen.", "2018-09-20"),
        ("Pressemitteilung\n12.09.2014\n\nDie Kammer hat gestern Bilanz gezogen.", "2014-09-11"),
        ("Schwerin, 20.08.2018\n\nDer Minister war am vergangenen Freitag da.", "2018-08-17"),
        ("18.11.2022\n\nMit einem Fachtag ist am Donnerstag etwas geendet.", "2022-11-17"),
        ("17.11.2022\n\nAm vergangenen Donnerstag endete das Programm.", "2022-11-10"),
    ],
)
def test_a_weekday_is_counted_back_from_the_stamp(text: str, day: str) -> None:
    assert (day, day) in offered(text)


def test_the_range_that_is_told_of_more_than_once_wins() -> None:
    text = (
        "Am 22. Mai 2014 trafen sich 40 Fachleute. Das nächste Treffen ist für den "
        "9. Oktober 2014 geplant.\n\nAm 22. Mai 2014 wurde auch gefeiert."
    )
    found = date_of_event(setting_of(text), DATES)
    assert found is not None
    assert str(found.first) == "2014-05-22"


def test_no_date_may_be_the_answer() -> None:
    text = "Anmeldung bis 1. Mai 2019. Der nächste Termin ist am 3. Juni 2019 vorgesehen."
    assert date_of_event(setting_of(text), DATES) is None


def test_the_place_of_the_event_is_not_where_guests_come_from() -> None:
    text = "Am 8. April 2014 trafen sich in Hagen drei Projekte aus Unna. Ein Treffen soll folgen."
    mentions = place_mentions(text, {"Hagen": "municipality", "Unna": "municipality"})
    setting = setting_of(text)
    found = place_of_event(setting, date_of_event(setting, DATES), mentions, PLACES)
    assert found is not None
    assert found.text == "Hagen"


def test_towns_that_share_the_odds_are_none_of_them_the_place() -> None:
    text = "Mit dabei waren Hamm, Unna und Soest, deren Träger in Hagen, Celle und Jena sitzen."
    towns = ("Hamm", "Unna", "Soest")
    mentions = place_mentions(text, dict.fromkeys(towns, "municipality"))
    assert place_of_event(setting_of(text), None, mentions, Choice(weights={"none": -1.0})) is None


def test_the_words_for_a_meeting_before_a_place_are_noticed() -> None:
    text = "Mit der Sitzung des Beirats in Hagen und dem Leben in Unna."
    mentions = place_mentions(text, {"Hagen": "municipality", "Unna": "municipality"})
    told = {m.text: each["event_in"] for m, each in places_of(setting_of(text), None, mentions)}
    assert told == {"Hagen": 1.0, "Unna": 0.0}


def test_no_place_may_be_the_answer() -> None:
    text = "Am 9. Juni 2021 trafen sich Gäste aus Ulm am Bildschirm."
    mentions = place_mentions(text, {"Ulm": "municipality"})
    assert place_of_event(setting_of(text), None, mentions, PLACES) is None


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Am 3. Mai 2014 trafen sich 40 Gäste im Kreishaus in Unna.", "Kreishaus"),
        ("Am 3. Mai 2014 fand im Hotel Quellenhof ein Fachtag statt.", "Hotel Quellenhof"),
        ("Am 3. Mai 2014 tagte der Beirat im Roten Rathaus.", "Roten Rathaus"),
        ("Am 3. Mai 2014 lud der Kreis in das Landratsamt ein.", "Landratsamt"),
        (
            "Am 3. Mai 2014 trafen sich alle im großen Sitzungssaal des Rathauses.",
            "Sitzungssaal des Rathauses",
        ),
        ("Am 3. Mai 2014 kamen 60 Gäste in der Alten Spinnerei zusammen.", "Alten Spinnerei"),
        (
            "Fachtag am 3. Mai 2014 im Kulturhaus „Alter Schlachthof“ in Soest",
            "Kulturhaus „Alter Schlachthof“",
        ),
        ("Termin: 3. Mai 2014\nOrt:\nHaus am Wall\nWallstraße 3", "Haus am Wall"),
        ("Termin: 3. Mai 2014\nOrt: Stadthalle Bielefeld, Saal 2", "Stadthalle Bielefeld"),
        ("Am 3. Mai 2014 trafen sich 40 Gäste in Unna. Das Projekt lernt im Museum.", None),
        ("Am 3. Mai 2014 trafen sich 40 Gäste online.", None),
    ],
)
def test_the_house_is_named_as_the_text_names_it(text: str, venue: str | None) -> None:
    setting = setting_of(text, title="Fachtag")
    when = next(each.span for each in dates_of(setting))
    assert venue_of_event(setting, when, None) == venue


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
        ("Was bleibt?", None),
    ],
)
def test_the_words_of_a_title_hint_at_the_kind(title: str, kind: EventKind | None) -> None:
    assert rule_kind(unquoted(title)) == kind


def test_the_odds_of_an_event_speak_against_none() -> None:
    likely = setting_of("Am 3. Mai 2012 war es schön.")
    assert replace(likely, probability=0.9).odds > 0 > replace(likely, probability=0.1).odds


@pytest.mark.parametrize(
    "line",
    [
        "Am 3. Mai 2012 fand in Ulm ein Fachtag mit Gästen ",
        "3.5.2012\n",
        "Ort: Haus ",
        "Modul 1: 3. Mai 2012\n",
    ],
)
def test_endless_text_takes_linear_time(line: str) -> None:
    started = time.process_time()
    text = line * 3000
    setting = setting_of(text)
    mentions = place_mentions(text, {"Ulm": "municipality"})
    when = date_of_event(setting, DATES)
    place_of_event(setting, when, mentions, PLACES)
    venue_of_event(setting, when, None)
    assert time.process_time() - started < 10


AUTHOR = "Mona Seifert"


def read_on(text: str, choice: Choice, **options: str) -> str | None:
    """The first day of the event, where ``AUTHOR`` is known to be a person."""
    persons = [
        Mention(start=m.start(), end=m.end(), text=AUTHOR, label="PERSON")
        for m in re.finditer(AUTHOR, text)
    ]
    setting = replace(setting_of(text, **options), persons=persons)  # type: ignore[arg-type]
    when = date_of_event(setting, choice)
    return when and str(when.first)


@pytest.mark.parametrize(
    "line",
    [
        "von Mona Seifert am 25.04.2018",
        "25. April 2018 · Mona Seifert · 4 Kommentare",
        "Veröffentlicht am 25.04.2018",
        "Autorin: Mona Seifert | 25.04.2018 | Lesezeit: 3 Minuten",
    ],
)
def test_a_line_that_says_who_wrote_it_and_when_is_known(line: str) -> None:
    text = f"Lernlabor in Ulm\n\n{line}\n\nAm 17. und 18. April bauten 20 Kinder Roboter."
    choice = Choice(weights={"early": 1.0, "byline": -5.0})
    assert read_on(text, choice) == "2018-04-17"


@pytest.mark.parametrize(
    "line",
    [
        "Mona Seifert eröffnete am 25.04.2018 den Fachtag",
        "Ulm, 25. April 2018, 10 Uhr",
        "Online-Workshop am 25.04.2018",
        "Lesung mit Mona Seifert, 25. April 2018",
        "Vortrag von Mona Seifert am 25.04.2018",
        "Wann: 25.04.2018, Moderation: Mona Seifert",
        "Termin: 25.04.2018, online",
        "25.04.2018, 18 Uhr, online",
        "Aktuelles: Fachtag am 25.04.2018",
    ],
)
def test_a_line_that_says_more_is_none(line: str) -> None:
    choice = Choice(weights={"early": 1.0, "byline": -5.0})
    assert read_on(f"Lernlabor\n\n{line}\n\nAm 1. Mai ging es weiter.", choice) == "2018-04-25"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Vergangenes Wochenende", "2018-04-21"),
        ("Am letzten Wochenende", "2018-04-21"),
        ("Letzte Woche Montag", "2018-04-16"),
        ("Am Donnerstag vergangener Woche", "2018-04-19"),
        ("Am Montagabend der vergangenen Woche", "2018-04-16"),
        ("Letzte Woche Donnerstagabend", "2018-04-19"),
        ("Am vergangenen Dienstag", "2018-04-24"),
    ],
)
def test_days_are_counted_back_from_the_line_of_the_author(said: str, day: str) -> None:
    text = f"Bauwochenende\n\nvon Mona Seifert am 25.04.2018\n\n{said} bauten wir Sensoren."
    assert read_on(text, Choice(weights={"counted": 1.0})) == day


def test_an_announcement_in_autumn_may_mean_next_spring() -> None:
    text = "Save the Date\n\nKiel, 20.11.2018\n\nAm 9. Februar treffen wir uns wieder."
    choice = Choice(weights={"year_later": 1.0})
    assert read_on(text, choice, doc_kind="announcement") == "2019-02-09"
    assert "2019-02-09" not in {first for first, _ in offered(text, doc_kind="report")}


@pytest.mark.parametrize(
    "text",
    ["am 3. Mai 2018\nBis 20. Mai 2018 anmelden", "am 3.5.2018. Bis zum 20.5.2018 anmelden"],
)
def test_a_new_sentence_is_no_range(text: str) -> None:
    assert ("2018-05-03", "2018-05-03") in offered(text)


@pytest.mark.parametrize(
    ("stamp", "saturday"),
    [("28.04.2018", "2018-04-21"), ("29.04.2018", "2018-04-21"), ("30.04.2018", "2018-04-28")],
)
def test_the_weekend_before_is_over(stamp: str, saturday: str) -> None:
    text = f"Bauen\n\nvon Mona Seifert am {stamp}\n\nVergangenes Wochenende bauten wir."
    assert read_on(text, Choice(weights={"counted": 1.0})) == saturday


def test_a_leap_day_is_met_the_year_after() -> None:
    text = "Save the Date\n\nKiel, 20.11.2016\n\nAm 29. Februar treffen wir uns."
    assert "2017-02-28" in {first for first, _ in offered(text, doc_kind="announcement")}


@pytest.mark.parametrize("word", ["bis", "Bis"])
def test_a_range_is_read_with_a_slip_of_the_shift_key(word: str) -> None:
    text = f"vom 25. {word} zum 27. November 2018 in Ulm"
    assert offered(text) == {("2018-11-25", "2018-11-27")}

"""What a question asks for beside its topic is understood, and only that."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.gazetteer import load_gazetteer
from corpus.gold import QUERIES, REPORTS, GoldReport, held_out, read_gold, read_queries
from corpus.regions import load_regions
from nlp.gazetteer import Gazetteer
from nlp.query import LONGEST_QUESTION, Query, parse
from nlp.understanding import Areas, Programmes, QuestionReader, topic, without
from nlp.wishes import (
    LessonWish,
    Period,
    PlaceWish,
    ProgrammeWish,
    ResultWish,
    Understood,
)

TODAY = date(2021, 6, 15)
PROGRAMMES = (
    "XENOS",
    "Bundesprogramm XENOS – Integration und Vielfalt",
    "BIWAQ",
    "Lernen vor Ort",
    "Integration durch Qualifizierung (IQ)",
    "Demokratie leben!",
    "Landesprogramm ländlicher Raum",
    "Aufwind",
    "ESF",
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="module")
def areas(gazetteer: Gazetteer) -> Areas:
    return Areas(gazetteer, load_regions(gazetteer))


@pytest.fixture(scope="module")
def read(gazetteer: Gazetteer, areas: Areas) -> QuestionReader:
    return QuestionReader(gazetteer, areas, Programmes(PROGRAMMES), TODAY)


def of_kind(query: Query, kind: type) -> list[Understood]:
    return [part for part in query.understood if isinstance(part.wish, kind)]


def ids_of(query: Query) -> set[str]:
    return {part.id for part in query.understood}


# Places


@pytest.mark.parametrize(
    "question",
    [
        "Ansätze aus dem ESF-Bundesprogramm XENOS",
        "Vorhaben, die über das ESF-Bundesprogramm XENOS gefördert werden",
    ],
)
def test_of_two_in_the_same_words_the_longer_is_meant(read: QuestionReader, question: str) -> None:
    assert ids_of(read(parse(question))) == {"programm:xenos"}


@pytest.mark.parametrize(
    ("question", "id_", "label"),
    [
        ("Elternarbeit in Thüringen", "ort:de:land:16", "in Thüringen"),
        ("elternarbeit in thueringen", "ort:de:land:16", "in thueringen"),
        ("Elternarbeit in NRW", "ort:de:land:05", "in NRW"),
        ("Elternarbeit in MV", "ort:de:land:13", "in MV"),
        ("Tandems im Landkreis Görlitz", "ort:de:kreis:14626", "im Landkreis Görlitz"),
        ("Tandems im Kreis Lippe", "ort:de:kreis:05766", "im Kreis Lippe"),
        ("Tandems in der Stadt Kassel", "ort:de:06611000", "in der Stadt Kassel"),
        ("Tandems in Frankfurt (Oder)", "ort:de:12053000", "in Frankfurt (Oder)"),
        ("Tandems in Bad Kissingen?", "ort:de:09672114", "in Bad Kissingen"),
        ("Tandems in Fulda", "ort:de:06631009", "in Fulda"),
        ("Tandems in Freiburg", "ort:de:08311000", "in Freiburg"),
        ("Tandems in Essen", "ort:de:05113000", "in Essen"),
        ("Tandems in Hof", "ort:de:09464000", "in Hof"),
        ("Tandems in Duisburg-Marxloh", "ort:quarter:de:05112000:marxloh", "in Duisburg-Marxloh"),
        ("Jugendarbeit im Ruhrgebiet", "ort:region:ruhrgebiet", "im Ruhrgebiet"),
        ("Was bewährt sich in der Lausitz?", "ort:region:lausitz", "in der Lausitz"),
        ("Tandems am Bodensee", "ort:region:bodensee", "am Bodensee"),
        ("Dorfladen auf der Insel Usedom", "ort:region:usedom", "auf der Insel Usedom"),
        (
            "Ehrenamt in den neuen Bundesländern",
            "ort:region:ostdeutschland",
            "in den neuen Bundesländern",
        ),
        ("Ehrenamt in Süd-Thüringen", "ort:de:land:16", "in Süd-Thüringen"),
        ("Ehrenamt im südlichen Brandenburg", "ort:de:land:12", "im südlichen Brandenburg"),
        ("Projekte aus Thüringen", "ort:de:land:16", "aus Thüringen"),
        ("Wir suchen Projekte in Kassel", "ort:de:06611000", "in Kassel"),
        ("sächsische Kommunen Bürgerrat", "ort:de:land:14", "Sachsen"),
        ("in bayerischen Schulen", "ort:de:land:09", "Bayern"),
        ("ostdeutsche Kommunen", "ort:region:ostdeutschland", "Ostdeutschland"),
        ("Espelkamper Projekte für Jugendliche", "ort:de:05770008", "Espelkamp"),
        ("Mentoring rund um Kassel", "ort:de:06611000~30km", "rund um Kassel"),
        ("Mentoring im Raum Kassel", "ort:de:06611000~30km", "im Raum Kassel"),
        ("Mentoring im Kasseler Raum", "ort:de:06611000~30km", "im Kasseler Raum"),
        ("Mentoring in Kassel und Umgebung", "ort:de:06611000~30km", "in Kassel und Umgebung"),
        ("Mentoring nahe Leipzig", "ort:de:14713000~20km", "nahe Leipzig"),
        ("Mentoring in der Nähe von Leipzig", "ort:de:14713000~20km", "in der Nähe von Leipzig"),
        ("Treffs im Großraum Stuttgart", "ort:de:08111000~40km", "im Großraum Stuttgart"),
        ("Treffs in der Region Hannover", "ort:de:kreis:03241", "in der Region Hannover"),
        (
            "Treffs im Umkreis von 50 km um Gelsenkirchen",
            "ort:de:05513000~50km",
            "im Umkreis von 50 km um Gelsenkirchen",
        ),
        (
            "Treffs bis 50 Kilometer um Leipzig",
            "ort:de:14713000~50km",
            "bis 50 Kilometer um Leipzig",
        ),
        (
            "Bildungsbüros in den Landkreisen Görlitz und Bautzen",
            "ort:de:kreis:14625~de:kreis:14626",
            "in den Landkreisen Görlitz und Bautzen",
        ),
        (
            "Was gibt es in Sachsen, Thüringen oder Hessen?",
            "ort:de:land:06~de:land:14~de:land:16",
            "in Sachsen, Thüringen oder Hessen",
        ),
    ],
)
def test_a_place_that_is_asked_for_restricts(
    read: QuestionReader, question: str, id_: str, label: str
) -> None:
    (part,) = of_kind(read(parse(question)), PlaceWish)
    assert (part.id, part.label, part.certain) == (id_, label, True)
    if " " in label:
        assert part.of(question) == label


@pytest.mark.parametrize(
    ("question", "id_"),
    [
        ("Jugendliche Mitbestimmung Eifel", "ort:region:eifel"),
        ("assistierte ausbildung kempten", "ort:de:09763000"),
        ("nrw jugendarbeit", "ort:de:land:05"),
        ("Nachmittagsbetreuung Nürnberg", "ort:de:09564000"),
        ("Stadtteilmütter Wedding", "ort:geonames:2813472"),
        ("Hochwasser an der Elbe", "ort:river:elbe"),
        ("Jugendliche aus Sachsen", "ort:de:land:14"),
        ("Wie gewinnen wir Eltern in Thüringen?", "ort:de:land:16"),
        ("Was lief anderswo besser als in Kassel?", "ort:de:06611000"),
        ("Beratung bei Kassel", "ort:de:06611000~20km"),
    ],
)
def test_a_bare_name_or_the_own_town_is_uncertain(
    read: QuestionReader, question: str, id_: str
) -> None:
    (part,) = of_kind(read(parse(question)), PlaceWish)
    assert (part.id, part.certain) == (id_, False)


@pytest.mark.parametrize(
    "question",
    [
        "Universität Kassel Lehrforschung",
        "Tagung an der Hochschule Fulda",
        "Volkshochschule Essen",
        "Frau Kassel berichtet",
        "Anna Berlin und Frank Weimar",
        "Familie Hagen",
        "Essen und Trinken in der Kita",
        "Was essen Kinder im Hort?",
        "Wie werden Waren verteilt?",
        "in der Mitte der Gesellschaft",
        "im Hof spielen",
        "Übergang in Ausbildung",
        "Treffen in Schulen und Kitas",
        "in Zukunft mehr in Bildung investieren",
        "Pflegekräfte aus Vietnam",
        "Geflüchtete aus der Türkei beraten",
        "Münchner Modell",
        "Ehrenamt im ländlichen Raum",
        "Projekte in Deutschland",
        "Demokratie in Europa",
        "wie es die Lehrerin lehrte",
        "Bundes- und Landesmittel",
        "um Hilfe bitten bei Bergen von Post",
        "Im Norden",
    ],
)
def test_what_only_looks_like_a_place_is_left_alone(read: QuestionReader, question: str) -> None:
    assert of_kind(read(parse(question)), PlaceWish) == []


@pytest.mark.parametrize(
    "plan",
    [
        "In Trier sollen zwei Beraterinnen Väter und Mütter aus dem Viertel persönlich ansprechen "
        "und zu Hause besuchen, damit sie ihren Jugendlichen bei der Suche helfen.",
        "In Trier sollen zwei Beraterinnen Väter ansprechen.",
        "Wir in Kassel wollen Hausbesuche machen. Was hat woanders geholfen?",
        "Ein Kreis im Münsterland erneuert nach 2015 seinen acht Jahre alten Plan zum "
        "Zusammenleben, mit Tipps für alle und wechselnden Tischen.",
        "Eine eintägige Konferenz in Kassel bringt Leute zusammen, deren Förderung endet: "
        "Wie kommt das Angebot in den regulären Haushalt?",
    ],
)
def test_a_described_plan_restricts_nothing(read: QuestionReader, plan: str) -> None:
    query = read(parse(plan))
    assert not [part for part in query.understood if part.certain and part.id[:3] in {"ort", "zei"}]
    assert not of_kind(query, PlaceWish)


def test_quarter_of_the_city_named_before(read: QuestionReader, gazetteer: Gazetteer) -> None:
    (part,) = of_kind(read(parse("Treffs im Berliner Bezirk Mitte")), PlaceWish)
    assert isinstance(part.wish, PlaceWish)
    place = gazetteer.get(part.wish.ids[0])
    assert place and place.name.endswith("Mitte")
    assert "de:11000000" in place.parents


def test_a_region_holds_its_districts_and_smaller_regions(read: QuestionReader) -> None:
    (part,) = of_kind(read(parse("Treffs in der Eifel")), PlaceWish)
    assert isinstance(part.wish, PlaceWish)
    assert {"region:eifel", "de:kreis:07233", "region:suedeifel"} <= set(part.wish.ids)


def test_a_surrounding_holds_towns_and_districts_near_by(read: QuestionReader) -> None:
    (part,) = of_kind(read(parse("im Umkreis von 50 km um Gelsenkirchen")), PlaceWish)
    assert isinstance(part.wish, PlaceWish)
    essen, dortmund, koeln, kassel = "05113000", "05913000", "05315000", "06611000"
    assert part.wish.radius == 50
    assert {f"de:{essen}", f"de:{dortmund}", "de:kreis:05978"} <= set(part.wish.ids)
    assert not {f"de:{koeln}", f"de:{kassel}", "de:land:05"} & set(part.wish.ids)


def test_a_city_state_is_found_by_city_and_state(read: QuestionReader) -> None:
    (inside,) = of_kind(read(parse("Treffs in Berlin")), PlaceWish)
    (around,) = of_kind(read(parse("Treffs rund um Potsdam")), PlaceWish)
    assert isinstance(inside.wish, PlaceWish) and isinstance(around.wish, PlaceWish)
    assert {"de:11000000", "de:land:11"} <= set(inside.wish.ids)
    assert {"de:12054000", "de:land:11"} <= set(around.wish.ids)


def test_all_that_lies_in_a_state(areas: Areas) -> None:
    within = areas.within(PlaceWish(ids=("de:land:16",)))
    assert {"de:land:16", "de:16051000", "de:kreis:16061", "region:hainich"} <= set(within)
    assert "de:06611000" not in within
    assert len(within) == len(set(within)) > 600


# Periods


@pytest.mark.parametrize(
    ("question", "id_", "since", "until"),
    [
        ("Tandems nach 2015", "zeit:2016-", "2016-01-01", None),
        ("Tandems vor 2015", "zeit:-2014", None, "2014-12-31"),
        ("Tandems seit 2015", "zeit:2015-", "2015-01-01", None),
        ("Tandems ab 2015", "zeit:2015-", "2015-01-01", None),
        ("Tandems bis 2015", "zeit:-2015", None, "2015-12-31"),
        ("Tandems bis Ende 2015", "zeit:-2015", None, "2015-12-31"),
        ("Tandems zwischen 2011 und 2013", "zeit:2011-2013", "2011-01-01", "2013-12-31"),
        ("Tandems zwischen 2011 und 13", "zeit:2011-2013", "2011-01-01", "2013-12-31"),
        ("Tandems von 2011 bis 2013", "zeit:2011-2013", "2011-01-01", "2013-12-31"),
        ("Tandems in den Jahren 2011 bis 2013", "zeit:2011-2013", "2011-01-01", "2013-12-31"),
        ("Tandems in den Jahren 2011 und 2012", "zeit:2011-2012", "2011-01-01", "2012-12-31"),
        ("Tandems 2011–2013", "zeit:2011-2013", "2011-01-01", "2013-12-31"),
        ("Tandems 2011-13", "zeit:2011-2013", "2011-01-01", "2013-12-31"),
        ("Tandems 2011/12", "zeit:2011-2012", "2011-01-01", "2012-12-31"),
        ("Tandems im Jahr 2013", "zeit:2013", "2013-01-01", "2013-12-31"),
        ("Tandems im Herbst 2014", "zeit:20140901-20141130", "2014-09-01", "2014-11-30"),
        ("Tandems im Winter 2014/15", "zeit:20141201-20150228", "2014-12-01", "2015-02-28"),
        ("Tandems im März 2015", "zeit:20150301-20150331", "2015-03-01", "2015-03-31"),
        ("Tandems seit Mai 2016", "zeit:20160501-", "2016-05-01", None),
        ("Tandems nach Mai 2016", "zeit:20160601-", "2016-06-01", None),
        ("Tandems im 2. Halbjahr 2015", "zeit:20150701-20151231", "2015-07-01", "2015-12-31"),
        ("Mai 2015 bis März 2016", "zeit:20150501-20160331", "2015-05-01", "2016-03-31"),
        ("Treffen am 14. November 2013", "zeit:20131114", "2013-11-14", "2013-11-14"),
        ("Treffen am 14.11.2013", "zeit:20131114", "2013-11-14", "2013-11-14"),
        ("Tandems der 90er Jahre", "zeit:1990-1999", "1990-01-01", "1999-12-31"),
        ("Tandems in den 2010er Jahren", "zeit:2010-2019", "2010-01-01", "2019-12-31"),
        ("Tandems in den letzten fünf Jahren", "zeit:letzte-5-jahre", "2016-06-15", "2021-06-15"),
        ("Tandems der letzten 3 Monate", "zeit:letzte-3-monate", "2021-03-15", "2021-06-15"),
        ("Was gab es letztes Jahr?", "zeit:letztes-jahr", "2020-01-01", "2020-12-31"),
        ("Was gab es in diesem Jahr?", "zeit:dieses-jahr", "2021-01-01", "2021-12-31"),
    ],
)
def test_a_period_restricts(
    read: QuestionReader, question: str, id_: str, since: str | None, until: str | None
) -> None:
    (part,) = of_kind(read(parse(question)), Period)
    assert part.wish == Period(since=since, until=until)
    assert (part.id, part.certain) == (id_, True)


@pytest.mark.parametrize(
    "question", ["XENOS Kooperationen 2013", "2014 und 2015 Kommunen", "in den letzten Jahren"]
)
def test_a_bare_year_or_a_vague_time_is_uncertain(read: QuestionReader, question: str) -> None:
    (part,) = of_kind(read(parse(question)), Period)
    assert not part.certain


@pytest.mark.parametrize(
    "question",
    [
        "Agenda 2030 in Kommunen",
        "Leitbild 2030",
        "Förderperiode 2014-2020",
        "seit 2015 zugewanderte Familien",
        "vor 1990 geborene Ältere",
        "Zuschuss bis 2000 Euro",
        "2000 Schüler befragt",
        "Kinder ab 6 Jahren",
        "Jugendliche bis 27",
        "seit 20 Jahren",
        "§ 16i SGB II",
        "Postleitzahl 2013",
        "am 31.2.2013",
        "im März",
        "Stadtplanung 2050",
    ],
)
def test_numbers_that_are_no_period(read: QuestionReader, question: str) -> None:
    assert of_kind(read(parse(question)), Period) == []


def test_the_label_says_where_an_open_period_begins(read: QuestionReader) -> None:
    labels = [
        read(parse(text)).understood[0].label for text in ("nach 2015", "vor 2015", "seit Mai 2016")
    ]
    assert labels == ["ab 2016", "bis 2014", "seit Mai 2016"]


def test_an_id_of_recent_years_is_the_same_tomorrow(gazetteer: Gazetteer, areas: Areas) -> None:
    ids = {
        QuestionReader(gazetteer, areas, Programmes(()), day)(
            parse("Tandems in den letzten zwei Jahren")
        )
        .understood[0]
        .id
        for day in (date(2021, 6, 15), date(2021, 6, 16), date(2020, 2, 29))
    }
    assert ids == {"zeit:letzte-2-jahre"}


# Programmes


@pytest.mark.parametrize(
    ("question", "name", "certain"),
    [
        ("Mädchenarbeit im Programm XENOS", "XENOS", True),
        ("XENOS-Projekte für Mädchen", "XENOS", True),
        ("gefördert durch BIWAQ", "BIWAQ", True),
        ("im Bundesprogramm „Demokratie leben!“", "Demokratie leben!", True),
        ("im Programm Aufwind", "Aufwind", True),
        ("im Landesprogramm ländlicher Raum", "Landesprogramm ländlicher Raum", True),
        ("XENOS Verstetigung", "XENOS", False),
        ("IQ Netzwerk", "Integration durch Qualifizierung (IQ)", False),
        ("Lernen vor Ort Bildungsbüro", "Lernen vor Ort", False),
        ("ESF-Projekte für Mädchen", "ESF", False),
    ],
)
def test_a_programme_by_name(read: QuestionReader, question: str, name: str, certain: bool) -> None:
    (part,) = of_kind(read(parse(question)), ProgrammeWish)
    assert (part.wish, part.certain) == (ProgrammeWish(name=name), certain)


@pytest.mark.parametrize(
    "question",
    [
        "Aufwind für Jugendliche",
        "Ehrenamt im ländlichen Raum",
        "Qualifizierung für Integration",
        "im Programm Nordlicht",
        "iq von kindern",
    ],
)
def test_words_of_a_programme_are_no_programme(read: QuestionReader, question: str) -> None:
    assert of_kind(read(parse(question)), ProgrammeWish) == []


def test_all_names_of_a_programme() -> None:
    variants = Programmes(PROGRAMMES).variants("XENOS")
    assert variants == ("XENOS", "Bundesprogramm XENOS – Integration und Vielfalt")


# Kinds


@pytest.mark.parametrize(
    ("question", "kind", "certain"),
    [
        ("Woran scheitert die Zusammenarbeit mit Betrieben?", "obstacle", True),
        ("Woran sind Bürgerräte gescheitert?", "obstacle", True),
        ("Stolpersteine bei Patenschaften", "obstacle", True),
        ("Welche Hürden gibt es bei der Anerkennung?", "obstacle", True),
        ("Was hat nicht funktioniert?", "obstacle", True),
        ("Was hat sich nicht bewährt?", "obstacle", True),
        ("Was hat sich in der Elternarbeit bewährt?", "success_factor", True),
        ("Erfolgsfaktoren in der Elternarbeit", "success_factor", True),
        ("Empfehlungen für das Ehrenamt", "recommendation", True),
        ("Worauf sollten wir bei Bürgerräten achten?", "recommendation", True),
        ("Worauf achten bei Bürgerräten", "recommendation", True),
        ("Tipps für Ehrenamtliche", "recommendation", True),
        ("Wie baut man Hürden für Rollstühle ab?", "obstacle", False),
        ("Was hat anderen geholfen?", "success_factor", False),
    ],
)
def test_kinds_of_lesson(read: QuestionReader, question: str, kind: str, certain: bool) -> None:
    (part,) = of_kind(read(parse(question)), LessonWish)
    assert isinstance(part.wish, LessonWish)
    assert (part.wish.kinds, part.certain) == ((kind,), certain)


@pytest.mark.parametrize(
    "question", ["Tipp des Tages", "Elternarbeit", "Wie viele Leute kamen?", "Fehlerkultur"]
)
def test_no_kind_of_lesson(read: QuestionReader, question: str) -> None:
    assert of_kind(read(parse(question)), LessonWish) == []


@pytest.mark.parametrize(
    ("question", "kind", "certain"),
    [
        ("Projekte zu Elternarbeit", "projects", True),
        ("Welche Projekte fördern Mädchen?", "projects", True),
        ("Suche ähnliche Projekte für Mädchen", "projects", True),
        ("Berichte über Integrationskonferenzen", "reports", True),
        ("Lessons learned Bürgerbeteiligung", "lessons", True),
        ("Erfahrungen mit Tandems", "lessons", False),
    ],
)
def test_kinds_of_result(read: QuestionReader, question: str, kind: str, certain: bool) -> None:
    (part,) = of_kind(read(parse(question)), ResultWish)
    assert isinstance(part.wish, ResultWish)
    assert (part.wish.kind, part.certain) == (kind, certain)


@pytest.mark.parametrize(
    "question",
    ["Projektmanagement Seminar", "Wer bezahlt Projekte zu Wasser?", "Bericht schreiben lernen"],
)
def test_no_kind_of_result(read: QuestionReader, question: str) -> None:
    assert of_kind(read(parse(question)), ResultWish) == []


# Together

EVERYTHING = "Projekte zur Elternarbeit in Thüringen nach 2015 im Programm XENOS"


def test_parts_stand_apart_in_the_order_of_the_text(read: QuestionReader) -> None:
    query = read(parse(EVERYTHING))
    assert [part.id for part in query.understood] == [
        "art:projects",
        "ort:de:land:16",
        "zeit:2016-",
        "programm:xenos",
    ]
    assert [part.of(EVERYTHING) for part in query.understood] == [
        "Projekte",
        "in Thüringen",
        "nach 2015",
        "im Programm XENOS",
    ]


def test_parts_can_be_taken_back(read: QuestionReader) -> None:
    query = read(parse(EVERYTHING))
    rest = without(query, {"ort:de:land:16", "zeit:2016-", "ort:unbekannt"})
    assert ids_of(rest) == {"art:projects", "programm:xenos"}
    assert without(query, ()) == query


def test_the_topic_is_what_is_left(read: QuestionReader) -> None:
    assert topic(read(parse("Elternarbeit in Thüringen, nach 2015"))) == "Elternarbeit"
    assert (
        topic(read(parse("Jugendliche Mitbestimmung Eifel"))) == "Jugendliche Mitbestimmung Eifel"
    )
    assert topic(read(parse("Projekte in Thüringen"))) == "Projekte in Thüringen"


def test_a_wish_is_named_once(read: QuestionReader) -> None:
    query = read(parse("Kassel: Tandems in Kassel"))
    assert [(part.id, part.certain) for part in query.understood] == [("ort:de:06611000", True)]


@given(st.text(max_size=300))
def test_any_text_can_be_read(read: QuestionReader, text: str) -> None:
    query = read(parse(f"Tandems {text}"))
    ends = [0, *(part.end for part in query.understood)]
    for part, before in zip(query.understood, ends, strict=False):
        assert before <= part.start < part.end <= len(query.text)
        assert part.id.isascii() and not set(part.id) & set(" &?#/%+")


BAIT = (
    "in ",
    "Bad ",
    "im Umkreis von 50 km um ",
    "Berlin ",
    "in Kassel, ",
    "in den Landkreisen Görlitz und ",
    "von 2011 bis ",
    "2013 ",
    "1.1.",
    "bitte ",
    "was hat sich ",
    "warum ",
    "XENOS ",
    "Integration durch ",
    "sächsische ",
    "(",
    "a.b:",
    "a-",
)


@pytest.mark.parametrize("bait", BAIT)
def test_time_is_linear(read: QuestionReader, bait: str) -> None:
    query = parse("x " + bait * (LONGEST_QUESTION // len(bait)))
    read(query)
    start = time.process_time()
    read(query)
    assert time.process_time() - start < 1


# Measured


@pytest.fixture(scope="module")
def reports() -> dict[str, GoldReport]:
    return {report.id: report for report in read_gold(REPORTS) if not held_out(report.id)}


def test_certain_places_of_questions_are_those_of_their_answers(
    read: QuestionReader, gazetteer: Gazetteer, reports: dict[str, GoldReport]
) -> None:
    wrong = [
        (query.id, part.label)
        for query in read_queries(QUERIES)
        if query.doc in reports
        for part in read(parse(query.text)).understood
        if part.certain and isinstance(part.wish, PlaceWish)
        if not set(part.wish.ids) & places_of(reports[query.doc], gazetteer)
    ]
    assert wrong == []


def places_of(report: GoldReport, gazetteer: Gazetteer) -> set[str]:
    found: set[str] = set()
    for gold in (mention.place for mention in report.mentions if mention.place):
        places = gazetteer.candidates(gold.name)
        same = [place for place in places if place.kind == gold.kind and place.state == gold.state]
        for place in (same or list(places))[:1]:
            found |= {place.id, *place.parents}
    return found


def test_certain_periods_of_questions_hold_the_event(
    read: QuestionReader, reports: dict[str, GoldReport]
) -> None:
    wrong = [
        (query.id, part.label)
        for query in read_queries(QUERIES)
        if query.doc in reports and (event := reports[query.doc].event).start
        for part in read(parse(query.text)).understood
        if part.certain and isinstance(part.wish, Period)
        if (part.wish.since or "") > (event.end or event.start or "")
        or (part.wish.until or "9999") < (event.start or "")
    ]
    assert wrong == []

"""Places are recognised, read in all their forms, and linked by context."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.gazetteer import Entry, Gazetteer
from nlp.place_confidence import place_confidence
from nlp.place_links import link
from nlp.places import find_places
from nlp.types import Place, PlaceKind, Span


def entry(
    id_: str,
    name: str,
    kind: PlaceKind = "municipality",
    *,
    state: str | None = None,
    people: int = 0,
    parents: tuple[str, ...] = (),
    names: tuple[str, ...] = (),
    at: tuple[float, float] | None = None,
    ags: str | None = None,
) -> Entry:
    lat, lon = at or (None, None)
    place = Place(
        id=id_,
        name=name,
        kind=kind,
        state=state,
        ags=ags,
        lat=lat,
        lon=lon,
        population=people,
        parents=parents,
    )
    return Entry(place=place, names=names)


SH, NRW, ST, BB, BY = (f"de:land:{n}" for n in ("01", "05", "15", "12", "09"))
GAZETTEER = Gazetteer(
    [
        entry(SH, "Schleswig-Holstein", "state", state="Schleswig-Holstein"),
        entry(NRW, "Nordrhein-Westfalen", "state", names=("NRW",)),
        entry("de:land:14", "Sachsen", "state", names=("Freistaat Sachsen",)),
        entry(ST, "Sachsen-Anhalt", "state"),
        entry("kiel", "Kiel", people=246_000, parents=(SH,)),
        entry("gaarden", "Gaarden", "quarter", parents=("kiel", SH)),
        entry("espelkamp", "Espelkamp", people=25_000, parents=(NRW,)),
        entry("essen", "Essen", people=580_000, parents=(NRW,)),
        entry("hamm", "Hamm", people=180_000, parents=(NRW,)),
        entry("aachen", "Aachen", people=250_000, parents=(NRW,)),
        entry("muelheim", "Mülheim an der Ruhr", people=170_000, names=("Mülheim",)),
        entry("halle-s", "Halle (Saale)", people=240_000, parents=(ST,), names=("Halle",)),
        entry("halle-w", "Halle (Westf.)", people=21_000, parents=(NRW,), names=("Halle",)),
        entry("merseburg", "Merseburg", people=34_000, parents=(ST,)),
        entry("bielefeld", "Bielefeld", people=330_000, parents=(NRW,)),
        entry("ffo", "Frankfurt (Oder)", people=58_000, parents=(BB,), names=("Frankfurt",)),
        entry("ffm", "Frankfurt am Main", people=650_000, names=("Frankfurt",)),
        entry("coburg", "Coburg", people=41_000, parents=(BY,)),
        entry("k-coburg", "Landkreis Coburg", "district", parents=(BY,),
              names=("Kreis Coburg", "Coburg")),
        entry("kronach", "Kronach", people=17_000, parents=("k-kronach", BY)),
        entry("k-kronach", "Landkreis Kronach", "district", parents=(BY,),
              names=("Kreis Kronach", "Kronach")),
        entry("k-borken", "Kreis Borken", "district", parents=(NRW,),
              names=("Landkreis Borken", "Borken")),
        entry("borken", "Borken", people=42_000, parents=("k-borken", NRW)),
        entry("aachen-r", "Städteregion Aachen", "district", parents=(NRW,)),
        entry("lausitz", "Lausitz", "region"),
        entry("wald", "Thüringer Wald", "region"),
        entry("revier", "Rheinisches Revier", "region"),
        entry("main", "Main", "river"),
        entry("soe", "Südosteuropa", "region", names=("Süd-Ost-Europa",)),
        entry("dessau", "Dessau-Roßlau", people=80_000, parents=(ST,)),
        entry("mainz", "Mainz", people=217_000),
        entry("mz-neustadt", "Neustadt", "quarter", parents=("mainz",)),
        entry("nw", "Neustadt an der Weinstraße", people=53_000, names=("Neustadt",)),
        entry("nagold", "Nagold", people=22_000),
        entry("nagold-r", "Nagold", "river"),
        entry("konz", "Konz", people=18_000),
        entry("vg-konz", "Verbandsgemeinde Konz", people=32_000, names=("Konz",)),
        entry("usedom", "Usedom", people=1_700),
        entry("usedom-i", "Usedom", "region"),
        entry("hannover", "Hannover", people=530_000),
        entry("k-hannover", "Region Hannover", "district", names=("Hannover",)),
        entry("braunschweig", "Braunschweig", people=250_000, parents=("de:land:03",)),
        entry("bs-west", "Weststadt", "quarter", parents=("braunschweig", "de:land:03")),
        entry("schwerin", "Schwerin", people=95_000, parents=("de:land:13",)),
        entry("sn-west", "Weststadt", "quarter", people=1_000,
              parents=("schwerin", "de:land:13")),
        entry("k-rostock", "Landkreis Rostock", "district", names=("Rostock",)),
        entry("rostock", "Rostock", people=200_000, ags="13003000"),
        entry("trebnitz-1", "Trebnitz", people=900, at=(51.2, 12.0)),
        entry("trebnitz-2", "Trebnitz", people=500, at=(52.5, 14.2)),
        entry("muencheberg", "Müncheberg", people=7_000, at=(52.5, 14.1)),
        entry("halberstadt", "Halberstadt", people=40_000),
        entry("mengeringhausen", "Mengeringhausen", people=3_000),
        entry("basel", "Basel", people=170_000),
        entry("delbrueck", "Delbrück", people=30_000),
        entry("buechen", "Büchen", people=6_000),
        entry("fahr", "Fahr", people=6_000),
        entry("wurzen", "Wurzen", people=16_000, parents=("de:land:14",)),
    ]
)  # fmt: skip


def first(surface: str) -> str | None:
    places = GAZETTEER.candidates(surface)
    return places[0].id if places else None


@pytest.mark.parametrize(
    ("surface", "id_"),
    [
        ("Kieler", "kiel"),
        ("Espelkamper", "espelkamp"),
        ("Kiels", "kiel"),
        ("sächsischen", "de:land:14"),
        ("NRW", NRW),
        ("Freistaats Sachsen", "de:land:14"),
        ("Landkreises Borken", "k-borken"),
        ("Kreis Borken", "k-borken"),
        ("StädteRegion Aachen", "aachen-r"),
        ("Frankfurt a. M.", "ffm"),
        ("Frankfurt/Oder", "ffo"),
        ("Muelheim a. d. Ruhr", "muelheim"),
        ("Dessau-Rosslau", "dessau"),
        ("Kiel-Gaarden", "gaarden"),
        ("Thüringer Waldes", "wald"),
        ("Rheinischen Revier", "revier"),
        ("Süd-Ost-Europa", "soe"),
        ("LK Borken", "k-borken"),
        ("Kr. Borken", "k-borken"),
        ("Halberstädter", "halberstadt"),
        ("Mengeringhäuser", "mengeringhausen"),
        ("Basler", "basel"),
        ("hallesche", "halle-s"),
        ("Region Nord", None),
        ("Quatschhausen", None),
        ("", None),
    ],
)
def test_forms_of_a_name(surface: str, id_: str | None) -> None:
    assert first(surface) == id_


def names(text: str) -> list[str]:
    return [found.of(text) for found in find_places(text, GAZETTEER)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Am Dienstag trafen sich in Kiel 40 Fachleute.", ["Kiel"]),
        ("Das Espelkamper Portal und die Kieler Schulen", ["Espelkamper", "Kieler"]),
        ("Träger aus Frankfurt (Oder) und Essen kamen.", ["Frankfurt (Oder)", "Essen"]),
        ("der sächsischen Schulen", ["sächsischen"]),
        ("Jugendliche im Landkreis Borken", ["Landkreis Borken"]),
        ("in 24103 Kiel", ["Kiel"]),
        ("(Bielefeld/Essen)", ["Bielefeld", "Essen"]),
        ("Städte am Main", ["Main"]),
        ("Der Freistaat Sachsen zahlt.", ["Sachsen"]),
        ("die Landkreise Coburg und Kronach", ["Coburg", "Kronach"]),
        ("Treffpunkt: Wurzen Sachsen", ["Wurzen", "Sachsen"]),
        ("im LK Borken", ["LK Borken"]),
        ("Feuerwehrhaus Kiel, 19 Uhr", ["Kiel"]),
    ],
)
def test_places_are_found(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Frau Essen begrüßte alle.",
        "Dr. Hamm sprach, dann fragte Katrin Hamm nach.",
        "Für das Essen war gesorgt.",
        "Das Jobcenter Kiel lud ein.",
        "Treffpunkt: Kieler Straße 12",
        "Die Kiel-Card gibt es dort.",
        "Projekt „Lernweg Lausitz“",
        "der Bauernverband Sachsen e. V.",
        "essen und trinken",
        "Alle Bücher und die Fahrer kamen mit.",
    ],
)
def test_what_only_looks_like_a_place(text: str) -> None:
    assert names(text) == []


def test_excluded_spans_hold_no_places() -> None:
    text = "Das Netzwerk Neue Wege in Kiel und Bielefeld"
    found = find_places(text, GAZETTEER, excluded=[Span(start=13, end=30)])
    assert [place.of(text) for place in found] == ["Bielefeld"]


def test_confidence_tells_the_town_from_the_meal() -> None:
    town, meal = "Er wohnt in Essen.", "Danach gab es das Essen."
    at = [Span(start=t.index("Essen"), end=t.index("Essen") + 5) for t in (town, meal)]
    assert place_confidence(town, at[0], GAZETTEER) > 0.6
    assert place_confidence(meal, at[1], GAZETTEER) < 0.4
    assert place_confidence("Nirgendwo", Span(start=0, end=9), GAZETTEER) == 0.0


@pytest.mark.parametrize(
    ("text", "surfaces", "ids"),
    [
        ("Halle und Merseburg", ["Halle", "Merseburg"], ["halle-s", "merseburg"]),
        ("Halle (Westf.) liegt nahe", ["Halle (Westf.)"], ["halle-w"]),
        ("in Coburg", ["Coburg"], ["coburg"]),
        ("die Landkreise Coburg und Kronach", ["Coburg", "Kronach"], ["k-coburg", "k-kronach"]),
        ("die Stadt Borken im Kreis Borken", ["Borken", "Kreis Borken"], ["borken", "k-borken"]),
        ("in der Mainzer Neustadt", ["Mainzer", "Neustadt"], ["mainz", "mz-neustadt"]),
        ("Nirgendwo bei Kiel", ["Nirgendwo", "Kiel"], [None, "kiel"]),
        ("Coburger Vereine im Landkreis Coburg", ["Coburger", "Landkreis Coburg"],
         ["coburg", "k-coburg"]),
        ("in Rostock", ["Rostock"], ["rostock"]),
        ("im Kreis Rostock", ["Rostock"], ["k-rostock"]),
        ("in Nagold", ["Nagold"], ["nagold"]),
        ("ein Wehr an der Nagold", ["Nagold"], ["nagold-r"]),
        ("in Konz", ["Konz"], ["konz"]),
        ("die Verbandsgemeinde Konz", ["Konz"], ["vg-konz"]),
        ("Hotels auf Usedom", ["Usedom"], ["usedom-i"]),
        ("in der Region Hannover", ["Region Hannover"], ["k-hannover"]),
        ("in Hannover", ["Hannover"], ["hannover"]),
        ("Braunschweig, Weststadt", ["Braunschweig", "Weststadt"], ["braunschweig", "bs-west"]),
        ("in der Weststadt", ["Weststadt"], ["sn-west"]),
        ("in der Weststadt. Träger: Caritasverband Braunschweig", ["Weststadt"], ["bs-west"]),
        ("in Müncheberg und Trebnitz", ["Müncheberg", "Trebnitz"],
         ["muencheberg", "trebnitz-2"]),
        ("in Delbrück-Bentfeld", ["Delbrück-Bentfeld"], ["delbrueck"]),
    ],
)  # fmt: skip
def test_context_decides(text: str, surfaces: list[str], ids: list[str | None]) -> None:
    spans = [Span(start=text.index(s), end=text.index(s) + len(s)) for s in surfaces]
    linked = link(spans, text, GAZETTEER)
    assert [place.id if place else None for place in linked] == ids


def test_an_island_stays_one_through_a_report() -> None:
    text = "Konferenz Usedom. Es kamen neun Hotels auf Usedom."
    spans = [Span(start=at, end=at + 6) for at in (text.index("Usedom"), text.rindex("Usedom"))]
    assert [place.id for place in link(spans, text, GAZETTEER) if place] == ["usedom-i"] * 2


def test_a_town_and_its_district_take_turns_in_a_report() -> None:
    text = "Aus den Kreisen Borken und Kronach. Das Treffen in Borken war gut."
    spans = [Span(start=at, end=at + 6) for at in (text.index("Borken"), text.rindex("Borken"))]
    assert [place.id for place in link(spans, text, GAZETTEER) if place] == ["k-borken", "borken"]


def test_no_mentions_no_links() -> None:
    assert link([], "Kiel", GAZETTEER) == []


PIECES = ["Kiel", "Halle", "Saale", "Essen", "Landkreis", "Borken", "in", "er", *" -()/.\n\u00a0"]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_offsets_are_ordered_and_inside(parts: list[str]) -> None:
    text = "".join(parts)
    found = find_places(text, GAZETTEER, at_least=0.0)
    ends = [0] + [place.end for place in found]
    assert all(place.start >= end for place, end in zip(found, ends, strict=False))
    assert all(place.start < place.end <= len(text) and place.candidates for place in found)

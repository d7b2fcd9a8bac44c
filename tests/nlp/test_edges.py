"""Where a tagger's names are cut."""

from __future__ import annotations

import pytest

from nlp.edges import addresses, is_function_word, snap, tidy
from nlp.types import Span


def span(text: str, name: str) -> Span:
    start = text.index(name)
    return Span(start=start, end=start + len(name))


@pytest.mark.parametrize(
    ("text", "tagged", "name"),
    [
        ("Der ProfilPASS im Betrieb hilft.", "ProfilPASS im", "ProfilPASS"),
        ("Mit der senseBox die messen wir.", "senseBox die", "senseBox"),
        ("Azubi-Radar Pfalz\nLandau. Träger", "Azubi-Radar Pfalz\nLandau", "Azubi-Radar Pfalz"),
        ("Möbelhof Jade\n\nSofa raus", "Möbelhof Jade\n\nSofa raus", "Möbelhof Jade"),
        ("Das Haus für Kinder", "Haus für Kinder", "Haus für Kinder"),
        ("Mit an\nder", "an\nder", "an"),
    ],
)
def test_a_name_ends_neither_in_a_small_word_nor_in_another_line(
    text: str, tagged: str, name: str
) -> None:
    assert tidy(text, span(text, tagged)).of(text) == name


def test_a_name_goes_on_over_the_break_of_a_wrapped_line() -> None:
    text = "Gefördert wurde in diesem Jahr auch das Projekt Perspektivraum\nMittleres Erzgebirge."
    name = "Perspektivraum\nMittleres Erzgebirge"
    assert tidy(text, span(text, name)).of(text) == name


def test_the_last_dot_of_a_legal_form_belongs_to_the_name() -> None:
    text = "ein Projekt von Quarteera e.V. aus Berlin"
    assert snap(text, span(text, "Quarteera e.V")).of(text) == "Quarteera e.V."


@pytest.mark.parametrize(
    "text",
    [
        "unter https://unibox.uni-rostock.de/getlink steht mehr",
        "unter www.stadt-koeln.de steht mehr",
        "an info@temporaerhaus.de schreiben",
    ],
)
def test_addresses_are_no_place_for_names(text: str) -> None:
    assert [text.index(a.of(text)) > 0 for a in addresses(text)] == [True]


def test_a_bare_domain_may_be_a_name() -> None:
    assert addresses("das Portal engagiert-im-salzland.de") == []


@pytest.mark.parametrize(
    ("name", "is_one"), [("auf", True), ("wir", True), ("WIR", False), ("aula", False)]
)
def test_a_function_word_names_nobody(name: str, is_one: bool) -> None:
    assert is_function_word(name) is is_one

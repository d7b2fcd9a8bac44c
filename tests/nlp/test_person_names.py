"""A person is found under every form of the name, and nobody else is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.errors import BadInputError
from nlp.person_names import erased, erased_label, folded_name, places_of, read_name
from nlp.types import Mention

EVA = read_name("Dr. Eva Quellmalz")
SOMEBODY = "eine beteiligte Person"


def found(text: str, name: str = "Eva Quellmalz", **options) -> list[tuple[str, str]]:
    return [(p.of(text), p.variant) for p in places_of(read_name(name), text, **options)]


def without(text: str, name: str = "Eva Quellmalz", **options) -> str:
    return erased(text, places_of(read_name(name), text, **options), SOMEBODY)


@pytest.mark.parametrize(
    ("written", "given_names", "surname", "particle"),
    [
        ("Eva Quellmalz", ("Eva",), "Quellmalz", ""),
        ("Prof. Dr. Eva Maria Quellmalz", ("Eva", "Maria"), "Quellmalz", ""),
        ("Quellmalz, Eva", ("Eva",), "Quellmalz", ""),
        ("Frau Quellmalz", (), "Quellmalz", ""),
        ("Eva von der Quelle", ("Eva",), "Quelle", "von der"),
        ("Eva-Maria  Muster-Quell", ("Eva-Maria",), "Muster-Quell", ""),
    ],
)
def test_a_name_is_read(written, given_names, surname, particle) -> None:
    name = read_name(written)
    assert (name.given, name.surname, name.particle) == (given_names, surname, particle)


@pytest.mark.parametrize("written", ["", "  ", "Dr.", "Frau", "E.", "12", "x" * 101])
def test_what_is_no_name_is_told_without_repeating_it(written: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read_name(written)
    assert "x" * 10 not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "shown", "variant"),
    [
        ("Es sprach Eva Quellmalz.", "Eva Quellmalz", "full"),
        ("Es sprach Dr. Eva Quellmalz.", "Dr. Eva Quellmalz", "full"),
        ("Es sprach Eva\nQuellmalz.", "Eva\nQuellmalz", "full"),
        ("EVA QUELLMALZ", "EVA QUELLMALZ", "full"),
        ("Eva M. Quellmalz kam.", "Eva M. Quellmalz", "full"),
        ("Eva Maria Quellmalz kam.", "Eva Maria Quellmalz", "full"),
        ("Quellmalz, Eva (Gera)", "Quellmalz, Eva", "full"),
        ("Eva Quellmalz' Rat", "Eva Quellmalz'", "full"),
        ("Eva Quellmalzens Rat", "Eva Quellmalzens", "full"),
        ("Das sagte Frau Quellmalz.", "Frau Quellmalz", "titled"),
        ("Das sagte Frau Prof. Dr. Quellmalz.", "Frau Prof. Dr. Quellmalz", "titled"),
        ("Das sagte Dr. Quellmalz.", "Dr. Quellmalz", "titled"),
        ("Das sagte E. Quellmalz.", "E. Quellmalz", "initials"),
        ("Das sagte Quellmalz, E.", "Quellmalz, E.", "initials"),
        ("Kontakt: eva.quellmalz@vhs-gera.example", "eva.quellmalz@vhs-gera.example", "mail"),
        ("Kontakt: e.quellmalz@gera.example", "e.quellmalz@gera.example", "mail"),
        ("Kontakt: evaquellmalz@gera.example", "evaquellmalz@gera.example", "mail"),
        ("unter https://gera.example/team/eva-quellmalz", "eva-quellmalz", "address"),
    ],
)
def test_every_form_is_found(text: str, shown: str, variant: str) -> None:
    assert found(text) == [(shown, variant)]


@pytest.mark.parametrize(
    "text",
    [
        "Es sprach Max Quellmalz.",
        "Es sprach Herr Max Quellmalz.",
        "Eva Quellmalz-Berg kam.",
        "Die Eva-Quellmalz-Schule",
        "Quellmalz sagte das.",
        "Evas Quelle",
        "Eva und Max Quellmalz",
        "Eva Muster. Quellmalz sprach.",
        "quellmalz@gera.example",
        "Evamaria Quellmalz",
    ],
)
def test_nobody_else_is_found(text: str) -> None:
    assert found(text) == []


def test_the_surname_alone_counts_where_the_person_is_named_too() -> None:
    text = (
        "Eva Quellmalz kam. Quellmalz sprach, und Quellmalz’ Rat half. Max Quellmalz schwieg. "
        "A. Quellmalz fehlte. quellmalz@gera.example"
    )
    kinds = [variant for _, variant in found(text)]
    assert kinds == ["full", "surname", "surname", "mail"]
    assert found("Quellmalz sprach.", known=True) == [("Quellmalz", "surname")]


def test_a_surname_that_is_a_word_is_left_where_it_is_one() -> None:
    text = "Eva Berg kam. Der Berg ruft, am Berg ist es still. Berg sprach. Verein Berg und Tal."
    org = Mention(
        start=text.index("Verein"), end=len(text) - 1, text="Verein Berg und Tal", label="ORG"
    )
    assert found(text, "Eva Berg", mentions=[org]) == [("Eva Berg", "full"), ("Berg", "surname")]


def test_umlauts_are_found_in_both_spellings() -> None:
    for written in ("Jörg Müller-Groß", "Joerg Mueller-Gross"):
        for text in ("Jörg Müller-Groß kam.", "Joerg Mueller-Gross kam."):
            assert [kind for _, kind in found(text, written)] == ["full"], (written, text)


def test_a_particle_belongs_to_the_name() -> None:
    assert found("Eva von der Quelle und Frau von der Quelle", "Eva von der Quelle") == [
        ("Eva von der Quelle", "full"),
        ("Frau von der Quelle", "titled"),
    ]


def test_a_sentence_begins_with_a_capital() -> None:
    text = "Eva Quellmalz kam. Dann sprach Frau Quellmalz. Quellmalz ging."
    assert without(text) == (
        "Eine beteiligte Person kam. Dann sprach eine beteiligte Person. "
        "Eine beteiligte Person ging."
    )


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("interview-mit-eva-quellmalz", "interview-mit-person"),
        ("Interview_Eva_Quellmalz.pdf", "Interview_person.pdf"),
        ("Quellmalz_Eva.docx", "person.docx"),
        ("bericht-quellmalz-2", "bericht-person-2"),
        ("evaluation-quellmalzen", "evaluation-quellmalzen"),
        ("bericht-7", "bericht-7"),
    ],
)
def test_ids_and_names_of_files_lose_the_name(label: str, shown: str) -> None:
    assert erased_label(EVA, label) == shown


def test_parts_of_names_are_compared_without_case_and_accents() -> None:
    assert folded_name("Müßig-Élan") == "muessigelan"


@given(
    st.lists(
        st.sampled_from(
            ["Eva", "Quellmalz", "Frau", "Dr.", "E.", "sagte", "der", ",", ".", "\n", "Max", "’s"]
        ),
        max_size=25,
    )
)
def test_places_are_apart_in_order_and_nothing_strong_is_left(words: list[str]) -> None:
    text = " ".join(words)
    places = places_of(EVA, text)
    assert all(a.end <= b.start for a, b in pairwise(places))
    left = places_of(EVA, erased(text, places, SOMEBODY))
    assert [p for p in left if p.variant != "surname"] == []

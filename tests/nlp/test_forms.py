"""All spellings of a German word have one normal form; different words keep theirs."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.german.forms import distinct, normal
from nlp.german.tokens import folded, tokens


def forms(text: str) -> set[str]:
    return {normal(token.word) for token in tokens(text)}


@pytest.mark.parametrize(
    "written",
    [
        "Mentor:innen", "Mentor*innen", "MentorInnen", "Mentor_innen", "Mentor/innen",
        "Mentor/-innen", "Mentor·innen", "Mentor(innen)", "Mentor(inn)en", "Mentoren/-innen",
        "Mentoren/innen", "Mentoren(innen)", "Mentoren*innen", "Mentorinnen", "Mentorin",
        "Mentor:in", "Mentor/-in", "Mentor(in)", "MENTORINNEN", "Men\u00adto\u00adrin\u00adnen",
        "Men\u200btor",
    ],
)  # fmt: skip
def test_gender_forms_are_the_word_without_gender(written: str) -> None:
    assert forms(f"die {written}, bitte") == {"die", "mentor", "bitte"}


@pytest.mark.parametrize(
    "spellings",
    [
        "Mütter Muetter Mutter Mu\u0308tter MÜTTER Mu\u0308t\u00adter",
        "Straße Strasse STRASSE STRAẞE",
        "Ärzt*innen Aerztinnen Ärztin Arzt A\u0308rzt:innen",
        "Schüler:innen Schueler Schüler Schülerinnen Schüler(innen) Schülern/-innen",
        "Lehrer Lehrerin Lehrer/innen LehrerInnen lehrer_innen",
        "Kolleg*innen Kollegen/-innen Kolleginnen",
        "Café Cafe Cafe\u0301",
        "Schüler:innenvertretung Schülerinnenvertretung Schuelervertretung Schülervertretung",
    ],
)
def test_spellings_of_a_word_have_one_form(spellings: str) -> None:
    assert len(forms(spellings)) == 1


@pytest.mark.parametrize(
    "word", ["termin", "schwerin", "verein", "berlin", "medizin", "konstantin"]
)
def test_words_that_only_look_feminine_stay(word: str) -> None:
    assert normal(word) == word


@pytest.mark.parametrize("word", ["frauen", "neue", "quelle", "steuer", "bauer", "abenteuer"])
def test_letters_that_only_look_like_an_umlaut_stay(word: str) -> None:
    assert normal(word) == word


@pytest.mark.parametrize(
    ("one", "other"), [("förderung", "forderung"), ("schüler", "schule"), ("zählen", "zahlen")]
)
def test_umlauts_that_make_another_word_are_told(one: str, other: str) -> None:
    assert distinct(one) == distinct(folded(one)) != distinct(other)
    assert normal(one).startswith(normal(other)[:4])


@pytest.mark.parametrize("pair", ["fall fälle", "chor chöre", "mutter mütter", "brauch bräuche"])
def test_umlauts_of_the_plural_make_no_other_word(pair: str) -> None:
    one, many = pair.split()
    assert distinct(many).startswith(distinct(one))


WORDS = ["Mütter", "Ärzt:innen", "jede*r", "Straße", "über", "Schüler(innen)", "Café", "2013", "ä"]


@given(st.lists(st.sampled_from(WORDS)), st.sampled_from([" ", "-", "/ ", ", ", "\n"]))
def test_composed_and_decomposed_text_has_the_same_words(words: list[str], gap: str) -> None:
    text = gap.join(words)
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert [token.word for token in tokens(composed)] == [token.word for token in tokens(apart)]

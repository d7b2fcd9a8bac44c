"""Whatever is typed becomes a question, or is refused in German."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.errors import BadInputError
from nlp.query import LONGEST_QUESTION, cleaned, parse, shortened


def test_terms_are_the_words_that_carry_meaning() -> None:
    query = parse("Wie erreicht man Eltern, die nicht zu Elternabenden kommen?")
    assert query.terms == ("erreicht", "eltern", "elternabenden")
    assert query.words[:3] == ("wie", "erreicht", "man")


def test_a_term_is_named_once() -> None:
    assert parse("Eltern und ELTERN und eltern").terms == ("eltern",)


@pytest.mark.parametrize("empty", ["", "   ", "\n\t", "???", "„“", "\x00\x00", "…", "🎈", "\ud800"])
def test_a_question_without_a_word_is_refused(empty: str) -> None:
    with pytest.raises(BadInputError, match="Die Frage ist leer"):
        parse(empty)


def test_a_question_of_stop_words_only_can_be_asked() -> None:
    query = parse("wie und was")
    assert (query.terms, query.words) == ((), ("wie", "und", "was"))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("El\x00tern\x1b[31m", "El tern [31m"),
        ("Mu\u0308tter", "Mütter"),
        ("  viele \n\n Zeilen\t", "viele Zeilen"),
        ("Eltern\u200barbeit", "Elternarbeit"),
        ("Be\u00adrufs\u00adwahl", "Berufswahl"),
        ("kaputt\udcff", "kaputt"),
    ],
)
def test_signs_that_nobody_sees_are_cleaned_away(typed: str, text: str) -> None:
    assert cleaned(typed) == text


def test_a_very_long_question_is_cut_between_words() -> None:
    query = parse("Elternarbeit " * 2000)
    assert len(query.text) <= LONGEST_QUESTION
    assert set(query.text.split()) == {"Elternarbeit"}


def test_a_word_without_end_is_cut_anyway() -> None:
    assert shortened("x" * 9999, 10) == "x" * 10


@given(st.text(max_size=3000))
def test_any_text_is_a_clean_question_or_refused(typed: str) -> None:
    try:
        query = parse(typed)
    except BadInputError:
        return
    assert 0 < len(query.text) <= LONGEST_QUESTION
    assert unicodedata.is_normalized("NFC", query.text)
    query.text.encode()
    assert not any(unicodedata.category(sign) == "Cc" for sign in query.text)

"""Cleaning makes texts comparable and leaves clean ones alone."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.clean import clean


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Zeile\r\nZeile\rZeile\n", "Zeile\nZeile\nZeile\n"),
        ("\ufeffKiel", "Kiel"),
        ("Bildungs\u00adlandschaft", "Bildungslandschaft"),
        ("z.\u00a0B. 40\u202f%", "z. B. 40 %"),
        ("Mu\u0308ller", "Müller"),
        ("Null\u200bbreite\x00\x07", "Nullbreite"),
        ("Seite 1\x0cSeite 2", "Seite 1\nSeite 2"),
        ("halb \ud83d Zeichen", "halb  Zeichen"),
    ],
)
def test_what_is_put_right(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@pytest.mark.parametrize(
    "text",
    [
        "„Elternabend war gestern“ – Rückblick\n\n• Träger:\tAWO\n   eingerückt  \n",
        "Straße, Café, Łódź, 5 €, ½, H₂O, 😀 – …\n",
        "Bil-\ndung",
        "",
    ],
)
def test_a_clean_text_stays_the_same_string(text: str) -> None:
    assert clean(text) == text


@given(st.text())
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    once = clean(raw)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(character in once for character in "\r\u00ad\ufeff\u00a0\x00")


@given(st.text(alphabet="äöüßÄaz „“–\u00a0\u2009\n\t•"))
def test_odd_spaces_keep_the_length(raw: str) -> None:
    assert len(clean(raw)) == len(raw)


def test_letters_with_very_many_accents_do_not_take_for_ever() -> None:
    start = time.process_time()
    assert len(clean("a" + "\u0301\u0323" * 300_000)) < 100
    assert time.process_time() - start < 5

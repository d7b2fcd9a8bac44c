"""What fuzzing has found, by its smallest example."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable

import pytest

from corpus.documents import read_bytes
from corpus.readers import docx, pdf
from corpus.readers.content import Limits
from nlp.clean import clean
from nlp.edges import snap, tidy
from nlp.german.dates import find_dates
from nlp.german.spelling import Speller
from nlp.german.tokens import folded
from nlp.names_rules import rule_mentions
from nlp.person_names import places_of, read_name
from nlp.project_forms import plain, stems
from nlp.query import cleaned
from nlp.quotes import quotes
from nlp.title import title_of
from nlp.types import Span
from service.web.marks import Mark, Marker
from tests.fuzz.growth import growth

ACCENT_OF_TWO = "\u0344"
"""Comes apart into two accents in NFC."""


@pytest.mark.parametrize("raw", ["a" + ACCENT_OF_TWO * 31, "\ufb2c" + "\u0301" * 30])
def test_accents_that_come_apart_are_cut_at_once(raw: str) -> None:
    assert clean(clean(raw)) == clean(raw)


def test_a_question_is_composed_after_joiners_are_gone() -> None:
    assert cleaned("Cafe\u200d\u0301") == "Café"


def test_a_question_with_very_many_accents_does_not_take_for_ever() -> None:
    began = time.process_time()
    assert len(cleaned("a" + "\u0301\u0323" * 100_000)) < 100
    assert time.process_time() - began < 2


def test_capitals_that_hide_in_other_signs_are_made_small() -> None:
    assert folded("vertr\u1d41en") == "vertruen"
    assert Speller({"vertrauen": 3}).meant("vertra\u1d41n") == "vertrauen"


def test_a_name_may_end_with_the_last_line_break() -> None:
    assert tidy("Kiel\n", Span(start=0, end=5)) == Span(start=0, end=4)


def test_a_label_with_nothing_but_marks_behind_it_names_nobody() -> None:
    assert rule_mentions("Projekttitel: ---\n") == []


def test_documents_of_one_id_get_numbers() -> None:
    text = "Das ist der Bericht und er ist gut."
    names = ["a", "a", "a-2", "a", "b"]
    rows = "\n".join(json.dumps({"id": name, "text": text}) for name in names)
    found = [each.id for each in read_bytes(rows.encode(), name="x.jsonl")]
    assert found == ["a", "a-2", "a-2-2", "a-3", "b"]


def test_degrees_without_end_end() -> None:
    assert title_of("Dr. " * 60 + "!\nEin Satz.").startswith("Dr.")


# Time


def _snapped(text: str) -> object:
    marked = quotes(text)
    spans = (Span(start=at, end=at + 2) for at in range(0, len(text) - 2, 5))
    return [snap(text, span, marked=marked) for span in spans]


def _marked(text: str) -> object:
    marks = [Mark(start=at, end=at + 3) for at in range(0, len(text), 5)]
    return Marker(text, marks).html(0, len(text))


def _ids(text: str) -> object:
    row = json.dumps({"id": "a", "text": "das ist und der"}) + "\n"
    return len(read_bytes((row * (len(text) // 40 + 1)).encode(), name="x.jsonl"))


def _cell(text: str) -> object:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * len(text)
    source = f'<w:document xmlns:w="{word}"><w:tr><w:tc>{body}</w:tc></w:tr></w:document>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", source)
    return docx.read(packed.getvalue(), Limits())


def _pdf_lines(text: str) -> object:
    return pdf._paragraphs([[text[at : at + 50] for at in range(0, len(text), 50)]])


def _page_number(text: str) -> object:
    return pdf.PAGE_NUMBER.fullmatch(f"1{text}x")


def _mail(text: str) -> object:
    return places_of(read_name("Eva Muster"), text)


@pytest.mark.parametrize(
    ("read", "bait"),
    [
        (_snapped, "a"),
        (_snapped, "„ab“ "),
        (_marked, "abcde"),
        (_ids, "a"),
        (_cell, "a"),
        (_pdf_lines, "a"),
        (_page_number, " "),
        (_mail, "a"),
        (find_dates, "01.01.2013 bis "),
        (find_dates, "Mai/"),
        (stems, "e"),
        (plain, " "),
    ],
)
def test_time_grows_with_the_text(read: Callable[[str], object], bait: str) -> None:
    def make(length: int) -> str:
        return bait * (length // len(bait)) + "x"

    told = growth(read, make, seconds=0.05, first=2_000, longest=0.2)
    assert (told.exponent or 0) < 1.5, told

"""What is taken out of questions before they are kept."""

from __future__ import annotations

import time

import pytest

from nlp.masking import masked
from nlp.types import Span


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("Was sagt Tomke Harmsen zur Elternarbeit?", "Was sagt [Person] zur Elternarbeit?"),
        ("was macht tomke harmsen in kiel", "was macht [Person] in kiel"),
        ("anke pflaume ehrenamt", "[Person] ehrenamt"),
        ("Projekte von Frau Dr. Schneider in Kiel", "Projekte von Frau [Person] in Kiel"),
        ("Bitte an anna.beck@example.org senden", "Bitte an [E-Mail] senden"),
        ("Rückruf 0431 / 12 34-567 bitte", "Rückruf [Nummer] bitte"),
        ("Rückruf +49 431 555123", "Rückruf [Nummer]"),
        ("Konto DE89 3704 0044 0532 0130 00", "Konto [Nummer]"),
        ("wohnt in der Lindenstraße 12a", "wohnt in der [Anschrift]"),
        ("siehe https://example.org/anna?x=1 dort", "siehe [Adresse] dort"),
    ],
)
def test_personal_data_is_replaced(question: str, kept: str) -> None:
    assert masked(question) == kept


@pytest.mark.parametrize(
    "question",
    [
        "Wie erreicht man Eltern, die nicht zu Elternabenden kommen?",
        "Projekte zwischen 2011 und 2013",
        "Förderung 2014–2020, 2011/2012 oder 2011-2013",
        "am 14.11.2013 in Kiel",
        "im Umkreis von 50 km um Gelsenkirchen",
        "eltern und kita in frankfurt am main",
        "wirkt mentoring bei jungen männern",
    ],
)
def test_what_is_asked_for_stays(question: str) -> None:
    assert masked(question) == question


def test_persons_of_a_reader_are_replaced_as_well() -> None:
    text = "Was sagt Xaviera Quux dazu?"
    assert masked(text, named=[Span(start=9, end=21)]) == "Was sagt [Person] dazu?"
    # A name that ends before the mail address does takes all of it with it.
    assert masked("an Anna Beck@example.org", named=[Span(start=3, end=12)]) == "an [Person]"


@pytest.mark.parametrize("piece", ["a@", "0 ", "Anna ", "Dr. ", "DE12 3456 ", "straße 1", "(0"])
def test_hostile_questions_take_no_longer(piece: str) -> None:
    began = time.process_time()
    masked((piece * 20_000)[:20_000])
    assert time.process_time() - began < 2

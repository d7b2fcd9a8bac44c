"""A passage is encoded with what puts it in context, said once."""

from __future__ import annotations

import pytest

from nlp.types import Passage
from nlp.windows import LONGEST_CONTEXT, context


@pytest.mark.parametrize(
    ("title", "heading", "passage", "expected"),
    [
        (
            "Fachtag Kiel",
            "Aus der Diskussion",
            "Es ging um Zeit.",
            "Fachtag Kiel\nAus der Diskussion",
        ),
        ("Fachtag Kiel", "Fachtag Kiel", "Es ging um Zeit.", "Fachtag Kiel"),
        ("Fachtag Kiel", "Fazit", "Fazit\nEs ging um Zeit.", "Fachtag Kiel"),
        ("Fachtag Kiel", "", "Fachtag Kiel\nEs ging um Zeit.", ""),
        ("", "", "Es ging um Zeit.", ""),
        ("Fachtag\n  Kiel", "", "Es ging um Zeit.", "Fachtag Kiel"),
    ],
)
def test_title_and_heading_stand_in_front(
    title: str, heading: str, passage: str, expected: str
) -> None:
    span = Passage(start=0, end=len(passage), heading=heading)
    assert context(title, span, passage) == expected


def test_a_title_without_end_is_cut() -> None:
    span = Passage(start=0, end=4)
    assert len(context("Wort " * 1000, span, "Text")) <= LONGEST_CONTEXT

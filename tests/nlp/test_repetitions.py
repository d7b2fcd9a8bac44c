"""Where names stand again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nlp.repetitions import occurrences


def test_no_place_ends_behind_the_text() -> None:
    names = ["LEADER – Zukunft", "LEADER – gemeinsam für die Dörfer der Region"]
    text = "Dorf – LEADER – Zukunft"
    assert [(s.start, s.end) for s in occurrences(text, names)] == [(7, 23)]


@given(st.text("ab –", max_size=12), st.lists(st.text("ab –", min_size=1, max_size=9), max_size=4))
def test_every_place_holds_one_of_the_names(text: str, names: list[str]) -> None:
    for span in occurrences(text, names):
        assert span.end <= len(text)
        assert span.of(text) in names

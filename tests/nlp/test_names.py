"""Tags become names: the best legal sequence, whole words, offsets into the report."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.encoder import Encoding
from nlp.names import best_tags, tagged, viterbi
from nlp.words import words

TAGS = ("O", "B-PROJECT", "I-PROJECT", "B-PLACE", "I-PLACE")


def encoding_of(text: str, tags: list[str]) -> Encoding:
    """One token a word, surely tagged."""
    spans = words(text)
    logits = np.full((len(spans), len(TAGS)), -5.0, dtype=np.float32)
    for row, tag in enumerate(tags):
        logits[row, TAGS.index(tag)] = 5.0
    states = np.zeros((len(spans), 2), dtype=np.float32)
    return Encoding(
        vector=np.zeros(2, dtype=np.float32),
        offsets=np.array([(s.start, s.end) for s in spans], dtype=np.int32).reshape(-1, 2),
        states=states,
        tags=logits,
        features=states,
    )


def test_names_are_read_with_offsets_of_the_report() -> None:
    text = "Raum 07 in Kiel"
    encoding = encoding_of(text, ["B-PROJECT", "I-PROJECT", "O", "B-PLACE"])
    found = tagged(text, encoding, TAGS, offset=100).mentions
    assert [(m.start, m.end, m.text, m.label) for m in found] == [
        (100, 107, "Raum 07", "PROJECT"),
        (111, 115, "Kiel", "PLACE"),
    ]
    assert all(0.9 < m.score <= 1 for m in found)


def test_an_inside_tag_never_opens_a_name() -> None:
    scores = np.log(np.array([[0.3, 0.1, 0.5, 0.05, 0.05], [0.2, 0.1, 0.6, 0.05, 0.05]]))
    assert [TAGS[tag] for tag in viterbi(scores.astype(np.float32), TAGS)] in (
        ["B-PROJECT", "I-PROJECT"],
        ["O", "O"],
    )


def test_a_window_without_tokens_has_no_names() -> None:
    assert tagged("", encoding_of("", []), TAGS).mentions == []


def test_words_past_the_limit_of_the_encoder_are_no_names() -> None:
    text = "Raum Kiel Bremen"
    whole = encoding_of(text, ["O", "B-PLACE", "B-PLACE"])
    cut = Encoding(
        vector=whole.vector,
        offsets=whole.offsets[:2],
        states=whole.states[:2],
        tags=whole.tags[:2],
        features=whole.features[:2],
    )
    assert [m.text for m in tagged(text, cut, TAGS).mentions] == ["Kiel"]


@given(
    st.lists(
        st.lists(st.floats(-10, 0), min_size=len(TAGS), max_size=len(TAGS)), min_size=1, max_size=12
    )
)
def test_the_sequence_is_always_legal(rows: list[list[float]]) -> None:
    path = [TAGS[tag] for tag in viterbi(np.array(rows, dtype=np.float32), TAGS)]
    for before, tag in zip(["O", *path], path, strict=False):
        assert not tag.startswith("I-") or before[1:] == tag[1:] != ""


@given(
    st.lists(
        st.lists(st.floats(-10, 0), min_size=len(TAGS), max_size=len(TAGS)), min_size=0, max_size=12
    )
)
def test_words_that_are_no_names_for_certain_part_the_sequence(rows: list[list[float]]) -> None:
    scores = np.array(rows, dtype=np.float32).reshape(-1, len(TAGS))
    path = [TAGS[tag] for tag in best_tags(scores, TAGS)]
    assert len(path) == len(rows)
    for before, tag in zip(["O", *path], path, strict=False):
        assert not tag.startswith("I-") or before[1:] == tag[1:] != ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BIWAQ-Projekte", ["BIWAQ", "-", "Projekte"]),
        ("Petra MusterfrauAus", ["Petra", "Musterfrau", "Aus"]),
        ("(BUS) & „leben!“", ["(", "BUS", ")", "&", "„", "leben", "!", "“"]),
        ("am 22.10.19", ["am", "22", ".", "10", ".", "19"]),
        ("Übergänge schaffen", ["Übergänge", "schaffen"]),
    ],
)
def test_words_part_where_names_may_end(text: str, expected: list[str]) -> None:
    assert [word.of(text) for word in words(text)] == expected

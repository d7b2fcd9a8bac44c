"""Two texts share as much as they have runs of words in common."""

from __future__ import annotations

from time import process_time

import numpy as np
import pytest

from nlp.shingles import containment, resemblance, shingles, sketch

TEXT = (
    "Das Projekt „Brückenbau Gaarden“ arbeitet seit 2011 auf dem Kieler Ostufer. "
    "Die Beraterinnen gingen zum Schultor und sprachen die Eltern beim Abholen an."
)


@pytest.mark.parametrize(
    "same",
    [
        TEXT.upper(),
        TEXT.replace("„", '"').replace("“", '"'),
        TEXT.replace("ü", "ue"),
        TEXT.replace(". ", ".\n\n"),
        TEXT.replace("Beraterinnen", "Berater:innen"),
    ],
)
def test_case_signs_and_umlauts_do_not_count(same: str) -> None:
    assert resemblance(shingles(TEXT), shingles(same)) == 1


def test_the_order_of_words_counts() -> None:
    reverse = " ".join(reversed(TEXT.split()))
    assert resemblance(shingles(TEXT), shingles(reverse)) == 0


def test_a_text_holds_its_parts() -> None:
    half = TEXT.split(". ", maxsplit=1)[1]
    assert containment(shingles(half), shingles(TEXT)) == 1
    assert 0.4 < containment(shingles(TEXT), shingles(half)) < 0.6


def test_texts_shorter_than_a_run() -> None:
    assert shingles("").size == shingles("„…“ –").size == 0
    assert resemblance(shingles("Guten Tag!"), shingles("guten tag")) == 1
    assert resemblance(shingles("Guten Tag"), shingles("Guten Abend")) == 0
    assert resemblance(shingles(""), shingles("")) == 0


@pytest.mark.parametrize("shared", [0.2, 0.5, 0.9])
def test_a_sketch_estimates_the_resemblance(shared: float) -> None:
    words = [f"wort{number}" for number in range(4000)]
    cut = int(2000 * 2 * shared / (1 + shared))
    one, other = (
        shingles(" ".join(words[:2000])),
        shingles(" ".join(words[2000 - cut : 4000 - cut])),
    )
    agreed = float(np.mean(sketch(one, 512) == sketch(other, 512)))
    assert resemblance(one, other) == pytest.approx(shared, abs=0.01)
    assert agreed == pytest.approx(shared, abs=0.08)


def test_an_empty_text_has_a_sketch_like_no_other() -> None:
    assert not (sketch(shingles(""), 64) == sketch(shingles(TEXT), 64)).any()


def test_a_long_hostile_text_takes_linear_time() -> None:
    begun = process_time()
    sketch(shingles("a " * 500_000 + "ä" * 200_000), 96)
    assert process_time() - begun < 5

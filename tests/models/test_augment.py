"""Variants of training windows keep their names and sentences where they belong."""

from __future__ import annotations

import pytest

pytest.importorskip("torch")

from models.recipes.annotated import Example
from models.recipes.augment import Augmenter, changed

TEXT = "Das Projekt „Raum 07“ in Kiel endet.\nGesine Friedrichs dankte. Es half sehr."
NAMES = ((13, 20, "PROJECT"), (25, 29, "PLACE"), (37, 54, "PERSON"))
EXAMPLE = Example(
    context="Titel",
    text=TEXT,
    names=NAMES,
    sentences=((0, 36, "none"), (37, 62, "none"), (63, 76, "insight")),
)
OTHER = Example(
    context="",
    text="Inselküche Husum Ute Bremer",
    names=((0, 10, "PROJECT"), (11, 16, "PLACE"), (17, 27, "PERSON")),
)


def test_a_change_moves_what_comes_after_it() -> None:
    longer = changed(EXAMPLE, [(25, 29, "Neumünster"), (12, 13, ""), (20, 21, "")])
    assert [longer.text[s:e] for s, e, _ in longer.names] == [
        "Raum 07",
        "Neumünster",
        "Gesine Friedrichs",
    ]
    assert [longer.text[s:e] for s, e, _ in longer.sentences][1:] == [
        "Gesine Friedrichs dankte.",
        "Es half sehr.",
    ]


@pytest.mark.parametrize("seed", range(40))
def test_variants_keep_labels_and_whole_names(seed: int) -> None:
    augment = Augmenter([EXAMPLE, OTHER], seed=seed)
    variant = augment(EXAMPLE)
    pools = {
        "PROJECT": {"raum 07", "inselküche", "inselküche "},
        "PLACE": {"kiel", "husum"},
        "PERSON": {"gesine friedrichs", "ute bremer"},
    }
    assert [label for *_, label in variant.names] == ["PROJECT", "PLACE", "PERSON"]
    for start, end, label in variant.names:
        name = variant.text[start:end]
        assert name == name.strip()
        assert name.lower() in pools[label] or _slipped(name)
    assert variant.text[variant.sentences[-1][0] :].lower().startswith("es")


def _slipped(name: str) -> bool:
    """OCR slips change single letters."""
    return any(sign in name for sign in "IBmaou-")


def test_the_same_seed_makes_the_same_variants() -> None:
    first, second = Augmenter([EXAMPLE, OTHER], seed=3), Augmenter([EXAMPLE, OTHER], seed=3)
    assert [first(EXAMPLE) for _ in range(5)] == [second(EXAMPLE) for _ in range(5)]

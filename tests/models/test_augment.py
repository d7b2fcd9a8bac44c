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


@pytest.mark.parametrize("seed", range(60))
def test_variants_keep_labels_and_whole_names(seed: int) -> None:
    augment = Augmenter([EXAMPLE, OTHER], more=[("PROJECT", "Küste 21")], seed=seed)
    variant = augment(EXAMPLE)
    pools = {
        "PROJECT": {"raum 07", "inselküche", "küste 21"},
        "PLACE": {"kiel", "husum"},
        "PERSON": {"gesine friedrichs", "ute bremer"},
    }
    labels = [label for *_, label in variant.names]
    assert labels in (["PROJECT", "PLACE", "PERSON"], ["PROJECT", "PLACE"], ["PERSON"])
    for start, end, label in variant.names:
        name = variant.text[start:end]
        assert name == name.strip()
        bare = {known.replace(" ", "") for known in pools[label]}
        assert "".join(name.lower().split()) in bare or _slipped(name)
    if len(labels) != 2:
        assert variant.text[variant.sentences[-1][0] :].lower().startswith("es")


def test_names_of_the_pool_stand_in() -> None:
    pool = [("PROJECT", f"Küste {number}") for number in range(99)]
    variants = [Augmenter([EXAMPLE], more=pool, seed=seed)(EXAMPLE).text for seed in range(30)]
    assert any("Küste" in text for text in variants)


def test_line_breaks_come_into_names_and_blanks_are_lost_elsewhere() -> None:
    variants = [Augmenter([EXAMPLE], seed=seed)(EXAMPLE) for seed in range(300)]
    names = [variant.text[s:e] for variant in variants for s, e, _ in variant.names]
    assert "Gesine\nFriedrichs" in names
    assert any("Projekt" not in v.text and len(v.names) == 1 for v in variants)
    assert any("Eshalf" in v.text or "halfsehr" in v.text for v in variants)


def _slipped(name: str) -> bool:
    """OCR slips change single letters."""
    return any(sign in name for sign in "IBmaou-")


def test_the_same_seed_makes_the_same_variants() -> None:
    first, second = Augmenter([EXAMPLE, OTHER], seed=3), Augmenter([EXAMPLE, OTHER], seed=3)
    assert [first(EXAMPLE) for _ in range(5)] == [second(EXAMPLE) for _ in range(5)]

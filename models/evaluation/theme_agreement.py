"""How far two annotations of themes agree, and the tagger with each.

    python -m models.evaluation.theme_agreement

Held-out pages, annotated a second time by others (``corpus.second_themes``). F1 of exact concepts
over all pages, as in ``fundstelle evaluate``: what two people agree in is the most that a program
can be asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence

from corpus.gold import FURTHER_PAGES, PAGES, GoldReport, held_out, read_gold
from corpus.second_themes import read_second_themes
from models.load import load_reader, load_tagger
from models.metrics import exact, total
from models.recipes.theme_documents import documents, parts_of

Themes = Mapping[str, Collection[str]]
"""Concepts by report."""


def agreement(one: Themes, other: Themes) -> float:
    """F1 of the concepts of the reports that both have; which of the two is first is the same."""
    both = [report for report in one if report in other]
    return total(exact(set(one[report]), set(other[report])) for report in both).f1


def tagged(golds: Sequence[GoldReport]) -> dict[str, list[str]]:
    """What the tagger that comes along assigns."""
    tagger = load_tagger()
    found = documents(golds, load_reader())
    return {one.id: [theme.id for theme in tagger.tag(*parts_of(one))] for one in found}


def main() -> None:
    """Prints a line for each kind of page."""
    second = {id_: [t.id for t in themes] for id_, themes in read_second_themes().items()}
    for path in (PAGES, FURTHER_PAGES):
        golds = [gold for gold in read_gold(path) if held_out(gold.id)]
        first = {gold.id: [theme.id for theme in gold.themes] for gold in golds}
        told = tagged(golds)
        sys.stdout.write(
            f"{path.stem} ({len(golds)}): both annotations {agreement(first, second):.3f}, "
            f"tagger and first {agreement(told, first):.3f}, "
            f"tagger and second {agreement(told, second):.3f}\n"
        )


if __name__ == "__main__":
    main()

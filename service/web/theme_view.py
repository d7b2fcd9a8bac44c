"""Themes as their pages show them: branches of the tree, and tables with bars."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from nlp.concepts import Concept
from service.api.shapes import link_to_theme
from service.search_schemas import MAX_VALUES
from service.theme_browser import ThemeCount, ThemeStock
from service.web.words import german_number

MOST_NODES = 500
"""So many themes stand on one page; what is below them is on the pages of the themes."""
OPEN_NODES = 120
"""Up to so many the branches are unfolded."""


@dataclass(slots=True, kw_only=True)
class ThemeNode:
    """A theme in the tree; ``left``: narrower ones that this page has no room for."""

    label: str
    href: str
    count: str
    synonym: str = ""
    path: str = ""
    children: list[ThemeNode] = field(default_factory=list)
    left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A row of a table: ``percent`` of the largest number of it."""

    label: str
    count: int
    percent: int
    href: str = ""


def branches(
    stock: ThemeStock, concepts: Sequence[Concept], *, used: bool, most: int = MOST_NODES
) -> tuple[list[ThemeNode], int]:
    """The concepts with what is narrower, level by level while there is room; how many there are.

    ``used``: only what the stock holds something of. A concept under several others stands under
    each of them.
    """
    nodes = [node_of(stock, concept) for concept in concepts]
    waiting = deque(zip(nodes, concepts, strict=True))
    number = len(nodes)
    while waiting:
        node, concept = waiting.popleft()
        own = [c for c in stock.children(concept) if not used or stock.count(c.id).anything]
        if number + len(own) > most:
            node.left = len(own)
            continue
        node.children = [node_of(stock, child) for child in own]
        number += len(own)
        waiting.extend(zip(node.children, own, strict=True))
    return nodes, number


def node_of(
    stock: ThemeStock, concept: Concept, *, synonym: str = "", path: bool = False
) -> ThemeNode:
    """A theme by itself; with the way to it from a head of the vocabulary."""
    above = stock.path(concept) if path else ()
    return ThemeNode(
        label=concept.label,
        href=link_to_theme(concept.id),
        count=count_in_words(stock.count(concept.id)),
        synonym=synonym,
        path=" › ".join(each.label for each in above),
    )


def count_in_words(count: ThemeCount) -> str:
    """``12 Berichte, 30 Aussagen, 9 Projekte``; what there is none of is left out."""
    parts = (
        _counted(count.reports, "Bericht", "Berichte"),
        _counted(count.lessons, "Aussage", "Aussagen"),
        _counted(count.projects, "Projekt", "Projekte"),
    )
    return ", ".join(part for part in parts if part) or "kommt noch nicht vor"


def bars(counts: Iterable[tuple[str, int, str]]) -> list[Bar]:
    """Rows of (label, number, address) with the length of their bars."""
    rows = list(counts)
    most = max((number for _, number, _ in rows), default=0) or 1
    return [
        Bar(label=label, count=number, percent=round(100 * number / most), href=href)
        for label, number, href in rows
    ]


def search_address(stock: ThemeStock, concept: Concept) -> str:
    """The search for a theme: heads are searched by what is below them."""
    wanted = [concept.id] if not concept.top else sorted(_assignable(stock, concept))
    return f"/?{urlencode([('thema', one) for one in wanted[:MAX_VALUES]])}" if wanted else ""


def _assignable(stock: ThemeStock, concept: Concept) -> Iterator[str]:
    return (one for one in stock.below(concept.id) if not stock.vocabulary[one].top)


def _counted(number: int, one: str, many: str) -> str:
    return f"{german_number(number)} {one if number == 1 else many}" if number else ""

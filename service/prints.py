"""Whether a report that comes in is there already, word for word or nearly so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nlp.shingles import Shingles, containment, shingles, sketch
from nlp.types import Analysis
from service.store import Store
from service.store.prints import SIZE, print_text

LEAST = 0.4
"""Share of the shorter text from which on two reports are named. Reports that have nothing to do
with each other share up to 0.14 (980 annotated texts, all pairs), those of one series less than
this, two that quote the same half of themselves about half."""
LOOKED_AT = 20
MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A stored report; ``share``: how much of the shorter of both texts stands in the other.

    ``draft``: it is not published, which only editors may know.
    """

    report: str
    title: str
    share: float
    draft: bool = False


def nearly_there(analysis: Analysis, store: Store, *, drafts: bool = False) -> tuple[Near, ...]:
    """The stored reports that hold much of this one, the nearest first; itself does not count.

    ``drafts``: those too that are not published.
    """
    own = shingles(print_text(analysis.text, analysis.passages))
    if not own.size:
        return ()
    found = [*_published(own, analysis.id, store)]
    if drafts:
        found += _unpublished(own, analysis.id, store)
    near = [each for each in found if each.share >= LEAST]
    return tuple(sorted(near, key=lambda each: (-each.share, each.report))[:MOST])


def _published(own: Shingles, without: str, store: Store) -> Iterator[Near]:
    names = store.prints.alike(sketch(own, SIZE), limit=LOOKED_AT, without=without)
    for name, (title, text) in store.prints.texts(names).items():
        yield Near(report=name, title=title, share=_share(own, shingles(text)))


def _unpublished(own: Shingles, without: str, store: Store) -> Iterator[Near]:
    names = store.desk.alike(sketch(own, SIZE), limit=LOOKED_AT, without=without)
    for name, (title, text) in store.desk.texts(names).items():
        yield Near(report=name, title=title, share=_share(own, shingles(text)), draft=True)


def _share(one: Shingles, other: Shingles) -> float:
    shorter, longer = sorted((one, other), key=len)
    return round(containment(shorter, longer), 3)

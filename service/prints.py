"""Whether a report that comes in is there already, word for word or nearly so."""

from __future__ import annotations

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
    """A stored report; ``share``: how much of the shorter of both texts stands in the other."""

    report: str
    title: str
    share: float


def nearly_there(analysis: Analysis, store: Store) -> tuple[Near, ...]:
    """The stored reports that hold much of this one, the nearest first; itself does not count."""
    own = shingles(print_text(analysis.text, analysis.passages))
    if not own.size:
        return ()
    names = store.prints.alike(sketch(own, SIZE), limit=LOOKED_AT, without=analysis.id)
    found = (
        Near(report=name, title=title, share=_share(own, shingles(text)))
        for name, (title, text) in store.prints.texts(names).items()
    )
    near = [each for each in found if each.share >= LEAST]
    return tuple(sorted(near, key=lambda each: (-each.share, each.report))[:MOST])


def _share(one: Shingles, other: Shingles) -> float:
    shorter, longer = sorted((one, other), key=len)
    return round(containment(shorter, longer), 3)

"""The passages that are like a text, nothing else: no grouping, no filters."""

from __future__ import annotations

from nlp.encoder import Encoder
from nlp.errors import BadInputError
from nlp.query import parse
from service.fusion import DENSE_WEIGHT, Fused, fuse
from service.index.port import Index
from service.probe import LONGEST_PLAN, Probe, pieces, plan_probe
from service.store import Store, StoredPassage

DEPTH = 200
DEPTH_PER_REPORT = 5

Found = tuple[StoredPassage, Fused]


class Nearby:
    """Over a store and its index; safe to share between threads where its parts are."""

    def __init__(
        self, store: Store, index: Index, encoder: Encoder, *, weight: float = DENSE_WEIGHT
    ) -> None:
        self._store = store
        self._index = index
        self._encoder = encoder
        self._weight = weight

    def probe(self, text: str) -> Probe:
        """What the index is asked with for a text; BadInputError where it has no word."""
        plan = parse(text, longest=LONGEST_PLAN)
        return plan_probe(plan, list(self._encoder.encode_queries(pieces(plan.text))))

    def passages(self, probe: Probe, *, limit: int, beside: int = 0) -> list[Found]:
        """The best first, enough for so many reports; BadInputError where that is none.

        ``beside``: so many more, which the caller knows to be the text's own.
        """
        if limit < 1:
            raise BadInputError("Die Zahl der Treffer muss mindestens 1 sein.")
        depth = max(DEPTH, DEPTH_PER_REPORT * limit) + beside
        near = self._index.dense(probe.vector, depth)
        alike = self._index.lexical(probe.sparse, depth)
        by_id = {each.id: each for each in fuse(near, alike, weight=self._weight)}
        return [(passage, by_id[passage.id]) for passage in self._store.passages(by_id)]

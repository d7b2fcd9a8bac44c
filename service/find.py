"""Answers a question, or a description of a plan, with passages of reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nlp.encoder import Encoder
from nlp.errors import BadInputError
from nlp.query import parse, with_slips
from service.assemble import Found, assemble
from service.fusion import DENSE_WEIGHT, Fused, fuse
from service.hits import Hit, PassageHit, Why
from service.index.port import Index
from service.nearby import Nearby
from service.probe import LONGEST_PLAN, Probe, pieces, plan_probe, question_probe, report_probe
from service.store import Store
from service.vocabulary import never_misspelt

__all__ = ["Finder", "Hit", "PassageHit", "Why"]

DEPTH = 200
DEPTH_PER_HIT = 5
ENCODED_TOGETHER = 32


class Finder:
    """Hybrid search over a store and its index: what is meant and which words say it.

    ``weight``: the share of meaning in a score; ``meant``: what a misspelt word may mean, None
    for others. Safe to share between threads where its parts are.
    """

    def __init__(
        self,
        store: Store,
        index: Index,
        encoder: Encoder,
        *,
        weight: float = DENSE_WEIGHT,
        meant: Callable[[str], str | None] = never_misspelt,
    ) -> None:
        self._store = store
        self._index = index
        self._encoder = encoder
        self._weight = weight
        self._meant = meant
        self.nearby = Nearby(store, index, encoder, weight=weight)

    def find(self, question: str, *, limit: int = 10) -> list[Hit]:
        """Reports that answer, best first; BadInputError where the question is empty."""
        return self.find_all([question], limit=limit)[0]

    def find_all(self, questions: Sequence[str], *, limit: int = 10) -> list[list[Hit]]:
        """The same for several questions, encoded together."""
        queries = [with_slips(parse(question), self._meant) for question in questions]
        answers: list[list[Hit]] = []
        for start in range(0, len(queries), ENCODED_TOGETHER):
            some = queries[start : start + ENCODED_TOGETHER]
            vectors = self._encoder.encode_queries([query.encoded for query in some])
            probes = map(question_probe, some, vectors)
            answers += [self._search(probe, limit) for probe in probes]
        return answers

    def similar(
        self, *, report_id: str | None = None, text: str | None = None, limit: int = 10
    ) -> list[Hit]:
        """Reports like a stored one or like a described plan; NotFoundError, BadInputError."""
        if report_id is None:
            return self._search(self._plan(text or ""), limit)
        analysis = self._store.get(report_id).analysis
        own = [p.vector for p in self._store.passages_of(report_id) if p.searchable]
        probe = report_probe(analysis, own) if own else self._plan(analysis.text)
        return self._search(probe, limit, without=report_id)

    def _plan(self, text: str) -> Probe:
        plan = parse(text, longest=LONGEST_PLAN)
        return plan_probe(plan, list(self._encoder.encode_queries(pieces(plan.text))))

    def _search(self, probe: Probe, limit: int, *, without: str | None = None) -> list[Hit]:
        groups = self._grouped(self._candidates(probe, limit))
        groups.pop(without or "", None)
        best = dict(list(groups.items())[:limit])
        reports = self._store.find(best)
        hits = (
            assemble(reports[report_id].analysis, found, probe.terms)
            for report_id, found in best.items()
            if report_id in reports
        )
        return [hit for hit in hits if hit]

    def _candidates(self, probe: Probe, limit: int) -> list[Fused]:
        if limit < 1:
            raise BadInputError("Die Zahl der Treffer muss mindestens 1 sein.")
        depth = max(DEPTH, DEPTH_PER_HIT * limit)
        near = self._index.dense(probe.vector, depth)
        alike = self._index.lexical(probe.sparse, depth)
        return fuse(near, alike, weight=self._weight)

    def _grouped(self, fused: Sequence[Fused]) -> dict[str, list[Found]]:
        """The passages of each report, best first; reports by their best passage, then by id."""
        by_id = {candidate.id: candidate for candidate in fused}
        groups: dict[str, list[Found]] = {}
        for passage in self._store.passages(by_id):
            groups.setdefault(passage.report_id, []).append((passage, by_id[passage.id]))
        return dict(sorted(groups.items(), key=lambda group: (-group[1][0][1].score, group[0])))

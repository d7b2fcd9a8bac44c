"""Answers a question, or a description of a plan, with passages of reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.vocabulary import default_vocabulary
from nlp.encoder import Encoder
from nlp.errors import BadInputError
from nlp.query import parse
from service.fusion import DENSE_WEIGHT
from service.hits import Hit, PassageHit, Why
from service.index.port import Index
from service.nearby import Nearby
from service.probe import LONGEST_PLAN, Probe, pieces, plan_probe, report_probe
from service.registry import ProjectRegistry
from service.search.matches import Matches
from service.search.page import Pages, Words
from service.search.plan import PlainQuestions, Questions
from service.search.ranked import CANDIDATES, CANDIDATES_PER_HIT
from service.search.request import SearchRequest
from service.search.result import SearchResult
from service.search.search import TOO_FEW, Searcher
from service.search.themes import Themes
from service.search.units import report_units
from service.store import Store
from service.vocabulary import never_misspelt

__all__ = ["Finder", "Hit", "PassageHit", "Why"]

ENCODED_TOGETHER = 32


class Finder:
    """Hybrid search over a store and its index: what is meant and which words say it.

    ``weight``: the share of meaning in a score; ``meant``: what a misspelt word may mean, None
    for others. ``questions`` understands what is asked for beside the topic; without it a
    question is its words. Safe to share between threads where its parts are.
    """

    def __init__(  # noqa: PLR0913 - its parts
        self,
        store: Store,
        index: Index,
        encoder: Encoder,
        *,
        weight: float = DENSE_WEIGHT,
        meant: Callable[[str], str | None] = never_misspelt,
        registry: ProjectRegistry | None = None,
        questions: Questions | None = None,
    ) -> None:
        self._store = store
        self._index = index
        self._encoder = encoder
        self.registry = registry or ProjectRegistry(store)
        self.questions = questions or PlainQuestions()
        self.themes = Themes(default_vocabulary)
        self._searcher = Searcher(
            store,
            index,
            encoder,
            registry=self.registry,
            questions=self.questions,
            themes=self.themes,
            meant=meant,
            weight=weight,
        )
        self.catalogue = self._searcher.catalogue
        self.nearby = Nearby(store, index, encoder, weight=weight)

    @property
    def encoder(self) -> str:
        """The name of the model that questions are read with."""
        return self._encoder.name

    def passages(self) -> int:
        """How many passages can be found."""
        return self._index.count()

    def warm(self, stopped: Callable[[], bool] = lambda: False) -> None:
        """Reads ahead what the first searches would wait for, until it is told to stop."""
        self._searcher.warm(stopped)

    def search(self, request: SearchRequest) -> SearchResult:
        """One page of what matches, with facets and what was understood; BadInputError."""
        return self._searcher.search(request)

    def matches(self, request: SearchRequest) -> Matches:
        """All that matches, for maps and time lines; BadInputError."""
        return self._searcher.matches(request)

    def find(self, question: str, *, limit: int = 10) -> list[Hit]:
        """Reports that answer, best first, as they stand in the store, persons included.

        BadInputError where the question is empty.
        """
        return self.find_all([question], limit=limit)[0]

    def find_all(self, questions: Sequence[str], *, limit: int = 10) -> list[list[Hit]]:
        """The same for several questions, encoded together."""
        answers: list[list[Hit]] = []
        for start in range(0, len(questions), ENCODED_TOGETHER):
            some = [_reports(text, limit) for text in questions[start : start + ENCODED_TOGETHER]]
            answers += [list(result.hits) for result in self._searcher.search_all(some)]
        return answers

    def similar(
        self,
        *,
        report_id: str | None = None,
        text: str | None = None,
        limit: int = 10,
        persons: bool = False,
    ) -> list[Hit]:
        """Reports like a stored one or like a described plan; NotFoundError, BadInputError.

        ``persons``: whether names of persons are shown.
        """
        if report_id is None:
            return self._like(self._plan(text or ""), limit, persons=persons)
        analysis = self._store.get(report_id).analysis
        own = [p.vector for p in self._store.passages_of(report_id) if p.searchable]
        probe = report_probe(analysis, own) if own else self._plan(analysis.text)
        return self._like(probe, limit, without=report_id, persons=persons)

    def _plan(self, text: str) -> Probe:
        plan = parse(text, longest=LONGEST_PLAN)
        return plan_probe(plan, list(self._encoder.encode_queries(pieces(plan.text))))

    def _like(
        self, probe: Probe, limit: int, *, persons: bool, without: str | None = None
    ) -> list[Hit]:
        if limit < 1:
            raise BadInputError(TOO_FEW)
        depth = max(CANDIDATES, CANDIDATES_PER_HIT * limit)
        gathered = self._searcher.gatherer.gather(probe, depth=depth)
        units = report_units([c for c in gathered.candidates if c.report != without])
        words = Words(terms=probe.terms)
        pages = Pages(store=self._store, kind="reports", words=words, persons=persons)
        keyed = (([-unit.score, unit.key], unit) for unit in units)
        page = pages.page(iter(sorted(keyed, key=lambda pair: pair[0])), limit)
        return [hit for hit in page.hits if isinstance(hit, Hit)]


def _reports(question: str, limit: int) -> SearchRequest:
    parse(question)
    return SearchRequest(question=question, kind="reports", limit=limit, facets=False, persons=True)

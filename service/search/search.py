"""Carries out a search: what is found for a question, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from nlp.encoder import Encoder
from nlp.errors import BadInputError
from nlp.registry import Entry
from nlp.types import Matrix, Vector
from service.index.port import Index
from service.reason import is_by_meaning
from service.registry import ProjectRegistry
from service.search.browse import Browser
from service.search.candidates import Gatherer
from service.search.catalogue import Catalogue
from service.search.cursor import number_of, shown_before, shown_cursor
from service.search.facets import facets_of
from service.search.known import Known
from service.search.matches import Matches, ranked_matches
from service.search.mentions import ProjectMentions
from service.search.notices import few_notice, meaning_notice, nothing_notice, relaxed_notice
from service.search.page import Pages, Words
from service.search.plan import Plan, Questions, plan_of
from service.search.ranked import Ranker, Ranking
from service.search.request import Filters, SearchRequest
from service.search.restrictions import RELAXED
from service.search.result import Facet, Notice, SearchResult, filled
from service.search.themes import Themes
from service.stages import stage
from service.store import Store

READ_AHEAD = 100
"""Passages that are read ahead at once: a search waits no longer than for these."""
TOO_FEW = "Die Zahl der Treffer muss mindestens 1 sein."


class Searcher:
    """Searches a store by its index; safe to share between threads where its parts are.

    ``weight``: the share of meaning in a score; ``meant``: what a misspelt word may mean.
    """

    def __init__(  # noqa: PLR0913 - its parts
        self,
        store: Store,
        index: Index,
        encoder: Encoder,
        *,
        registry: ProjectRegistry,
        questions: Questions,
        themes: Themes,
        meant: Callable[[str], str | None],
        weight: float,
    ) -> None:
        self._store = store
        self._index = index
        self._encoder = encoder
        self._registry = registry
        self._questions = questions
        self._themes = themes
        self._meant = meant
        known = self._known = Known(index, store.found)
        self.catalogue = Catalogue(store.found)
        self.gatherer = Gatherer(index, known, weight=weight)
        self._browser = Browser(
            store=store,
            index=index,
            registry=registry,
            known=known,
            themes=themes,
            catalogue=self.catalogue,
        )
        self._mentioned: tuple[Sequence[Entry], ProjectMentions] = (), ProjectMentions(())

    def search(self, request: SearchRequest) -> SearchResult:
        """One page of what matches; BadInputError for a question without words, and for a
        cursor, a number or a date that is none."""
        return self.search_all([request])[0]

    def search_all(self, requests: Sequence[SearchRequest]) -> list[SearchResult]:
        """The same for several, encoded together."""
        with stage("search", questions=len(requests)) as sizes:
            with stage("search.plan"):
                plans = [self._plan(request) for request in requests]
            topics = [plan.topic.encoded for plan in plans if plan.topic]
            vectors = iter(self._encoded(topics) if topics else ())
            found = [
                self._ranked(plan, next(vectors)) if plan.topic else self._browsed(plan)
                for plan in plans
            ]
            sizes["hits"] = sum(len(result.hits) for result in found)
            return found

    def matches(self, request: SearchRequest) -> Matches:
        """All that matches, in so far as a search looks at it; BadInputError as with ``search``."""
        plan = self._plan(request)
        if plan.topic is None:
            return self._browser.matches(plan)
        (vector,) = self._encoder.encode_queries([plan.topic.encoded])
        ranker = self._ranker(plan, vector, self._words(plan))
        ranking = ranker.ranking(plan.restrictions)
        units = [unit for _, unit in ranker.ordered(ranking.units)]
        return ranked_matches(self._around(plan, ranker, ranking), units, plan.restrictions)

    def warm(self, stopped: Callable[[], bool] = lambda: False) -> None:
        """Reads ahead what searches will ask for, until it is told to stop."""
        self._words(self._plan(SearchRequest(question="Bericht")))
        self._mentions()
        ids = self._store.found.latest(self._known.room)
        for start in range(0, len(ids), READ_AHEAD):
            if stopped():
                return
            self._known.of(ids[start : start + READ_AHEAD])

    def _encoded(self, topics: Sequence[str]) -> Matrix:
        with stage("search.encode", texts=len(topics), characters=sum(map(len, topics))):
            return self._encoder.encode_queries(topics)

    def _browsed(self, plan: Plan) -> SearchResult:
        with stage("search.browse"):
            return self._browser.search(plan)

    def _plan(self, request: SearchRequest) -> Plan:
        if request.limit < 1:
            raise BadInputError(TOO_FEW)
        return plan_of(request, self._questions, count=self._index.count, meant=self._meant)

    def _ranked(self, plan: Plan, vector: Vector) -> SearchResult:
        before = shown_before(plan.request)
        words = self._words(plan)
        ranker = self._ranker(plan, vector, words)
        with stage("search.rank") as sizes:
            ranking = ranker.ranking(plan.restrictions)
            sizes["units"] = len(ranking.units)
        fresh = (
            keyed
            for keyed in ranker.ordered(ranking.units)
            if number_of(keyed[1].key) not in before
        )
        pages = Pages(
            store=self._store,
            kind=plan.kind,
            words=words,
            others=ranking.others,
            persons=plan.request.persons,
        )
        with stage("search.page") as sizes:
            page = pages.page(fresh, plan.request.limit)
            sizes["hits"] = len(page.hits)
        keys = (unit.key for _, unit in page.passed)
        following = shown_cursor(plan.request, keys, before) if page.more else None
        around = replace(self._around(plan, ranker, ranking), next=following)
        return _told_if_by_meaning(plan, filled(around, page.hits))

    def _around(self, plan: Plan, ranker: Ranker, ranking: Ranking) -> SearchResult:
        """The result without its hits."""
        return SearchResult(
            question=plan.question,
            kind=plan.kind,
            sort=plan.request.sort,
            total=len(ranking.units),
            more_than=ranking.gathered.cut,
            facets=self._facets(plan, ranker, ranking),
            understood=plan.parts,
            slips=plan.slips,
            notices=tuple(_notices(plan, ranker, ranking)),
        )

    def _ranker(self, plan: Plan, vector: Vector, words: Words) -> Ranker:
        return Ranker(
            plan,
            vector,
            gatherer=self.gatherer,
            found=self._store.found,
            mentions=self._mentions,
            themes=words.themes,
        )

    def _words(self, plan: Plan) -> Words:
        if plan.topic is None:
            return Words()
        return Words(terms=plan.topic.terms, themes=self._themes.answering(plan.topic.encoded))

    def _facets(self, plan: Plan, ranker: Ranker, ranking: Ranking) -> tuple[Facet, ...]:
        if not plan.request.facets:
            return ()
        payloads = partial(ranker.payloads, ranking=ranking)
        with stage("search.facets"):
            return facets_of(payloads, plan.restrictions.filters, self._themes.label)

    def _mentions(self) -> ProjectMentions:
        """Of the registry; made anew only where it has changed."""
        entries = self._registry.recent()
        if self._mentioned[0] is not entries:
            self._mentioned = entries, ProjectMentions(entries)
        return self._mentioned[1]


def _told_if_by_meaning(plan: Plan, result: SearchResult) -> SearchResult:
    """The first page of what is most alike, where it has nothing that was asked for."""
    if plan.request.cursor or plan.request.sort != "relevance" or not result.reasons:
        return result
    if not all(map(is_by_meaning, result.reasons)):
        return result
    return replace(result, notices=(*result.notices, meaning_notice()))


def _notices(plan: Plan, ranker: Ranker, ranking: Ranking) -> Iterator[Notice]:
    restrictions, total = plan.restrictions, len(ranking.units)
    if plan.given_up:
        yield relaxed_notice(plan.question, plan.given_up)
    if plan.request.cursor or ranking.gathered.cut:
        return
    if restrictions.parts and 0 < total < plan.request.limit:
        free = ranker.ranking(restrictions.without(RELAXED))
        if (further := len(free.units) - total) > 0:
            yield few_notice(
                plan.question,
                restrictions.parts,
                found=total,
                further=further,
                more_than=free.gathered.cut,
            )
    if not total and restrictions.filters != Filters():
        free = ranker.ranking(replace(restrictions, filters=Filters()))
        yield nothing_notice(without=len(free.units), more_than=free.gathered.cut)

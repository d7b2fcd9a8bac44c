"""A search without a topic: what passes the filters, the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from service.index.port import Index, Payload
from service.registry import ProjectRegistry
from service.search.catalogue import Catalogue
from service.search.cursor import behind, behind_cursor
from service.search.facets import facets_of, without
from service.search.known import Known
from service.search.listing import Listed, Listing, in_order, passing
from service.search.matches import Matches, listed_matches
from service.search.notices import few_notice, nothing_notice, relaxed_notice
from service.search.page import Pages
from service.search.plan import Plan
from service.search.request import Filters, Sort
from service.search.restrictions import RELAXED, Restrictions
from service.search.result import Facet, FacetName, Notice, SearchResult, filled
from service.search.themes import Themes
from service.store import Card, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """Lists what a store holds."""

    store: Store
    index: Index
    registry: ProjectRegistry
    known: Known
    themes: Themes
    catalogue: Catalogue

    def search(self, plan: Plan) -> SearchResult:
        """One page; BadInputError for a cursor that is none."""
        cards = self.catalogue.cards()
        listing = self._listing(plan, plan.restrictions, cards)
        total = self._total(plan, listing, plan.restrictions)
        units = self._units(plan, listing)
        pages = Pages(store=self.store, kind=plan.kind, persons=plan.request.persons)
        page = pages.page(units, plan.request.limit)
        following = behind_cursor(plan.request, page.passed[-1][0]) if page.more else None
        return filled(replace(self._around(plan, total, cards), next=following), page.hits)

    def matches(self, plan: Plan) -> Matches:
        """All that passes, without its texts."""
        cards, restrictions = self.catalogue.cards(), plan.restrictions
        total = self._total(plan, self._listing(plan, restrictions, cards), restrictions)
        found = passing(cards, restrictions.where(), restrictions.filters.years)
        entries = self.registry.all() if plan.kind == "projects" else ()
        result = self._around(plan, total, cards)
        return listed_matches(result, found, restrictions, entries)

    def _around(self, plan: Plan, total: int, cards: Sequence[Card]) -> SearchResult:
        """The result without its hits."""
        return SearchResult(
            question=plan.question,
            kind=plan.kind,
            sort=_sort(plan),
            total=total,
            facets=self._facets(plan, cards),
            understood=plan.parts,
            notices=tuple(self._notices(plan, total, cards)),
        )

    def _listing(self, plan: Plan, restrictions: Restrictions, cards: Sequence[Card]) -> Listing:
        where, years, sort = restrictions.where(), restrictions.filters.years, _sort(plan)
        ordered = self.catalogue.once(
            (where, years, sort), cards, lambda: in_order(passing(cards, where, years), sort)
        )
        return Listing(ordered, self.store.found, self.known, sort=sort, where=where)

    def _units(self, plan: Plan, listing: Listing) -> Listed:
        after = behind(plan.request)
        if plan.kind == "passages":
            return listing.passages(after)
        if plan.kind == "lessons":
            return listing.lessons(after)
        if plan.kind == "projects":
            return listing.projects(self.registry.all(), after)
        return listing.reports(after)

    def _total(self, plan: Plan, listing: Listing, restrictions: Restrictions) -> int:
        if plan.kind == "passages":
            return self.index.count(restrictions.where())
        if plan.kind == "lessons":
            return listing.count_lessons()
        if plan.kind == "projects":
            return listing.count_projects(self.registry.all())
        return listing.count_reports()

    def _count(self, plan: Plan, restrictions: Restrictions, cards: Sequence[Card]) -> int:
        return self._total(plan, self._listing(plan, restrictions, cards), restrictions)

    def _facets(self, plan: Plan, cards: Sequence[Card]) -> tuple[Facet, ...]:
        if not plan.request.facets:
            return ()
        key = (plan.restrictions.where(), plan.restrictions.filters, plan.kind == "lessons")
        return self.catalogue.once(key, cards, lambda: self._counted(plan, cards))

    def _counted(self, plan: Plan, cards: Sequence[Card]) -> tuple[Facet, ...]:
        @cache
        def passed(filters: Filters) -> list[Payload]:
            free = replace(plan.restrictions, filters=filters)
            found = passing(cards, free.where(), filters.years)
            return [card.payload for card in found if _tells(plan, card)]

        def payloads(name: FacetName) -> list[Payload]:
            return passed(without(plan.restrictions.filters, name))

        return facets_of(payloads, plan.restrictions.filters, self.themes.label)

    def _notices(self, plan: Plan, total: int, cards: Sequence[Card]) -> Iterator[Notice]:
        restrictions, parts = plan.restrictions, plan.restrictions.parts
        if plan.given_up:
            yield relaxed_notice(plan.question, plan.given_up)
        if plan.request.cursor:
            return
        if parts and 0 < total < plan.request.limit:
            further = self._count(plan, restrictions.without(RELAXED), cards) - total
            if further > 0:
                yield few_notice(plan.question, parts, found=total, further=further)
        if not total and restrictions.filters != Filters():
            free = replace(restrictions, filters=Filters())
            yield nothing_notice(without=self._count(plan, free, cards))


def _sort(plan: Plan) -> Sort:
    return "newest" if plan.request.sort == "relevance" else plan.request.sort


def _tells(plan: Plan, card: Card) -> bool:
    return plan.kind != "lessons" or bool(card.lessons)

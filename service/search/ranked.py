"""What a question finds, as one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from nlp.types import Vector
from nlp.wishes import ResultKind
from service.index.port import Payload
from service.probe import Probe, question_probe
from service.search.candidates import Candidate, Gathered, Gatherer
from service.search.duplicates import Folded, fold
from service.search.facets import chosen_in, without
from service.search.mentions import ProjectMentions
from service.search.order import key_of
from service.search.page import Keyed
from service.search.plan import Plan
from service.search.restrictions import Restrictions
from service.search.result import FacetName
from service.search.units import (
    Unit,
    lesson_units,
    passage_units,
    project_units,
    report_units,
)
from service.store import FoundStore

CANDIDATES = 300
"""Passages that meaning and words are each asked for: totals and facets are counted over them."""
CANDIDATES_PER_HIT = 5

Mentions = Callable[[], ProjectMentions]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The units of a question, best first; ``others`` as in ``Folded``."""

    units: Sequence[Unit]
    gathered: Gathered
    others: dict[int, tuple[Candidate, ...]]


class Ranker:
    """Ranks for one plan, which has a topic; ``vector`` is the topic's, ``themes`` those that it
    names."""

    def __init__(  # noqa: PLR0913 - its parts
        self,
        plan: Plan,
        vector: Vector,
        *,
        gatherer: Gatherer,
        found: FoundStore,
        mentions: Mentions,
        themes: frozenset[str] = frozenset(),
    ) -> None:
        assert plan.topic is not None
        self._plan = plan
        self._gatherer = gatherer
        self._found = found
        self._mentions = mentions
        self._themes = themes
        self._probe: Probe = question_probe(plan.topic, vector)
        self._terms = plan.topic.terms
        self._depth = max(CANDIDATES, CANDIDATES_PER_HIT * plan.request.limit)

    def ranking(self, restrictions: Restrictions) -> Ranking:
        """All that is found under these restrictions."""
        gathered = self._gatherer.gather(
            self._probe,
            depth=self._depth,
            where=restrictions.where(),
            years=restrictions.filters.years,
            hints=self._plan.hints,
        )
        folded = fold(gathered.candidates)
        return Ranking(
            units=self._units(folded, restrictions), gathered=gathered, others=folded.others
        )

    def ordered(self, units: Sequence[Unit]) -> list[Keyed]:
        """In the order that is asked for, ties by key."""
        sort = self._plan.request.sort
        if sort == "title":
            titles = self._found.titles({unit.report for unit in units})
            keyed = [(key_of(sort, key=u.key, title=_title(u, titles)), u) for u in units]
        elif sort == "relevance":
            keyed = [(key_of(sort, key=u.key, score=u.score), u) for u in units]
        else:
            keyed = [(key_of(sort, key=u.key, day=u.day), u) for u in units]
        return sorted(keyed, key=lambda pair: pair[0])

    def payloads(self, name: FacetName, ranking: Ranking) -> Sequence[Payload]:
        """What is found without the filter on a facet, in so far as it is of the kind."""
        filters = self._plan.restrictions.filters
        if not chosen_in(filters, name):
            return self._relevant(ranking.gathered.candidates)
        free = replace(self._plan.restrictions, filters=without(filters, name))
        found = self._gatherer.unranked(
            self._probe, depth=self._depth, where=free.where(), years=free.filters.years
        )
        return self._relevant(found)

    def _units(self, folded: Folded, restrictions: Restrictions) -> list[Unit]:
        ranked = folded.kept
        if self._plan.kind == "passages":
            return passage_units(ranked)
        if self._plan.kind == "projects":
            return project_units(ranked, self._mentions(), terms=self._terms, themes=self._themes)
        if self._plan.kind == "lessons":
            telling = [each for each in ranked if each.payload.lesson_kinds]
            lessons = self._found.lessons_of(each.report for each in telling)
            kinds = restrictions.lesson_kinds()
            return lesson_units(telling, lessons, kinds=kinds, terms=self._terms)
        return report_units(ranked)

    def _relevant(self, candidates: Iterable[Candidate]) -> list[Payload]:
        kind: ResultKind = self._plan.kind
        if kind == "lessons":
            return [c.payload for c in candidates if c.payload.lesson_kinds]
        if kind == "projects":
            mentions = self._mentions()
            return [c.payload for c in candidates if any(mentions.in_passage(c.report, c))]
        return [candidate.payload for candidate in candidates]


def _title(unit: Unit, titles: Mapping[str, str]) -> str:
    return unit.entry.name if unit.entry else titles.get(unit.report, "")

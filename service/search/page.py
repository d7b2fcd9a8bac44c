"""The hits of one page, read from the store: only what is shown is read whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from nlp.types import Analysis
from nlp.wishes import ResultKind
from service.api.persons import for_extracts, without_persons
from service.search.candidates import Candidate
from service.search.cursor import Key
from service.search.result import AnyHit, LessonHit, ProjectHit
from service.search.shown import MOST_MORE, Material, Shown
from service.search.units import Unit
from service.store import Store

EVIDENCE = 3

Keyed = tuple[Key, Unit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is marked and explained: ``terms`` of the question, ids of ``themes`` that it names."""

    terms: tuple[str, ...] = ()
    themes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """``passed``: the keys of all that was gone through, shown or gone; ``more``: whether there
    may be something behind it."""

    hits: tuple[AnyHit, ...] = ()
    passed: tuple[Keyed, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Makes pages of one kind; ``others``: candidates with the same text, by number.

    ``persons``: whether names of persons are shown; everything is made of veiled texts else.
    """

    store: Store
    kind: ResultKind
    words: Words = field(default_factory=Words)
    others: Mapping[int, Sequence[Candidate]] = field(default_factory=dict)
    persons: bool = False

    def page(self, units: Iterator[Keyed], limit: int) -> Page:
        """The next units; those whose reports are gone or changed are passed over."""
        hits: list[AnyHit] = []
        passed: list[Keyed] = []
        while len(hits) < limit and (some := list(islice(units, limit - len(hits)))):
            passed += some
            hits += self._made([unit for _, unit in some])
        return Page(hits=tuple(hits), passed=tuple(passed), more=next(units, None) is not None)

    def _made(self, units: Sequence[Unit]) -> list[AnyHit]:
        tried = [each for unit in units for each in unit.candidates[: self._tried]]
        analyses = self._analyses(tried)
        shown = Shown(self._material(tried, analyses), tried)
        return [hit for unit in units if (hit := self._hit(unit, shown, analyses))]

    def _analyses(self, tried: Sequence[Candidate]) -> dict[str, Analysis]:
        stored = self.store.find({each.report for each in tried})
        found = {name: report.analysis for name, report in stored.items()}
        if self.persons:
            return found
        pieces = {name: [each for each in tried if each.report == name] for name in found}
        return {name: for_extracts(found[name], pieces[name]) for name in found}

    @property
    def _tried(self) -> int:
        return {"projects": EVIDENCE, "reports": 1 + MOST_MORE}.get(self.kind, 1)

    def _material(self, tried: Sequence[Candidate], analyses: Mapping[str, Analysis]) -> Material:
        found = self.store.found
        copies = {o.report for each in tried for o in self.others.get(each.id, ())}
        return Material(
            analyses=analyses,
            terms=self.words.terms,
            themes=self.words.themes,
            sentences=found.sentences(each.id for each in tried) if self.words.terms else {},
            others=self.others,
            titles=found.titles(copies) if copies else {},
        )

    def _hit(self, unit: Unit, shown: Shown, analyses: Mapping[str, Analysis]) -> AnyHit | None:
        if unit.entry:
            return _project_hit(unit, shown)
        if unit.lesson:
            return _lesson_hit(unit, shown, analyses, persons=self.persons)
        hit = shown.hit(unit.candidates[: self._tried])
        return replace(hit, score=round(unit.score, 4)) if hit else None


def _project_hit(unit: Unit, shown: Shown) -> ProjectHit | None:
    found = (shown.hit([candidate], more=0) for candidate in unit.candidates[:EVIDENCE])
    evidence = tuple(hit for hit in found if hit)
    if not evidence or not unit.entry:
        return None
    return ProjectHit(entry=unit.entry, score=round(unit.score, 4), evidence=evidence)


def _lesson_hit(
    unit: Unit, shown: Shown, analyses: Mapping[str, Analysis], *, persons: bool
) -> LessonHit | None:
    hit = shown.hit(unit.candidates, more=0)
    analysis = analyses.get(unit.report)
    if hit is None or analysis is None or unit.lesson is None:
        return None
    public = without_persons(analysis) if persons else analysis
    for lesson, held in zip(analysis.lessons, public.lessons, strict=True):
        if (lesson.start, lesson.end) == (unit.lesson.start, unit.lesson.end):
            score = round(unit.score, 4)
            return LessonHit(lesson=lesson, score=score, hit=hit, source=held.source)
    return None

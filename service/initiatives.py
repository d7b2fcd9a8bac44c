"""From a project, a report or a described plan to similar projects, and how they compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from nlp.comparisons import Comparison, compare
from nlp.errors import NotFoundError
from nlp.initiatives import Subject, report_subject
from nlp.portraits import Portrait
from nlp.project_passages import own_passages
from nlp.query import parse
from nlp.registry import Entry
from nlp.types import Analysis, Span
from service.agreement import agreement
from service.api.persons import for_extracts
from service.highlight import highlights
from service.nearby import Found, Nearby
from service.ordinary_words import is_ordinary
from service.portraits import MOST_REPORTS, Portraits, portrait, project_subjects
from service.probe import LONGEST_PLAN, Probe, plan_probe
from service.registry import ProjectRegistry
from service.registry_state import Named
from service.store import Store, StoredReport

MOST_PASSAGES = 3
LOOKED_AT = 3
LEAST_LOOKED_AT = 30
"""So many projects are compared for each that is asked for, and in all."""
IN_PASSING = 0.9
"""What a passage counts that is about a project's report, not about the project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Span):
    """A passage that shows an initiative; highlights count from the report's start."""

    text: str
    heading: str
    highlights: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """A similar initiative: an entry of the registry, or a report that names no project.

    ``passages`` of one report show it, the best first; ``score``: of the search, raised by
    agreement in kind (0 to about 1.5).
    """

    entry: Entry | None
    report: str
    title: str
    passages: tuple[Shown, ...]
    score: float
    compared: Comparison


@dataclass(slots=True, kw_only=True)
class _Candidate:
    """A project, or a report, with the passages that were found of it, the best first."""

    report: str
    named: Named | None = None
    score: float = 0.0
    found: list[Found] = field(default_factory=list)

    def add(self, each: Found, *, weight: float = 1.0) -> None:
        known = {passage.id for passage, _ in self.found}
        if each[0].report_id == self.report and each[0].id not in known:
            self.found.append(each)
        self.score = max(self.score, weight * each[1].score)


_Scored = tuple[float, _Candidate, Portrait]
"""A candidate with its score, raised by agreement in kind."""


@dataclass(slots=True, kw_only=True)
class _Candidates:
    """What was found: projects by id; reports by id, those that name no project and those of
    which passages were found that are about none of their projects."""

    projects: dict[str, _Candidate] = field(default_factory=dict)
    reports: dict[str, _Candidate] = field(default_factory=dict)
    in_passing: dict[str, _Candidate] = field(default_factory=dict)


class Initiatives:
    """Finds and compares over one store; safe to share between threads."""

    def __init__(self, store: Store, registry: ProjectRegistry, nearby: Nearby) -> None:
        self._store = store
        self._registry = registry
        self._nearby = nearby
        self._portraits = Portraits(store)

    def like_project(
        self, entry_id: str, *, limit: int = 10, persons: bool = False
    ) -> list[Initiative]:
        """Others like a project of the registry; NotFoundError.

        What it is asked with are the project's own passages, not its whole reports. ``persons``:
        whether their names are shown.
        """
        entry = self._registry.entry(entry_id)
        subjects = self._subjects(entry)
        if not subjects:
            raise NotFoundError(f"Zum Projekt „{entry.name}“ gibt es keinen Bericht mehr.")
        own = {(s.analysis.id, part.start) for s in subjects for part in s.parts}
        probe = self._project_probe(entry, subjects)
        found = [
            each
            for each in self._nearby.passages(probe, limit=limit, beside=len(own))
            if (each[0].report_id, each[0].start) not in own
        ]
        here = portrait(subjects)
        return self._answer(here, probe, found, limit=limit, without=entry.id, persons=persons)

    def like_report(
        self, report_id: str, *, limit: int = 10, persons: bool = False
    ) -> list[Initiative]:
        """Projects of other reports like a stored report; NotFoundError."""
        analysis = self._store.get(report_id).analysis
        vectors = [p.vector for p in self._store.passages_of(report_id) if p.searchable]
        text = f"{analysis.title} {analysis.text}"
        probe = plan_probe(parse(text, longest=LONGEST_PLAN), vectors) if vectors else None
        probe = probe or self._nearby.probe(text)
        found = [
            each
            for each in self._nearby.passages(probe, limit=limit, beside=len(vectors))
            if each[0].report_id != report_id
        ]
        here = self._portraits.report(report_id)
        return self._answer(here, probe, found, limit=limit, persons=persons)

    def like_plan(
        self, plan: Analysis, *, limit: int = 10, persons: bool = False
    ) -> list[Initiative]:
        """Projects like a plan that was described and analysed; BadInputError where it is empty."""
        probe = self._nearby.probe(f"{plan.title} {plan.text}")
        here = portrait([report_subject(replace(plan, id=""))])
        found = self._nearby.passages(probe, limit=limit)
        return self._answer(here, probe, found, limit=limit, persons=persons)

    def compared(self, report_id: str, others: Iterable[str]) -> dict[str, Comparison]:
        """A report compared with other reports as wholes, by their ids; NotFoundError."""
        return self._compared(self._portraits.report(report_id), others)

    def compared_plan(self, plan: Analysis, others: Iterable[str]) -> dict[str, Comparison]:
        """The same for a plan."""
        return self._compared(portrait([report_subject(replace(plan, id=""))]), others)

    def _compared(self, here: Portrait, others: Iterable[str]) -> dict[str, Comparison]:
        names = list(dict.fromkeys(others))
        found = self._portraits.of([(name, None) for name in names])
        return {
            name: compare(here, there)
            for name, there in zip(names, found, strict=True)
            if there is not None
        }

    def _project_probe(self, entry: Entry, subjects: Sequence[Subject]) -> Probe:
        lines = (line.of(s.analysis.text) for s in subjects for line in s.lines)
        text = " ".join((entry.name, *lines))
        own = {s.analysis.id: {part.start for part in s.parts} for s in subjects}
        vectors = [
            passage.vector
            for report, starts in own.items()
            for passage in self._store.passages_of(report)
            if passage.start in starts
        ]
        if not vectors:
            return self._nearby.probe(text)
        return plan_probe(parse(text, longest=LONGEST_PLAN), vectors)

    def _answer(  # noqa: PLR0913 - what was asked
        self,
        here: Portrait,
        probe: Probe,
        found: Sequence[Found],
        *,
        limit: int,
        persons: bool,
        without: str = "",
    ) -> list[Initiative]:
        most = max(LOOKED_AT * limit, LEAST_LOOKED_AT)
        some = self._nearest(probe, found, limit=most, without=without)
        ranked = sorted(
            self._compared_with(here, some), key=lambda each: (-each[0], each[1].report)
        )
        return list(islice(self._made(here, ranked, probe, at_once=limit, persons=persons), limit))

    def _compared_with(self, here: Portrait, some: Sequence[_Candidate]) -> Iterator[_Scored]:
        """Each with its score; without those whose report is gone since."""
        found = self._portraits.of([(c.report, c.named[0] if c.named else None) for c in some])
        for candidate, there in zip(some, found, strict=True):
            if there is not None:
                score = round(candidate.score * (1 + agreement(here, there)), 4)
                yield score, candidate, there

    def _made(
        self,
        here: Portrait,
        ranked: Sequence[_Scored],
        probe: Probe,
        *,
        at_once: int,
        persons: bool,
    ) -> Iterator[Initiative]:
        """Reports are read only for what is shown."""
        for at in range(0, len(ranked), max(1, at_once)):
            some = ranked[at : at + at_once]
            reports = self._store.find(dict.fromkeys(c.report for _, c, _ in some))
            made = (_initiative(here, each, reports, probe, persons=persons) for each in some)
            yield from filter(None, made)

    def _nearest(
        self, probe: Probe, found: Sequence[Found], *, limit: int, without: str = ""
    ) -> list[_Candidate]:
        """``without``: the id of a project that does not count."""
        named = self._registry.in_reports(dict.fromkeys(p.report_id for p, _ in found))
        candidates = _candidates(found, named)
        candidates.projects.pop(without, None)
        for report in _ranked(candidates.in_passing.values())[:limit]:
            others = [pair for pair in named[report.report] if pair[0].id != without]
            self._give_to_nearest(report, probe, others, candidates.projects)
        return _ranked([*candidates.projects.values(), *candidates.reports.values()])[:limit]

    def _give_to_nearest(
        self,
        report: _Candidate,
        probe: Probe,
        named: Sequence[Named],
        projects: dict[str, _Candidate],
    ) -> None:
        """What a report says in passing speaks for the one of its projects that is nearest; what
        is shown is that project's own passage."""
        parts = self._store.passages_of(report.report)
        near = [
            (float(part.vector @ probe.vector), at, part)
            for at, (_, record) in enumerate(named)
            for part in own_passages(parts, record)
        ]
        if near:
            _, at, part = max(near, key=lambda each: each[:2])
            own = projects.setdefault(
                named[at][0].id, _Candidate(report=report.report, named=named[at])
            )
            own.add((part, report.found[0][1]), weight=IN_PASSING)

    def _subjects(self, entry: Entry) -> list[Subject]:
        return project_subjects(entry, self._store.find(entry.reports[:MOST_REPORTS]))


def _candidates(found: Iterable[Found], named: Mapping[str, Sequence[Named]]) -> _Candidates:
    """Each passage given to the projects that it is about, else to its report."""
    candidates = _Candidates()
    for each in found:
        report = each[0].report_id
        known = named.get(report, ())
        own = [pair for pair in known if own_passages(each[:1], pair[1])]
        for pair in own:
            fresh = _Candidate(report=report, named=pair)
            candidates.projects.setdefault(pair[0].id, fresh).add(each)
        if not own:
            rest = candidates.in_passing if known else candidates.reports
            rest.setdefault(report, _Candidate(report=report)).add(each)
    return candidates


def _ranked(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    return sorted(candidates, key=lambda c: (-c.score, c.report, c.named[0].id if c.named else ""))


def _initiative(
    here: Portrait,
    ranked: _Scored,
    reports: Mapping[str, StoredReport],
    probe: Probe,
    *,
    persons: bool,
) -> Initiative | None:
    """None where the report is gone since."""
    score, candidate, there = ranked
    report = reports.get(candidate.report)
    if report is None:
        return None
    pieces = [part for part, _ in candidate.found]
    read = report.analysis if persons else for_extracts(report.analysis, pieces)
    shown = _shown(pieces, read, probe.terms)
    if not shown:
        return None
    return Initiative(
        entry=candidate.named[0] if candidate.named else None,
        report=report.id,
        title=report.title,
        passages=shown,
        score=score,
        compared=compare(here, there),
    )


def _shown(pieces: Sequence[Span], analysis: Analysis, terms: Sequence[str]) -> tuple[Shown, ...]:
    """As far as the report has not changed since."""
    there = {(part.start, part.end): part for part in analysis.passages}
    parts = [part for each in pieces if (part := there.get((each.start, each.end)))]
    return tuple(
        Shown(
            start=part.start,
            end=part.end,
            text=part.of(analysis.text),
            heading=part.heading,
            highlights=_telling(analysis.text, highlights(analysis.text, part, terms)),
        )
        for part in parts[:MOST_PASSAGES]
    )


def _telling(text: str, marks: Iterable[Span]) -> tuple[Span, ...]:
    """Without words that every report has: „Arbeit“ also answers „Elternarbeit“."""
    return tuple(mark for mark in marks if not is_ordinary(mark.of(text).lower()))

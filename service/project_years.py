"""A project over the years: how often reports name it, and how far they say it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nlp.initiatives import project_subject
from nlp.phases import PHASES, Phase, find_phases, phase_of
from nlp.registry import Entry, ProjectRecord
from nlp.types import Analysis
from service.cards import MOST_REPORTS
from service.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectYear:
    """``year``: of the events; None for reports without a date. ``phases``: in their order."""

    year: int | None
    mentions: int
    reports: int
    phases: tuple[Phase, ...]


def project_years(store: Store, entry: Entry) -> tuple[ProjectYear, ...]:
    """The years in which reports name the project, undated reports last.

    Phases are read in the first twenty reports.
    """
    reports = store.find(entry.reports[:MOST_REPORTS])
    analyses = {name: stored.analysis for name, stored in reports.items()}
    by_year: dict[int | None, list[ProjectRecord]] = {}
    for record in entry.records:
        by_year.setdefault(record.year, []).append(record)
    order = sorted(by_year, key=lambda year: (year is None, year or 0))
    return tuple(_year(year, by_year[year], analyses) for year in order)


def _year(
    year: int | None, records: list[ProjectRecord], analyses: Mapping[str, Analysis]
) -> ProjectYear:
    said = {_phase(r, analyses[r.report]) for r in records if r.report in analyses}
    return ProjectYear(
        year=year,
        mentions=sum(len(record.mentions) for record in records),
        reports=len({record.report for record in records}),
        phases=tuple(phase for phase in PHASES if phase in said),
    )


def _phase(record: ProjectRecord, analysis: Analysis) -> Phase | None:
    subject = project_subject(analysis, record)
    return phase_of(find_phases(analysis.text, subject.lines, year=subject.year))

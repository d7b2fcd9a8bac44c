"""Records of the program to schemas of the API; names of persons only where released."""

from __future__ import annotations

from urllib.parse import quote

from nlp.types import Analysis, Span
from service import schemas
from service.api.persons import without_persons
from service.document import analysis_to_dict, event_to_dict
from service.store import StoredReport


def report_of(analysis: Analysis, *, persons: bool) -> schemas.Report:
    """The contract's JSON object."""
    shown = analysis if persons else without_persons(analysis)
    return schemas.Report.model_validate(analysis_to_dict(shown))


def summary_of(stored: StoredReport) -> schemas.ReportSummary:
    """A report in a list."""
    analysis = stored.analysis
    return schemas.ReportSummary(
        id=analysis.id,
        title=analysis.title,
        doc_kind=analysis.doc_kind,
        event=schemas.Event.model_validate(event_to_dict(analysis.event)),
        themes=[theme.label for theme in analysis.themes],
    )


def link_to(report_id: str, span: Span | None = None) -> str:
    """The address of a report's page, at a place in its text."""
    page = f"/berichte/{quote(report_id, safe='')}"
    return f"{page}#f-{span.start}-{span.end}" if span else page


def link_to_review(report_id: str) -> str:
    """The address of the page on which a report is reviewed."""
    return f"/redaktion/{quote(report_id, safe='')}"


def link_to_place(report_id: str, span: Span) -> str:
    """The same at a place that the page does not mark by itself."""
    page, _, name = link_to(report_id, span).partition("#")
    return f"{page}?stelle={span.start}-{span.end}#{name}"


def link_to_theme(theme_id: str) -> str:
    """The address of a theme's page."""
    return f"/themen/{quote(theme_id, safe='')}"

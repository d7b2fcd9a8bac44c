"""Records of the program to schemas of the API; names of persons only where released."""

from __future__ import annotations

from urllib.parse import quote

from nlp.types import Analysis, Span
from service import schemas
from service.api.persons import without_persons
from service.document import analysis_to_dict, event_to_dict, rounded
from service.hits import Hit, PassageHit
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


def hit_of(hit: Hit) -> schemas.Hit:
    """A hit with the link to its place in the report's page."""
    return schemas.Hit(
        report=hit.report_id,
        title=hit.title,
        doc_kind=hit.doc_kind,
        event=schemas.Event.model_validate(event_to_dict(hit.event)),
        themes=[theme.label for theme in hit.themes],
        score=rounded(hit.score),
        why=schemas.Why(
            words=rounded(hit.why.words),
            meaning=rounded(hit.why.meaning),
            matched=list(hit.why.matched),
            sentence=hit.why.sentence,
        ),
        more=[passage_of(passage) for passage in hit.more],
        link=link_to(hit.report_id, Span(start=hit.start, end=hit.end)),
        **passage_of(hit).model_dump(),
    )


def passage_of(hit: PassageHit) -> schemas.FoundPassage:
    """A passage with its highlights."""
    return schemas.FoundPassage(
        start=hit.start,
        end=hit.end,
        text=hit.text,
        heading=hit.heading,
        highlights=[schemas.Range(start=s.start, end=s.end) for s in hit.highlights],
    )


def link_to(report_id: str, span: Span | None = None) -> str:
    """The address of a report's page, at a place in its text."""
    page = f"/berichte/{quote(report_id, safe='')}"
    return f"{page}#f-{span.start}-{span.end}" if span else page

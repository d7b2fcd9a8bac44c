"""Results of a search to schemas of the API; persons as sources only where released."""

from __future__ import annotations

from typing import Any

from nlp.types import Span
from service import schemas
from service import search_schemas as shapes
from service.api.project_shapes import entry_of
from service.api.shapes import link_to
from service.document import event_to_dict, rounded
from service.hits import Hit, OtherPlace, PassageHit, Why
from service.lines import lines_of
from service.search.result import Facet, LessonHit, Notice, Part, ProjectHit, SearchResult


def page_of(
    result: SearchResult, *, persons: bool, clicks: str | None = None, lines: bool = False
) -> shapes.SearchPage:
    """One page of what matches; ``clicks``: the token of its clicks, ``lines``: with those of the
    passages."""
    return shapes.SearchPage(
        **_matches(result),
        sort=result.sort,
        hits=[hit_of(hit, lines=lines) for hit in result.hits],
        projects=[project_of(hit) for hit in result.projects],
        lessons=[lesson_of(hit, persons=persons) for hit in result.lessons],
        next=result.next,
        clicks=clicks,
    )


def facets_of(result: SearchResult) -> shapes.FacetPage:
    """The same without hits."""
    return shapes.FacetPage(**_matches(result))


def hit_of(hit: Hit, *, lines: bool = False) -> shapes.Hit:
    """A hit with the link to its place in the report's page."""
    return shapes.Hit(
        report=hit.report_id,
        title=hit.title,
        doc_kind=hit.doc_kind,
        event=schemas.Event.model_validate(event_to_dict(hit.event)),
        themes=[theme.label for theme in hit.themes],
        score=rounded(hit.score),
        why=_why(hit.why),
        lines=_lines(hit) if lines else [],
        more=[passage_of(passage) for passage in hit.more],
        also_in=[_other(other) for other in hit.also_in],
        link=link_to(hit.report_id, Span(start=hit.start, end=hit.end)),
        **passage_of(hit).model_dump(),
    )


def passage_of(hit: PassageHit) -> shapes.FoundPassage:
    """A passage with its highlights and the sentence that answers."""
    return shapes.FoundPassage(
        start=hit.start,
        end=hit.end,
        text=hit.text,
        heading=hit.heading,
        highlights=[_range(span) for span in hit.highlights],
        answer=_range(hit.answer) if hit.answer else None,
    )


def project_of(hit: ProjectHit) -> shapes.ProjectFound:
    """A project with the passages that mention it."""
    return shapes.ProjectFound(
        project=entry_of(hit.entry),
        score=rounded(hit.score),
        evidence=[hit_of(evidence) for evidence in hit.evidence],
    )


def lesson_of(hit: LessonHit, *, persons: bool) -> shapes.LessonFound:
    """A lesson with its passage."""
    lesson = hit.lesson
    return shapes.LessonFound(
        start=lesson.start,
        end=lesson.end,
        text=lesson.text,
        kind=lesson.kind,
        source=lesson.source if persons else hit.source,
        themes=list(lesson.themes),
        score=rounded(hit.score),
        hit=hit_of(hit.hit),
        link=link_to(hit.hit.report_id, Span(start=lesson.start, end=lesson.end)),
    )


def _matches(result: SearchResult) -> dict[str, Any]:
    return {
        "query": result.question,
        "kind": result.kind,
        "total": result.total,
        "more_than": result.more_than,
        "facets": [_facet(facet) for facet in result.facets],
        "understood": [_part(part) for part in result.understood],
        "slips": [
            shapes.Slip(start=s.start, end=s.end, word=s.word, meant=s.meant) for s in result.slips
        ],
        "notices": [_notice(notice) for notice in result.notices],
    }


def _facet(facet: Facet) -> shapes.Facet:
    return shapes.Facet(
        name=facet.name,
        values=[
            shapes.FacetValue(value=v.value, label=v.label, count=v.count, chosen=v.chosen)
            for v in facet.values
        ],
    )


def _part(part: Part) -> shapes.Understood:
    return shapes.Understood(
        start=part.start,
        end=part.end,
        id=part.id,
        label=part.label,
        text=part.text,
        certain=part.certain,
        applied=part.applied,
    )


def _notice(notice: Notice) -> shapes.Notice:
    return shapes.Notice(code=notice.code, text=notice.text)


def _why(why: Why) -> shapes.Why:
    return shapes.Why(
        words=rounded(why.words),
        meaning=rounded(why.meaning),
        matched=list(why.matched),
        themes=list(why.themes),
        fits=list(why.fits),
        sentence=why.sentence,
    )


def _other(other: OtherPlace) -> shapes.AlsoIn:
    return shapes.AlsoIn(
        start=other.start,
        end=other.end,
        report=other.report_id,
        title=other.title,
        link=link_to(other.report_id, other),
    )


def _lines(hit: PassageHit) -> list[schemas.Range]:
    return [
        schemas.Range(start=hit.start + line.start, end=hit.start + line.end)
        for line in lines_of(hit.text)
    ]


def _range(span: Span) -> schemas.Range:
    return schemas.Range(start=span.start, end=span.end)

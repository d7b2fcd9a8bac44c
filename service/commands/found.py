"""The result of a search as JSON and as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from service.commands.hits import INDENT, WIDEST, hit_to_dict, hits_to_text

if TYPE_CHECKING:
    from service.hits import Hit
    from service.search.result import LessonHit, ProjectHit, SearchResult

NOTHING = "Keine Treffer."


def result_to_dict(result: SearchResult, *, query: str) -> dict[str, Any]:
    """The fields of the contract, and what else is known of the result."""
    return {
        "query": query,
        "hits": [found_to_dict(hit) for hit in result.hits],
        "kind": result.kind,
        "total": result.total,
        "more_than": result.more_than,
        "projects": [project_to_dict(hit) for hit in result.projects],
        "lessons": [lesson_to_dict(hit) for hit in result.lessons],
        "understood": [
            {
                "id": part.id,
                "label": part.label,
                "text": part.text,
                "certain": part.certain,
                "applied": part.applied,
            }
            for part in result.understood
        ],
        "notices": [notice.text for notice in result.notices],
    }


def found_to_dict(hit: Hit) -> dict[str, Any]:
    """A hit with the sentence that answers, and where the same text stands too."""
    answer = {"start": hit.answer.start, "end": hit.answer.end} if hit.answer else None
    return hit_to_dict(hit) | {
        "answer": answer,
        "also_in": [other.report_id for other in hit.also_in],
    }


def project_to_dict(hit: ProjectHit) -> dict[str, Any]:
    """A project of the registry with the passages that mention it."""
    return {
        "id": hit.entry.id,
        "name": hit.entry.name,
        "places": [place.name for place in hit.entry.places],
        "programmes": list(hit.entry.programmes),
        "years": list(hit.entry.years),
        "reports": list(hit.entry.reports),
        "score": hit.score,
        "evidence": [found_to_dict(evidence) for evidence in hit.evidence],
    }


def lesson_to_dict(hit: LessonHit) -> dict[str, Any]:
    """A lesson with the passage that it lies in; persons are not named."""
    return {
        "report": hit.hit.report_id,
        "title": hit.hit.title,
        "start": hit.lesson.start,
        "end": hit.lesson.end,
        "text": hit.lesson.text,
        "kind": hit.lesson.kind,
        "source": hit.source,
        "score": hit.score,
        "passage": found_to_dict(hit.hit),
    }


def result_to_text(result: SearchResult, *, coloured: bool) -> str:
    """Notices, then the list."""
    parts = [notice.text for notice in result.notices]
    shown = hits_to_text(result.hits, coloured=coloured)
    if result.projects:
        shown = "\n\n".join("\n".join(_project(n, h)) for n, h in enumerate(result.projects, 1))
    if result.lessons:
        shown = "\n\n".join("\n".join(_lesson(n, h)) for n, h in enumerate(result.lessons, 1))
    return "\n\n".join([*parts, shown or NOTHING])


def _project(rank: int, hit: ProjectHit) -> Iterator[str]:
    yield f"{rank:>2}. {hit.entry.name} [{hit.entry.id}]"
    places = ", ".join(place.name for place in hit.entry.places)
    years = ", ".join(map(str, hit.entry.years))
    if about := " · ".join(filter(None, (places, years, *hit.entry.programmes[:1]))):
        yield INDENT + about
    for evidence in hit.evidence[:1]:
        yield from _wrapped(_best(evidence))
        yield f"{INDENT}→ {evidence.title} [{evidence.report_id}]"


def _lesson(rank: int, hit: LessonHit) -> Iterator[str]:
    from service.web.words import LESSON_KINDS

    yield f"{rank:>2}. {LESSON_KINDS[hit.lesson.kind]}"
    yield from _wrapped(hit.lesson.text)
    yield f"{INDENT}→ {hit.hit.title} [{hit.hit.report_id}]"


def _best(hit: Hit) -> str:
    """The sentence that answers, else the passage."""
    if hit.answer is None:
        return hit.text
    return hit.text[hit.answer.start - hit.start : hit.answer.end - hit.start]


def _wrapped(text: str) -> list[str]:
    flat = " ".join(text.split())
    return textwrap.wrap(flat, WIDEST, initial_indent=INDENT, subsequent_indent=INDENT)

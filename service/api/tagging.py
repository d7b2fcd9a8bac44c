"""``/v1/tag``: texts analysed without being stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from nlp.errors import BadInputError, FundstelleError, TooLargeError
from nlp.themed import retagged
from nlp.types import Analysis
from service import schemas
from service.analyse import analysed
from service.api.access import TAG, PersonsDep, charge
from service.api.initiative_shapes import near_reports
from service.api.parts import Parts, PartsDep
from service.api.shapes import report_of
from service.api.submissions import Submission, document_of
from service.initiative_schemas import Tagged
from service.prints import nearly_there
from service.problems import log_failure, problem_body, problem_of
from service.stages import happened
from service.tag_schemas import (
    MAX_BATCH,
    TagBatch,
    TagOptions,
    TagOutcome,
    TagOutcomes,
    TagText,
)

if TYPE_CHECKING:
    from corpus.documents import Document

router = APIRouter(prefix="/v1", tags=["Auswertung"])


@router.post("/tag", summary="Einen Text auswerten, ohne ihn zu speichern", dependencies=[TAG])
def tag(parts: PartsDep, persons: PersonsDep, text: TagText) -> Tagged:
    """Themen, Namen, Projekte, Veranstaltung und Erfahrungen eines Textes; „nearly_there“ nennt
    Berichte des Bestands, in denen fast dasselbe steht.

    Themen lassen sich ausschließen (`exclude_themes`) und begrenzen (`max_themes`, `min_score`).
    """
    analysis = parts.analysed(_document(text))
    return _tagged(parts, analysis, text, persons=persons)


@router.post(
    "/tag/batch", summary="Mehrere Texte auswerten, ohne sie zu speichern", dependencies=[TAG]
)
def tag_batch(
    request: Request, parts: PartsDep, persons: PersonsDep, batch: TagBatch
) -> TagOutcomes:
    """Für jeden Text, in ihrer Reihenfolge, was „/v1/tag“ sagt (`tagged`), oder warum er sich
    nicht auswerten lässt (`problem`). Zählt als so viele Anfragen, wie es Texte sind.
    """
    if sum(len(text.text) for text in batch.texts) > MAX_BATCH:
        raise TooLargeError(f"Alle Texte zusammen dürfen höchstens {MAX_BATCH} Zeichen haben.")
    charge(request, len(batch.texts) - 1)
    read = [_read(text) for text in batch.texts]
    found = iter(_analyses(parts, [each for each in read if not isinstance(each, Exception)]))
    results = [each if isinstance(each, Exception) else next(found) for each in read]
    return TagOutcomes(results=[_outcome(request, parts, r, batch, persons) for r in results])


def _document(text: schemas.Text) -> Document:
    return document_of(Submission(data=text.text.encode(), title=text.title))


def _read(text: schemas.Text) -> Document | FundstelleError:
    try:
        return _document(text)
    except BadInputError as error:
        return error


def _analyses(parts: Parts, documents: Sequence[Document]) -> list[Analysis | FundstelleError]:
    with parts.turn():
        found = [r[1] for r in analysed(documents, parts.analyser) if isinstance(r, tuple)]
    for _ in found:
        happened("tagged")
    return found


def _outcome(
    request: Request,
    parts: Parts,
    result: Analysis | FundstelleError,
    options: TagOptions,
    persons: bool,
) -> TagOutcome:
    if not isinstance(result, FundstelleError):
        return TagOutcome(tagged=_tagged(parts, result, options, persons=persons))
    problem = problem_of(result)
    log_failure(problem, result, request.state.request_id)
    body = problem_body(problem, instance=request.url.path)
    return TagOutcome(problem=schemas.Problem.model_validate(body))


def _tagged(parts: Parts, analysis: Analysis, options: TagOptions, *, persons: bool) -> Tagged:
    read = report_of(_chosen(_without_excluded(parts, analysis, options), options), persons=persons)
    near = near_reports(nearly_there(replace(analysis, id=""), parts.store))
    return Tagged(**read.model_dump(), nearly_there=near)


def _without_excluded(parts: Parts, analysis: Analysis, options: TagOptions) -> Analysis:
    """With other themes in place of those excluded, where their vectors are the tagger's."""
    analyser = parts.analyser
    if not options.exclude_themes or not analyser.keeps_vectors:
        return analysis
    return retagged(analysis, analyser.themes, exclude=tuple(options.exclude_themes))


def _chosen(analysis: Analysis, options: TagOptions) -> Analysis:
    """The analysis with the themes that are wanted; projects and lessons speak of no others."""
    excluded = frozenset(options.exclude_themes)
    wanted = [
        theme
        for theme in sorted(analysis.themes, key=lambda theme: -theme.score)
        if theme.id not in excluded and theme.score >= options.min_score
    ][: options.max_themes]
    kept = {theme.id for theme in wanted}
    dropped = {theme.id for theme in analysis.themes} - kept | excluded
    return replace(
        analysis,
        themes=tuple(theme for theme in analysis.themes if theme.id in kept),
        projects=tuple(replace(p, themes=_without(p.themes, dropped)) for p in analysis.projects),
        lessons=tuple(replace(e, themes=_without(e.themes, dropped)) for e in analysis.lessons),
    )


def _without(themes: Sequence[str], dropped: frozenset[str] | set[str]) -> tuple[str, ...]:
    return tuple(theme for theme in themes if theme not in dropped)

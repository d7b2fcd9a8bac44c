"""``/annif/v1``: the REST interface of Annif, so that tools that speak to it can use Fundstelle.

Paths, parameters and fields are Annif's (https://annif.org, its OpenAPI description). There is one
project, named „fundstelle“, over the vocabulary in use. Learning needs a key with the scope
„write“, which Annif has no word for: where there are no keys it answers 403, as Annif does where
learning is off.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, BackgroundTasks, Depends, Query, Request, Response
from fastapi import Path as PathValue
from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.exceptions import HTTPException

from nlp.errors import EmptyDocumentError, NotFoundError, NotGermanError
from nlp.language import language_shares, languages
from nlp.segment import blocks, sentences
from nlp.types import Analysis
from service.api.access import READ, TAG, WRITE, charge
from service.api.annif_schemas import (
    LANGUAGE,
    PROJECT,
    AnnifProject,
    AnnifSuggestion,
    ApiInfo,
    Backend,
    Batch,
    BatchSuggestions,
    DetectedLanguages,
    IndexedDocument,
    LanguageQuestion,
    LanguageShare,
    ProjectList,
    Suggestions,
    TextWish,
    Vocab,
    VocabList,
    Wish,
)
from service.api.parts import Parts, PartsDep
from service.api.submissions import Submission, document_of
from service.feedback import take_document
from service.schemas import MAX_TITLE
from service.settings import Settings

router = APIRouter(prefix="/annif/v1", tags=["Annif"])

METADATA_TITLE = "metadata_title"


def _standing_alone(model: type[BaseModel]) -> dict[str, Any]:
    """The schema with those that it refers to in their places."""
    schema = model.model_json_schema()
    known = schema.pop("$defs", {})

    def placed(found: Any) -> Any:
        if isinstance(found, list):
            return [placed(each) for each in found]
        if not isinstance(found, dict):
            return found
        named = known.get(str(found.get("$ref", "")).rpartition("/")[2], {})
        return {key: placed(each) for key, each in (named | found).items() if key != "$ref"}

    whole: dict[str, Any] = placed(schema)
    return whole


T = TypeVar("T", bound=BaseModel)


ProjectId = Annotated[
    str, PathValue(max_length=200, description="„fundstelle“.", examples=[PROJECT])
]


def _most_bytes(request: Request) -> int:
    settings: Settings = request.app.state.parts.settings
    return settings.max_megabytes * 1_000_000


async def _form(request: Request) -> TextWish:
    async with request.form(max_part_size=_most_bytes(request)) as form:
        given = {key: value for key, value in form.items() if value != "" or key == "text"}
        return _read(TextWish, given)


async def _batch(request: Request) -> Batch:
    batch: Batch = _read_json(TypeAdapter(Batch), await request.body())
    return batch


async def _candidates(request: Request) -> LanguageQuestion:
    asked: LanguageQuestion = _read_json(TypeAdapter(LanguageQuestion), await request.body())
    return asked


async def _indexed(request: Request) -> list[IndexedDocument]:
    sent: list[IndexedDocument] = _read_json(
        TypeAdapter(list[IndexedDocument]), await request.body()
    )
    return sent


def _body(schema: dict[str, Any], media_type: str = "application/json") -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": {media_type: {"schema": schema}}}}


@router.get("/", summary="Was hier antwortet", dependencies=[READ])
def annif_info(request: Request) -> ApiInfo:
    """Name und Version."""
    return ApiInfo(title="Fundstelle", version=request.app.version)


@router.get("/vocabs", summary="Das verwendete Vokabular", dependencies=[READ])
def annif_vocabs(parts: PartsDep) -> VocabList:
    """Eines."""
    return VocabList(vocabs=[_vocab(parts)])


@router.get("/projects", summary="Alle Projekte im Sinne von Annif", dependencies=[READ])
def annif_projects(parts: PartsDep) -> ProjectList:
    """Eines, „fundstelle“."""
    return ProjectList(projects=[_project(parts)])


@router.get("/projects/{project_id}", summary="Ein Projekt im Sinne von Annif", dependencies=[READ])
def annif_project(parts: PartsDep, project_id: ProjectId) -> AnnifProject:
    """Sprache und Vokabular."""
    _check_project(project_id)
    return _project(parts)


@router.post(
    "/projects/{project_id}/suggest",
    summary="Themen für einen Text vorschlagen",
    dependencies=[TAG],
    openapi_extra=_body(TextWish.model_json_schema(), "application/x-www-form-urlencoded"),
)
def annif_suggest(
    parts: PartsDep, project_id: ProjectId, wish: Annotated[TextWish, Depends(_form)]
) -> Suggestions:
    """Die wahrscheinlichsten zuerst."""
    _check_project(project_id)
    _check_language(wish.language)
    title = str((wish.model_extra or {}).get(METADATA_TITLE, ""))
    return Suggestions(results=_suggested(parts, wish.text, title, wish))


@router.post(
    "/projects/{project_id}/suggest-batch",
    summary="Themen für mehrere Texte vorschlagen",
    dependencies=[TAG],
    openapi_extra=_body(_standing_alone(Batch)),
)
def annif_suggest_batch(  # noqa: PLR0913, PLR0917 - one each
    request: Request,
    parts: PartsDep,
    project_id: ProjectId,
    batch: Annotated[Batch, Depends(_batch)],
    limit: Annotated[str, Query(description="So viele je Text.")] = "10",
    threshold: Annotated[str, Query(description="So wahrscheinlich mindestens.")] = "0",
    language: Annotated[str, Query(description="Nur „de“.")] = LANGUAGE,
) -> list[BatchSuggestions]:
    """Bis zu 32 Texte; die Antworten in ihrer Reihenfolge."""
    _check_project(project_id)
    _check_language(language or LANGUAGE)
    wish = _read(Wish, {"limit": limit, "threshold": threshold})
    charge(request, len(batch.documents) - 1)
    return [
        BatchSuggestions(
            results=_suggested(parts, one.text, one.metadata.get("title", ""), wish),
            document_id=one.document_id,
        )
        for one in batch.documents
    ]


@router.post(
    "/projects/{project_id}/learn",
    summary="Aus Texten mit ihren Themen lernen",
    status_code=204,
    dependencies=[WRITE],
    openapi_extra=_body({"type": "array", "items": _standing_alone(IndexedDocument)}),
)
def annif_learn(
    parts: PartsDep,
    project_id: ProjectId,
    sent: Annotated[list[IndexedDocument], Depends(_indexed)],
    later: BackgroundTasks,
) -> Response:
    """Die Texte werden aufgehoben; gelernt wird gleich danach."""
    _check_project(project_id)
    vocabulary = parts.desk.active()
    ids = {concept.uri: concept.id for concept in vocabulary.concepts}
    for one in sent:
        themes = [ids[subject.uri] for subject in one.subjects or () if subject.uri in ids]
        if one.text and themes:
            analysis = _analysed(parts, one.text, one.metadata.get("title", ""))
            if analysis:
                take_document(parts.store, vocabulary, analysis, themes, by="Annif")
    later.add_task(parts.learn_later)
    return Response(status_code=204, background=later)


@router.post(
    "/detect-language",
    summary="Die Sprache eines Textes erkennen",
    dependencies=[TAG],
    openapi_extra=_body(LanguageQuestion.model_json_schema()),
)
def annif_detect_language(
    asked: Annotated[LanguageQuestion, Depends(_candidates)],
) -> DetectedLanguages:
    """An den Funktionswörtern der genannten Sprachen; 400 für eine, die hier niemand kennt."""
    wanted = list(dict.fromkeys(asked.languages))
    if not languages().issuperset(wanted):
        raise HTTPException(400)
    shares = language_shares(asked.text, wanted)
    return DetectedLanguages(
        results=[LanguageShare(language=name, score=score) for name, score in shares.items()]
    )


def _suggested(parts: Parts, text: str, title: str, wish: Wish) -> list[AnnifSuggestion]:
    analysis = _analysed(parts, text, title)
    if analysis is None:
        return []
    concepts = {concept.id: concept for concept in parts.analyser.themes.vocabulary.concepts}
    scores = _scores(parts, analysis)
    ordered = sorted(scores, key=lambda concept: (-scores[concept], concept))[: wish.limit]
    return [
        AnnifSuggestion(
            uri=concepts[one].uri, label=concepts[one].label, score=round(scores[one], 4)
        )
        for one in ordered
        if scores[one] > 0 and scores[one] >= wish.threshold
    ]


def _scores(parts: Parts, analysis: Analysis) -> Mapping[str, float]:
    """Of every concept; of those assigned where the vectors are another model's."""
    if not parts.analyser.keeps_vectors or not analysis.passages:
        return {theme.id: theme.score for theme in analysis.themes}
    lines = sentences(analysis.text, blocks(analysis.text))
    return parts.analyser.themes.scores(
        analysis.text, analysis.title, analysis.passages, analysis.vectors, lines
    )


def _analysed(parts: Parts, text: str, title: str) -> Analysis | None:
    try:
        document = document_of(Submission(data=text.encode(), title=title[:MAX_TITLE]))
    except (EmptyDocumentError, NotGermanError):
        return None
    return parts.analysed(document)


def _project(parts: Parts) -> AnnifProject:
    learnt = next(iter(parts.store.themes.learnings()), None)
    return AnnifProject(
        project_id=PROJECT,
        name=f"Fundstelle: {parts.desk.active().title}",
        language=LANGUAGE,
        backend=Backend(backend_id="fundstelle"),
        vocab=_vocab(parts),
        vocab_language=LANGUAGE,
        is_trained=True,
        modification_time=f"{learnt.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if learnt else None,
    )


def _vocab(parts: Parts) -> Vocab:
    active = parts.desk.active()
    size = len(active.concepts)
    return Vocab(vocab_id=active.id, languages=[LANGUAGE], size=size, loaded=True)


def _check_project(project_id: str) -> None:
    if project_id != PROJECT:
        raise NotFoundError(f"Ein Projekt „{project_id}“ gibt es hier nicht, nur „{PROJECT}“.")


def _check_language(language: str) -> None:
    if language != LANGUAGE:
        raise HTTPException(400)


def _read(kind: type[T], values: Mapping[str, Any]) -> T:
    """Annif answers 400 where something is missing or out of range."""
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        raise HTTPException(400) from error


def _read_json(kind: TypeAdapter[Any], body: bytes) -> Any:
    try:
        return kind.validate_json(body)
    except ValidationError as error:
        raise HTTPException(400) from error

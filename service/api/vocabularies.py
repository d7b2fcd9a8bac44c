"""``/v1/vocabularies``: vocabularies of themes, loaded and switched."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, BackgroundTasks, Query, Response
from fastapi import Path as PathValue

from nlp.errors import BadInputError
from service import theme_schemas as schemas
from service.api.access import ADMIN, READ
from service.api.parts import PartsDep
from service.api.submissions import PASTED, FormDep
from service.retag import outdated
from service.theme_desk import VocabularyState

router = APIRouter(prefix="/v1/vocabularies", tags=["Vokabulare"])

Version = Annotated[
    str, PathValue(description="Version oder ihr Anfang; „standard“.", max_length=64)
]
FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {
                            "type": "string",
                            "format": "binary",
                            "description": "SKOS (Turtle, RDF/XML, JSON-LD, N-Triples) oder CSV.",
                        }
                    },
                }
            }
        },
    }
}


@router.get("", summary="Alle Vokabulare", dependencies=[READ])
def list_vocabularies(parts: PartsDep) -> schemas.VocabularyPage:
    """Das mitgelieferte zuerst; ersetzte bleiben erhalten."""
    return schemas.VocabularyPage(
        vocabularies=[_shape(state) for state in parts.desk.states()],
        outdated=len(outdated(parts.store, parts.analyser.version)),
    )


@router.post(
    "",
    summary="Ein Vokabular laden",
    status_code=201,
    dependencies=[ADMIN],
    openapi_extra=FILE,
)
def load_vocabulary(
    parts: PartsDep,
    sent: FormDep,
    response: Response,
    later: BackgroundTasks,
    use: Annotated[bool, Query(description="Gleich verwenden.")] = False,
) -> schemas.VocabularyLoaded:
    """SKOS (Turtle, RDF/XML, JSON-LD, N-Triples) oder eine CSV-Liste von Bezeichnungen.

    Dasselbe noch einmal ändert nichts (Antwort 200).
    """
    if sent.name == PASTED:
        raise BadInputError("Bitte senden Sie das Vokabular als Datei (Feld „file“).")
    loaded, new = parts.desk.load(sent.data, name=sent.name, source="Schnittstelle")
    if use:
        parts.desk.use(loaded.version)
        parts.take_themes()
        later.add_task(parts.retag)
    response.status_code = 201 if new else 200
    return schemas.VocabularyLoaded(
        state="new" if new else "unchanged", vocabulary=_state(parts, loaded.version)
    )


@router.post("/retag", summary="Themen aller Berichte neu vergeben", dependencies=[ADMIN])
def retag_reports(parts: PartsDep, later: BackgroundTasks) -> schemas.Retagging:
    """Im Hintergrund und nur, wo sie noch von einem anderen Vokabular sind."""
    parts.take_themes()
    later.add_task(parts.retag)
    return schemas.Retagging(outdated=len(outdated(parts.store, parts.analyser.version)))


@router.post("/{version}/use", summary="Ein Vokabular verwenden", dependencies=[ADMIN])
def use_vocabulary(parts: PartsDep, version: Version, later: BackgroundTasks) -> schemas.Vocabulary:
    """Neue Berichte bekommen gleich seine Themen, die übrigen im Hintergrund."""
    entry = parts.desk.use(version)
    parts.take_themes()
    later.add_task(parts.retag)
    return _state(parts, entry.version)


def _state(parts: PartsDep, version: str) -> schemas.Vocabulary:
    return next(_shape(s) for s in parts.desk.states() if s.loaded.version == version)


def _shape(state: VocabularyState) -> schemas.Vocabulary:
    loaded = state.loaded
    return schemas.Vocabulary(
        version=loaded.version,
        id=loaded.vocabulary,
        title=loaded.title,
        concepts=loaded.concepts,
        name=loaded.name,
        source=loaded.source,
        digest=loaded.digest,
        loaded=loaded.loaded if loaded.loaded.timestamp() else None,
        active=state.active,
        reports=state.reports,
    )

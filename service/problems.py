"""Errors at the edge: every refusal becomes one shape, RFC 9457 problem details.

https://www.rfc-editor.org/rfc/rfc9457
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from nlp.errors import FundstelleError

MEDIA_TYPE = "application/problem+json"
TYPE_BASE = "/docs#problem-"

_log = logging.getLogger("fundstelle")


class BusyError(FundstelleError):
    """Too many analyses at once."""

    code = "busy"


class KeyMissingError(FundstelleError):
    """A write without the key, or with a wrong one."""

    code = "key-missing"


class ReadOnlyError(FundstelleError):
    """A write where no key is set."""

    code = "read-only"


class ConflictError(FundstelleError):
    """Something is in a state in which this cannot be done."""

    code = "conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What all problems of one code have in common."""

    status: int
    title: str
    detail: str
    detail_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A refusal as it is shown: ``title`` and ``detail`` in German, ``fields`` name bad input."""

    code: str
    status: int
    title: str
    detail: str
    detail_en: str
    fields: tuple[tuple[str, str], ...] = ()


KINDS: dict[str, Kind] = {
    "bad-input": Kind(
        status=422,
        title="Die Eingabe ist nicht lesbar",
        detail="Bitte prüfen Sie die Eingabe.",
        detail_en="The input cannot be read.",
    ),
    "empty-document": Kind(
        status=422,
        title="Kein Text gefunden",
        detail="Bitte geben Sie einen Text ein oder wählen Sie eine Datei mit Text.",
        detail_en="There is no text in the input.",
    ),
    "too-large": Kind(
        status=413,
        title="Die Eingabe ist zu groß",
        detail="Bitte kürzen Sie den Text oder teilen Sie die Datei.",
        detail_en="The input is larger than the limit.",
    ),
    "unsupported-format": Kind(
        status=415,
        title="Dieses Dateiformat wird nicht gelesen",
        detail="Bitte verwenden Sie Text, HTML, PDF oder DOCX.",
        detail_en="The format of the file is not supported.",
    ),
    "damaged-file": Kind(
        status=422,
        title="Die Datei ist beschädigt",
        detail="Bitte speichern Sie die Datei neu und versuchen Sie es noch einmal.",
        detail_en="The file is damaged.",
    ),
    "not-german": Kind(
        status=422,
        title="Der Text ist nicht deutsch",
        detail="Fundstelle liest deutsche Berichte.",
        detail_en="The text is not German.",
    ),
    "not-found": Kind(
        status=404,
        title="Nicht gefunden",
        detail="Diese Adresse gibt es hier nicht. Bitte prüfen Sie die Schreibweise.",
        detail_en="There is nothing at this address.",
    ),
    "invalid": Kind(
        status=422,
        title="Die Angaben sind nicht gültig",
        detail="Bitte prüfen Sie die genannten Felder.",
        detail_en="The request is not valid.",
    ),
    "malformed": Kind(
        status=400,
        title="Die Anfrage ist nicht lesbar",
        detail="Bitte prüfen Sie den Aufbau der Anfrage.",
        detail_en="The request cannot be parsed.",
    ),
    "method-not-allowed": Kind(
        status=405,
        title="Diese Methode gibt es hier nicht",
        detail="Die Adresse gibt es, aber nicht für diese Art von Anfrage.",
        detail_en="The method is not allowed at this address.",
    ),
    "key-missing": Kind(
        status=401,
        title="Der Schlüssel fehlt oder stimmt nicht",
        detail="Bitte senden Sie „Authorization: Bearer SCHLÜSSEL“ mit.",
        detail_en="Send 'Authorization: Bearer KEY' with the key of this server.",
    ),
    "read-only": Kind(
        status=403,
        title="Schreiben ist nicht freigegeben",
        detail="Auf diesem Server ist kein Schlüssel gesetzt (FUNDSTELLE_ADMIN_KEY).",
        detail_en="This server cannot be written to: no key is set (FUNDSTELLE_ADMIN_KEY).",
    ),
    "conflict": Kind(
        status=409,
        title="Das geht gerade nicht",
        detail="Der Zustand lässt das nicht zu. Bitte laden Sie ihn neu.",
        detail_en="The present state does not allow this.",
    ),
    "busy": Kind(
        status=503,
        title="Gerade ausgelastet",
        detail="Gerade werden viele Texte ausgewertet. Bitte versuchen Sie es gleich noch einmal.",
        detail_en="Too many texts are being analysed. Try again shortly.",
    ),
    "artefact": Kind(
        status=503,
        title="Ein Modell fehlt",
        detail="Bitte wenden Sie sich an den Betrieb.",
        detail_en="A model file is missing or damaged.",
    ),
    "store": Kind(
        status=503,
        title="Der Bestand ist nicht erreichbar",
        detail="Bitte versuchen Sie es später noch einmal.",
        detail_en="The store cannot be used.",
    ),
    "error": Kind(
        status=500,
        title="Da ist etwas schiefgegangen",
        detail="Der Fehler wurde festgehalten. Bitte versuchen Sie es später noch einmal.",
        detail_en="An unexpected error occurred. It was logged.",
    ),
}
_BY_STATUS = {400: "malformed", 404: "not-found", 405: "method-not-allowed", 413: "too-large"}
_QUIET = {"artefact", "store", "error"}

# pydantic's error types, each as a German sentence; {} takes the values of its context.
_INVALID: dict[str, str] = {
    "missing": "Diese Angabe fehlt.",
    "string_too_long": "Höchstens {max_length} Zeichen sind erlaubt.",
    "string_too_short": "Diese Angabe ist leer oder zu kurz.",
    "string_type": "Hier wird ein Text erwartet.",
    "string_pattern_mismatch": "Diese Angabe enthält Zeichen, die hier nicht erlaubt sind.",
    "too_short": "Hier fehlt etwas: mindestens {min_length}.",
    "too_long": "Das ist zu viel: höchstens {max_length}.",
    "list_type": "Hier wird eine Liste erwartet.",
    "int_parsing": "Hier wird eine ganze Zahl erwartet.",
    "int_type": "Hier wird eine ganze Zahl erwartet.",
    "greater_than_equal": "Der kleinste Wert ist {ge}.",
    "less_than_equal": "Der größte Wert ist {le}.",
    "json_invalid": "Das ist kein gültiges JSON.",
    "model_attributes_type": "Hier wird ein JSON-Objekt erwartet.",
    "extra_forbidden": "Diese Angabe ist nicht bekannt.",
}
_ANY_INVALID = "Dieser Wert ist nicht gültig."


def problem_of(error: Exception) -> Problem:
    """What is shown for an error: the German sentence of ours, nothing of any other."""
    if isinstance(error, RequestValidationError):
        return _problem("invalid", fields=invalid_fields(error.errors()))
    if isinstance(error, HTTPException):
        return _of_status(error.status_code)
    if isinstance(error, FundstelleError):
        return _of_ours(error)
    return _problem("error")


def invalid_fields(errors: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    """Field and German sentence for each of pydantic's errors."""
    return tuple((_field(e["loc"]), _sentence(e)) for e in errors)


def as_response(problem: Problem, *, instance: str, request_id: str = "") -> JSONResponse:
    """The problem as ``application/problem+json``."""
    body: dict[str, Any] = {
        "type": f"{TYPE_BASE}{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "detail_en": problem.detail_en,
        "instance": instance,
        "code": problem.code,
    }
    if problem.fields:
        body["errors"] = [{"field": field, "detail": text} for field, text in problem.fields]
    if request_id:
        body["request_id"] = request_id
    headers = {"WWW-Authenticate": "Bearer"} if problem.status == 401 else {}
    return JSONResponse(body, problem.status, headers=headers, media_type=MEDIA_TYPE)


def log_failure(problem: Problem, error: Exception, request_id: str) -> None:
    """Keeps what a 5xx was about, for those who run the service."""
    if problem.status >= 500:
        _log.error("%s, request %s", problem.code, request_id, exc_info=error)


def _problem(code: str, *, detail: str = "", fields: tuple[tuple[str, str], ...] = ()) -> Problem:
    kind = KINDS[code]
    return Problem(
        code=code,
        status=kind.status,
        title=kind.title,
        detail=detail or kind.detail,
        detail_en=kind.detail_en,
        fields=fields,
    )


def _of_status(status: int) -> Problem:
    if status in _BY_STATUS:
        return _problem(_BY_STATUS[status])
    return _problem("error" if status >= 500 else "malformed")


def _of_ours(error: FundstelleError) -> Problem:
    codes = (getattr(kind, "code", "") for kind in type(error).__mro__)
    code = next(code for code in codes if code in KINDS)
    return _problem(code, detail="" if code in _QUIET else str(error))


def _field(location: Sequence[Any]) -> str:
    named = [str(part) for part in location if part not in ("query", "path", "body")]
    return ".".join(named) or "Inhalt"


def _sentence(error: Mapping[str, Any]) -> str:
    pattern = _INVALID.get(error["type"], _ANY_INVALID)
    return pattern.format_map(error.get("ctx") or {})

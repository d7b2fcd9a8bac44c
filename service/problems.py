"""Errors at the edge: every refusal becomes one shape, RFC 9457 problem details.

https://www.rfc-editor.org/rfc/rfc9457
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from nlp.errors import BadInputError, FundstelleError

MEDIA_TYPE = "application/problem+json"
TYPE_BASE = "/docs#problem-"
TOO_MANY_TEXTS = "Gerade werden viele Texte ausgewertet: bitte gleich noch einmal."

_log = logging.getLogger("fundstelle")


class BusyError(FundstelleError):
    """Too many analyses at once."""

    code = "busy"


class KeyMissingError(FundstelleError):
    """A write without the key, or with a wrong one."""

    code = "key-missing"


class KeyWrongError(KeyMissingError):
    """A key that is wrong or revoked."""


class ForbiddenError(FundstelleError):
    """A key that may do other things."""

    code = "forbidden"


class ReadOnlyError(FundstelleError):
    """A write where no key is set."""

    code = "read-only"


class UnconditionalError(FundstelleError):
    """A change that must say which state it is for."""

    code = "precondition-required"


class ConflictError(FundstelleError):
    """Something is in a state in which this cannot be done."""

    code = "conflict"


class TooManyError(FundstelleError):
    """Too many requests; ``retry_after``: seconds until the next may come."""

    code = "too-many"

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class OverloadedError(BusyError):
    """Too many requests at once, from all together."""

    code = "overloaded"


class TooSlowError(FundstelleError):
    """A request whose time is up."""

    code = "timeout"


class TooDeepError(BadInputError):
    """JSON within JSON within JSON."""

    code = "too-deep"


class RepeatedDifferentlyError(FundstelleError):
    """An ``Idempotency-Key`` again, with something else."""

    code = "idempotency-mismatch"


class StillRunningError(FundstelleError):
    """An ``Idempotency-Key`` again, while the first request is being answered."""

    code = "idempotency-running"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What all problems of one code have in common."""

    status: int
    title: str
    detail: str
    detail_en: str
    retry_after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A refusal as it is shown: ``title`` and ``detail`` in German, ``fields`` name bad input.

    ``retry_after``: seconds after which the same request may be answered.
    """

    code: str
    status: int
    title: str
    detail: str
    detail_en: str
    fields: tuple[tuple[str, str], ...] = ()
    retry_after: int | None = None
    headers: tuple[tuple[str, str], ...] = ()


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
        detail="Bitte verwenden Sie Text, HTML, PDF, DOCX oder ODT.",
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
        detail_en="Send 'Authorization: Bearer KEY' with a key of this server.",
    ),
    "forbidden": Kind(
        status=403,
        title="Der Schlüssel darf das nicht",
        detail="Diesem Schlüssel fehlt das Recht dazu.",
        detail_en="The key lacks the scope that this needs.",
    ),
    "read-only": Kind(
        status=403,
        title="Schreiben ist nicht freigegeben",
        detail="Auf diesem Server gibt es noch keinen Schlüssel („fundstelle keys create“).",
        detail_en="This server cannot be written to: it has no key ('fundstelle keys create').",
    ),
    "changed": Kind(
        status=412,
        title="Der Stand ist ein anderer",
        detail="Bitte laden Sie den Bericht neu und ändern Sie dessen jetzigen Stand.",
        detail_en="The precondition failed: the report is not, or no longer, as the request says.",
    ),
    "precondition-required": Kind(
        status=428,
        title="Der Stand fehlt",
        detail="Bitte senden Sie mit „If-Match“ das „ETag“, das Sie gelesen haben.",
        detail_en="Send If-Match with the ETag of what you have read.",
    ),
    "idempotency-mismatch": Kind(
        status=422,
        title="Dieselbe Kennung für etwas anderes",
        detail="Mit diesem „Idempotency-Key“ kam schon eine andere Anfrage.",
        detail_en="This Idempotency-Key was used for a request with another body.",
    ),
    "idempotency-running": Kind(
        status=409,
        title="Diese Anfrage läuft noch",
        detail="Eine Anfrage mit diesem „Idempotency-Key“ wird gerade beantwortet.",
        detail_en="A request with this Idempotency-Key is being answered.",
        retry_after=5,
    ),
    "too-many": Kind(
        status=429,
        title="Zu viele Anfragen",
        detail="Bitte warten Sie einen Augenblick.",
        detail_en="Too many requests. Wait as long as Retry-After says.",
        retry_after=60,
    ),
    "too-deep": Kind(
        status=400,
        title="Das JSON ist zu tief oder zu groß",
        detail="Bitte senden Sie nur die beschriebenen Angaben.",
        detail_en="The JSON is nested too deeply, or holds too many values.",
    ),
    "slow-client": Kind(
        status=408,
        title="Die Anfrage kam nicht vollständig an",
        detail="Bitte senden Sie die Anfrage noch einmal, über eine schnellere Verbindung.",
        detail_en="The body of the request did not arrive in time.",
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
        retry_after=10,
    ),
    "overloaded": Kind(
        status=503,
        title="Gerade ausgelastet",
        detail="Gerade kommen zu viele Anfragen auf einmal. Bitte versuchen Sie es gleich wieder.",
        detail_en="Too many requests at once. Try again shortly.",
        retry_after=5,
    ),
    "timeout": Kind(
        status=503,
        title="Das dauert zu lange",
        detail="Die Antwort kam nicht rechtzeitig. Was zu speichern war, kann noch ankommen.",
        detail_en="The time for this request is up. What it was to store may still arrive.",
        retry_after=30,
    ),
    "artefact": Kind(
        status=503,
        title="Ein Modell fehlt",
        detail="Bitte wenden Sie sich an den Betrieb.",
        detail_en="A model file is missing or damaged.",
    ),
    "index": Kind(
        status=503,
        title="Die Suche ist nicht erreichbar",
        detail="Der Suchindex antwortet nicht. Bitte versuchen Sie es gleich noch einmal.",
        detail_en="The search index does not answer. What was stored is kept and found later.",
        retry_after=10,
    ),
    "store": Kind(
        status=503,
        title="Der Bestand ist nicht erreichbar",
        detail="Bitte versuchen Sie es später noch einmal.",
        detail_en="The store cannot be used.",
        retry_after=30,
    ),
    "error": Kind(
        status=500,
        title="Da ist etwas schiefgegangen",
        detail="Der Fehler wurde festgehalten. Bitte versuchen Sie es später noch einmal.",
        detail_en="An unexpected error occurred. It was logged.",
    ),
}
_BY_STATUS = {
    400: "malformed",
    404: "not-found",
    405: "method-not-allowed",
    408: "slow-client",
    413: "too-large",
}
_QUIET = {"artefact", "store", "error", "timeout", "overloaded"}
_EXPECTED = {"busy", "overloaded", "index"}

# pydantic's error types, each as a German sentence; {} takes the values of its context.
_INVALID: dict[str, str] = {
    "missing": "Diese Angabe fehlt.",
    "string_too_long": "Höchstens {max_length} Zeichen sind erlaubt.",
    "string_too_short": "Diese Angabe ist leer oder zu kurz.",
    "string_unicode": "Hier stehen Zeichen, die kein gültiges Unicode sind.",
    "string_type": "Hier wird ein Text erwartet.",
    "string_pattern_mismatch": "Diese Angabe enthält Zeichen, die hier nicht erlaubt sind.",
    "too_short": "Hier fehlt etwas: mindestens {min_length}.",
    "too_long": "Das ist zu viel: höchstens {max_length}.",
    "list_type": "Hier wird eine Liste erwartet.",
    "int_parsing": "Hier wird eine ganze Zahl erwartet.",
    "int_type": "Hier wird eine ganze Zahl erwartet.",
    "greater_than_equal": "Der kleinste Wert ist {ge}.",
    "less_than_equal": "Der größte Wert ist {le}.",
    "float_parsing": "Hier wird eine Zahl erwartet.",
    "float_type": "Hier wird eine Zahl erwartet.",
    "finite_number": "Hier wird eine endliche Zahl erwartet.",
    "json_invalid": "Das ist kein gültiges JSON.",
    "model_attributes_type": "Hier wird ein JSON-Objekt erwartet.",
    "extra_forbidden": "Diese Angabe ist nicht bekannt.",
}
MOST_FIELDS = 50
"""So many wrong fields are named: an answer is not to be much larger than what was asked."""
_ANY_INVALID = "Dieser Wert ist nicht gültig."


def problem_of(error: Exception) -> Problem:
    """What is shown for an error: the German sentence of ours, nothing of any other."""
    if isinstance(error, RequestValidationError):
        return _problem("invalid", fields=invalid_fields(error.errors()))
    if isinstance(error, HTTPException):
        return _of_status(error)
    if isinstance(error, FundstelleError):
        return _of_ours(error)
    return _problem("error")


def invalid_fields(errors: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    """Field and German sentence for the first of pydantic's errors."""
    return tuple((_field(e["loc"]), _sentence(e)) for e in errors[:MOST_FIELDS])


def as_response(problem: Problem, *, instance: str, request_id: str = "") -> JSONResponse:
    """The problem as ``application/problem+json``."""
    body = problem_body(problem, instance=instance, request_id=request_id)
    return JSONResponse(body, problem.status, headers=headers_of(problem), media_type=MEDIA_TYPE)


def problem_body(problem: Problem, *, instance: str, request_id: str = "") -> dict[str, Any]:
    """The members of the problem."""
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
    return body


def headers_of(problem: Problem, *, page: bool = False) -> dict[str, str]:
    """What a refusal says in its headers; ``page``: a browser is to ask for a login."""
    headers = dict(problem.headers)
    if problem.status == 401:
        headers["WWW-Authenticate"] = 'Basic realm="Fundstelle"' if page else "Bearer"
    if problem.code == "forbidden":
        headers["WWW-Authenticate"] = 'Bearer error="insufficient_scope"'
    if problem.retry_after is not None:
        headers["Retry-After"] = str(problem.retry_after)
    if problem.status == 408:
        headers["Connection"] = "close"
    return headers


def log_failure(problem: Problem, error: Exception, request_id: str) -> None:
    """Keeps what a 5xx was about, for those who run the service."""
    if problem.code in _EXPECTED:
        _log.warning("%s, request %s", problem.code, request_id)
    elif problem.status >= 500:
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
        retry_after=kind.retry_after,
    )


def _of_status(error: HTTPException) -> Problem:
    status = error.status_code
    code = _BY_STATUS.get(status, "error" if status >= 500 else "malformed")
    return replace(_problem(code), headers=tuple((error.headers or {}).items()))


def _of_ours(error: FundstelleError) -> Problem:
    codes = (getattr(kind, "code", "") for kind in type(error).__mro__)
    code = next(code for code in codes if code in KINDS)
    problem = _problem(code, detail="" if code in _QUIET else str(error))
    return replace(problem, retry_after=getattr(error, "retry_after", problem.retry_after))


def _field(location: Sequence[Any]) -> str:
    named = [str(part) for part in location if part not in ("query", "path", "body")]
    return ".".join(named) or "Inhalt"


def _sentence(error: Mapping[str, Any]) -> str:
    pattern = _INVALID.get(error["type"], _ANY_INVALID)
    return pattern.format_map(error.get("ctx") or {})

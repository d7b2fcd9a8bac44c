"""Errors at the edge: every refusal becomes one shape, RFC 9457 problem details.

https://www.rfc-editor.org/rfc/rfc9457
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from nlp.errors import FundstelleError
from service.invalid_fields import invalid_fields
from service.problem_kinds import KINDS

MEDIA_TYPE = "application/problem+json"
TYPE_BASE = "/docs#problem-"

_log = logging.getLogger("fundstelle")


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


_BY_STATUS = {
    400: "malformed",
    404: "not-found",
    405: "method-not-allowed",
    408: "slow-client",
    413: "too-large",
}
_QUIET = {"artefact", "store", "error", "timeout", "overloaded"}
_EXPECTED = {"busy", "overloaded", "index"}


def problem_of(error: Exception) -> Problem:
    """What is shown for an error: the German sentence of ours, nothing of any other."""
    if isinstance(error, RequestValidationError):
        return _problem("invalid", fields=invalid_fields(error.errors()))
    if isinstance(error, HTTPException):
        return _of_status(error)
    if isinstance(error, FundstelleError):
        return _of_ours(error)
    return _problem("error")


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

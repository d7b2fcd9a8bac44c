"""The pages to log in and out."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from nlp.errors import FundstelleError
from service.api.access import COOKIE, address_of, caller_of, token_in
from service.api.guesses import Guesses
from service.api.origin import READING, is_foreign
from service.api.parts import Parts, PartsDep
from service.keys import Caller
from service.problems import headers_of, problem_of
from service.refusals import ForbiddenError, KeyMissingError, KeyWrongError, ReadOnlyError
from service.sessions import LIFETIME
from service.web.addresses import own_address, return_address
from service.web.rendering import SEEN, rendered

MOST_KEY = 1_000
FOR_SCRIPTS = ("/vorschlaege",)
NOT_KEPT = {"Cache-Control": "private, no-store"}

router = APIRouter(include_in_schema=False)
Back = Annotated[str, Query()]
Given = Annotated[str, Form()]


@router.api_route("/anmelden", methods=SEEN)
def login_form(request: Request, zurueck: Back = "") -> Response:
    """The empty form; on to where somebody wanted to go who is logged in."""
    back = own_address(zurueck)
    if caller_of(request).id and back:
        return RedirectResponse(back, status_code=303, headers=NOT_KEPT)
    page = _form(request, back=back)
    if request.headers.get("sec-fetch-site") == "cross-site":
        # A link from elsewhere comes without the cookie; asking again from here brings it.
        page.headers["Refresh"] = "0"
    return page


@router.post("/anmelden")
def log_in(
    request: Request, parts: PartsDep, schluessel: Given = "", zurueck: Given = ""
) -> Response:
    """A session for the holder of the key."""
    back = own_address(zurueck)
    try:
        caller = _holder(request, parts, schluessel.strip())
    except FundstelleError as error:
        return _form(request, back=back, error=error)
    parts.sessions.close(token_in(request.headers))
    answer = RedirectResponse(back or "/", status_code=303, headers=NOT_KEPT)
    answer.set_cookie(
        COOKIE,
        parts.sessions.open(caller),
        max_age=int(LIFETIME.total_seconds()),
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return answer


@router.post("/abmelden")
def log_out(request: Request, parts: PartsDep) -> Response:
    """The end of the session."""
    _only_from_here(request)
    parts.sessions.close(token_in(request.headers))
    answer = RedirectResponse("/", status_code=303, headers=NOT_KEPT)
    secure = request.url.scheme == "https"
    answer.delete_cookie(COOKIE, path="/", secure=secure, httponly=True, samesite="strict")
    return answer


def helps(request: Request, error: Exception) -> bool:
    """Whether what was refused could be had with a login, and people asked for it.

    The script of a page would take the form for its answer.
    """
    asked = isinstance(error, KeyMissingError) and not isinstance(error, KeyWrongError)
    return asked and request.method in READING and request.url.path not in FOR_SCRIPTS


def to_login(request: Request) -> Response:
    """To the form, and from there back."""
    back = return_address(request)
    query = f"?{urlencode({'zurueck': back})}" if back else ""
    return RedirectResponse(f"/anmelden{query}", status_code=303, headers=NOT_KEPT)


def _holder(request: Request, parts: Parts, key: str) -> Caller:
    _only_from_here(request)
    if not key:
        raise KeyMissingError("Bitte geben Sie Ihren Schlüssel ein.")
    if len(key) > MOST_KEY:
        raise KeyWrongError("Das ist kein Schlüssel: Die Eingabe ist zu lang.")
    guesses: Guesses = request.app.state.guesses
    address = address_of(request.scope)
    found = guesses.recognised(parts.keyring, key.encode(), address=address)
    if found is None:
        raise ReadOnlyError(
            "Auf diesem Server gibt es noch keinen Schlüssel: "
            "Der Betrieb kann einen anlegen („fundstelle keys create“)."
        )
    return found


def _only_from_here(request: Request) -> None:
    if is_foreign(request.scope):
        raise ForbiddenError("An- und abmelden kann man sich nur auf den Seiten dieses Dienstes.")


def _form(request: Request, *, back: str, error: FundstelleError | None = None) -> Response:
    problem = problem_of(error) if error else None
    status = 200
    if problem:
        # Not 401: the browser would ask for a login of its own.
        status = 422 if problem.status == 401 else problem.status
    page = rendered(request, "login.html", status, back=back, problem=problem)
    page.headers.update(NOT_KEPT)
    if problem and problem.retry_after is not None:
        page.headers.update(headers_of(problem))
    return page

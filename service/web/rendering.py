"""Templates to pages: what all pages have at hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response

from service.api.access import caller_of
from service.api.project_shapes import link_to_project
from service.api.shapes import link_to
from service.proposal_words import short_name
from service.web import dates, navigation, words
from service.web.addresses import return_address
from service.web.marks import fragment, highlighted, highlighted_lines
from service.web.project_view import places_in_words, years_in_words

FOLDER = Path(__file__).parent
SEEN = ["GET", "HEAD"]
PER_LIST = 25
WITH_SCRIPTS = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
    "img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The policy of a page with a script of ours: as others, but for that and its requests."""


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        dates=dates,
        words=words,
        navigation=navigation,
        link_to=link_to,
        link_to_project=link_to_project,
        fragment=fragment,
        highlighted=highlighted,
        highlighted_lines=highlighted_lines,
        places_in_words=places_in_words,
        short_name=short_name,
        years_in_words=years_in_words,
    )
    return environment


def rendered(request: Request, name: str, status: int = 200, **context: Any) -> Response:
    """The page of a template."""
    return templates.TemplateResponse(request, name, context, status_code=status)


def scripted(page: Response) -> Response:
    """The same page, allowed to run our scripts and nothing else."""
    page.headers["Content-Security-Policy"] = WITH_SCRIPTS
    return page


def _account(request: Request) -> dict[str, Any]:
    """What the head of each page says of who reads it."""
    return {
        "caller": caller_of(request),
        "session": getattr(request.state, "session", False),
        "here_again": return_address(request),
    }


templates = Jinja2Templates(env=_environment(), context_processors=[_account])

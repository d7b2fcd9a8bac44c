"""The web application: routes and pages over parts that are handed in or built at start-up."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from nlp.errors import FundstelleError
from service.api import (
    annif,
    clicks,
    feedback,
    health,
    initiatives,
    projects,
    reports,
    search,
    theme_extras,
    vocabularies,
)
from service.api.contract import describe
from service.api.guard import BodyLimit, Guard
from service.api.parts import Parts, open_parts
from service.problems import as_response, log_failure, problem_of
from service.web import pages, project_pages

if TYPE_CHECKING:
    from nlp.pipeline import Analyser
    from service.applier import Applier
    from service.find import Finder
    from service.settings import Settings
    from service.store import Store

STATIC = Path(__file__).parent / "web" / "static"
FOR_PROGRAMS = ("/v1/", "/annif/", "/health/", "/openapi.json")

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def create_app(
    settings: Settings,
    *,
    finder: Finder | None = None,
    store: Store | None = None,
    analyser: Analyser | None = None,
    applier: Applier | None = None,
) -> FastAPI:
    """The application. Where not all parts are handed in, all are built at start-up.

    Nothing is built at import or here; with parts handed in it answers without a start-up.
    ``applier``: brings the index up to date after a write.
    """
    app = FastAPI(
        title="Fundstelle",
        version=_version(),
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(settings),
    )
    if store is not None and finder is not None and analyser is not None:
        app.state.parts = Parts(
            settings=settings, store=store, finder=finder, analyser=analyser, applier=applier
        )
    _add_routes(app)
    _add_layers(app)
    return app


def _lifespan(settings: Settings) -> Lifespan:
    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        if hasattr(app.state, "parts"):
            yield
            return
        with open_parts(settings) as app.state.parts:
            yield

    return living


def _add_routes(app: FastAPI) -> None:
    # An id may hold slashes: what follows one is looked at first.
    themes = (vocabularies, feedback, theme_extras, annif)
    for_programs = (search, clicks, initiatives, reports, projects, *themes, health)
    for routes in (*(part.router for part in for_programs), pages.router, project_pages.router):
        app.include_router(routes)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]


def _add_layers(app: FastAPI) -> None:
    """Starlette asks the layer that was added last first."""
    app.add_middleware(BodyLimit)
    app.add_middleware(GZipMiddleware, minimum_size=1_000)
    app.add_middleware(Guard, answer=answer_error)
    for kind in (FundstelleError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, answer_error)


def answer_error(request: Request, error: Exception) -> Response:
    """Problem details for programs, a page for people; 5xx are logged with the request's id."""
    problem = problem_of(error)
    request_id = getattr(request.state, "request_id", "")
    log_failure(problem, error, request_id)
    if request.url.path.startswith(FOR_PROGRAMS):
        return as_response(problem, instance=request.url.path, request_id=request_id)
    return pages.error_page(request, problem)


def _version() -> str:
    try:
        return version("fundstelle")
    except PackageNotFoundError:
        return "0"

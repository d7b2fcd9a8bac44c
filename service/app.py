"""The web application: routes and pages over parts that are handed in or built at start-up."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from nlp.errors import FundstelleError
from service.api import (
    annif,
    cards,
    clicks,
    erasure,
    export,
    feedback,
    health,
    initiatives,
    jobs,
    lesson_groups,
    lessons,
    places,
    projects,
    reports,
    reviews,
    search,
    statistics,
    suggest,
    tagging,
    theme_extras,
    themes,
    vocabularies,
    webhooks,
)
from service.api.access import READ, Gate, is_page
from service.api.contract import describe
from service.api.guard import BodyLimit, Guard
from service.api.guesses import Guesses
from service.api.overload import Crowd, Deadline, lanes_of
from service.api.parts import Parts, open_parts
from service.exchange import Hears, log_exchange
from service.problems import as_response, headers_of, log_failure, problem_of
from service.readiness import Readiness
from service.stages import Watcher, watched
from service.web import (
    click_pages,
    desk_pages,
    embedding,
    initiative_pages,
    job_pages,
    lesson_pages,
    login_pages,
    map_pages,
    pages,
    project_pages,
    search_pages,
    statistics_pages,
    theme_pages,
    timeline_pages,
)

if TYPE_CHECKING:
    from nlp.pipeline import Analyser
    from service.applier import Applies
    from service.find import Finder
    from service.registry import ProjectRegistry
    from service.settings import Settings
    from service.store import Store
    from service.telemetry import Telemetry

# No cookies: what scripts of other sites may do is said by a key alone.
CROSS_ORIGIN: dict[str, Any] = {
    "allow_methods": ["GET", "POST", "PUT", "PATCH", "DELETE"],
    "allow_headers": [
        "Authorization",
        "Content-Type",
        "Idempotency-Key",
        "If-Match",
        "If-None-Match",
        "X-API-Key",
        "X-Request-ID",
    ],
    "expose_headers": [
        "ETag",
        "Idempotent-Replayed",
        "Location",
        "RateLimit-Limit",
        "RateLimit-Remaining",
        "RateLimit-Reset",
        "Retry-After",
        "X-Request-ID",
    ],
    "max_age": 600,
}
SPARE_THREADS = 16
STATIC = Path(__file__).parent / "web" / "static"

# The framework's own telling would name addresses and quote exceptions; ours is in
# ``service.telemetry``.
UNTOLD: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def create_app(  # noqa: PLR0913 - its parts
    settings: Settings,
    *,
    finder: Finder | None = None,
    store: Store | None = None,
    analyser: Analyser | None = None,
    applier: Applies | None = None,
    registry: ProjectRegistry | None = None,
    parts: Parts | None = None,
    telemetry: Telemetry | None = None,
) -> FastAPI:
    """The application. Where not all parts are handed in, all are built at start-up.

    Nothing is built at import or here; with parts handed in it answers without a start-up.
    ``applier``: brings the index up to date after a write. ``registry``: that of the finder.
    ``parts``: all of them at once. ``telemetry``: hears of the stages of the work.
    """
    app = FastAPI(
        title="Fundstelle",
        version=_version(),
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(settings),
        telemetry=UNTOLD,
    )
    app.state.telemetry = telemetry
    app.state.readiness = Readiness(lambda: _parts(app))
    if settings.metrics:
        _add_metrics(app)
    if parts is not None:
        app.state.parts = parts
    elif store is not None and finder is not None and analyser is not None:
        app.state.parts = Parts(
            settings=settings,
            store=store,
            finder=finder,
            analyser=analyser,
            applier=applier,
            shared=registry,
        )
    _add_routes(app, settings)
    _add_layers(app, settings)
    return app


def _lifespan(settings: Settings) -> Lifespan:
    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        # A thread for each request that is let in, and some for whoever watches over the service.
        current_default_thread_limiter().total_tokens = settings.concurrency + SPARE_THREADS
        with watched(*_watchers(app)):
            if hasattr(app.state, "parts"):
                yield
                return
            with open_parts(settings) as app.state.parts:
                yield

    return living


def _parts(app: FastAPI) -> Parts | None:
    found: Parts | None = getattr(app.state, "parts", None)
    return found


def _add_metrics(app: FastAPI) -> None:
    # Loaded only where it is wanted.
    from service.api import metrics
    from service.metrics import Metrics

    app.state.metrics = Metrics(lambda: _parts(app))
    app.include_router(metrics.router)


def _watchers(app: FastAPI) -> list[Watcher]:
    found = (getattr(app.state, name, None) for name in ("metrics", "telemetry"))
    return [watcher for watcher in found if watcher is not None]


def _hearers(app: FastAPI) -> list[Hears]:
    metrics = getattr(app.state, "metrics", None)
    return [log_exchange, metrics.hear] if metrics else [log_exchange]


def _add_routes(app: FastAPI, settings: Settings) -> None:
    # An id may hold slashes: what follows one is looked at first.
    about_reports = (
        initiatives,
        cards,
        lesson_groups,
        lessons,
        reviews,
        reports,
        tagging,
        projects,
    )
    about_themes = (vocabularies, feedback, theme_extras, themes, annif)
    beside = (erasure, statistics, jobs, webhooks, health, embedding, login_pages, job_pages)
    for part in (*about_reports, *about_themes, *beside, desk_pages):
        app.include_router(part.router)
    browsing = (lesson_pages, theme_pages, statistics_pages, map_pages, timeline_pages)
    for_people = (search_pages, click_pages, pages, project_pages, initiative_pages, *browsing)
    for part in (search, suggest, clicks, export, places, *for_people):
        app.include_router(part.router, dependencies=[READ])
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.openapi = lambda: describe(app, settings)  # type: ignore[method-assign]


def _add_layers(app: FastAPI, settings: Settings) -> None:
    """Starlette asks the layer that was added last first."""
    most = settings.max_megabytes * 1_000_000
    app.add_middleware(BodyLimit, most=most, without=jobs.OWN_LIMIT)
    app.state.guesses = Guesses()
    app.add_middleware(Gate, settings=settings, guesses=app.state.guesses)
    app.add_middleware(Crowd, most=settings.concurrency, lanes=lanes_of(settings))
    app.add_middleware(Deadline, seconds=settings.timeout, without=jobs.OWN_LIMIT)
    app.add_middleware(GZipMiddleware, minimum_size=1_000)
    app.add_middleware(Guard, answer=answer_error, hear=_hearers(app))
    if settings.origins:
        app.add_middleware(CORSMiddleware, allow_origins=settings.origins, **CROSS_ORIGIN)
    if app.state.telemetry:
        app.add_middleware(app.state.telemetry.layer)
    for kind in (FundstelleError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, answer_error)


def answer_error(request: Request, error: Exception) -> Response:
    """Problem details for programs, a page for people; 5xx are logged with the request's id."""
    problem = problem_of(error)
    if problem.status == 405:
        problem = replace(problem, headers=(("Allow", ", ".join(_methods_at(request))),))
    request_id = getattr(request.state, "request_id", "")
    request.state.problem = problem.code
    log_failure(problem, error, request_id)
    if not is_page(request.url.path):
        return as_response(problem, instance=request.url.path, request_id=request_id)
    if login_pages.helps(request, error):
        return login_pages.to_login(request)
    page = pages.error_page(request, problem)
    page.headers.update(headers_of(problem, page=True))
    return page


def _methods_at(request: Request) -> list[str]:
    """All methods of an address; the framework names those of one of its routes."""
    routes = [route for route in iter_route_contexts(request.app.routes) if route.methods]
    path = next(r.path_format for r in routes if r.path_regex.match(request.url.path))
    return sorted(method for r in routes if r.path_format == path for method in r.methods or ())


def _version() -> str:
    try:
        return version("fundstelle")
    except PackageNotFoundError:
        return "0"

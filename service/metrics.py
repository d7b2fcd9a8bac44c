"""Counters, times and sizes of a service, in the text format of Prometheus.

Labels take few values: routes and not addresses, classes of status, names of stages. So there are
no more series than the service has routes, whatever is asked.
https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, get_args

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.metrics_core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from nlp.errors import FundstelleError
from service.index.state import state_of
from service.stages import Sizes
from service.store.jobs import OUTCOMES, JobState
from service.workers import SHARED

if TYPE_CHECKING:
    from service.api.parts import Parts
    from service.exchange import Exchange

MEDIA_TYPE = CONTENT_TYPE_LATEST
REQUESTS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120)
STAGES = (0.0005, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30)
REFUSED = (429, 503)
ENDED: tuple[JobState, ...] = ("done", "failed", "cancelled")


class Metrics:
    """Counts for one application; safe to share between threads.

    ``parts``: what to tell the state of, None while there is nothing yet.
    """

    def __init__(self, parts: Callable[[], Parts | None]) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        self._state = CollectorRegistry()
        self._state.register(_State(parts))
        ProcessCollector(registry=self._state)
        own: dict[str, Any] = {"registry": self._registry, "namespace": "fundstelle"}
        self._requests = Counter(
            "requests", "Answered requests.", ["route", "method", "status"], **own
        )
        self._seconds = Histogram(
            "request_seconds", "Seconds for an answer.", ["route"], buckets=REQUESTS, **own
        )
        self._refused = Counter(
            "refused_requests", "Requests answered with 429 or 503.", ["status", "problem"], **own
        )
        self._stages = Histogram(
            "stage_seconds", "Seconds for stages of the work.", ["stage"], buckets=STAGES, **own
        )
        self._searches = Counter("searches", "Searches carried out.", **own)
        self._tags = Counter("tags", "Texts analysed without being stored.", **own)
        self._imported = Counter(
            "imported_documents", "Documents of imports by what became of them.", ["outcome"], **own
        )
        self._jobs = Counter("ended_jobs", "Imports that ended.", ["state"], **own)
        for outcome in OUTCOMES:
            self._imported.labels(outcome)
        for state in ENDED:
            self._jobs.labels(state)

    def hear(self, exchange: Exchange) -> None:
        """One more request."""
        status = f"{exchange.status // 100}xx" if exchange.status else "gone"
        self._requests.labels(exchange.route, exchange.method, status).inc()
        self._seconds.labels(exchange.route).observe(exchange.seconds)
        if exchange.status in REFUSED:
            self._refused.labels(str(exchange.status), exchange.problem or "-").inc()

    @contextmanager
    def stage(self, name: str, sizes: Sizes, *, leaf: bool) -> Iterator[None]:  # noqa: ARG002
        """How long a stage of the work takes, and how many searches it was."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self._stages.labels(name).observe(time.perf_counter() - begun)
            if name == "search":
                self._searches.inc(sizes.get("questions", 1))

    def happened(self, name: str, kind: str) -> None:
        """Something that is counted."""
        if name == "tagged":
            self._tags.inc()
        elif name == "imported":
            self._imported.labels(kind).inc()
        elif name == "job ended":
            self._jobs.labels(kind).inc()

    def text(self) -> bytes:
        """All of it; what several processes count together, and the state of this one."""
        registry = self._registry
        if os.environ.get(SHARED):
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry) + generate_latest(self._state)


class _State(Collector):
    """What is so at the moment: looked up when it is asked for."""

    def __init__(self, parts: Callable[[], Parts | None]) -> None:
        self._parts = parts

    def collect(self) -> Iterable[Metric]:
        """Without the stock where the database does not answer."""
        yield InfoMetricFamily("fundstelle_build", "The version.", value={"version": _version()})
        parts = self._parts()
        if parts is None:
            return
        yield _models(parts)
        yield from _index(parts)
        try:
            stock = list(_stock(parts))
        except FundstelleError:
            stock = []
        yield _gauge("database_up", "Whether the database answers.", float(bool(stock)))
        yield from stock


def _models(parts: Parts) -> Metric:
    own = {"encoder": parts.finder.encoder, "analyser": parts.analyser.version}
    return InfoMetricFamily("fundstelle_models", "Names and versions of the models.", value=own)


def _index(parts: Parts) -> Iterator[Metric]:
    yield _gauge("passages", "Passages in the search index.", parts.finder.passages())
    if state := state_of(parts.settings.index_folder):
        yield _gauge("index_generation", "Number of the last file of the index.", state.generation)
        yield _gauge(
            "index_applied_timestamp_seconds",
            "When the index was last written, in seconds since 1970.",
            state.written,
        )


def _stock(parts: Parts) -> Iterator[Metric]:
    store = parts.store
    yield _gauge("reports", "Reports in the database.", store.count())
    backlog = store.backlog()
    yield _gauge("outbox_rows", "Changes that the index has yet to hear of.", backlog.rows)
    yield _gauge(
        "outbox_oldest_seconds",
        "Age of the oldest of them, 0 without any.",
        backlog.age(datetime.now(UTC)),
    )
    jobs = GaugeMetricFamily("fundstelle_jobs", "Bulk imports by state.", labels=["state"])
    states = store.jobs.states()
    for state in get_args(JobState):
        jobs.add_metric([state], states.get(state, 0))
    yield jobs


def _gauge(name: str, help_text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"fundstelle_{name}", help_text, value=value)


def _version() -> str:
    try:
        return version("fundstelle")
    except PackageNotFoundError:
        return "0"

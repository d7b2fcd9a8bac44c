"""Traces by OpenTelemetry: requests and the stages of the work, with sizes and never texts.

Where they go is said by the variables of OpenTelemetry: ``OTEL_TRACES_EXPORTER``,
``OTEL_EXPORTER_OTLP_…``, ``OTEL_SERVICE_NAME``, ``OTEL_RESOURCE_ATTRIBUTES``,
``OTEL_TRACES_SAMPLER``, ``OTEL_BSP_…``, ``OTEL_PROPAGATORS``.
https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from opentelemetry import propagate, trace
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nlp.errors import BadInputError
from service.api.overload import WATCHED
from service.exchange import method_of, route_of

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter

    from service.stages import Sizes

NAME = "fundstelle"
EXPORTERS, NONE = "opentelemetry_traces_exporter", "none"
PROTOCOLS = {"http/protobuf": "otlp_proto_http", "grpc": "otlp_proto_grpc"}
ATTRIBUTES = "OTEL_RESOURCE_ATTRIBUTES"


class Telemetry:
    """A watcher of stages that makes spans of them; ``layer`` does so for requests."""

    def __init__(self, provider: TracerProvider) -> None:
        self._provider = provider
        self._tracer = provider.get_tracer(NAME)

    @contextmanager
    def stage(self, name: str, sizes: Sizes, *, leaf: bool) -> Iterator[None]:
        """A span. Leaves are told only within another: much is looked up beside the requests."""
        if leaf and not trace.get_current_span().is_recording():
            yield
        elif leaf:
            # Not made the current one: a generator may be left in another thread.
            with self._told(self._tracer.start_span(name), sizes):
                yield
        else:
            span = self._tracer.start_span(name)
            current = trace.use_span(span, record_exception=False, set_status_on_exception=False)
            with current, self._told(span, sizes):
                yield

    def happened(self, name: str, kind: str) -> None:
        """Nothing: these are counted, not traced."""

    def layer(self, app: ASGIApp) -> ASGIApp:
        """The application with a span for each request."""
        return _Traced(app, self._tracer)

    def close(self) -> None:
        """Sends what is left."""
        self._provider.shutdown()

    @contextmanager
    def _told(self, span: Span, sizes: Sizes) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            # Its words may quote a text.
            span.set_status(Status(StatusCode.ERROR, type(error).__name__))
            raise
        finally:
            span.set_attributes({f"{NAME}.{key}": value for key, value in sizes.items()})
            span.end()


def telemetry_of(environment: Mapping[str, str] = os.environ) -> Telemetry:
    """As the variables of OpenTelemetry say; BadInputError for an exporter that is not there."""
    named = SERVICE_NAME in environment.get(ATTRIBUTES, "") or environment.get("OTEL_SERVICE_NAME")
    resource = Resource.create({} if named else {SERVICE_NAME: NAME})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    for exporter in _exporters(environment):
        provider.add_span_processor(BatchSpanProcessor(exporter))
    return Telemetry(provider)


def _exporters(environment: Mapping[str, str]) -> Iterator[SpanExporter]:
    for each in environment.get("OTEL_TRACES_EXPORTER", "otlp").split(","):
        name = each.strip()
        if name and name != NONE:
            yield _exporter(_protocol(environment) if name == "otlp" else name)


def _protocol(environment: Mapping[str, str]) -> str:
    usual = environment.get("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
    chosen = environment.get("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", usual)
    return PROTOCOLS.get(chosen, chosen)


def _exporter(name: str) -> SpanExporter:
    for found in entry_points(group=EXPORTERS, name=name):
        exporter: SpanExporter = found.load()()
        return exporter
    raise BadInputError(
        f"OTEL_TRACES_EXPORTER: „{name}“ ist nicht installiert; möglich sind otlp, console, none."
    )


class _Traced:
    """One span for each request, within the trace that the request belongs to."""

    def __init__(self, app: ASGIApp, tracer: trace.Tracer) -> None:
        self._app = app
        self._tracer = tracer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request; whoever watches over the service leaves no trace."""
        if scope["type"] != "http" or scope["path"].startswith(WATCHED):
            await self._app(scope, receive, send)
            return
        before = propagate.extract(Headers(scope=scope))
        with self._tracer.start_as_current_span(
            method_of(scope),
            context=before,
            kind=SpanKind.SERVER,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            await self._app(scope, receive, _Reply(send, span))
            route = route_of(scope)
            span.update_name(f"{method_of(scope)} {route}")
            span.set_attributes({"http.request.method": method_of(scope), "http.route": route})
            span.set_attribute(f"{NAME}.request_id", scope["state"]["request_id"])


class _Reply:
    """``send`` that tells a span how it went."""

    def __init__(self, send: Send, span: Span) -> None:
        self._send = send
        self._span = span

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            status = message["status"]
            self._span.set_attribute("http.response.status_code", status)
            if status >= 500:
                self._span.set_status(Status(StatusCode.ERROR))
        await self._send(message)

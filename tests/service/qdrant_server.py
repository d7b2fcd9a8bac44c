"""The client's cluster in memory behind the addresses of a server, for programs of their own.

Faults can be put in front of it: to be down, to hang, to answer with an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from pydantic import TypeAdapter
from qdrant_client import models

from tests.service.clusters import OneAtATime

Body = dict[str, Any]


def created(client: Any, name: str, body: Body) -> object:
    asked = models.CreateCollection(**body)
    return client.create_collection(
        name,
        vectors_config=asked.vectors,
        sparse_vectors_config=asked.sparse_vectors,
        metadata=asked.metadata,
    )


def written(client: Any, name: str, body: Body) -> object:
    asked = models.PointsList(**body)
    return client.upsert(name, points=asked.points)


def removed(client: Any, name: str, body: Body) -> object:
    return client.delete(name, points_selector=models.PointIdsList(**body))


def found(client: Any, name: str, body: Body) -> object:
    asked = models.QueryRequest(**body)
    return client.query_points(
        name,
        query=asked.query,
        using=asked.using,
        query_filter=asked.filter,
        limit=asked.limit,
        with_payload=asked.with_payload,
    )


def listed(client: Any, name: str, body: Body) -> object:
    asked = models.ScrollRequest(**body)
    records, after = client.scroll(
        name,
        limit=asked.limit,
        offset=asked.offset,
        with_payload=asked.with_payload,
        with_vectors=asked.with_vector,
    )
    return models.ScrollResult(points=records, next_page_offset=after)


def fetched(client: Any, name: str, body: Body) -> object:
    asked = models.PointRequest(**body)
    return client.retrieve(name, ids=asked.ids, with_payload=asked.with_payload)


def counted(client: Any, name: str, body: Body) -> object:
    return client.count(name, count_filter=models.CountRequest(**body).filter)


def updated(client: Any, name: str, body: Body) -> object:
    return client.update_collection(name, metadata=body.get("metadata"))


def renamed(client: Any, _: str, body: Body) -> object:
    asked = models.ChangeAliasesOperation(**body)
    return client.update_collection_aliases(asked.actions)


def indexed(client: Any, name: str, body: Body) -> object:
    asked = models.CreateFieldIndex(**body)
    return client.create_payload_index(name, asked.field_name, asked.field_schema)


ROUTES: list[tuple[str, str, Callable[[Any, str, Body], object]]] = [
    ("GET", "/collections", lambda client, *_: client.get_collections()),
    ("GET", "/aliases", lambda client, *_: client.get_aliases()),
    ("POST", "/collections/aliases", renamed),
    ("GET", "/collections/{name}", lambda client, name, _: client.get_collection(name)),
    (
        "GET",
        "/collections/{name}/exists",
        lambda client, name, _: {"exists": client.collection_exists(name)},
    ),
    ("PUT", "/collections/{name}", created),
    ("PATCH", "/collections/{name}", updated),
    ("DELETE", "/collections/{name}", lambda client, name, _: client.delete_collection(name)),
    ("PUT", "/collections/{name}/index", indexed),
    ("PUT", "/collections/{name}/points", written),
    ("POST", "/collections/{name}/points", fetched),
    ("POST", "/collections/{name}/points/delete", removed),
    ("POST", "/collections/{name}/points/query", found),
    ("POST", "/collections/{name}/points/scroll", listed),
    ("POST", "/collections/{name}/points/count", counted),
]


class FakeServer:
    """``asked``: method and path of each request. ``fault``: status to answer with, ``hang``."""

    def __init__(self) -> None:
        self.client = OneAtATime()
        self.asked: list[str] = []
        self.keys: set[str | None] = set()
        self.fault: int | None = None
        self.hangs = False
        self.over = Event()
        self._http: ThreadingHTTPServer | None = None
        self._port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Again on the same port, with all that it holds."""
        server = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                server.answer(self)

            do_GET = do_PUT = do_POST = do_PATCH = do_DELETE = _answer  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", self._port), Handler)
        self._http.daemon_threads = True
        self._port = self._http.server_address[1]
        Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        if self._http:
            self._http.shutdown()
            self._http.server_close()
            self._http = None

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        path = request.path.partition("?")[0]
        self.asked.append(f"{request.command} {path}")
        self.keys.add(request.headers.get("api-key"))
        if self.hangs:
            self.over.wait(20)
            return
        status, result = self._result(request.command, path, json.loads(body or b"{}"))
        data = TypeAdapter(Any).dump_json({"result": result, "status": "ok", "time": 0.0})
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    def _result(self, method: str, path: str, body: Body) -> tuple[int, object]:
        if self.fault:
            return self.fault, None
        for own, pattern, work in ROUTES:
            match = re.fullmatch(pattern.replace("{name}", "(?P<name>[^/]+)"), path)
            if own == method and match:
                try:
                    return 200, work(self.client, match.groupdict().get("name", ""), body)
                except ValueError:
                    return 404, None
        raise AssertionError(f"not foreseen: {method} {path}")


@contextmanager
def running() -> Iterator[FakeServer]:
    server = FakeServer()
    server.start()
    try:
        yield server
    finally:
        server.over.set()
        server.stop()

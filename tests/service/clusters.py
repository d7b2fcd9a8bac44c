"""Clusters of Qdrant for tests: the client's own in memory, and a real one where one is set."""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import RLock
from uuid import uuid4

import pytest
from qdrant_client import QdrantClient

from service.index.qdrant.index import QdrantIndex
from service.index.qdrant.link import Link
from service.index.qdrant.shape import Layout, create_collection

REAL = "QDRANT_URL"
KEY = "QDRANT_API_KEY"
# The client in memory says where it does less than a server.
QUIET = [
    pytest.mark.filterwarnings("ignore:Payload indexes have no effect"),
    pytest.mark.filterwarnings("ignore:Local mode performs exact"),
]


class OneAtATime:
    """The client in memory has no locks; a server lets many ask at once."""

    def __init__(self) -> None:
        self._client = QdrantClient(":memory:")
        self._lock = RLock()

    def __getattr__(self, name: str) -> object:
        work = getattr(self._client, name)

        def alone(*args: object, **options: object) -> object:
            with self._lock:
                return work(*args, **options)

        return alone if isinstance(work, Callable) else work


def real_client() -> QdrantClient:
    """Skips where no server is set."""
    url = os.environ.get(REAL)
    if not url:
        pytest.skip(f"no Qdrant server: set {REAL} (and {KEY}) to test with one")
    key = os.environ.get(KEY)
    headers = {"api-key": key} if key else None
    return QdrantClient(url=url, headers=headers, timeout=30, check_compatibility=False)


def an_index(client: object, dimensions: int) -> tuple[QdrantIndex, Callable[[], object]]:
    """An empty index of its own, and what removes it."""
    link, name = Link(client), f"test-{uuid4().hex}"
    create_collection(link, name, dimensions, Layout(), {})
    return QdrantIndex(link, name, dimensions), lambda: client.delete_collection(name)

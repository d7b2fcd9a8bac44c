"""Every request to the cluster: what fails there is a German error, and never a storm of requests.

After a few failures in succession nobody asks for a moment, and then one asks for all (the circuit
breaker of Nygard, Release It!, 2007): a cluster that hangs must not take every thread with it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from json import JSONDecodeError
from threading import Lock
from typing import TypeVar

import httpx
from qdrant_client import QdrantClient
from qdrant_client.common.client_exceptions import QdrantException, ResourceExhaustedResponse
from qdrant_client.http.exceptions import (
    ApiException,
    ResponseHandlingException,
    UnexpectedResponse,
)

from nlp.errors import StoreError
from service.index.unreachable import IndexUnreachableError

T = TypeVar("T")
WRITING = 60
FAILURES = 3
PAUSE = 5.0
"""Seconds for which nobody asks after so many failures."""
NO_ANSWER = "Der Suchindex im Cluster antwortet nicht. Was gespeichert ist, wird nachgetragen."
FAILING = "Der Suchindex im Cluster meldet einen Fehler. Was gespeichert ist, wird nachgetragen."
BUSY = "Der Suchindex im Cluster ist ausgelastet; bitte gleich noch einmal."
REFUSED = "Der Cluster des Suchindex nimmt den Schlüssel nicht an (FUNDSTELLE_INDEX_KEY)."
NOT_UNDERSTOOD = "Der Cluster des Suchindex versteht die Anfrage nicht: Bitte seine Version prüfen."
ANOTHER_PROGRAM = "Unter FUNDSTELLE_INDEX_URL antwortet etwas anderes als ein Cluster von Qdrant."
log = logging.getLogger(__name__)


class MissingError(StoreError):
    """There is no collection or alias of that name."""


class Link:
    """One client, shared between threads.

    ``writing``: seconds that a write may take, which waits until its points are found.
    """

    def __init__(
        self, client: QdrantClient, *, writing: int = WRITING, pause: float = PAUSE
    ) -> None:
        self.writing = writing
        self._client = client
        self._pause = pause
        self._lock = Lock()
        self._failures = 0
        self._closed_until = 0.0

    def ask(self, work: Callable[[QdrantClient], T]) -> T:
        """The answer; IndexUnreachableError, MissingError, StoreError.

        A connection that the other side had closed while it was idle, and a name that was just
        given to another collection, are tried once more.
        """
        self._admit()
        try:
            try:
                answer = work(self._client)
            except (ApiException, ValueError) as error:
                if not _is_passing(error):
                    raise
                answer = work(self._client)
        except (ApiException, QdrantException, ValueError) as error:
            told = _told(error)
            self._note(failed=isinstance(told, IndexUnreachableError), error=error)
            raise told from error
        self._note(failed=False)
        return answer

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _admit(self) -> None:
        """After the pause one may ask; the others wait for what comes of it."""
        with self._lock:
            now = time.monotonic()
            if now < self._closed_until:
                wait = round(self._closed_until - now) + 1
                raise IndexUnreachableError(NO_ANSWER, retry_after=wait)
            if self._failures >= FAILURES:
                self._closed_until = now + self._pause

    def _note(self, *, failed: bool, error: Exception | None = None) -> None:
        with self._lock:
            self._failures = self._failures + 1 if failed else 0
            closes = self._failures >= FAILURES
            self._closed_until = time.monotonic() + self._pause if closes else 0.0
        if self._failures == FAILURES:
            log.warning("Der Suchindex im Cluster ist nicht benutzbar (%s).", _kind(error))


def _is_passing(error: Exception) -> bool:
    if isinstance(error, UnexpectedResponse):
        return error.status_code == 404
    return isinstance(error, ResponseHandlingException) and isinstance(
        error.source, httpx.RemoteProtocolError | httpx.ReadError
    )


def _told(error: Exception) -> StoreError:
    if isinstance(error, ResourceExhaustedResponse):
        return IndexUnreachableError(BUSY, retry_after=max(1, int(error.retry_after_s)))
    if isinstance(error, UnexpectedResponse):
        return _of_status(error.status_code or 0)
    if isinstance(error, JSONDecodeError | UnicodeDecodeError) or (
        isinstance(error, ResponseHandlingException) and isinstance(error.source, ValueError)
    ):
        return StoreError(ANOTHER_PROGRAM)
    if isinstance(error, ResponseHandlingException | QdrantException):
        return IndexUnreachableError(NO_ANSWER)
    # The client in memory has no status: it knows no such collection.
    return MissingError("Diesen Suchindex gibt es im Cluster nicht (mehr).")


def _of_status(status: int) -> StoreError:
    if status in {401, 403}:
        return StoreError(REFUSED)
    if status == 404:
        return MissingError("Diesen Suchindex gibt es im Cluster nicht (mehr).")
    if status == 429:
        return IndexUnreachableError(BUSY)
    return IndexUnreachableError(FAILING) if status >= 500 else StoreError(NOT_UNDERSTOOD)


def _kind(error: Exception | None) -> str:
    """What is worth noting, without addresses and contents."""
    if isinstance(error, UnexpectedResponse):
        return f"Status {error.status_code}"
    if isinstance(error, ResponseHandlingException):
        return type(error.source).__name__
    return type(error).__name__

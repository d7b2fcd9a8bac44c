"""Lets a finder read ahead in the background, so that the first searches need not wait."""

from __future__ import annotations

import logging
from threading import Event, Thread
from types import TracebackType
from typing import Self

from nlp.errors import FundstelleError
from service.find import Finder

log = logging.getLogger(__name__)


class Warmer:
    """A thread that ends by itself, or when its block does."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._stop = Event()
        self._thread = Thread(target=self._run, name="fundstelle-warmer", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            self._finder.warm(self._stop.is_set)
        except FundstelleError as error:
            log.warning("Nothing was read ahead: %s", error)

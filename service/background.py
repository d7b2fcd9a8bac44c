"""Work that goes on beside the requests."""

from __future__ import annotations

from threading import Event, Thread
from types import TracebackType
from typing import Self


class Background:
    """A thread that works while it is entered; ``work`` ends soon after ``over`` is set."""

    def __init__(self, name: str) -> None:
        self._over = Event()
        self._thread = Thread(target=self._work, name=f"fundstelle-{name}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _work(self) -> None:
        raise NotImplementedError

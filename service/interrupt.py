"""Ctrl-C as a wish: the work at hand is finished first."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def asked_to_stop(on_ask: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Tells whether Ctrl-C was pressed; the second press interrupts at once.

    Only for the main thread.
    """
    presses: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        if presses:
            raise KeyboardInterrupt
        presses.append(number)
        on_ask()

    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: bool(presses)
    finally:
        signal.signal(signal.SIGINT, before)

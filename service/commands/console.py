"""What a command writes: results to stdout, all else to stderr."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any, TextIO

PERIOD = 5.0


def say(line: str) -> None:
    """A line for the person at the terminal."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def write_line(line: str) -> None:
    """A line of the result, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def write_json(value: Mapping[str, Any]) -> None:
    """A result as one line of JSON."""
    write_line(json.dumps(value, ensure_ascii=False, allow_nan=False))


def is_coloured(stream: TextIO) -> bool:
    """Whether marks may be written as terminal colours."""
    return stream.isatty() and "NO_COLOR" not in os.environ


def counted(number: int, one: str, many: str) -> str:
    """A number with what it counts."""
    return f"{number} {one if number == 1 else many}"


def decimal(value: float) -> str:
    """A number with one digit behind the comma."""
    return f"{value:.1f}".replace(".", ",")


class Portion:
    """How much of a known amount is done: one line that changes, or one now and then in a log."""

    def __init__(self, verb: str) -> None:
        self._verb = verb
        self._begun = self._told = time.monotonic()
        self._live = sys.stderr.isatty()

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return time.monotonic() - self._begun

    def tell(self, done: int, total: int) -> None:
        """So much of it."""
        now = time.monotonic()
        if now - self._told < (0.1 if self._live else PERIOD):
            return
        self._told = now
        line = f"{done * 100 // max(total, 1)} % {self._verb}"
        sys.stderr.write(f"\r\x1b[K{line}" if self._live else f"{line}\n")
        sys.stderr.flush()

    def end(self) -> None:
        """It is over."""
        if self._live:
            sys.stderr.write("\r\x1b[K")


class Counter:
    """How many documents are done: one line that changes, or a line now and then in a log."""

    def __init__(self, verb: str, more: Callable[[], str] = lambda: "") -> None:
        """``more``: what else the line says, with its comma."""
        self._verb = verb
        self._more = more
        self._begun = self._told = time.monotonic()
        self._done = 0
        self._live = sys.stderr.isatty()

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return time.monotonic() - self._begun

    def step(self) -> None:
        """One more."""
        self.steps(1)

    def steps(self, many: int) -> None:
        """Some more."""
        self._done += many
        now = time.monotonic()
        if self._live or now - self._told >= PERIOD:
            self._told = now
            self._tell()

    def note(self, line: str) -> None:
        """A line of its own beside the count."""
        self._clear()
        say(line)

    def end(self) -> None:
        """The count is over."""
        self._clear()

    def _tell(self) -> None:
        pace = f"{self._done / max(self.seconds, 0.001):.1f}".replace(".", ",")
        line = f"{self._done} Dokumente {self._verb}, {pace} je Sekunde{self._more()}"
        sys.stderr.write(f"\r\x1b[K{line}" if self._live else f"{line}\n")
        sys.stderr.flush()

    def _clear(self) -> None:
        if self._live:
            sys.stderr.write("\r\x1b[K")

"""Feeds a target with text and keeps count of what goes wrong."""

from __future__ import annotations

import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.fuzz.inputs import texts
from tests.fuzz.oracles import WrongError
from tests.fuzz.targets import Target

SECONDS = 60
"""After so many an input counts as a hang."""
PATIENCE = 10
"""How much longer by the clock an input may take than by the processor."""
AGAIN = 8
"""Every so many inputs one is read again, after the others."""
LEAST = 1_000
"""Characters from which an input says something of the time that characters take."""


class HangError(Exception):
    """An input took too long."""


@dataclass(slots=True, kw_only=True)
class Finding:
    """A text that something went wrong with."""

    text: str
    kind: str
    said: str


@dataclass(slots=True, kw_only=True)
class Tally:
    """What came of one target; ``slowest``: milliseconds of the processor per 1,000 characters."""

    characters: int = 0
    inputs: int = 0
    exceptions: int = 0
    wrong: int = 0
    hangs: int = 0
    slowest: float = 0.0
    slowest_text: str = ""
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing went wrong."""
        return not (self.exceptions or self.wrong or self.hangs)


def feed(target: Target, characters: int, seed: object) -> Tally:
    """So many characters in texts that the seed determines."""
    tally = Tally()
    _told(target, "Am 1. Mai 2013 in Kiel", Tally())  # loads what it needs
    kept: tuple[str, object] | None = None
    for text in texts(f"{target.name} {seed}", questions=target.questions):
        result = _read(target, text, tally)
        if tally.inputs % AGAIN == 0:
            kept = (text, result)
        elif kept is not None and tally.inputs % AGAIN == AGAIN - 1:
            _read_again(target, *kept, tally)
        if tally.characters >= characters:
            return tally
    raise AssertionError("texts never end")


def _read(target: Target, text: str, tally: Tally) -> object:
    began = time.process_time()
    result = _told(target, text, tally)
    spent = time.process_time() - began
    tally.inputs += 1
    tally.characters += len(text)
    if len(text) >= LEAST and spent * 1e6 / len(text) > tally.slowest:
        tally.slowest, tally.slowest_text = spent * 1e6 / len(text), text
    return result


def _told(target: Target, text: str, tally: Tally) -> object:
    try:
        with within(SECONDS):
            return target.check(text)
    except HangError:
        tally.hangs += 1
        tally.findings.append(Finding(text=text, kind="hang", said=traceback.format_exc()))
    except WrongError as error:
        tally.wrong += 1
        tally.findings.append(Finding(text=text, kind="wrong", said=f"Wrong: {error}"))
    except Exception:
        tally.exceptions += 1
        tally.findings.append(Finding(text=text, kind="exception", said=traceback.format_exc()))
    return None


def _read_again(target: Target, text: str, first: object, tally: Tally) -> None:
    if _told(target, text, tally) != first:
        tally.wrong += 1
        said = "Wrong: the same text read twice gives different results"
        tally.findings.append(Finding(text=text, kind="wrong", said=said))


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises ``HangError`` after so many seconds of the processor; other work does not count.

    What waits and computes nothing is given ``PATIENCE`` times as long by the clock.
    """
    if sys.platform == "win32":
        yield
        return
    alarms = (
        (signal.ITIMER_PROF, signal.SIGPROF, 1),
        (signal.ITIMER_REAL, signal.SIGALRM, PATIENCE),
    )
    before = [signal.signal(told, _stop) for _, told, _ in alarms]
    for timer, _, times in alarms:
        signal.setitimer(timer, seconds * times)
    try:
        yield
    finally:
        for (timer, told, _), handler in zip(alarms, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(told, handler)


def _stop(*_: object) -> None:
    raise HangError

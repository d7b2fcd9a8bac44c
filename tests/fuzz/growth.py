"""How the time of a target grows with a text: ``python -m tests.fuzz.growth``.

The exponent is the slope of the logarithm of time over that of length, fitted to the longest
texts; below ``FLOOR`` the clock says nothing.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tests.fuzz.baits import BAITS, bait
from tests.fuzz.session import HangError, within
from tests.fuzz.targets import TARGETS

FIRST, LAST = 4_000, 1_024_000
FLOOR = 0.01
"""Seconds."""
STEEPEST = 1.2
LONGEST = 5.0
HOPELESS = 120
ROUNDS = 5
ENOUGH = 3
"""Lengths that an exponent is fitted to, however long they take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """Lengths and seconds, and the exponent; None where all was too fast to tell."""

    points: tuple[tuple[int, float], ...]
    exponent: float | None

    @property
    def is_steep(self) -> bool:
        """Whether it grows clearly faster than the text."""
        return self.exponent is not None and self.exponent > STEEPEST


def growth(
    check: Callable[[str], object],
    make: Callable[[int], str],
    *,
    seconds: float,
    first: int = FIRST,
    longest: float = LONGEST,
) -> Growth:
    """Lengthens the text, twice at least, until a run takes ``seconds``.

    What then seems steep, which it may where other work takes the caches, is measured again up
    to ``longest`` seconds, in rounds while their best times seem so: what slows one length slows
    the same length of another round hardly ever.
    """
    found = _measured(check, make, _lengths(first, 4), seconds)
    rounds: list[tuple[tuple[int, float], ...]] = []
    while found.is_steep and len(rounds) < ROUNDS:
        rounds.append(_measured(check, make, _lengths(first, 2), longest).points)
        found = _of(_least(rounds))
    return found


def _measured(
    check: Callable[[str], object],
    make: Callable[[int], str],
    lengths: Iterator[int],
    seconds: float,
) -> Growth:
    points: list[tuple[int, float]] = []
    for length in lengths:
        text = make(length)
        points.append((len(text), _spent(check, text)))
        if points[-1][1] > seconds and len(points) >= ENOUGH:
            break
    return _of(points)


def _of(points: Sequence[tuple[int, float]]) -> Growth:
    return Growth(points=tuple(points), exponent=_exponent(points))


def _least(rounds: Sequence[Sequence[tuple[int, float]]]) -> list[tuple[int, float]]:
    """The shortest time of each length; rounds may end at different ones."""
    return [min(same, key=lambda point: point[1]) for same in zip(*rounds, strict=False)]


def _lengths(first: int, factor: int) -> Iterator[int]:
    length = first
    while length <= LAST:
        yield length
        length *= factor


def _spent(check: Callable[[str], object], text: str) -> float:
    """Seconds of the processor, without those of the collector of garbage."""
    gc.disable()
    began = time.process_time()
    try:
        with within(HOPELESS):
            check(text)
    except HangError:
        return HOPELESS
    finally:
        gc.enable()
    return time.process_time() - began


def _exponent(points: Sequence[tuple[int, float]]) -> float | None:
    told = [(length, max(spent, FLOOR / 2)) for length, spent in points][-4:]
    above = [pair for pair in told if pair[1] >= FLOOR]
    told = above if len(above) >= ENOUGH else told[-2:]
    if len(told) < 2 or told[-1][1] < FLOOR:
        return None
    return min(_slope(told), _slope(told[-3:]))


def _slope(points: Sequence[tuple[int, float]]) -> float:
    lengths, times = np.log(np.array(points, dtype=np.float64)).T
    return float(np.polyfit(lengths, times, 1)[0])


def main(arguments: Sequence[str] | None = None) -> int:
    """Tells what is steep, and the steepest of each target; 1 where something is."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.growth", description=__doc__)
    parser.add_argument("--seconds", type=float, default=0.15)
    parser.add_argument("--target", action="append", choices=list(TARGETS))
    options = parser.parse_args(arguments)
    steep = 0
    for name in options.target or TARGETS:
        steep += _target(name, options.seconds)
    return 1 if steep else 0


def _target(name: str, seconds: float) -> int:
    check, found = TARGETS[name].check, list[tuple[float, str]]()
    check("Am 1. Mai 2013 in Kiel")  # loads what it needs
    for snippet, end in BAITS:

        def make(length: int, snippet: str = snippet, end: str = end) -> str:
            return bait(snippet, end, length)

        told = growth(check, make, seconds=seconds)
        if told.exponent is not None:
            found.append((told.exponent, snippet))
        if told.is_steep:
            points = ", ".join(f"{length:,}: {spent:.2f} s" for length, spent in told.points[-4:])
            print(f"  {name}: {snippet!r} {told.exponent:.2f} ({points})", flush=True)
    steepest = max(found, default=(0.0, ""))
    told_of = f"{len(found)} of {len(BAITS)} repetitions took long enough to tell"
    print(f"{name:12} {steepest[0]:.2f} {steepest[1]!r}; {told_of}", flush=True)
    return sum(exponent > STEEPEST for exponent, _ in found)


if __name__ == "__main__":
    raise SystemExit(main())

"""A training run: how long it is, how its learning rate goes, how it is called."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import torch


class Timed(Protocol):
    """What a run's length and rates depend on.

    ``warm``: share of it in which the rate rises; ``least``: the share of the rate at its end.
    """

    @property
    def epochs(self) -> int: ...
    @property
    def minutes(self) -> float | None: ...
    @property
    def warm(self) -> float: ...
    @property
    def least(self) -> float: ...


class Course:
    """The learning rate over a run: a short rise, then down to almost nothing.

    By the share of the steps, or of the minutes where those are set.
    """

    def __init__(self, settings: Timed, steps: int) -> None:
        self._settings = settings
        self._steps = steps
        self._began = time.monotonic()

    def done(self, step: int) -> float:
        """The share of the run that is over."""
        if self._settings.minutes is None:
            return step / self._steps
        return (time.monotonic() - self._began) / 60 / self._settings.minutes

    def factor(self, step: int) -> float:
        """What the rates are multiplied with."""
        done = self.done(step)
        return min(1.0, (done + 1e-3) / self._settings.warm, max(self._settings.least, 1 - done))

    def set_rates(self, optimiser: torch.optim.Optimizer, step: int) -> None:
        """Each group's own full rate, times the factor."""
        for group in optimiser.param_groups:
            group["lr"] = group["full"] * self.factor(step)


def options_of(arguments: Sequence[str] | None, *, about: str, epochs: int) -> argparse.Namespace:
    """What a run is called with: ``epochs``, ``minutes``, ``public``, ``export``."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--epochs", type=int, default=epochs)
    parser.add_argument("--minutes", type=float, help="stop, fully trained, after so long")
    parser.add_argument("--public", type=Path, help="folder of GermEval 2014 and MobIE")
    parser.add_argument("--export", action="store_true", help="only write what was trained last")
    return parser.parse_args(arguments)


def say(line: str) -> None:
    """Progress goes to stderr."""
    print(line, file=sys.stderr, flush=True)

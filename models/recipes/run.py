"""A model on its way down a loss: epochs of batches, each batch a step at the course's rate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import torch
from torch import Tensor, nn

from models.recipes.course import Course, Timed, say

SAID_EVERY = 50
STEEPEST = 1.0
"""The norm to which a step's gradients are cut."""
Batch = TypeVar("Batch")


class Run:
    """One run over a model; ``step`` counts the steps that were made."""

    def __init__(self, model: nn.Module, optimiser: torch.optim.Optimizer, settings: Timed) -> None:
        """``optimiser``: its groups have their full rates as ``full``."""
        self.step = 0
        self._model = model
        self._optimiser = optimiser
        self._settings = settings
        self._course: Course | None = None

    def epochs(self, batches: Callable[[int], Sequence[Batch]]) -> Iterator[Sequence[Batch]]:
        """The batches of each epoch, by its number, until the course is over.

        The course begins when the first ones are there, and is as long as all epochs of so many.
        """
        epoch = 0
        while self._course is None or self._course.done(self.step) < 1:
            found = batches(epoch)
            steps = self._settings.epochs * len(found)
            self._course = self._course or Course(self._settings, steps)
            yield found
            epoch += 1

    def follow(self, batches: Sequence[Batch], loss: Callable[[Batch], Tensor]) -> None:
        """A step for each of an epoch's batches, as far as the course goes."""
        self._model.train()
        for batch in batches:
            if self._course is None or self._course.done(self.step) >= 1:
                return
            self._course.set_rates(self._optimiser, self.step)
            with torch.autocast(self._device(), torch.bfloat16):
                value = loss(batch)
            self._move(value)
            if self.step % SAID_EVERY == 0:
                done = self._course.done(self.step)
                say(f"step {self.step}, {done:.0%}: loss {value.item():.4f}")
            self.step += 1

    def _device(self) -> str:
        return next(self._model.parameters()).device.type

    def _move(self, value: Tensor) -> None:
        value.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._model.parameters(), STEEPEST)
        self._optimiser.step()
        self._optimiser.zero_grad()

"""One thing that is fed with hostile text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """``check`` raises ``WrongError`` where a promise is broken, and gives what to compare.

    Its result for the same text is the same whatever was read before. ``share``: of the
    characters asked for, how many it is given; slow ones get less.
    """

    name: str
    check: Callable[[str], object]
    questions: bool = False
    share: float = 1.0

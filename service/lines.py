"""The lines of a passage as they are shown: fused ones apart, hard-wrapped ones as one."""

from __future__ import annotations

from nlp.segment import blocks
from nlp.types import Span

TELLING = 4
"""Long lines of a passage that tell whether it is hard-wrapped."""


def lines_of(passage: str) -> tuple[Span, ...]:
    """In order; offsets count from the start of the passage."""
    return blocks(passage, telling=TELLING)

"""Passages as windows for the encoder: each with its title and heading in front."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.encoder import Window
from nlp.types import Passage, Report

LONGEST_CONTEXT = 160


def windows(report: Report, passages: Sequence[Passage]) -> list[Window]:
    """One window for each passage, in order."""
    return [
        Window(context=context(report.title, passage, report.text), text=passage.of(report.text))
        for passage in passages
    ]


def context(title: str, passage: Passage, text: str) -> str:
    """Title and heading, each on a line, unless the passage itself opens with them."""
    opening = " ".join(text[passage.start : passage.start + 2 * LONGEST_CONTEXT].split())
    lines = (" ".join(line.split()) for line in dict.fromkeys((title, passage.heading)))
    return "\n".join(
        line[:LONGEST_CONTEXT] for line in lines if line and not opening.startswith(line)
    )

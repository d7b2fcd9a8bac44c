"""Measured numbers with their size, interval, baselines and floor, as one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.gold import GoldReport
from models.metrics import Counts, Interval, f1_interval, mean, mean_interval, total
from nlp.types import Analysis

Pairs = Sequence[tuple[GoldReport, Analysis]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured number; ``size`` is what it was measured on, ``floor`` what it must reach.

    ``interval`` holds 95 % of the values of bootstrap samples of the documents. ``baselines``
    name simpler methods on the same documents, the most important first.
    """

    part: str
    name: str
    value: float
    size: int
    note: str = ""
    interval: Interval | None = None
    baselines: tuple[tuple[str, float], ...] = ()
    floor: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the floor is reached."""
        return self.floor is None or self.value >= self.floor


def counted(part: str, name: str, documents: Sequence[Counts], **baselines: float) -> Row:
    """F1 over all documents, each with its own counts."""
    counts = total(documents)
    return Row(
        part=part,
        name=name,
        value=counts.f1,
        size=counts.wanted,
        note=f"P {counts.precision:.2f}  R {counts.recall:.2f}",
        interval=f1_interval(documents),
        baselines=tuple(baselines.items()),
    )


def averaged(part: str, name: str, values: Sequence[float], **baselines: float) -> Row:
    """The mean of one value a document (or item)."""
    return Row(
        part=part,
        name=name,
        value=mean(values),
        size=len(values),
        interval=mean_interval(values),
        baselines=tuple(baselines.items()),
    )


def table(rows: Sequence[Row]) -> str:
    """The rows as text, one line each, a blank line between parts."""
    lines, part = [], ""
    for row in rows:
        if row.part != part:
            part = row.part
            lines.append(f"\n{part:<26}{'value':>7}{'95 %':>14}{'n':>6}{'floor':>7}  baselines")
        lines.append(_line(row))
    return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    interval = f"{row.interval[0]:.2f}–{row.interval[1]:.2f}" if row.interval else ""
    floor = f"{row.floor:.2f}" if row.floor is not None else ""
    others = ", ".join(f"{name.replace('_', ' ')} {value:.2f}" for name, value in row.baselines)
    told = "; ".join(part for part in (others, row.note) if part)
    miss = "" if row.holds else "  BELOW FLOOR"
    return f"{row.name:<26}{row.value:>7.3f}{interval:>14}{row.size:>6}{floor:>7}  {told}{miss}"

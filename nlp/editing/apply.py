"""A machine's analysis and an editor's decisions to the analysis that is published."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from nlp.editing.anchors import place_again
from nlp.editing.decisions import Decision, in_force
from nlp.editing.steps import STEPS
from nlp.editing.work import Work
from nlp.types import Analysis, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A decision that has no effect on the text as it is now.

    "vanished": its words do not stand there any more; "covered": a later one took its place.
    """

    decision: Decision
    reason: Literal["vanished", "covered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """``spans``: where the words of a decision stand now, by its number.

    ``resting``: decisions on themes that there are not at present; they are kept and do nothing.
    """

    analysis: Analysis
    open: tuple[Open, ...] = ()
    spans: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    resting: tuple[Decision, ...] = ()


def apply_decisions(
    analysis: Analysis, decisions: Iterable[Decision], *, resting: Container[str] = ()
) -> Applied:
    """The analysis as the editors would have it, and what could not be carried over.

    Pure; offsets stay within the text, mentions do not overlap, indices stay right. Where
    decisions contradict each other the later one counts. ``resting``: themes whose decisions
    wait until the vocabulary has them again.
    """
    every = in_force(decisions)
    rest = tuple(each for each in every if each.subject == "theme" and each.key in resting)
    said = [each for each in every if each not in rest]
    if not said:
        return Applied(analysis=analysis, resting=rest)
    spans = {each.id: _spans(each, analysis.text) for each in said}
    standing = [each for each in said if spans[each.id] or not each.anchors]
    work = Work(analysis)
    for decision in sorted(standing, key=_late_first):
        STEPS[decision.subject](work, decision, spans[decision.id])
    gone = tuple(Open(decision=d, reason="vanished") for d in said if d not in standing)
    covered = tuple(Open(decision=d, reason="covered") for d in standing if work.lacks(d))
    return Applied(analysis=work.result(), open=(*gone, *covered), spans=spans, resting=rest)


def _late_first(decision: Decision) -> tuple[bool, int]:
    """What is said of the event's place counts over what is said of places."""
    return decision.subject == "event_place", decision.id


def _spans(decision: Decision, text: str) -> tuple[Span, ...]:
    places = (place_again(anchor, text) for anchor in decision.anchors)
    return tuple(sorted({span for span in places if span}))

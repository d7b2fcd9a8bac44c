"""How far a project has come by what a report says of it: cues, less what takes them back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from nlp.german.phases import AGO, CLAUSE, CUES, EVENT, NOT, NOT_YET, OVER
from nlp.types import Span

Phase = Literal["planning", "start", "trial", "regular", "ended"]

LABELS: dict[Phase, str] = {
    "planning": "Planung",
    "start": "Start",
    "trial": "Erprobung",
    "regular": "Regelbetrieb",
    "ended": "beendet",
}
PHASES: tuple[Phase, ...] = ("planning", "start", "trial", "regular", "ended")
LAST_WORD: tuple[Phase, ...] = ("regular", "ended")
NEWS = 1
"""Years from which on a beginning is no news any more."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NEGATIVE = re.compile(r"\bnicht\b")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PhaseHit(Span):
    """Words that say how far a project has come."""

    phase: Phase


def find_phases(text: str, sentences: Iterable[Span], *, year: int | None = None) -> list[PhaseHit]:
    """All that is said, in the order of the text; ``year``: of the report.

    What is denied or only wished for says nothing, nor does what is said of an event.
    """
    return [hit for line in sentences for hit in sorted(_in(line.of(text), line.start, year))]


def phase_of(hits: Iterable[PhaseHit]) -> Phase | None:
    """The one phase that they come to: what is kept up or over is past all trial, of both the
    later word counts; what is tried out has begun, what has begun was planned."""
    found = sorted(hits)
    last = [hit.phase for hit in found if hit.phase in LAST_WORD]
    if last:
        return last[-1]
    return max((hit.phase for hit in found), key=PHASES.index, default=None)


def _in(sentence: str, offset: int, year: int | None) -> Iterator[PhaseHit]:
    for phase in PHASES:
        for cue in CUES[phase].finditer(sentence):
            if _holds(phase, cue, sentence, year):
                yield PhaseHit(start=cue.start() + offset, end=cue.end() + offset, phase=phase)


def _holds(phase: Phase, cue: re.Match[str], sentence: str, year: int | None) -> bool:
    clause = _clause(cue, sentence)
    if _NEGATIVE.search(cue[0]) is None and NOT.search(clause):
        return False
    if phase == "regular" and NOT_YET.search(sentence):
        return False
    if phase == "ended" and NOT_YET.search(clause):
        return False
    if phase in {"trial", "regular"} and OVER.search(sentence[: cue.start()]):
        return False
    if phase in {"planning", "start", "ended"} and EVENT.search(clause):
        return False
    return phase != "start" or not _is_old(sentence, year)


def _clause(cue: re.Match[str], sentence: str) -> str:
    """The words around a cue up to the next mark or conjunction on both sides."""
    marks = list(CLAUSE.finditer(sentence))
    start = max((mark.end() for mark in marks if mark.end() <= cue.start()), default=0)
    end = min((mark.start() for mark in marks if mark.start() >= cue.end()), default=len(sentence))
    return sentence[start:end]


def _is_old(sentence: str, year: int | None) -> bool:
    if AGO.search(sentence):
        return True
    named = [int(match[0]) for match in _YEAR.finditer(sentence)]
    return year is not None and any(each < year - NEWS for each in named)

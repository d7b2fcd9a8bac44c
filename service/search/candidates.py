"""The passages that come into question: found by meaning and by words, best first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from nlp.types import Span
from nlp.wishes import Understood
from service.fusion import Fused, fuse
from service.index.filters import passes
from service.index.port import Filter, Index, Payload, Scored
from service.probe import Probe
from service.search.known import Known, KnownPassage
from service.search.restrictions import filter_of, in_years
from service.stages import stage

BONUS = 0.05
"""What a passage gains by each uncertain part of the question that it fits: too little to lift
what does not answer over what does."""

BRIEF = 40
"""Characters: a passage of less, such as a heading with nothing below, means little by itself,
though its vector is near to every question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate(Span):
    """A passage of a report; ``meaning``, ``words`` and ``bonus`` are the parts of its score.

    ``fits``: labels of the uncertain parts of the question that it fits.
    """

    id: int
    report: str
    payload: Payload
    sketch: bytes | None = None
    meaning: float = 0.0
    words: float = 0.0
    bonus: float = 0.0
    fits: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """The sum of its parts."""
        return self.meaning + self.words + self.bonus

    @property
    def key(self) -> str:
        """What it is known by when its report is read anew."""
        return f"{self.report}#{self.start}-{self.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """``cut``: whether there may be more than were looked at."""

    candidates: tuple[Candidate, ...]
    cut: bool


class Gatherer:
    """Asks the index; ``weight`` is the share of meaning in a score."""

    def __init__(self, index: Index, known: Known, *, weight: float) -> None:
        self._index = index
        self._known = known
        self._weight = weight

    def gather(
        self,
        probe: Probe,
        *,
        depth: int,
        where: Filter | None = None,
        years: Collection[int] = (),
        hints: Sequence[Understood] = (),
    ) -> Gathered:
        """Up to twice ``depth`` passages, best first, equal ones in the order of their reports.

        ``hints`` raise what fits them.
        """
        near, alike = self._sides(probe, depth, where)
        fused = fuse(near, alike, weight=self._weight)
        known = self._known.of([each.id for each in fused])
        wishes = [(hint.label, fit) for hint in hints if (fit := filter_of(hint))]
        candidates = [
            _candidate(each, known[each.id], wishes)
            for each in fused
            if each.id in known and in_years(known[each.id].payload, years)
        ]
        candidates.sort(key=lambda each: (-each.score, each.report, each.start))
        return Gathered(candidates=tuple(candidates), cut=_is_cut(near, alike, depth))

    def unranked(
        self, probe: Probe, *, depth: int, where: Filter | None, years: Collection[int] = ()
    ) -> list[Candidate]:
        """The same passages, in no order and without scores."""
        near, alike = self._sides(probe, depth, where)
        known = self._known.of({id_ for id_, _ in (*near, *alike)})
        unscored = (Fused(id=id_, meaning=0.0, words=0.0) for id_ in known)
        return [
            _candidate(each, known[each.id], ())
            for each in unscored
            if in_years(known[each.id].payload, years)
        ]

    def _sides(self, probe: Probe, depth: int, where: Filter | None) -> tuple[Scored, Scored]:
        with stage("index.dense", leaf=True, depth=depth) as sizes:
            near = self._index.dense(probe.vector, depth, where)
            sizes["found"] = len(near)
        with stage("index.lexical", leaf=True, depth=depth) as sizes:
            alike = self._index.lexical(probe.sparse, depth, where)
            sizes["found"] = len(alike)
        return near, alike


def fullness(passage: Span) -> float:
    """How much of the meaning of a passage counts: less where it is brief, by its length."""
    return min(1.0, (passage.end - passage.start) / BRIEF)


def _is_cut(near: Scored, alike: Scored, depth: int) -> bool:
    return len(near) >= depth or len(alike) >= depth


def _candidate(
    fused: Fused, known: KnownPassage, wishes: Sequence[tuple[str, Filter]]
) -> Candidate:
    labels = tuple(label for label, where in wishes if passes(known.payload, where))
    outline = known.outline
    return Candidate(
        start=outline.start,
        end=outline.end,
        id=fused.id,
        report=outline.report,
        payload=known.payload,
        sketch=outline.sketch,
        meaning=fused.meaning * fullness(outline),
        words=fused.words,
        bonus=BONUS * len(labels),
        fits=labels,
    )

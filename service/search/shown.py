"""Hits as they are shown: text, marked words, the sentence that answers, the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nlp.types import Analysis, Passage, Span
from service.highlight import highlights, matched_words
from service.hits import Hit, OtherPlace, PassageHit, Why
from service.reason import LISTED, explain
from service.search.answers import Weigh, answering_sentence, rarity, sentences_in
from service.search.candidates import Candidate

MOST_MORE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a page is made from.

    ``terms``: the words to mark, ``themes``: the ids of those that the question names.
    ``sentences``: of passages by number, from the passage's start. ``others``: where the same
    text stands too, by the number of the passage that is shown; ``titles``: of those reports.
    """

    analyses: Mapping[str, Analysis]
    terms: Sequence[str] = ()
    themes: frozenset[str] = frozenset()
    sentences: Mapping[int, Sequence[Span]] = field(default_factory=dict)
    others: Mapping[int, Sequence[Candidate]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A passage with what was read out of it; ``analysis`` is its report's."""

    analysis: Analysis
    passage: Passage
    candidate: Candidate
    marks: tuple[Span, ...]
    lines: tuple[Span, ...]


class Shown:
    """Makes the hits of one page; words weigh by how rare they are on it."""

    def __init__(self, material: Material, candidates: Sequence[Candidate]) -> None:
        self._material = material
        self._passages = _by_place(material.analyses)
        read = (self._read(each) for each in candidates)
        self._known = {each.candidate.id: each for each in read if each}
        self._weight: Weigh = rarity(
            (each.analysis.text, each.lines, each.marks) for each in self._known.values()
        )

    def hit(self, candidates: Sequence[Candidate], *, more: int = MOST_MORE) -> Hit | None:
        """The first with further ones of the same report; None where all are gone or changed."""
        there = [each.id for each in candidates if each.id in self._known]
        if not there:
            return None
        best, *further = (self._known[id_] for id_ in there[: 1 + more])
        return self._joined(best, tuple(map(self._passage_hit, further)))

    def _read(self, candidate: Candidate) -> _Read | None:
        analysis = self._material.analyses.get(candidate.report)
        passage = self._passages.get((candidate.report, candidate.start, candidate.end))
        if analysis is None or passage is None:
            return None
        marks = highlights(analysis.text, passage, self._material.terms)
        known = self._material.sentences.get(candidate.id)
        lines = sentences_in(analysis.text, passage, known) if marks else ()
        return _Read(
            analysis=analysis, passage=passage, candidate=candidate, marks=marks, lines=lines
        )

    def _joined(self, read: _Read, more: tuple[PassageHit, ...]) -> Hit:
        best, analysis = self._passage_hit(read), read.analysis
        return Hit(
            report_id=analysis.id,
            title=analysis.title,
            doc_kind=analysis.doc_kind,
            event=analysis.event,
            themes=analysis.themes,
            text=best.text,
            start=best.start,
            end=best.end,
            heading=best.heading,
            score=best.score,
            why=best.why,
            highlights=best.highlights,
            answer=best.answer,
            more=more,
            also_in=tuple(self._also_in(read.candidate)),
        )

    def _passage_hit(self, read: _Read) -> PassageHit:
        text, passage = read.analysis.text, read.passage
        return PassageHit(
            text=passage.of(text),
            start=passage.start,
            end=passage.end,
            heading=passage.heading,
            score=round(read.candidate.score, 4),
            why=self._why(read),
            highlights=read.marks,
            answer=answering_sentence(text, read.lines, read.marks, weight=self._weight),
        )

    def _why(self, read: _Read) -> Why:
        candidate, analysis = read.candidate, read.analysis
        if not self._material.terms and not candidate.score:
            return LISTED
        matched = matched_words(analysis.text, read.marks)
        return explain(
            words=candidate.words,
            meaning=candidate.meaning,
            matched=matched,
            in_title=() if matched else self._in_title(analysis.title, read.passage),
            themes=[t.label for t in analysis.themes if t.id in self._material.themes],
            fits=candidate.fits,
        )

    def _in_title(self, title: str, passage: Passage) -> tuple[str, ...]:
        above = f"{title}\n{passage.heading}"
        marks = highlights(above, Span(start=0, end=len(above)), self._material.terms)
        return matched_words(above, marks)

    def _also_in(self, candidate: Candidate) -> Iterator[OtherPlace]:
        seen = {candidate.report}
        for other in self._material.others.get(candidate.id, ()):
            title = self._material.titles.get(other.report)
            if title is not None and other.report not in seen:
                seen.add(other.report)
                yield OtherPlace(
                    start=other.start, end=other.end, report_id=other.report, title=title
                )


def _by_place(analyses: Mapping[str, Analysis]) -> dict[tuple[str, int, int], Passage]:
    return {
        (analysis.id, passage.start, passage.end): passage
        for analysis in analyses.values()
        for passage in analysis.passages
    }

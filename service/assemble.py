"""A hit from a report and the passages of it that were found."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.types import Analysis, Passage, Span
from service.fusion import Fused
from service.highlight import highlights, matched_words
from service.hits import Hit, PassageHit
from service.reason import explain
from service.store import StoredPassage

MOST_MORE = 2

Found = tuple[StoredPassage, Fused]


def assemble(analysis: Analysis, found: Sequence[Found], terms: Sequence[str]) -> Hit | None:
    """The best passage and up to two more; None where the report has changed since."""
    there = set(analysis.passages)
    current = [(passage, candidate) for passage, candidate in found if _plain(passage) in there]
    shown = current[: 1 + MOST_MORE]
    parts = [_passage_hit(analysis, passage, candidate, terms) for passage, candidate in shown]
    return _joined(analysis, parts[0], tuple(parts[1:])) if parts else None


def _joined(analysis: Analysis, best: PassageHit, more: tuple[PassageHit, ...]) -> Hit:
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
        more=more,
    )


def _passage_hit(
    analysis: Analysis, passage: StoredPassage, candidate: Fused, terms: Sequence[str]
) -> PassageHit:
    marks = highlights(analysis.text, passage, terms)
    matched = matched_words(analysis.text, marks)
    return PassageHit(
        text=passage.of(analysis.text),
        start=passage.start,
        end=passage.end,
        heading=passage.heading,
        score=round(candidate.score, 4),
        why=explain(candidate, matched, _in_title(analysis.title, passage, terms)),
        highlights=marks,
    )


def _in_title(title: str, passage: Passage, terms: Sequence[str]) -> tuple[str, ...]:
    above = f"{title}\n{passage.heading}"
    return matched_words(above, highlights(above, Span(start=0, end=len(above)), terms))


def _plain(passage: StoredPassage) -> Passage:
    return Passage(
        start=passage.start,
        end=passage.end,
        heading=passage.heading,
        searchable=passage.searchable,
    )

"""Terms that the reports of a store use and the vocabulary lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nlp.concepts import Vocabulary
from nlp.theme_proposals import TermProposal, propose_terms
from nlp.types import Analysis, Span
from service.api.persons import for_extracts
from service.store import Store

PAGE = 100


def proposals(store: Store, vocabulary: Vocabulary, *, limit: int = 50) -> list[TermProposal]:
    """The best first; reads all reports."""
    return propose_terms(_analyses(store), vocabulary, limit=limit)


def with_text(store: Store, proposal: TermProposal, *, persons: bool = False) -> dict[str, Any]:
    """A proposal with the sentences that show it; ``persons``: whether names are shown in them."""
    stored = store.find([shown.report for shown in proposal.evidence])
    return {
        "term": proposal.term,
        "reports": proposal.reports,
        "count": proposal.count,
        "score": proposal.score,
        "evidence": [
            {
                "report": shown.report,
                "start": shown.span.start,
                "end": shown.span.end,
                "text": shown.span.of(_text(stored[shown.report].analysis, shown.span, persons)),
            }
            for shown in proposal.evidence
            if shown.report in stored
        ],
    }


def _text(analysis: Analysis, piece: Span, persons: bool) -> str:
    return analysis.text if persons else for_extracts(analysis, [piece]).text


def _analyses(store: Store) -> Iterator[Analysis]:
    after: str | None = None
    while reports := store.all(limit=PAGE, after=after):
        yield from (report.analysis for report in reports)
        after = reports[-1].id

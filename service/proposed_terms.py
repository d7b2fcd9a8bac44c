"""Terms that the reports of a store use and the vocabulary lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nlp.concepts import Vocabulary
from nlp.theme_proposals import TermProposal, propose_terms
from nlp.types import Analysis
from service.store import Store

PAGE = 100


def proposals(store: Store, vocabulary: Vocabulary, *, limit: int = 50) -> list[TermProposal]:
    """The best first; reads all reports."""
    return propose_terms(_analyses(store), vocabulary, limit=limit)


def with_text(store: Store, proposal: TermProposal) -> dict[str, Any]:
    """A proposal with the sentences that show it."""
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
                "text": shown.span.of(stored[shown.report].analysis.text),
            }
            for shown in proposal.evidence
            if shown.report in stored
        ],
    }


def _analyses(store: Store) -> Iterator[Analysis]:
    after: str | None = None
    while reports := store.all(limit=PAGE, after=after):
        yield from (report.analysis for report in reports)
        after = reports[-1].id

"""Quality of search on the held-out questions, beside each of its two sides alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.gold import QUERIES, REPORTS, GoldQuery, held_out, read_gold, read_queries
from models.evaluation.rows import Row, averaged
from models.metrics import mean, ndcg
from service.workspace import open_workspace

if TYPE_CHECKING:
    from nlp.encoder import Encoder
    from service.hits import Hit
    from service.settings import Settings

DEPTH = 10
PART = "search"
Answers = Sequence[tuple[GoldQuery, Sequence["Hit"]]]


def search_rows(settings: Settings, encoder: Encoder) -> Iterator[Row]:
    """nDCG@10 of reports over all questions and by kind, and passages that answer.

    The store must hold the sample corpus, among whose reports the answer is looked for. The
    baseline of the first row is the encoder alone.
    """
    full = _answers(settings, encoder)
    dense = _answers(replace(settings, dense_weight=1.0), encoder)
    words = _answers(replace(settings, dense_weight=0.0), encoder)
    yield _row("nDCG@10", full, encoder_alone=mean(_gains(dense)))
    yield _row("nDCG@10, words alone", words)
    for kind in sorted({query.kind for query, _ in full}):
        own = [pair for pair in full if pair[0].kind == kind]
        base = [pair for pair in dense if pair[0].kind == kind]
        yield _row(f"nDCG@10, {kind}", own, encoder_alone=mean(_gains(base)))
    yield from _passage_rows(full)


def _answers(settings: Settings, encoder: Encoder) -> Answers:
    queries = [query for query in read_queries(QUERIES) if held_out(query.doc)]
    with open_workspace(settings, encoder, purpose="search") as space:
        hits = space.finder.find_all([query.text for query in queries], limit=DEPTH)
    return list(zip(queries, hits, strict=True))


def _row(name: str, answers: Answers, **baselines: float) -> Row:
    return averaged(PART, name, _gains(answers), **baselines)


def _gains(answers: Answers) -> list[float]:
    """A question that describes a report of its own looks for others: its own counts as well."""
    return [ndcg([hit.report_id for hit in hits], {q.doc: 1.0}, depth=DEPTH) for q, hits in answers]


def _passage_rows(answers: Answers) -> Iterator[Row]:
    """Share of questions whose answering passage is shown by one of the first ten reports."""
    texts = {report.id: report.text for report in read_gold(REPORTS)}
    shown = [
        float(any(_shows(hit, texts[query.doc], query) for hit in hits))
        for query, hits in answers
        if query.passage
    ]
    yield averaged(PART, "passage in first ten", shown)


def _shows(hit: Hit, text: str, query: GoldQuery) -> bool:
    start = text.find(query.passage or "")
    if hit.report_id != query.doc or start < 0:
        return False
    end = start + len(query.passage or "")
    return any(part.start < end and start < part.end for part in (hit, *hit.more))

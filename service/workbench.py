"""Quality of search: the service's own beside simpler ones, over the same passages in one run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from corpus.gazetteer import load_gazetteer
from corpus.gold import QUERIES, REPORTS, GoldQuery, held_out, read_gold, read_queries
from corpus.restricted import read_restricted
from models.evaluation.judgments import OWN_REPORT, Judgment
from models.evaluation.restrictions import Judge, restricted_rows
from models.evaluation.rows import Row
from models.evaluation.search import JUDGED, Answer, Found, Question, Ranking, rows
from models.evaluation.search_baselines import Baselines, Piece
from models.evaluation.search_run import FULL, Run
from nlp.types import Analysis, Matrix, Span
from service.workspace import open_workspace

if TYPE_CHECKING:
    from nlp.encoder import Encoder
    from service.find import Finder
    from service.hits import Hit
    from service.settings import Settings
    from service.store import Store

PART = "search"
LIMIT = 10
PAGE = 100
EXCERPT = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A store with everything that searches it. ``base``: the encoder of the baselines."""

    store: Store
    finder: Finder
    base: Encoder
    baselines: Baselines
    about: dict[str, str | int | float]

    def run(self, questions: Sequence[Question], *, limit: int = LIMIT) -> Run:
        """Every system's answers, at most ``limit`` reports each."""
        texts = [question.text for question in questions]
        hits = self.finder.find_all(texts, limit=limit) if texts else []
        rankings: dict[str, Sequence[Ranking]] = {FULL: [list(map(_found, own)) for own in hits]}
        rankings |= self.baselines.rankings(texts, self.base.encode_queries(texts), limit=limit)
        return Run(questions=questions, rankings=rankings, about=self.about | {"limit": limit})


@contextmanager
def open_bench(
    settings: Settings, encoder: Encoder, base: Encoder | None = None
) -> Iterator[Bench]:
    """A bench over the data folder of the settings.

    ``base`` encodes questions and passages for the baselines, where it is not ``encoder``.
    """
    with open_workspace(settings, encoder, purpose="search") as space:
        pieces, vectors = _pieces(space.store, encoder.dimensions)
        if base and base is not encoder:
            vectors = base.encode_passages([piece.words for piece in pieces])
        yield Bench(
            store=space.store,
            finder=space.finder,
            base=base or encoder,
            baselines=Baselines(pieces, vectors),
            about={
                "encoder": encoder.name,
                "base_encoder": (base or encoder).name,
                "dense_weight": settings.dense_weight,
                "reports": space.store.count(),
                "passages": len(pieces),
            },
        )


# Questions


def held_out_queries() -> list[GoldQuery]:
    """The questions about reports that nothing is trained on."""
    return [query for query in read_queries(QUERIES) if held_out(query.doc)]


def questions_of(store: Store, queries: Sequence[GoldQuery]) -> list[Question]:
    """Annotated questions as they are measured: the report asked about answers fully.

    A question that describes a report of its own looks for others: its own counts as well.
    """
    stored = store.find(dict.fromkeys(query.doc for query in queries))
    texts = {report_id: report.analysis.text for report_id, report in stored.items()}
    return [_question(query, texts.get(query.doc, "")) for query in queries]


def _question(query: GoldQuery, text: str) -> Question:
    passage = query.passage or ""
    at = text.find(passage)
    answers = [Answer(report=query.doc, span=Span(start=at, end=at + len(passage)))]
    return Question(
        id=query.id,
        kind=query.kind,
        text=query.text,
        grades={query.doc: OWN_REPORT},
        answers=tuple(answers) if passage and at >= 0 else _nowhere(query),
    )


def _nowhere(query: GoldQuery) -> tuple[Answer, ...]:
    """A passage that the store does not hold cannot be found: that counts as a miss."""
    return (Answer(report=query.doc, span=Span(start=0, end=0)),) if query.passage else ()


def with_excerpts(store: Store, judgments: Sequence[Judgment]) -> list[Judgment]:
    """Each with the title of its report and the beginning of the passage that is judged."""
    stored = store.find(dict.fromkeys(judgment.report for judgment in judgments))
    return [
        replace(each, excerpt=_excerpt(stored[each.report].analysis, each.span))
        if each.report in stored
        else each
        for each in judgments
    ]


def _excerpt(analysis: Analysis, span: Span | None) -> str:
    passage = span.of(analysis.text) if span else ""
    return " ".join(f"{analysis.title} | {passage}"[:EXCERPT].split())


# Passages


def _pieces(store: Store, dimensions: int) -> tuple[list[Piece], Matrix]:
    """What the index holds, read from the store: title, heading and text of each passage."""
    pieces, vectors, after = list[Piece](), list[Matrix](), None
    while reports := store.all(limit=PAGE, after=after):
        for report in reports:
            for passage in store.passages_of(report.id):
                if passage.searchable and passage.vector.shape == (dimensions,):
                    lines = (report.title, passage.heading, passage.of(report.analysis.text))
                    pieces.append(_piece(report.id, passage, dict.fromkeys(lines)))
                    vectors.append(passage.vector)
        after = reports[-1].id
    return pieces, np.asarray(vectors, dtype=np.float32).reshape(len(pieces), dimensions)


def _piece(report_id: str, passage: Span, lines: dict[str, None]) -> Piece:
    return Piece(
        report=report_id,
        title=next(iter(lines)),
        words="\n".join(lines),
        start=passage.start,
        end=passage.end,
    )


def _found(hit: Hit) -> Found:
    parts = (hit, *hit.more)
    spans = tuple(Span(start=part.start, end=part.end) for part in parts)
    return Found(report=hit.report_id, title=hit.title, spans=spans)


# Rows


def search_rows(settings: Settings, encoder: Encoder, base: Encoder | None = None) -> Iterator[Row]:
    """The rows of ``fundstelle evaluate``: all measures of the service's search, by kind as well.

    The store must hold the sample corpus, among whose reports the answer is looked for.
    """
    with open_bench(settings, encoder, base) as bench:
        run = bench.run(questions_of(bench.store, held_out_queries()))
    yield from (row for row in full_rows(run) if not row.name.startswith(JUDGED))


def full_rows(run: Run) -> list[Row]:
    """The rows of the service's search, the other systems as their baselines."""
    simple = {
        name: {row.name: row.value for row in system_rows(run, name)}
        for name in run.rankings
        if name != FULL
    }
    return [
        replace(row, baselines=tuple((name, values[row.name]) for name, values in simple.items()))
        for row in system_rows(run, FULL)
    ]


def system_rows(run: Run, system: str) -> list[Row]:
    """The rows of one system."""
    return rows(PART, run.questions, run.values(system))


def restricted(bench: Bench, sample: int | None = None) -> dict[str, list[Row]]:
    """By system, the rows of the questions that ask for a place or a time."""
    judge = Judge(read_gold(REPORTS), load_gazetteer())
    queries = read_restricted()[:sample]
    asked = [Question(id=query.id, kind=query.kind, text=query.text) for query in queries]
    rankings = bench.run(asked).rankings
    return restricted_rows(queries, rankings, [judge.answering(query) for query in queries])

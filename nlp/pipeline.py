"""From a report to everything that is read out of it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from nlp import kinds, names
from nlp.draft import Draft, dates_of
from nlp.encoder import Encoder, Encoding, Reader
from nlp.events import EventReader
from nlp.gazetteer import Gazetteer
from nlp.kinds import KindReader
from nlp.lessons import LessonFinder, Sentences, sentence_vectors
from nlp.naming import read_names
from nlp.project_places import ProjectPlaces
from nlp.project_programmes import name_programmes
from nlp.projects import group_projects
from nlp.segment import blocks, passages, sentences
from nlp.themed import themes_of_projects, with_themes
from nlp.themes import ThemeTagger
from nlp.types import (
    Analysis,
    Block,
    DocKind,
    Lesson,
    LocatedIn,
    Matrix,
    Mention,
    Passage,
    Project,
    Report,
    Span,
    Theme,
)
from nlp.votes import Votes
from nlp.windows import windows

BATCH = 8
BATCH_CHARACTERS = 60_000
AHEAD = 2
"""Batches that are encoded at a time: while one is parted another keeps the processor busy."""
MARK = "+"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """What an analysis needs; ``vectors`` replaces the reader's vectors in the index."""

    reader: Reader
    gazetteer: Gazetteer
    themes: ThemeTagger
    lessons: LessonFinder
    kinds: KindReader
    events: EventReader
    project_places: ProjectPlaces
    version: str
    vectors: Encoder | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pages:
    """A report in its parts, with one encoding for each passage."""

    report: Report
    blocks: tuple[Block, ...]
    sentences: tuple[Span, ...]
    passages: tuple[Passage, ...]
    dimensions: int
    encodings: Sequence[Encoding] = ()

    @property
    def vectors(self) -> Matrix:
        """(passages, dimensions); an empty report has none."""
        rows = [encoding.vector for encoding in self.encodings]
        return np.array(rows, dtype=np.float32).reshape(len(rows), self.dimensions)


class Analyser:
    """Reads reports: one encoder pass over each passage serves all that follows."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources

    @property
    def version(self) -> str:
        """Changes when the same text may be analysed differently."""
        return self._resources.version

    @property
    def themes(self) -> ThemeTagger:
        """What finds the themes."""
        return self._resources.themes

    @property
    def keeps_vectors(self) -> bool:
        """Whether the vectors of its analyses are those that themes are found by."""
        return self._resources.vectors is None

    def with_themes(self, themes: ThemeTagger, mark: str) -> Analyser:
        """The same analyser with another tagger; ``mark`` tells its versions apart."""
        version = marked(self.version, mark)
        return Analyser(replace(self._resources, themes=themes, version=version))

    def analyse(self, reports: Iterable[Report]) -> Iterator[Analysis]:
        """One analysis for each report, in order; a few reports are encoded together.

        While some reports are analysed the next are encoded, and those after them parted, so
        ``reports`` is drawn from by another thread, some reports ahead. What it raises comes after
        the reports before.
        """
        batches = _batches(reports)
        with (
            ThreadPoolExecutor(max_workers=AHEAD, thread_name_prefix="reading") as reading,
            ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead") as ahead,
        ):
            begun = deque(
                reading.submit(self._read, ahead.submit(self._next, batches)) for _ in range(AHEAD)
            )
            while (batch := begun.popleft().result()) is not None:
                begun.append(reading.submit(self._read, ahead.submit(self._next, batches)))
                for pages in batch:
                    yield self._analysis(pages)

    def _next(self, batches: Iterator[list[Report]]) -> list[_Pages] | None:
        """The next reports in their parts; None after the last."""
        dimensions = self._resources.reader.dimensions
        some = next(batches, None)
        return None if some is None else [_parted(report, dimensions) for report in some]

    def _read(self, drawn: Future[list[_Pages] | None]) -> list[_Pages] | None:
        """The same, encoded."""
        batch = drawn.result()
        if batch is None:
            return None
        shown = [window for pages in batch for window in windows(pages.report, pages.passages)]
        encodings = iter(self._resources.reader.read(shown))
        return [
            replace(pages, encodings=list(islice(encodings, len(pages.passages))))
            for pages in batch
        ]

    def _analysis(self, pages: _Pages) -> Analysis:
        use, report = self._resources, pages.report
        vectors = pages.vectors
        mentions = _names(pages, use.reader, use.gazetteer)
        draft = _draft(pages, mentions)
        row = kinds.features(draft)
        kind = use.kinds.read(row)
        event = use.events.read(draft, row, kind)
        projects = _funded(group_projects(mentions, text=report.text), pages, mentions, kind)
        located = use.project_places.locate(
            report.text,
            blocks=pages.blocks,
            sentences=pages.sentences,
            mentions=mentions,
            projects=projects,
            title=report.title,
            doc_kind=kind,
            event=event,
        )
        themes = use.themes.tag(report.text, report.title, pages.passages, vectors, pages.sentences)
        return Analysis(
            id=report.id,
            title=report.title,
            text=report.text,
            doc_kind=kind,
            event=event,
            mentions=mentions,
            projects=_described(projects, pages, mentions, located, themes),
            located_in=located,
            themes=themes,
            lessons=tuple(with_themes(lesson, themes) for lesson in self._lessons(pages, mentions)),
            passages=pages.passages,
            vectors=self._index_vectors(pages),
            vocabulary=use.themes.vocabulary.version,
        )

    def _lessons(self, pages: _Pages, mentions: Sequence[Mention]) -> tuple[Lesson, ...]:
        vectors = sentence_vectors(pages.sentences, pages.passages, pages.encodings)
        return self._resources.lessons.find(
            Sentences(
                text=pages.report.text,
                spans=pages.sentences,
                blocks=pages.blocks,
                vectors=vectors,
            ),
            mentions,
        )

    def _index_vectors(self, pages: _Pages) -> Matrix:
        if self._resources.vectors is None:
            return pages.vectors
        texts = [f"{w.context}\n{w.text}" for w in windows(pages.report, pages.passages)]
        return self._resources.vectors.encode_passages(texts)


def marked(version: str, mark: str) -> str:
    """The version of an analyser with a tagger of that mark, empty for the usual one."""
    base = unmarked(version)
    return f"{base}{MARK}{mark}" if mark else base


def unmarked(version: str) -> str:
    """The version of an analyser but for its tagger."""
    return version.partition(MARK)[0]


def drafted(report: Report, reader: Reader, gazetteer: Gazetteer) -> Draft:
    """A report read as far as its names: what kinds and events are trained on."""
    pages = _parted(report, reader.dimensions)
    pages = replace(pages, encodings=reader.read(windows(report, pages.passages)))
    return _draft(pages, _names(pages, reader, gazetteer))


def _draft(pages: _Pages, mentions: Sequence[Mention]) -> Draft:
    return Draft(
        title=pages.report.title,
        text=pages.report.text,
        blocks=pages.blocks,
        sentences=pages.sentences,
        passages=pages.passages,
        vectors=pages.vectors,
        mentions=mentions,
        dates=dates_of(pages.report.title, pages.report.text),
    )


def _names(pages: _Pages, reader: Reader, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    read = [
        names.tagged(passage.of(pages.report.text), encoding, reader.tags, offset=passage.start)
        for passage, encoding in zip(pages.passages, pages.encodings, strict=True)
    ]
    found = [mention for window in read for mention in window.mentions]
    return read_names(pages.report.text, found, Votes(read, reader.tags), gazetteer)


def _batches(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """A few reports at a time; a long one alone, for its token states fill the memory."""
    batch: list[Report] = []
    size = 0
    for report in reports:
        if batch and (len(batch) == BATCH or size + len(report.text) > BATCH_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(report)
        size += len(report.text)
    if batch:
        yield batch


def _parted(report: Report, dimensions: int) -> _Pages:
    parts = blocks(report.text)
    lines = sentences(report.text, parts)
    return _Pages(
        report=report,
        blocks=parts,
        sentences=lines,
        passages=passages(report.text, parts, lines),
        dimensions=dimensions,
    )


def _funded(
    projects: Sequence[Project], pages: _Pages, mentions: Sequence[Mention], kind: DocKind
) -> tuple[Project, ...]:
    """Projects with their programmes."""
    programmes = name_programmes(
        pages.report.text,
        blocks=pages.blocks,
        sentences=pages.sentences,
        mentions=mentions,
        projects=projects,
        title=pages.report.title,
        doc_kind=kind,
    )
    return tuple(
        replace(project, programme=name) for project, name in zip(projects, programmes, strict=True)
    )


def _described(
    projects: Sequence[Project],
    pages: _Pages,
    mentions: Sequence[Mention],
    located: Iterable[LocatedIn],
    themes: Sequence[Theme],
) -> tuple[Project, ...]:
    """Projects with their places, and the themes of the passages that name them."""
    places: dict[str, dict[str, None]] = defaultdict(dict)
    for relation in located:
        places[relation.project][relation.place] = None
    told = themes_of_projects(projects, mentions=mentions, passages=pages.passages, themes=themes)
    return tuple(
        replace(
            project,
            places=tuple(places.get(project.name, ())),
            themes=own,
        )
        for project, own in zip(projects, told, strict=True)
    )

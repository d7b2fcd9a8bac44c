"""Stand-ins for the models: small, deterministic, and close enough to search with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

import numpy as np

from corpus.documents import Document
from nlp.encoder import Encoding, Window
from nlp.types import Analysis, Event, Mention, Passage, Report, Theme

DIMENSIONS = 64
PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


class FakeReader:
    """A vector is a hashed bag of letter triples: texts that share words are close."""

    tags = ("O", "B-PLACE", "I-PLACE")

    def __init__(self, name: str = "fake-1", dimensions: int = DIMENSIONS) -> None:
        self.name = name
        self.dimensions = dimensions

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> np.ndarray:
        rows = [bag(text, self.dimensions) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.dimensions)

    def read(self, windows: Sequence[Window]) -> list[Encoding]:
        return [self._encoding(window) for window in windows]

    def _encoding(self, window: Window) -> Encoding:
        words = [match.span() for match in re.finditer(r"\w+", window.text)]
        states = self.encode_passages([window.text[start:end] for start, end in words])
        return Encoding(
            vector=bag(f"{window.context}\n{window.text}", self.dimensions),
            offsets=np.array(words, dtype=np.int32).reshape(len(words), 2),
            states=states,
            tags=np.zeros((len(words), len(self.tags)), dtype=np.float32),
            features=states,
        )


class FakeAnalyser:
    """Each paragraph is a passage, the place is Kiel where it is named.

    Fails on a report whose text holds ``poison``; counts in ``read`` what it was given.
    """

    def __init__(
        self, encoder: FakeReader | None = None, *, version: str = "1", poison: str = "☠"
    ) -> None:
        self.encoder = encoder or FakeReader()
        self.version = version
        self.poison = poison
        self.read: list[str] = []

    def analyse(self, reports: Iterable[Report]) -> Iterator[Analysis]:
        for report in reports:
            if self.poison in report.text:
                raise RuntimeError("poisoned")
            self.read.append(report.id)
            yield analysis_of(report, self.encoder)


class FakeModels:
    """Both, for the command line."""

    def __init__(self, encoder: FakeReader | None = None) -> None:
        self._encoder = encoder or FakeReader()

    def encoder(self, settings: object) -> FakeReader:
        return self._encoder

    def base_encoder(self, settings: object) -> FakeReader:
        return self._encoder

    def analyser(self, settings: object) -> FakeAnalyser:
        return FakeAnalyser(self._encoder, version=self._encoder.name)


def bag(text: str, dimensions: int = DIMENSIONS) -> np.ndarray:
    vector = np.zeros(dimensions, dtype=np.float32)
    for word in re.findall(r"\w+", text.lower()):
        marked = f"_{word}_"
        for at in range(len(marked) - 2):
            vector[crc32(marked[at : at + 3].encode()) % dimensions] += 1
    return vector / max(float(np.linalg.norm(vector)), 1e-9)


def analysis_of(report: Report, encoder: FakeReader | None = None) -> Analysis:
    passages = tuple(
        Passage(start=match.start(), end=match.end()) for match in PARAGRAPH.finditer(report.text)
    )
    windows = [f"{report.title}\n{passage.of(report.text)}" for passage in passages]
    return Analysis(
        id=report.id,
        title=report.title,
        text=report.text,
        doc_kind="report",
        event=Event(start="2013-11-14", place="Kiel" if "Kiel" in report.text else None),
        mentions=tuple(
            Mention(start=m.start(), end=m.end(), text="Kiel", label="PLACE")
            for m in re.finditer("Kiel", report.text)
        ),
        themes=(Theme(id="elternarbeit", label="Elternarbeit", score=0.5),),
        passages=passages,
        vectors=(encoder or FakeReader()).encode_passages(windows),
    )


def document_of(name: str, text: str, *, title: str | None = None) -> Document:
    data = text.encode()
    return Document(
        id=name,
        title=title or text.partition("\n")[0],
        text=text,
        name=f"{name}.txt",
        media_type="text/plain",
        original=data,
        digest=f"{crc32(data):08x}",
    )


def analysed_document(name: str, text: str) -> tuple[Analysis, Document]:
    document = document_of(name, text)
    report = Report(id=name, title=document.title or "", text=text)
    return analysis_of(report), document

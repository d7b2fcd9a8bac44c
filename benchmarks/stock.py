"""A data folder as large as is wanted, out of a small one: its reports again and again, varied.

Nothing is analysed anew. A variation keeps names, places, themes and lessons where they stand;
other words give way to words of the same length from other reports, the year moves, and vectors
scatter around the real ones. So hits are spread, and no two of them say the same.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.material import SPREAD
from corpus.documents import Document
from nlp.types import Analysis, Event, Matrix
from service.applier import BATCH
from service.settings import Settings
from service.store import Store
from service.workspace import open_workspace

WORD = re.compile(r"\b[a-zäöüß]{3,}\b")
CHANGED = 0.5
"""Share of the words that give way."""
YEARS = 6
DONE = "passages"
VERSION = "varied"


def make_stock(sample: Path, folder: Path, passages: int) -> None:
    """A copy of ``sample`` with reports added until so many passages can be found.

    Nothing where it is there already; what was interrupted is begun anew.
    """
    done = folder / DONE
    if done.is_file() and done.read_text() == str(passages):
        return
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(sample, folder)
    _fill(Settings(data=folder), passages)
    done.write_text(str(passages))


def _fill(settings: Settings, passages: int) -> None:
    from models.load import load_encoder

    with open_workspace(settings, load_encoder(), purpose="ingest") as space:
        known = [space.store.as_read(each.id) for each in _all(space.store)]
        missing = passages - space.store.count_searchable()
        for document, analysis in _varied(known, missing):
            space.store.put(analysis, document, version=VERSION)
        if space.applier:
            space.applier.apply()


def _all(store: Store) -> Iterator[Analysis]:
    after: str | None = None
    while reports := store.all(limit=BATCH, after=after):
        yield from (stored.analysis for stored in reports)
        after = reports[-1].id


def _varied(known: Sequence[Analysis], passages: int) -> Iterator[tuple[Document, Analysis]]:
    vary = Variation(known)
    for number in range(passages):
        analysis = vary.analysis(known[number % len(known)], number)
        yield document_of(analysis), analysis
        passages -= sum(passage.searchable for passage in analysis.passages)
        if passages <= 0:
            return


class Variation:
    """Draws variations; the same for the same number."""

    def __init__(self, known: Sequence[Analysis]) -> None:
        words: defaultdict[int, list[str]] = defaultdict(list)
        for analysis in known:
            for word in WORD.findall(analysis.text):
                words[len(word)].append(word)
        self._words = words

    def analysis(self, of: Analysis, number: int) -> Analysis:
        """One of a report, under an id of its own."""
        chance = np.random.default_rng([17, number])
        text = self.text(of, chance)
        return replace(
            of,
            id=f"{of.id}-{number:06}",
            title=f"{of.title} ({number})",
            text=text,
            event=_moved(of.event, int(chance.integers(-YEARS, YEARS + 1))),
            lessons=tuple(replace(one, text=one.of(text)) for one in of.lessons),
            vectors=_scattered(of.vectors, chance),
        )

    def text(self, of: Analysis, chance: np.random.Generator) -> str:
        """Of the same length; what is mentioned stays."""
        taken = np.zeros(len(of.text) + 1, dtype=bool)
        for mention in of.mentions:
            taken[mention.start : mention.end] = True

        def other(found: re.Match[str]) -> str:
            word = found.group()
            if taken[found.start() : found.end()].any() or chance.random() >= CHANGED:
                return word
            alike = self._words[len(word)]
            return alike[int(chance.integers(len(alike)))]

        return WORD.sub(other, of.text)


def document_of(analysis: Analysis) -> Document:
    """A document that an analysis could have been read from."""
    original = analysis.text.encode()
    return Document(
        id=analysis.id,
        title=analysis.title,
        text=analysis.text,
        name=f"{analysis.id}.txt",
        media_type="text/plain",
        original=original,
        digest=hashlib.sha256(original).hexdigest(),
    )


def _moved(event: Event, years: int) -> Event:
    def moved(day: str | None) -> str | None:
        return f"{int(day[:4]) + years}{day[4:]}".replace("-02-29", "-02-28") if day else day

    return replace(event, start=moved(event.start), end=moved(event.end))


def _scattered(vectors: Matrix, chance: np.random.Generator) -> Matrix:
    noise = chance.standard_normal(vectors.shape, dtype=np.float32)
    near = vectors + noise * np.float32(SPREAD / max(1, vectors.shape[1]) ** 0.5)
    scattered: Matrix = near / np.linalg.norm(near, axis=1, keepdims=True)
    return scattered

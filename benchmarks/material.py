"""Passages for benchmarks: vectors, German-like texts and payloads, written once to a folder.

Each passage is a variation of a real one of the sample corpus: its vector lies around the real
one's, its words are drawn from the real one's and from the whole corpus. So questions of the sample
corpus have near and far passages, as they have in real reports; uniform vectors would have none.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from benchmarks.questions import PASSAGES, QUESTIONS, VECTORS, Question
from corpus.gold import QUERIES, REPORTS, read_gold
from nlp.types import Matrix, Place
from service.index.port import Filter, Payload

SEEDS = 2000
BLOCK = 10_000
SPREAD = 0.55
WORDS = (30, 110)
PER_REPORT = 20
OWN_WORDS = 0.45


def make(folder: Path, passages: int) -> None:
    """Write passages and questions; nothing where they are there already."""
    if (folder / QUESTIONS).is_file():
        return
    folder.mkdir(parents=True, exist_ok=True)
    texts = _seed_texts()
    maker = _Maker(texts, _encoded(texts))
    with (folder / VECTORS).open("wb") as vectors, (folder / PASSAGES).open("w") as lines:
        for start in range(0, passages, BLOCK):
            made = maker.block(start, min(BLOCK, passages - start))
            made.vectors.tofile(vectors)
            rows = zip(made.texts, made.payloads, strict=True)
            lines.writelines(json.dumps([text, asdict(load)]) + "\n" for text, load in rows)
    draft = folder / f"{QUESTIONS}.new"
    draft.write_text("".join(json.dumps(asdict(q)) + "\n" for q in maker.questions()))
    draft.replace(folder / QUESTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    vectors: Matrix
    texts: list[str]
    payloads: list[Payload]


class _Maker:
    """Draws passages; the same for the same number."""

    def __init__(self, texts: Sequence[str], vectors: Matrix) -> None:
        self._centres = vectors
        self._own = [text.split() for text in texts]
        self._all = np.array([word for words in self._own for word in words], dtype=object)
        self._reports = _Reports()

    def block(self, start: int, size: int) -> _Block:
        chance = np.random.default_rng([7, start])
        seeds = chance.integers(len(self._own), size=size)
        vectors = self._centres[seeds]
        noise = chance.standard_normal(vectors.shape, dtype=np.float32)
        vectors = vectors + noise * np.float32(SPREAD / vectors.shape[1] ** 0.5)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        texts = [self._text(seed, chance) for seed in seeds]
        payloads = [self._reports.payload(start + row, chance) for row in range(size)]
        return _Block(vectors=vectors, texts=texts, payloads=payloads)

    def _text(self, seed: int, chance: np.random.Generator) -> str:
        length = int(chance.integers(*WORDS))
        own = self._own[seed]
        mixed = self._all[chance.integers(len(self._all), size=length)]
        mine = chance.integers(len(own), size=length)
        take = chance.random(length) < OWN_WORDS
        return " ".join(own[mine[at]] if take[at] else mixed[at] for at in range(length))

    def questions(self) -> list[Question]:
        rows = map(json.loads, QUERIES.read_text(encoding="utf-8").splitlines())
        texts = [row["text"] for row in rows]
        chance = np.random.default_rng(11)
        chance.shuffle(texts)
        filters = self._reports.filters()
        return [Question(text=t, where=filters[at % len(filters)]) for at, t in enumerate(texts)]


class _Reports:
    """Payloads as analyses of real reports give them: some themes, some places, half dated."""

    def __init__(self) -> None:
        from corpus.gazetteer import DEFAULT_PATH, read_entries
        from corpus.vocabulary import default_vocabulary

        places = [entry.place for entry in read_entries(DEFAULT_PATH)]
        self._places = [p for p in places if p.kind == "municipality" and p.id.startswith("de:")]
        weights = np.array([place.population + 500.0 for place in self._places])
        self._weights = np.cumsum(weights / weights.sum())
        self._themes = [concept.id for concept in default_vocabulary().concepts]
        self._programmes = [f"Programm {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]

    def payload(self, number: int, chance: np.random.Generator) -> Payload:
        report = number // PER_REPORT
        shared = np.random.default_rng([13, report])
        year = int(shared.integers(2005, 2025))
        day = f"{year}-{shared.integers(1, 13):02}-{shared.integers(1, 29):02}"
        dated = shared.random() < 0.5
        event, themes = self._some_places(shared, 3), self._some(self._themes, shared, 5)
        places = [*self._some_places(chance, int(chance.integers(0, 4))), *event]
        kinds = ("report", "report", "report", "announcement", "measure", "profile")
        return Payload(
            report=f"report-{report:06}",
            doc_kind=kinds[int(shared.integers(len(kinds)))],  # type: ignore[arg-type]
            themes=tuple(themes),
            places=tuple(dict.fromkeys(i for p in places for i in (p.id, *p.parents))),
            states=tuple(dict.fromkeys(place.state for place in places if place.state)),
            programmes=tuple(self._some(self._programmes, shared, int(shared.integers(0, 3)))),
            lesson_kinds=("obstacle",) if chance.random() < 0.1 else (),
            start=day if dated else None,
            end=day if dated else None,
        )

    def filters(self) -> list[Filter]:
        """From one passage in six to one in a hundred, one by many municipalities."""
        largest = sorted(self._places, key=lambda place: -place.population)
        around = tuple(place.id for place in largest[50:150])
        return [
            Filter(states=("Thüringen",)),
            Filter(places=("de:land:05",), since="2015-01-01"),
            Filter(themes=(self._themes[3], self._themes[9])),
            Filter(places=around),
            Filter(programmes=(self._programmes[0],)),
            Filter(since="2011-01-01", until="2013-12-31"),
            Filter(doc_kinds=("report",), states=("Sachsen", "Hessen")),
            Filter(lesson_kinds=("obstacle",)),
        ]

    def _some_places(self, chance: np.random.Generator, count: int) -> list[Place]:
        rows = np.searchsorted(self._weights, chance.random(count))
        return [self._places[min(int(row), len(self._places) - 1)] for row in rows]

    @staticmethod
    def _some(values: Sequence[str], chance: np.random.Generator, count: int) -> list[str]:
        """Distinct ones, the first of them more often."""
        rows = (chance.random(count) ** 2 * len(values)).astype(int)
        return [values[row] for row in dict.fromkeys(rows.tolist())]


def _seed_texts() -> list[str]:
    from nlp.segment import blocks, passages, sentences

    texts = []
    for gold in read_gold(REPORTS):
        parts = blocks(gold.text)
        tiles = passages(gold.text, parts, sentences(gold.text, parts))
        texts += [tile.of(gold.text) for tile in tiles if tile.searchable]
    long = [text for text in texts if len(text.split()) >= WORDS[0]]
    return long[:: max(1, len(long) // SEEDS)][:SEEDS]


def _encoded(texts: Sequence[str]) -> Matrix:
    from models.load import load_encoder

    return load_encoder().encode_passages(texts)

"""Trains the layers for questions further, above the encoder as it is shipped.

    python -m models.recipes.questions_further [--epochs N | --minutes M] [--public FOLDER]
        [--export]

For more questions without a new encoder: passages keep their vectors, so indexes stay as they
are. Each question is told apart from all passages of the training reports at once (InfoNCE; van
den Oord et al. 2018), which costs little as those are fixed. Questions of other fields are held
to the vectors that they have. Some minutes on two processor cores.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from corpus.gold import GoldReport, read_annotated, split
from models.load import ARTEFACTS, load_reader
from models.onnx_reader import LOWER, TOKENIZER, session
from models.question_encoder import GRAPH, QuestionEncoder
from models.recipes import joint, questions
from models.recipes.course import options_of, say
from models.recipes.encoder import BUILD
from models.recipes.onnx_export import RetrievalPart
from models.recipes.questions import Passages, Question
from models.recipes.restored import empty_bert, floats_of
from models.recipes.run import Run
from models.recipes.weights import fingerprint, load, save
from models.tokens import QUERY, Splitter, pad
from nlp.types import Matrix

TRAINED = BUILD / "questions" / "weights.safetensors"
RECIPE = "python -m models.recipes.questions_further"
THREADS = 2


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What one training run depends on; names as in ``joint.Settings`` and its losses.

    ``held``: how much moved vectors of other fields count.
    """

    epochs: int = 5
    minutes: float | None = None
    rate: float = 6e-5
    batch: int = 64
    temperature: float = 0.02
    held: float = 200.0
    drawn: int = 24
    warm: float = 0.06
    least: float = 0.02
    seed: int = 7


class Tower(nn.Module):
    """The trainable layers for questions above shared ones that stay.

    What the shared layers make of a text is kept, as it is the same each time.
    """

    def __init__(self, folder: Path = questions.ARTEFACT) -> None:
        super().__init__()
        weights = floats_of(folder / GRAPH)
        self.part = RetrievalPart(empty_bert(weights), 0)
        self.part.load_state_dict({name: torch.tensor(each) for name, each in weights.items()})
        self._lower: Any = session(ARTEFACTS / "encoder" / LOWER, THREADS)
        self._kept: dict[tuple[int, ...], Tensor] = {}

    def forward(self, texts: Sequence[Sequence[int]]) -> Tensor:
        """(texts, dimensions), unit length."""
        read = [self._read(tuple(ids)) for ids in texts]
        mask = nn.utils.rnn.pad_sequence([torch.ones(len(each)) for each in read], True)
        hidden = nn.utils.rnn.pad_sequence([each.float() for each in read], True)
        _, vectors = self.part(hidden, mask)
        unit: Tensor = nn.functional.normalize(vectors.float(), dim=-1)
        return unit

    def _read(self, ids: tuple[int, ...]) -> Tensor:
        if ids not in self._kept:
            rows, mask = pad([ids])
            feed = {"input_ids": rows, "attention_mask": mask}
            (hidden,) = self._lower.run(["hidden"], feed)
            self._kept[ids] = torch.from_numpy(hidden[0]).half()
        return self._kept[ids]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Questions with the passages among which they are answered.

    ``vectors`` (passages, dimensions); ``right`` and ``own`` (questions, passages): which answer
    a question, and which are of the report that it is about.
    """

    texts: tuple[tuple[int, ...], ...]
    vectors: Tensor
    right: Tensor
    own: Tensor

    @classmethod
    def of(cls, asked: Sequence[Question], among: Passages, vectors: Tensor) -> Asked:
        """From questions that name rows of ``among``; ValueError where one names none."""
        if not all(one.answers for one in asked):
            raise ValueError("a question without a passage that answers it")
        shape = len(asked), len(among.reports)
        right, own = torch.zeros(shape, dtype=torch.bool), torch.zeros(shape, dtype=torch.bool)
        rows = {name: among.of(name) for name in {one.report for one in asked}}
        for at, one in enumerate(asked):
            right[at, list(one.answers)] = True
            own[at, rows[one.report]] = True
        return cls(texts=tuple(tuple(q.ids) for q in asked), vectors=vectors, right=right, own=own)

    def loss(self, tower: Tower, drawn: Sequence[int], temperature: float) -> Tensor:
        """Negative log of the share of what answers; the rest of a report does not count."""
        scores = tower([self.texts[at] for at in drawn]) @ self.vectors.T / temperature
        right, own = self.right[list(drawn)], self.own[list(drawn)]
        nothing = float("-inf")
        among = scores.masked_fill(own & ~right, nothing).logsumexp(-1)
        answering = scores.masked_fill(~right, nothing).logsumexp(-1)
        return torch.mean(among - answering)


class Training:
    """One run over the layers for questions."""

    def __init__(self, tower: Tower, fields: Sequence[Asked], settings: Settings) -> None:
        """``fields``: ours first, then questions of others, which keep their vectors."""
        self._tower = tower
        self._ours, *self._others = fields
        self._settings = settings
        self._random = random.Random(settings.seed)  # noqa: S311
        optimiser = torch.optim.AdamW(
            [{"params": [*tower.part.parameters()], "lr": 0.0, "full": settings.rate}],
            weight_decay=0.01,
        )
        self._run = Run(tower, optimiser, settings)
        self._before = [vectors_of(tower, other.texts) for other in self._others]

    def run(self) -> None:
        """All epochs, or as many as there is time for."""
        for batches in self._run.epochs(self._batches):
            self._run.follow(batches, self._loss)

    def _batches(self, _: int) -> list[list[int]]:
        """The questions in random order, but for a rest that fills no batch."""
        count = len(self._ours.texts)
        size = min(self._settings.batch, count)
        order = self._random.sample(range(count), count)
        return [order[at : at + size] for at in range(0, count - size + 1, size)]

    def _loss(self, drawn: Sequence[int]) -> Tensor:
        value = self._ours.loss(self._tower, drawn, self._settings.temperature)
        for other, before in zip(self._others, self._before, strict=True):
            value = value + self._elsewhere(other, before)
        return value

    def _elsewhere(self, other: Asked, before: Tensor) -> Tensor:
        """Whether questions of another field find their texts, and how far they have moved."""
        drawn = self._random.sample(
            range(len(other.texts)), min(self._settings.drawn, len(other.texts))
        )
        moved = (self._tower([other.texts[at] for at in drawn]) - before[drawn]).pow(2).sum(1)
        found = other.loss(self._tower, drawn, self._settings.temperature)
        return torch.add(found, moved.mean(), alpha=self._settings.held / 2)


@torch.no_grad()
def vectors_of(tower: Tower, texts: Sequence[Sequence[int]], *, at_once: int = 64) -> Tensor:
    """(texts, dimensions), without dropout."""
    tower.train(mode=False)
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    groups = [order[at : at + at_once] for at in range(0, len(order), at_once)]
    found = torch.cat([tower([texts[row] for row in some]) for some in groups])
    return found[torch.tensor(order).argsort()]


# Data


def fields_of(names: set[str], folder: Path | None) -> Iterator[Asked]:
    """Our questions about these reports, and those about texts of GermEval 2014."""
    splitter = _splitter()
    golds = [gold for gold in read_annotated() if gold.id in names]
    among = questions.read_passages(golds, splitter)
    asked = list(questions.read_questions(golds, among, splitter))
    yield Asked.of(asked, among, torch.from_numpy(joint.vectors_of(load_reader(), among)))
    if folder:
        yield _general(folder, splitter)


def _splitter() -> Splitter:
    return Splitter.load(ARTEFACTS / "encoder" / TOKENIZER, max_tokens=512)


def _general(folder: Path, splitter: Splitter) -> Asked:
    texts = questions.general_texts(folder)
    rows = [json.loads(line) for line in questions.GENERAL.read_text("utf-8").splitlines()]
    rows = [row for row in rows if row["window"] in texts]
    where = {name: at for at, name in enumerate(texts)}
    right = np.zeros((len(rows), len(texts)), dtype=bool)
    right[range(len(rows)), [where[row["window"]] for row in rows]] = True
    vectors = load_reader().encode_passages(list(texts.values()))
    return Asked(
        texts=tuple(tuple(splitter.text(row["text"], QUERY)) for row in rows),
        vectors=torch.from_numpy(vectors),
        right=torch.from_numpy(right),
        own=torch.from_numpy(right),
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains, exports and measures."""
    options = options_of(arguments, about=str(__doc__), epochs=Settings.epochs)
    settings = Settings(epochs=options.epochs, minutes=options.minutes)
    torch.manual_seed(settings.seed)
    torch.set_flush_denormal(True)
    tower = Tower()
    if options.export:
        tower.part.load_state_dict(load(TRAINED))
    else:
        names = {gold.id for gold in split(read_annotated())[0]}
        Training(tower, list(fields_of(names, options.public)), settings).run()
        save(tower.part.state_dict(), TRAINED)
    tower.train(mode=False)
    golds = read_annotated()
    among = questions.read_passages(golds, _splitter())
    vectors = joint.vectors_of(load_reader(), among)
    _measure("before", golds, among, vectors)
    questions.export(tower.part, questions.ARTEFACT, version=fingerprint(TRAINED), recipe=RECIPE)
    _measure("after", golds, among, vectors)


def _measure(label: str, golds: Sequence[GoldReport], among: Passages, vectors: Matrix) -> None:
    encoder = QuestionEncoder.load(load_reader(), questions.ARTEFACT)
    gain = questions.held_out_gain(encoder, golds, among, vectors)
    say(f"held-out nDCG@10 {label}: {gain:.3f}")


if __name__ == "__main__":
    main()

"""Trains the encoder and its branches together and writes ``encoder``, ``questions``, ``names``.

    python -m models.recipes.joint [--epochs N | --minutes M] [--public FOLDER] [--export]

One training serves search (questions find passages, ``models.recipes.questions``) and extraction
(names and sentences with lessons, ``models.recipes.names``): the lower layers learn from both, so
one pass over a text goes on serving all. It begins with the checkpoint of
``models.recipes.encoder``. On two processor cores an epoch takes about half an hour;
``--minutes`` fits the whole course of the learning rate into that time. ``--export`` only
writes the artefacts of the last training.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from corpus.gold import QUERIES, QUESTIONS, GoldReport, held_out, read_annotated
from models.base_encoder import PART, without_table
from models.load import ARTEFACTS, load_base_encoder
from models.manifest import Check, Manifest, atomic_path, verify, write_manifest
from models.onnx_reader import LOWER, RETRIEVAL, OnnxReader
from models.question_encoder import QuestionEncoder
from models.recipes import names, questions
from models.recipes.annotated import Example
from models.recipes.course import options_of, say
from models.recipes.encoder import ARTEFACT as BASE
from models.recipes.encoder import BUILD, CHECKPOINT, PAPER, WHEEL, WHEEL_SHA256
from models.recipes.joint_model import Joint
from models.recipes.names_epochs import Epochs
from models.recipes.onnx_export import export_parts, load_bert
from models.recipes.run import Run
from models.recipes.weights import fingerprint, load, save
from models.tokens import Splitter
from nlp.encoder import Encoder
from nlp.types import Matrix

TRAINED = BUILD / "joint" / "weights.safetensors"
ENCODER = ARTEFACTS / "encoder"
NAME, VERSION = "fundstelle-german", "2"
RECIPE = "python -m models.recipes.joint"
FILES = ("lower.onnx", "retrieval.onnx", "tokenizer.json")
CHECKED = 12
QUANTISED_COSINE = 0.98


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What one training run depends on.

    ``own``: layers of the names branch above the shared ones. ``passes``: how often each question
    is asked in all. ``news``, ``traffic``: public examples that an epoch sees.
    """

    epochs: int = 12
    minutes: float | None = None
    own: int = 3
    rate: float = 1e-4
    search_rate: float = 5e-5
    search_weight: float = 0.1
    passes: float = 4
    news: int = 600
    traffic: int = 120
    warm: float = 0.06
    least: float = 0.02
    seed: int = 7
    names: names.LossSettings = field(default_factory=names.LossSettings)
    questions: questions.LossSettings = field(default_factory=questions.LossSettings)


@dataclass(frozen=True, kw_only=True)
class Data:
    """What is learnt from: annotated windows, public ones with how many an epoch sees,
    questions with the passages among which they are answered, texts of other fields."""

    ours: list[Example]
    public: list[tuple[list[Example], int]]
    pairs: questions.Pairs
    asked: int
    general: questions.General


def read_data(golds: Sequence[GoldReport], folder: Path | None, settings: Settings) -> Data:
    """Everything for the training; ``folder``: of the public corpora, may be none."""
    rng = random.Random(settings.seed)  # noqa: S311
    splitter = Splitter.load(CHECKPOINT / "compact.json", max_tokens=512)
    among = questions.read_passages(golds, splitter)
    asked = list(questions.read_questions(golds, among, splitter))
    return Data(
        ours=names.training_examples(golds),
        public=names.public_examples(folder, news=settings.news, traffic=settings.traffic),
        pairs=questions.Pairs(asked, among, settings.questions, rng),
        asked=len(asked),
        general=questions.General(folder, splitter, settings.questions, rng),
    )


class Training:
    """One run over a model."""

    def __init__(self, joint: Joint, data: Data, settings: Settings) -> None:
        self._joint = joint
        self._data = data
        self._settings = settings
        tokenizer = Tokenizer.from_file(str(CHECKPOINT / "tokenizer.json"))
        self._seen = Epochs(data.ours, data.public, tokenizer, settings.seed)
        self._run = Run(joint, _optimiser(joint, settings), settings)

    def run(self) -> None:
        """All epochs, or as many as there is time for."""
        self._data.general.remember(self._joint)
        for batches in self._run.epochs(self._seen.batches):
            self._data.pairs.mine(self._joint)
            self._run.follow(batches, partial(self._loss, every=self._every(len(batches))))
            save(self._joint.weights(), TRAINED)

    def _every(self, batches: int) -> int:
        """How many steps there are from one that asks questions to the next."""
        asked = self._settings.passes / self._settings.epochs * self._data.asked
        return max(1, round(batches * self._settings.questions.batch / max(asked, 1)))

    def _loss(self, batch: Sequence[names.Row], *, every: int) -> Tensor:
        value = names.loss(
            self._joint, names.batch_of(batch, self._joint.device), self._settings.names
        )
        if self._run.step % every:
            return value
        search = self._data.pairs.loss(self._joint) + self._data.general.loss(self._joint)
        return value + self._settings.search_weight * search


def _optimiser(joint: Joint, settings: Settings) -> torch.optim.Optimizer:
    branch = joint.names
    groups = [
        ([*joint.lower.layers.parameters(), *branch.layers.parameters()], settings.rate),
        ([*joint.passages.parameters(), *joint.questions.parameters()], settings.search_rate),
        ([*branch.tags.parameters(), *branch.kinds.parameters()], settings.rate * 10),
    ]
    return torch.optim.AdamW(
        [{"params": each, "lr": rate, "full": rate} for each, rate in groups], weight_decay=0.01
    )


# Artefacts


def export(joint: Joint, *, version: str) -> None:
    """Writes the three artefacts; the branches name the lower layers that they belong to."""
    joint.train(mode=False)
    _export_encoder(joint)
    _export_base()
    questions.export(joint.questions, questions.ARTEFACT, version=version, recipe=RECIPE)
    names.export(joint.names, names.ARTEFACT, version=version, recipe=RECIPE)


def _export_encoder(joint: Joint) -> None:
    ENCODER.mkdir(parents=True, exist_ok=True)
    checks = _checks(joint)
    export_parts(joint.lower, joint.passages, ENCODER)
    with atomic_path(ENCODER / "tokenizer.json") as path:
        shutil.copyfile(CHECKPOINT / "compact.json", path)
    manifest = Manifest(
        name=NAME,
        version=VERSION,
        source=f"trained from PyPI {WHEEL} (sha256 {WHEEL_SHA256}): multilingual-e5-small, {PAPER}",
        licence="MIT; training data CC0 and CC BY 4.0 (GermEval 2014, MobIE)",
        recipe=RECIPE,
        settings=verify(BASE).settings,
        checks=checks,
    )
    write_manifest(ENCODER, manifest, files=FILES)
    _require_alike(checks)


def _export_base() -> None:
    """What the training began with, without the table of words, which it shares."""
    import onnx

    lower = (BASE / LOWER).read_bytes()
    weights = onnx.load(str(BASE / LOWER)).graph.initializer
    table = max(weights, key=lambda one: one.ByteSize()).raw_data
    part, where = without_table(lower, (ENCODER / LOWER).read_bytes(), table)
    folder = ENCODER.with_name("base-encoder")
    for name, content in ((PART, part), (RETRIEVAL, (BASE / RETRIEVAL).read_bytes())):
        with atomic_path(folder / name) as path:
            path.write_bytes(content)
    manifest = verify(BASE)
    settings = {**manifest.settings, "table": where}
    write_manifest(folder, replace(manifest, settings=settings), files=[PART, RETRIEVAL])


def _checks(joint: Joint) -> tuple[Check, ...]:
    """Texts with the vectors that they have before they are quantised."""
    texts = [check.text for check in verify(BASE).checks][:CHECKED]
    splitter = Splitter.load(CHECKPOINT / "compact.json", max_tokens=512)
    with torch.no_grad():
        vectors = joint.passage_vectors([splitter.text(t, "passage: ") for t in texts])
    rounded = [tuple(round(float(value), 5) for value in row) for row in vectors]
    return tuple(Check(text=t, vector=v) for t, v in zip(texts, rounded, strict=True))


def _require_alike(checks: Sequence[Check]) -> None:
    found = OnnxReader.load(ENCODER).encode_passages([check.text for check in checks])
    mean = float((found * np.array([check.vector for check in checks])).sum(axis=1).mean())
    say(f"int8 against the trained weights: mean cosine {mean:.4f}")
    if mean < QUANTISED_COSINE:
        raise SystemExit(f"models.recipes.joint: int8 differs too much (cosine {mean:.4f})")


def measure(golds: Sequence[GoldReport]) -> None:
    """nDCG@10 of the held-out questions by vectors alone, before and after."""
    splitter = Splitter.load(CHECKPOINT / "compact.json", max_tokens=512)
    among = questions.read_passages(golds, splitter)
    reader = OnnxReader.load(ENCODER)
    trained: tuple[Encoder, Matrix] = (
        QuestionEncoder.load(reader, questions.ARTEFACT),
        vectors_of(reader, among),
    )
    base = load_base_encoder()
    for label, encoder, vectors in (
        ("before", base, vectors_of(base, among)),
        ("after", *trained),
    ):
        gain = questions.held_out_gain(encoder, golds, among, vectors)
        say(f"held-out nDCG@10 {label}: {gain:.3f}")


def vectors_of(encoder: Encoder, among: questions.Passages) -> Matrix:
    """(passages, dimensions), each as it is encoded in use."""
    texts = [f"{one.context}\n{one.text}" if one.context else one.text for one in among.windows]
    return encoder.encode_passages(texts)


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains, exports and measures."""
    options = options_of(arguments, about=str(__doc__), epochs=Settings.epochs)
    settings = Settings(epochs=options.epochs, minutes=options.minutes)
    golds = read_annotated()
    joint = Joint(load_bert(CHECKPOINT), own=settings.own)
    if options.export:
        joint.load_weights(load(TRAINED))
    else:
        train(joint, [one for one in golds if not held_out(one.id)], options.public, settings)
    export(joint.to("cpu"), version=fingerprint(TRAINED, QUERIES, QUESTIONS))
    measure(golds)


def train(
    joint: Joint, golds: Sequence[GoldReport], folder: Path | None, settings: Settings
) -> None:
    """Trains in place, on a GPU where there is one."""
    torch.manual_seed(settings.seed)
    torch.set_flush_denormal(True)
    joint.to("cuda" if torch.cuda.is_available() else "cpu")
    Training(joint, read_data(golds, folder, settings), settings).run()


if __name__ == "__main__":
    main()

"""Trains the names branch and writes it as ``models/artefacts/names``.

    python -m models.recipes.names [--epochs N] [--public FOLDER]

Data: the training split of the corpus (CC0) and, where the folder is given, GermEval 2014
(Benikova et al. 2014, CC BY 4.0) and MobIE (Hennig et al. 2021, CC BY 4.0), in which PROJECT and
PROGRAMME are unknown: there the loss sums over the tags that are possible (Tsuboi et al. 2008).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from corpus.gazetteer import DATA
from corpus.gold import held_out, read_annotated
from models.manifest import Manifest, verify, write_manifest
from models.recipes.annotated import (
    UNKNOWN,
    Example,
    germeval_examples,
    mobie_examples,
    report_examples,
)
from models.recipes.augment import Augmenter
from models.recipes.branch import SENTENCE_KINDS, TAGS, Branch, Lower
from models.recipes.onnx_export import SHARED_LAYERS, export_quantised, load_bert
from nlp.words import words

BUILD = Path(__file__).parents[1] / "build"
ENCODER = BUILD / "encoder"
ARTEFACT = Path(__file__).parents[1] / "artefacts" / "names"
ENCODER_ARTEFACT = ARTEFACT.with_name("encoder")
NAMES_POOL = DATA / "names-pool.csv"
GRAPH = "names.onnx"
LONGEST = 384
STEP = 64
TOKENS_A_BATCH = 2560


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What one training run depends on."""

    epochs: int = 10
    rate: float = 1e-4
    lessons: float = 0.3
    germeval: int = 300
    mobie: int = 60
    seed: int = 7
    own_layers: int | None = 4
    """Layers above the shared ones; None for all that the encoder has."""


Drawn = tuple[list[Example], int]


@dataclass(frozen=True, kw_only=True)
class Row:
    """An example in numbers; ``allowed`` (tokens, tags) is true for the tags that may be."""

    ids: list[int]
    allowed: np.ndarray
    counted: np.ndarray
    sentences: list[tuple[int, int, int]]


def row(example: Example, tokenizer: Tokenizer) -> Row:
    """Tokenises an example; each token is judged by the word that it begins in."""
    prefix = f"passage: {example.context}\n" if example.context else "passage: "
    encoding = tokenizer.encode(prefix + example.text)
    offsets = [(s - len(prefix), e - len(prefix)) for s, e in encoding.offsets[:LONGEST]]
    allowed = np.ones((len(offsets), len(TAGS)), dtype=bool)
    counted = np.zeros(len(offsets), dtype=bool)
    for token, start in _word_starts(offsets, example.text):
        allowed[token], counted[token] = _possible(example, start)
    lines = [
        (*_token_range(offsets, s, e), SENTENCE_KINDS.index(k)) for s, e, k in example.sentences
    ]
    return Row(
        ids=encoding.ids[:LONGEST],
        allowed=allowed,
        counted=counted,
        sentences=[line for line in lines if line[1] > line[0]],
    )


def _word_starts(offsets: Sequence[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """Tokens of the text, each with the start of the word that it begins in."""
    spans = words(text)
    at = 0
    for token, (start, end) in enumerate(offsets):
        if start < 0 or end <= start:
            continue
        while at + 1 < len(spans) and spans[at + 1].start <= start:
            at += 1
        if at < len(spans) and spans[at].start <= start < spans[at].end:
            yield token, spans[at].start


def _possible(example: Example, start: int) -> tuple[np.ndarray, bool]:
    allowed = np.zeros(len(TAGS), dtype=bool)
    inside = next(((s, x) for s, e, x in example.names if s <= start < e), None)
    if inside and inside[1] == UNKNOWN:
        return ~allowed, False
    if inside:
        allowed[TAGS.index(("B-" if inside[0] == start else "I-") + inside[1])] = True
        return allowed, True
    allowed[0] = True
    if example.partial:
        allowed[[TAGS.index(f"{p}-{x}") for p in "BI" for x in ("PROJECT", "PROGRAMME")]] = True
    return allowed, True


def _token_range(offsets: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    inside = [
        at for at, (s, e) in enumerate(offsets) if s < end and e > max(start, s, 0) and e > start
    ]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def batches(rows: Sequence[Row], rng: random.Random) -> list[list[Row]]:
    """Rows of similar length together, in random order."""
    ordered = sorted(rows, key=lambda r: (padded(len(r.ids)), rng.random()))
    found: list[list[Row]] = []
    for item in ordered:
        length = padded(len(item.ids))
        last = found[-1] if found else []
        if (
            last
            and padded(len(last[0].ids)) == length
            and (len(last) + 1) * length <= TOKENS_A_BATCH
        ):
            last.append(item)
        else:
            found.append([item])
    rng.shuffle(found)
    return found


def padded(length: int) -> int:
    """Few different lengths: each new shape is compiled anew under bf16."""
    return -(-length // STEP) * STEP


def batch_length(batch: Sequence[Row]) -> int:
    """Tokens of each row, padding included."""
    return padded(max(len(item.ids) for item in batch))


def tensors(batch: Sequence[Row]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """mask, allowed, counted, sentence weights, sentence kinds."""
    length = batch_length(batch)
    mask = torch.zeros((len(batch), length))
    allowed = torch.ones((len(batch), length, len(TAGS)), dtype=torch.bool)
    counted = torch.zeros((len(batch), length), dtype=torch.bool)
    for at, item in enumerate(batch):
        size = len(item.ids)
        mask[at, :size] = 1
        allowed[at, :size] = torch.from_numpy(item.allowed)
        counted[at, :size] = torch.from_numpy(item.counted)
    lines = [
        (at * length + s, at * length + e, k)
        for at, r in enumerate(batch)
        for s, e, k in r.sentences
    ]
    weights = torch.zeros((len(lines), len(batch) * length))
    for at, (start, end, _) in enumerate(lines):
        weights[at, start:end] = 1 / (end - start)
    return mask, allowed, counted, weights, torch.tensor([k for *_, k in lines])


def loss(branch: Branch, hidden: Tensor, batch: tuple[Tensor, ...], weight: float) -> Tensor:
    """Marginal negative log-likelihood of the words, and of the sentences' kinds."""
    mask, allowed, counted, weights, kinds = batch
    features, logits = branch(hidden, mask)
    logs = logits.float().log_softmax(-1).masked_fill(~allowed, -1e9).logsumexp(-1)
    total: Tensor = -(logs * counted).sum() / counted.sum().clamp(min=1)
    if weight and len(kinds):
        total = total + weight * nn.functional.cross_entropy(
            branch.sentence_kinds(features, weights), kinds
        )
    return total


def train(settings: Settings, ours: list[Example], others: Sequence[Drawn]) -> Branch:
    """Fine-tunes a branch; the lower layers stay as they are."""
    torch.manual_seed(settings.seed)
    torch.set_flush_denormal(True)
    rng = random.Random(settings.seed)  # noqa: S311
    device = "cuda" if torch.cuda.is_available() else "cpu"
    branch = Branch(load_bert(ENCODER), SHARED_LAYERS, own=settings.own_layers).to(device)
    lower = Lower(ENCODER_ARTEFACT / "lower.onnx", threads=torch.get_num_threads())
    tokenizer = Tokenizer.from_file(str(ENCODER / "tokenizer.json"))
    augment = Augmenter(ours, more=read_pool(), seed=settings.seed)
    drawn = sum(min(count, len(examples)) for examples, count in others)
    optimiser, schedule = _optimiser(branch, settings, len(ours) + drawn)
    for epoch in range(settings.epochs):
        began, total, count = time.monotonic(), 0.0, 0
        varied = [augment(x) if epoch else x for x in ours]
        for examples, count in others:
            varied += rng.sample(examples, min(count, len(examples)))
        branch.train()
        for batch in batches([row(x, tokenizer) for x in varied], rng):
            hidden = lower([item.ids for item in batch], batch_length(batch)).to(device)
            moved = tuple(t.to(device) for t in tensors(batch))
            with torch.autocast(device, torch.bfloat16):
                value = loss(branch, hidden, moved, settings.lessons)
            value.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(branch.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            total, count = total + value.item(), count + 1
        say(
            f"epoch {epoch + 1}/{settings.epochs}: loss {total / count:.4f}, "
            f"{time.monotonic() - began:.0f} s"
        )
    return branch


def _optimiser(
    branch: Branch, settings: Settings, examples: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    heads = [*branch.tags.parameters(), *branch.kinds.parameters()]
    groups = [
        {"params": list(branch.layers.parameters()), "lr": settings.rate},
        {"params": heads, "lr": settings.rate * 10},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = settings.epochs * max(1, examples // 11)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / (0.06 * steps), max(0.02, (steps - step) / steps))
    )
    return optimiser, schedule


def say(line: str) -> None:
    """Progress goes to stderr."""
    print(line, file=sys.stderr, flush=True)


def training_examples() -> list[Example]:
    """The corpus without its held-out fifth."""
    return list(report_examples(r for r in read_annotated() if not held_out(r.id)))


def read_pool(path: Path = NAMES_POOL) -> list[tuple[str, str]]:
    """Labels and names that may stand in for those of the corpus.

    Names that only held-out reports have are left out, so that they stay unseen.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row["label"], row["name"]) for row in csv.DictReader(file, delimiter=";")]
    unseen = _names(held=True) - _names(held=False)
    return [(label, name) for label, name in rows if name not in unseen]


def _names(*, held: bool) -> set[str]:
    return {m.text for r in read_annotated() if held_out(r.id) == held for m in r.mentions}


def public(folder: Path | None, settings: Settings) -> list[Drawn]:
    """The public corpora of a folder, each with how many examples an epoch sees; may be none."""
    if folder is None:
        return []
    files = sorted(folder.glob("germeval2014-*.tsv"))
    news = [example for file in files for example in germeval_examples(file)]
    traffic = list(mobie_examples(folder / "mobie-ner-conll03.zip"))
    return [(news, settings.germeval), (traffic, settings.mobie)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains, exports and checks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--public", type=Path, help="folder of GermEval 2014 and MobIE")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args(arguments)
    settings = Settings(epochs=options.epochs)
    torch.set_num_threads(options.threads)
    ours = training_examples()
    say(f"{len(ours)} windows of the corpus, CPU threads: {torch.get_num_threads()}")
    branch = train(settings, ours, public(options.public, settings)).to("cpu")
    export(branch, ARTEFACT, version=fingerprint(settings, ours))


def export(branch: Branch, folder: Path, *, version: str) -> None:
    """Writes the branch as int8 graph with its manifest."""
    encoder = verify(ENCODER_ARTEFACT)
    example = (
        torch.zeros(2, 5, encoder.settings["dimensions"]),
        torch.ones(2, 5, dtype=torch.int64),
    )
    axes = {0: "batch", 1: "length"}
    inputs, outputs = ["hidden", "attention_mask"], ["features", "tags"]
    export_quantised(
        branch, example, folder / GRAPH, inputs, outputs, dict.fromkeys((*inputs, *outputs), axes)
    )
    manifest = Manifest(
        name="names",
        version=version,
        source="fine-tuned from the encoder on corpus/data/*.jsonl, GermEval 2014 and MobIE",
        licence="MIT; training data CC0 and CC BY 4.0 (GermEval 2014, MobIE)",
        recipe="python -m models.recipes.names",
        settings={"tags": list(TAGS), "lower_sha256": encoder.files["lower.onnx"].sha256},
    )
    write_manifest(folder, manifest, files=[GRAPH])


def fingerprint(settings: Settings, examples: Iterable[Example]) -> str:
    """Short hash of settings and training data."""
    digest = hashlib.sha256(repr(settings).encode())
    for example in examples:
        digest.update(repr(example).encode())
    return digest.hexdigest()[:12]


if __name__ == "__main__":
    main()

"""The names branch: annotated windows as rows of numbers, its loss and its artefact.

Data: the training split of the corpus (CC0) and, where a folder is given, GermEval 2014
(Benikova et al. 2014, CC BY 4.0) and MobIE (Hennig et al. 2021, CC BY 4.0), in which PROJECT and
PROGRAMME are unknown: there the loss sums over the tags that are possible (Tsuboi et al. 2008).
It is trained by ``models.recipes.joint`` and, above a fixed encoder, by
``models.recipes.names_further``.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from corpus.gazetteer import DATA
from corpus.gold import GoldReport, held_out, read_annotated
from models import linear
from models.heads import BRANCH
from models.manifest import Manifest, verify, write_manifest
from models.recipes.annotated import (
    UNKNOWN,
    Example,
    germeval_examples,
    mobie_examples,
    report_examples,
)
from models.recipes.branch import SENTENCE_KINDS, TAGS, Branch
from models.recipes.joint_model import STEP, padded
from models.recipes.onnx_export import export_quantised
from models.tokens import EOS
from nlp.linear import Linear
from nlp.words import words

ARTEFACT = Path(__file__).parents[1] / "artefacts" / "names"
ENCODER_ARTEFACT = ARTEFACT.with_name("encoder")
NAMES_POOL = DATA / "names-pool.csv"
GRAPH = "names.onnx"
LONGEST = 384
TOKENS_A_BATCH = 2560
UNKNOWN_WORD = EOS + 1


class Trainable(Protocol):
    """What reads texts in training: shared layers, and the branch above them."""

    @property
    def names(self) -> Branch:
        """The branch."""
        ...

    def hidden(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(texts, tokens, dimensions): what the shared layers make of padded ids."""
        ...


@dataclass(frozen=True, kw_only=True)
class LossSettings:
    """What counts beside the words: ``lessons`` in sentences, ``agreement`` of two readings.

    ``unread``: the share of tokens that half of the texts are read without.
    """

    lessons: float = 0.3
    agreement: float = 1.0
    unread: float = 0.1


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Rows of one length: ``ids`` and ``mask`` (rows, tokens), ``allowed`` (rows, tokens, tags),
    ``counted`` (rows, tokens), ``weights`` (sentences, rows * tokens), ``kinds`` (sentences,)."""

    ids: Tensor
    mask: Tensor
    allowed: Tensor
    counted: Tensor
    weights: Tensor
    kinds: Tensor


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
    ordered = sorted(rows, key=lambda r: (rounded(len(r.ids)), rng.random()))
    found: list[list[Row]] = []
    for item in ordered:
        length = rounded(len(item.ids))
        last = found[-1] if found else []
        if (
            last
            and rounded(len(last[0].ids)) == length
            and (len(last) + 1) * length <= TOKENS_A_BATCH
        ):
            last.append(item)
        else:
            found.append([item])
    rng.shuffle(found)
    return found


def rounded(length: int) -> int:
    """The length that a row of so many tokens is padded to."""
    return -(-length // STEP) * STEP


def batch_of(rows: Sequence[Row], device: torch.device) -> Batch:
    """The rows side by side, on a device."""
    ids, mask = padded([item.ids for item in rows], device=device)
    length = ids.shape[1]
    allowed = torch.ones((len(rows), length, len(TAGS)), dtype=torch.bool)
    counted = torch.zeros((len(rows), length), dtype=torch.bool)
    for at, item in enumerate(rows):
        allowed[at, : len(item.ids)] = torch.from_numpy(item.allowed)
        counted[at, : len(item.ids)] = torch.from_numpy(item.counted)
    lines = [
        (at * length + s, at * length + e, k)
        for at, r in enumerate(rows)
        for s, e, k in r.sentences
    ]
    weights = torch.zeros((len(lines), len(rows) * length))
    for at, (start, end, _) in enumerate(lines):
        weights[at, start:end] = 1 / (end - start)
    return Batch(
        ids=ids,
        mask=mask,
        allowed=allowed.to(device),
        counted=counted.to(device),
        weights=weights.to(device),
        kinds=torch.tensor([k for *_, k in lines], dtype=torch.long, device=device),
    )


def loss(model: Trainable, batch: Batch, settings: LossSettings) -> Tensor:
    """Marginal negative log-likelihood of the words, and of the sentences' kinds.

    Each text is read twice, and the two readings are drawn together (R-Drop, Liang et al. 2021):
    dropout has to leave what is said of a word as it is.
    """
    ids = _unread(batch.ids, settings.unread)
    one, first = _reading(model, ids, batch, settings)
    other, second = _reading(model, ids, batch, settings)
    apart = ((one.exp() - other.exp()) * (one - other)).sum(-1) / 2
    total: Tensor = (first + second) / 2 + settings.agreement * _mean(apart, batch.counted)
    return total


def _unread(ids: Tensor, share: float) -> Tensor:
    """Half of the texts without some of their tokens, so that what is around a name counts."""
    chosen = torch.rand(ids.shape, device=ids.device) < share
    texts = torch.rand((len(ids), 1), device=ids.device) < 1 / 2
    return ids.masked_fill(chosen & texts & (ids > UNKNOWN_WORD), UNKNOWN_WORD)


def _reading(
    model: Trainable, ids: Tensor, batch: Batch, settings: LossSettings
) -> tuple[Tensor, Tensor]:
    """Log probabilities of the tags, and the loss."""
    features, logits = model.names(model.hidden(ids, batch.mask), batch.mask)
    logs = logits.float().log_softmax(-1)
    possible = logs.masked_fill(~batch.allowed, -1e9).logsumexp(-1)
    total = -_mean(possible, batch.counted)
    if settings.lessons and len(batch.kinds):
        found = model.names.sentence_kinds(features, batch.weights)
        total = total + settings.lessons * nn.functional.cross_entropy(found, batch.kinds)
    return logs, total


def _mean(values: Tensor, counted: Tensor) -> Tensor:
    mean: Tensor = (values * counted).sum() / counted.sum().clamp(min=1)
    return mean


def training_examples(golds: Iterable[GoldReport]) -> list[Example]:
    """Their windows, those without anything in them too."""
    return list(report_examples(golds))


def public_examples(
    folder: Path | None, *, news: int, traffic: int
) -> list[tuple[list[Example], int]]:
    """Examples of GermEval 2014 and MobIE, each with how many an epoch sees; none without
    their folder."""
    if folder is None:
        return []
    files = sorted(folder.glob("germeval2014-*.tsv"))
    told = [one for file in files for one in germeval_examples(file)]
    return [(told, news), (list(mobie_examples(folder / "mobie-ner-conll03.zip")), traffic)]


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


def export(branch: Branch, folder: Path, *, version: str, recipe: str) -> None:
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
    linear.save(folder / BRANCH, _own_classifier(branch))
    manifest = Manifest(
        name="names",
        version=version,
        source="trained with the encoder, and further above it, on corpus/data/*.jsonl, "
        "GermEval 2014 and MobIE",
        licence="MIT; training data CC0 and CC BY 4.0 (GermEval 2014, MobIE)",
        recipe=recipe,
        settings={"tags": list(TAGS), "lower_sha256": encoder.files["lower.onnx"].sha256},
    )
    write_manifest(folder, manifest, files=[GRAPH, BRANCH])


def _own_classifier(branch: Branch) -> Linear:
    """Which kind of lesson a sentence holds, from the mean of its tokens' features."""
    weights = branch.kinds.weight.detach().float().numpy()
    width = weights.shape[1]
    return Linear(
        classes=SENTENCE_KINDS,
        weights=weights,
        bias=branch.kinds.bias.detach().float().numpy(),
        mean=np.zeros(width, dtype=np.float32),
        scale=np.ones(width, dtype=np.float32),
    )

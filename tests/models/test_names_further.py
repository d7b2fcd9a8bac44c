"""The names branch of the artefact can be trained further, above the encoder as it is."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from models.onnx_reader import TOKENIZER, session
from models.recipes import names, names_further
from models.recipes.annotated import Example
from models.recipes.weights import load, save

TEXT = "Das Projekt Brückenschlag traf in Espelkamp die Stiftung Lesen."
EXAMPLES = [
    Example(
        context="Fachtag",
        text=TEXT,
        names=((TEXT.index("traf"), TEXT.index("traf") + 4, "PERSON"),),
        sentences=((0, len(TEXT), "obstacle"),),
    )
]


@pytest.fixture(scope="module")
def above() -> names_further.Above:
    torch.manual_seed(1)
    return names_further.Above.load()


@pytest.fixture(scope="module")
def batch() -> names.Batch:
    tokenizer = Tokenizer.from_file(str(names.ENCODER_ARTEFACT / TOKENIZER))
    rows = [names.row(example, tokenizer) for example in EXAMPLES]
    return names.batch_of(names.batches(rows, random.Random(1))[0], torch.device("cpu"))


def tags(model: names_further.Above, batch: names.Batch) -> Any:
    model.train(mode=False)
    with torch.no_grad():
        _, found = model.names(model.hidden(batch.ids, batch.mask), batch.mask)
    return found.numpy()


def test_training_begins_with_the_branch_as_it_is_shipped(
    above: names_further.Above, batch: names.Batch
) -> None:
    graph = session(names.ARTEFACT / names.GRAPH, 1)
    hidden = above.hidden(batch.ids, batch.mask).numpy()
    mask = batch.mask.numpy().astype(np.int64)
    (shipped,) = graph.run(["tags"], {"hidden": hidden, "attention_mask": mask})
    assert np.abs(tags(above, batch) - shipped).max() < 0.1 * np.abs(shipped).max()


def test_it_learns_and_keeps_what_it_learnt(
    above: names_further.Above, batch: names.Batch, tmp_path: Path
) -> None:
    before = above.hidden(batch.ids, batch.mask).clone()
    settings = names_further.Settings(rate=1e-4, head_rate=1e-3)
    optimiser = names_further.optimiser_of(above.names, settings)
    values = [_step(above, batch, optimiser) for _ in range(15)]
    assert values[-1] < values[0] / 2
    assert torch.equal(before, above.hidden(batch.ids, batch.mask))

    save(above.names.state_dict(), tmp_path / "weights.safetensors")
    again = names_further.Above.load()
    again.names.load_state_dict(load(tmp_path / "weights.safetensors"))
    assert np.allclose(tags(again, batch), tags(above, batch), atol=0.05)


def _step(
    above: names_further.Above, batch: names.Batch, optimiser: torch.optim.Optimizer
) -> float:
    above.train()
    value = names.loss(above, batch, names.LossSettings(unread=0.0))
    value.backward()  # type: ignore[no-untyped-call]
    optimiser.step()
    optimiser.zero_grad()
    return value.item()

"""A run over a model makes the steps of its course, no more, at the course's rates."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from models.onnx_reader import TOKENIZER
from models.recipes import names
from models.recipes.annotated import Example
from models.recipes.joint import Settings
from models.recipes.names_epochs import Epochs
from models.recipes.run import Run


def optimiser_of(model: nn.Module) -> torch.optim.Optimizer:
    return torch.optim.AdamW([{"params": [*model.parameters()], "lr": 0.0, "full": 0.1}])


def test_it_makes_a_step_for_each_batch_of_each_epoch() -> None:
    torch.manual_seed(1)
    model = nn.Linear(3, 1)
    optimiser, seen, rates = optimiser_of(model), [], []
    run = Run(model, optimiser, Settings(epochs=4))

    def loss(batch: int) -> Tensor:
        seen.append(batch)
        rates.append(optimiser.param_groups[0]["lr"])
        return model(torch.ones(3)).float().pow(2).sum()

    numbers = []
    for batches in run.epochs(lambda epoch: numbers.append(epoch) or [1, 2, 3]):
        model.train(mode=False)
        run.follow(batches, loss)
        assert model.training
    assert numbers == [0, 1, 2, 3]
    assert seen == [1, 2, 3] * 4
    assert run.step == 12
    assert 0 < rates[0] < rates[1] > rates[-1] > 0


def test_it_ends_within_an_epoch_that_is_longer_than_the_first() -> None:
    model = nn.Linear(3, 1)
    run = Run(model, optimiser_of(model), Settings(epochs=2))
    for batches in run.epochs(lambda epoch: [0] * (2 + 3 * epoch)):
        run.follow(batches, lambda _: model(torch.ones(3)).float().sum())
    assert run.step == 4


def test_an_epoch_shows_each_of_ours_and_draws_of_the_public_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(names, "read_pool", list)
    ours = [Example(context="", text="Das Projekt traf sich.", names=(), sentences=())] * 3
    tokenizer = Tokenizer.from_file(str(Path(names.ENCODER_ARTEFACT) / TOKENIZER))
    seen = Epochs(ours, [(ours * 5, 2), (ours[:1], 4)], tokenizer, seed=7)
    assert [sum(map(len, seen.batches(epoch))) for epoch in (0, 1)] == [6, 6]

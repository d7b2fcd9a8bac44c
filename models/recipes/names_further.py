"""Trains the names branch further, above the shared layers as they are shipped; writes ``names``.

    python -m models.recipes.names_further [--epochs N | --minutes M] [--public FOLDER] [--export]

For more annotated documents without a new encoder: the shared layers are read as the service
reads them (int8), so vectors, indexes and all that is built upon them stay as they are. It begins
with the branch of the artefact, its int8 weights turned back into floats. An epoch takes some ten
minutes on two processor cores. ``--export`` only writes the artefact of the last training.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from corpus.gold import GoldReport, read_annotated, split
from models import linear
from models.heads import BRANCH
from models.onnx_reader import LOWER, TOKENIZER, session
from models.recipes import names
from models.recipes.annotated import Example
from models.recipes.branch import Branch
from models.recipes.course import options_of
from models.recipes.encoder import BUILD
from models.recipes.names_epochs import Epochs
from models.recipes.restored import empty_bert, floats_of
from models.recipes.run import Run
from models.recipes.weights import fingerprint, load, save

TRAINED = BUILD / "names" / "weights.safetensors"
THREADS = 2
RECIPE = "python -m models.recipes.names_further"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What one training run depends on; names as in ``joint.Settings``."""

    epochs: int = 4
    minutes: float | None = None
    rate: float = 6e-5
    head_rate: float = 3e-4
    news: int = 600
    traffic: int = 120
    warm: float = 0.06
    least: float = 0.02
    seed: int = 7
    loss: names.LossSettings = field(default_factory=names.LossSettings)


class Above(nn.Module):
    """A trainable names branch above the shared layers of the artefact, which stay."""

    def __init__(self, branch: Branch, lower: Any) -> None:
        super().__init__()
        self.names = branch
        self._lower = lower
        self._read: tuple[Tensor, Tensor] | None = None

    @classmethod
    def load(cls, folder: Path = names.ARTEFACT, encoder: Path = names.ENCODER_ARTEFACT) -> Above:
        """Reads both artefacts."""
        return cls(branch_of(folder), session(encoder / LOWER, THREADS))

    def hidden(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(texts, tokens, dimensions): what the shared layers make of padded ids.

        Two readings of the same texts in a row read them once: nothing below is drawn by lot.
        """
        if self._read is None or self._read[0] is not ids:
            feed = {"input_ids": ids.numpy(), "attention_mask": mask.to(torch.int64).numpy()}
            self._read = ids, torch.from_numpy(self._lower.run(["hidden"], feed)[0])
        return self._read[1]


# The branch of an artefact


def branch_of(folder: Path) -> Branch:
    """The branch with its quantised weights as floats, and its classifier of sentences."""
    weights = floats_of(folder / names.GRAPH)
    kinds = linear.load(folder / BRANCH)
    weights |= {"kinds.weight": kinds.weights, "kinds.bias": kinds.bias}
    bert = empty_bert(weights)
    branch = Branch(bert, 0, own=bert.config.num_hidden_layers)
    branch.load_state_dict({name: torch.tensor(each) for name, each in weights.items()})
    return branch


# Training


class Training:
    """One run over a branch."""

    def __init__(
        self,
        above: Above,
        ours: Sequence[Example],
        public: Sequence[tuple[list[Example], int]],
        settings: Settings,
    ) -> None:
        self._above = above
        self._settings = settings
        tokenizer = Tokenizer.from_file(str(names.ENCODER_ARTEFACT / TOKENIZER))
        self._seen = Epochs(ours, public, tokenizer, settings.seed)
        self._run = Run(above, optimiser_of(above.names, settings), settings)

    def run(self) -> None:
        """All epochs, or as many as there is time for; the weights are kept after each."""
        for batches in self._run.epochs(self._seen.batches):
            self._run.follow(batches, self._loss)
            save(self._above.names.state_dict(), TRAINED)

    def _loss(self, batch: Sequence[names.Row]) -> Tensor:
        rows = names.batch_of(batch, torch.device("cpu"))
        return names.loss(self._above, rows, self._settings.loss)


def optimiser_of(branch: Branch, settings: Settings) -> torch.optim.Optimizer:
    """Layers at ``rate``, the two heads at ``head_rate``."""
    groups = [
        (branch.layers.parameters(), settings.rate),
        ([*branch.tags.parameters(), *branch.kinds.parameters()], settings.head_rate),
    ]
    return torch.optim.AdamW(
        [{"params": [*each], "lr": rate, "full": rate} for each, rate in groups], weight_decay=0.01
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains and exports."""
    options = options_of(arguments, about=str(__doc__), epochs=Settings.epochs)
    settings = Settings(epochs=options.epochs, minutes=options.minutes)
    above = Above.load()
    if options.export:
        above.names.load_state_dict(load(TRAINED))
    else:
        train(above, split(read_annotated())[0], options.public, settings)
    above.train(mode=False)
    version = fingerprint(TRAINED)
    names.export(above.names, names.ARTEFACT, version=version, recipe=RECIPE)


def train(
    above: Above, golds: Sequence[GoldReport], folder: Path | None, settings: Settings
) -> None:
    """Trains in place, on the processor."""
    torch.manual_seed(settings.seed)
    torch.set_flush_denormal(True)
    public = names.public_examples(folder, news=settings.news, traffic=settings.traffic)
    Training(above, names.training_examples(golds), public, settings).run()


if __name__ == "__main__":
    main()

"""The encoder, its layers for questions and the names branch as one module that can be trained."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from models.recipes.branch import Branch
from models.recipes.onnx_export import SHARED_LAYERS, LowerPart, RetrievalPart
from models.tokens import PAD

STEP = 64
"""Few different lengths: each new shape is compiled anew under bf16."""


class Joint(nn.Module):
    """Shared lower layers and three branches above: passages, questions, names with lessons.

    The embedding tables stay as they are used, int8, and are not trained.
    """

    def __init__(self, bert: Any, *, own: int) -> None:
        super().__init__()
        self.lower = LowerPart(bert)
        self.passages = RetrievalPart(bert)
        self.questions = RetrievalPart(copy.deepcopy(bert))
        self.names = Branch(bert, SHARED_LAYERS, own=own)
        for parameter in self.lower.norm.parameters():
            parameter.requires_grad_(False)

    def hidden(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(texts, tokens, dimensions): what the shared layers make of padded ids."""
        result: Tensor = self.lower(ids, mask)
        return result

    def passage_vectors(self, rows: Sequence[Sequence[int]]) -> Tensor:
        """(texts, dimensions), unit length."""
        return self._vectors(self.passages, rows)

    def question_vectors(self, rows: Sequence[Sequence[int]]) -> Tensor:
        """(texts, dimensions), unit length."""
        return self._vectors(self.questions, rows)

    def _vectors(self, branch: nn.Module, rows: Sequence[Sequence[int]]) -> Tensor:
        ids, mask = padded(rows, device=self.device)
        _, vectors = branch(self.hidden(ids, mask), mask)
        return nn.functional.normalize(vectors.float(), dim=-1)

    @property
    def device(self) -> torch.device:
        """Where its weights are."""
        return self.names.tags.weight.device

    def weights(self) -> dict[str, Tensor]:
        """All that is trained, by name, on the processor."""
        return {
            name: weights.detach().to("cpu")
            for name, weights in self.named_parameters()
            if weights.requires_grad
        }

    def load_weights(self, weights: Mapping[str, Tensor]) -> None:
        """Takes over what ``weights`` gave; raises KeyError where one is of another model."""
        own = dict(self.named_parameters())
        for name, values in weights.items():
            own[name].data.copy_(values)


def padded(rows: Sequence[Sequence[int]], *, device: torch.device) -> tuple[Tensor, Tensor]:
    """(texts, longest) ids and mask; the longest is rounded up."""
    length = -(-max(map(len, rows)) // STEP) * STEP
    ids = torch.full((len(rows), length), PAD)
    mask = torch.zeros((len(rows), length))
    for at, row in enumerate(rows):
        ids[at, : len(row)] = torch.tensor(row)
        mask[at, : len(row)] = 1
    return ids.to(device), mask.to(device)

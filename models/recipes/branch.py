"""The trainable upper half of the encoder: names of words and lessons in sentences.

The lower layers stay those of the retrieval encoder, so that one pass serves both.
"""

from __future__ import annotations

import copy
from typing import Any

import torch
from torch import Tensor, nn

from models.recipes.onnx_export import Layers
from nlp.types import LABELS, LESSON_KINDS

TAGS = ("O", *(f"{prefix}-{label}" for label in LABELS for prefix in "BI"))
SENTENCE_KINDS = ("none", *LESSON_KINDS)


class Branch(nn.Module):
    """Own upper layers (``own`` of them) with a head for tags (batch, tokens, tags).

    The features of tokens come along.
    """

    def __init__(
        self, bert: Any, shared: int, *, own: int | None = None, dropout: float = 0.1
    ) -> None:
        super().__init__()
        upper = bert.encoder.layer[shared:][:own]
        self.layers = Layers([copy.deepcopy(layer) for layer in upper])
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(bert.config.hidden_size, len(TAGS))
        self.kinds = nn.Linear(bert.config.hidden_size, len(SENTENCE_KINDS))

    def forward(self, hidden: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        features = self.layers(hidden, mask)
        return features, self.tags(self.dropout(features))

    def sentence_kinds(self, features: Tensor, weights: Tensor) -> Tensor:
        """``weights`` (sentences, batch * tokens): rows that average a sentence's tokens."""
        with torch.autocast(features.device.type, enabled=False):
            pooled = weights @ features.reshape(-1, features.shape[-1]).float()
            kinds: Tensor = self.kinds(self.dropout(pooled))
            return kinds

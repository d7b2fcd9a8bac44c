"""The encoder as two ONNX graphs: lower layers, shared, and the retrieval branch above them.

Matrix products are quantised to int8 (weights per channel ahead of time, activations
dynamically); embedding tables are kept as int8 rows with a scale each.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from models.manifest import atomic_path

if TYPE_CHECKING:
    from transformers import BertModel

OPSET = 17
SHARED_LAYERS = 6
BATCH_AND_LENGTH = {0: "batch", 1: "length"}
Axes = Mapping[str, Mapping[int, str]]


def additive_mask(attention_mask: torch.Tensor) -> torch.Tensor:
    """(batch, length) of 0 and 1 as what is added to attention scores."""
    blocked = 1.0 - attention_mask.to(torch.float32)
    return blocked[:, None, None, :] * torch.finfo(torch.float32).min


class ByteEmbedding(torch.nn.Module):
    """An embedding table as int8 rows, each with its own scale."""

    rows: torch.Tensor
    scales: torch.Tensor

    def __init__(self, weights: torch.Tensor) -> None:
        super().__init__()
        scales = weights.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", torch.round(weights / scales).to(torch.int8))
        self.register_buffer("scales", scales)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """(…) ids -> (…, dimensions)."""
        return self.rows[ids].to(torch.float32) * self.scales[ids]


class Layers(torch.nn.Module):
    """Some of the encoder's layers: hidden, attention_mask -> hidden."""

    def __init__(self, layers: Sequence[torch.nn.Module]) -> None:
        super().__init__()
        self.layers = torch.nn.ModuleList(layers)

    def forward(self, hidden: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """(batch, length, dimensions) -> the same shape."""
        mask = additive_mask(attention_mask)
        for layer in self.layers:
            hidden = layer(hidden, mask)
        return hidden


class LowerPart(torch.nn.Module):
    """Embeddings and the first ``shared`` layers: input_ids, attention_mask -> hidden."""

    def __init__(self, bert: BertModel, shared: int = SHARED_LAYERS) -> None:
        super().__init__()
        tables = bert.embeddings
        # Every token is of type 0, so its row can be part of the positions.
        positions = tables.position_embeddings.weight + tables.token_type_embeddings.weight[0]
        self.words = ByteEmbedding(tables.word_embeddings.weight.detach())
        self.positions = ByteEmbedding(positions.detach())
        self.norm = tables.LayerNorm
        self.layers = Layers(list(bert.encoder.layer)[:shared])

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """(batch, length) ids -> (batch, length, dimensions)."""
        places = torch.arange(input_ids.shape[1], device=input_ids.device)
        hidden = self.norm(self.words(input_ids) + self.positions(places))
        result: torch.Tensor = self.layers(hidden, attention_mask)
        return result


class RetrievalPart(torch.nn.Module):
    """The layers above: hidden, attention_mask -> states, mean-pooled unit vector."""

    def __init__(self, bert: BertModel, shared: int = SHARED_LAYERS) -> None:
        super().__init__()
        self.layers = Layers(list(bert.encoder.layer)[shared:])

    def forward(
        self, hidden: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """(batch, length, dimensions) -> the same shape, (batch, dimensions)."""
        states = self.layers(hidden, attention_mask)
        weights = attention_mask.to(torch.float32)[:, :, None]
        mean = (states * weights).sum(dim=1) / weights.sum(dim=1)
        return states, torch.nn.functional.normalize(mean, dim=-1)


def export_quantised(  # noqa: PLR0913, PLR0917 (what torch.onnx.export needs)
    module: torch.nn.Module,
    example_inputs: tuple[torch.Tensor, ...],
    path: Path,
    input_names: Sequence[str],
    output_names: Sequence[str],
    dynamic_axes: Axes,
) -> None:
    """Write ``module`` to ``path`` as one int8 ONNX file; layers need eager attention."""
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            _as_evaluated(module),
            example_inputs,
            str(plain),
            input_names=list(input_names),
            output_names=list(output_names),
            dynamic_axes=dynamic_axes,
            opset_version=OPSET,
            dynamo=False,
        )
        with atomic_path(path) as quantised:
            _quantise(plain, quantised)


def _as_evaluated(module: torch.nn.Module) -> torch.nn.Module:
    module.train(False)
    return module


def _quantise(plain: Path, path: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        str(plain),
        str(path),
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        # Seven bits: with eight, processors without VNNI overflow in their 16-bit sums.
        reduce_range=True,
    )


def export_encoder(bert: BertModel, folder: Path, shared: int = SHARED_LAYERS) -> None:
    """Write ``lower.onnx`` and ``retrieval.onnx``."""
    export_parts(LowerPart(bert, shared), RetrievalPart(bert, shared), folder)


def export_parts(lower: LowerPart, retrieval: RetrievalPart, folder: Path) -> None:
    """Write ``lower.onnx`` and ``retrieval.onnx``."""
    ids = torch.tensor([[0, 5, 6, 7, 2], [0, 8, 9, 2, 1]])
    mask = torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 1, 0]])
    export_quantised(
        lower,
        (ids, mask),
        folder / "lower.onnx",
        ["input_ids", "attention_mask"],
        ["hidden"],
        _axes("input_ids", "attention_mask", "hidden"),
    )
    export_quantised(
        retrieval,
        (lower(ids, mask).detach(), mask),
        folder / "retrieval.onnx",
        ["hidden", "attention_mask"],
        ["states", "vector"],
        {**_axes("hidden", "attention_mask", "states"), "vector": {0: "batch"}},
    )


def _axes(*names: str) -> dict[str, dict[int, str]]:
    return {name: dict(BATCH_AND_LENGTH) for name in names}


def load_bert(path: Path) -> Any:
    """The BertModel of a checkpoint with eager attention, ready to be exported."""
    from transformers import BertModel

    return BertModel.from_pretrained(str(path), attn_implementation="eager")

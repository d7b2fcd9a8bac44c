"""Layers of an int8 graph as they can be trained again: weights as floats, under their names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from nlp.types import Matrix

HEADS = 12
"""Attention heads of the encoder, which a graph does not tell."""
MATMUL = "/MatMul_quant"


def floats_of(path: Path) -> dict[str, Matrix]:
    """The weights of a graph of ``export_quantised`` by the names that they had before it."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    stored = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    found = {name: each for name, each in stored.items() if name.endswith((".weight", ".bias"))}
    for node in graph.node:
        if node.name.endswith(MATMUL):
            source = node.input[1].removesuffix("_quantized")
            steps = stored[f"{source}_quantized"].astype(np.float32)
            where = node.name.removesuffix(MATMUL).strip("/").replace("/", ".")
            found[f"{where}.weight"] = (steps * stored[f"{source}_scale"]).T
    return found


def empty_bert(weights: dict[str, Matrix]) -> Any:
    """A BertModel with as many layers, as wide, as the weights are of; one word, no pooler."""
    from transformers import BertConfig, BertModel

    wide, hidden = weights["layers.layers.0.intermediate.dense.weight"].shape
    own = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("layers."))
    config = BertConfig(
        vocab_size=1,
        hidden_size=hidden,
        num_hidden_layers=own,
        num_attention_heads=HEADS,
        intermediate_size=wide,
        layer_norm_eps=1e-12,
        attn_implementation="eager",  # type: ignore[call-arg]
    )
    return BertModel(config, add_pooling_layer=False)

"""The unpacked weights as a sentence-transformers model: BERT, mean pooling, unit length."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.recipes.e5file import E5File, Shape
from models.recipes.tokenizer import BOS, EOS, MASK, PAD, UNK

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

MAX_TOKENS = 512
PROMPTS = {"query": "query: ", "document": "passage: ", "passage": "passage: "}
SPECIAL_TOKENS = {
    "bos_token": BOS,
    "cls_token": BOS,
    "eos_token": EOS,
    "sep_token": EOS,
    "unk_token": UNK,
    "pad_token": PAD,
    "mask_token": MASK,
}
LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
KINDS = {"w": "weight", "b": "bias"}


def bert_state(file: E5File, keep: Sequence[int]) -> dict[str, torch.Tensor]:
    """State dict of a BertModel without pooler; word rows are those in ``keep``, in order."""
    hidden = file.shape.hidden
    words = file.tensor("emb.word").reshape(-1, hidden)[list(keep)]
    state = {
        "embeddings.word_embeddings.weight": words,
        "embeddings.position_embeddings.weight": file.tensor("emb.pos").reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": file.tensor("emb.type").reshape(-1, hidden),
        "embeddings.LayerNorm.weight": file.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": file.tensor("emb.ln.b"),
    }
    for layer in range(file.shape.layers):
        state |= _layer_state(file, layer)
    return {name: _as_tensor(weights) for name, weights in state.items()}


def _layer_state(file: E5File, layer: int) -> dict[str, Any]:
    state = {}
    for short, long in LAYER_NAMES.items():
        bias = file.tensor(f"l{layer}.{short}.b")
        weight = file.tensor(f"l{layer}.{short}.w")
        matrix = weight if short.endswith("ln") else weight.reshape(len(bias), -1)
        state[f"encoder.layer.{layer}.{long}.{KINDS['w']}"] = matrix
        state[f"encoder.layer.{layer}.{long}.{KINDS['b']}"] = bias
    return state


def _as_tensor(weights: Any) -> torch.Tensor:
    import torch

    return torch.from_numpy(weights).clone()


def bert_config(shape: Shape, *, words: int) -> Any:
    """A transformers BertConfig for the sizes of the file and a vocabulary of ``words`` pieces."""
    from transformers import BertConfig

    return BertConfig(
        vocab_size=words,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.intermediate,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.token_types,
        layer_norm_eps=1e-12,
        hidden_act="gelu",
        pad_token_id=1,
    )


def save_checkpoint(file: E5File, keep: Sequence[int], tokenizer: Tokenizer, path: Path) -> None:
    """Write a directory that ``SentenceTransformer(path)`` loads."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling

    with tempfile.TemporaryDirectory() as plain:
        _save_transformer(file, keep, tokenizer, Path(plain))
        transformer = Transformer(plain, max_seq_length=MAX_TOKENS)
    pooling = Pooling(file.shape.hidden, pooling_mode="mean")
    model = SentenceTransformer(
        modules=[transformer, pooling, Normalize()], prompts=PROMPTS, device="cpu"
    )
    model.save(str(path), create_model_card=False)


def _save_transformer(file: E5File, keep: Sequence[int], tokenizer: Tokenizer, path: Path) -> None:
    from transformers import BertModel, PreTrainedTokenizerFast

    # AutoModel expects a pooler and warns where it is missing; nothing uses it.
    bert = BertModel(bert_config(file.shape, words=len(keep)))
    unused = {name: zeros.zero_() for name, zeros in bert.state_dict().items() if "pooler" in name}
    bert.load_state_dict(bert_state(file, keep) | unused)
    bert.save_pretrained(path)
    wrapped = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        model_max_length=MAX_TOKENS,
        model_input_names=["input_ids", "attention_mask"],
        **SPECIAL_TOKENS,
    )
    wrapped.save_pretrained(path)

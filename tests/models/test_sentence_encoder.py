from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.sentence_encoder import SentenceTransformerEncoder
from nlp.errors import ArtefactError

TOKENIZER = Path(__file__).parents[2] / "models" / "artefacts" / "encoder" / "tokenizer.json"
PROMPTS = {"query": "Frage: ", "document": "Antwort: "}


def save_tiny_model(path: Path, *, seed: int) -> Any:
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from tokenizers import Tokenizer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    tokenizer = Tokenizer.from_file(str(TOKENIZER))
    torch.manual_seed(seed)
    sizes = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2}
    config = BertConfig(vocab_size=tokenizer.get_vocab_size(), intermediate_size=16, **sizes)
    plain = path.with_name(f"{path.name}-plain")
    BertModel(config).save_pretrained(plain)
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="<pad>").save_pretrained(plain)
    modules = [Transformer(str(plain)), Pooling(8)]
    model = SentenceTransformer(modules=modules, prompts=PROMPTS, device="cpu")
    model.save(str(path), create_model_card=False)
    return model


@pytest.mark.slow
def test_any_model_serves_with_its_own_prompts(tmp_path: Path) -> None:
    model = save_tiny_model(tmp_path / "klein", seed=1)
    encoder = SentenceTransformerEncoder(str(tmp_path / "klein"))
    texts = ["Dorfladen in Görlitz", "Bürgerbus"]
    for prompt, found in (
        ("Frage: ", encoder.encode_queries(texts)),
        ("Antwort: ", encoder.encode_passages(texts)),
    ):
        expected = model.encode([prompt + text for text in texts], normalize_embeddings=True)
        assert np.allclose(found, expected, atol=1e-5)
    assert encoder.dimensions == 8
    assert encoder.encode_queries([]).shape == (0, 8)


@pytest.mark.slow
def test_other_weights_have_another_name(tmp_path: Path) -> None:
    names = []
    for seed, folder in ((1, "a"), (1, "b"), (2, "c")):
        save_tiny_model(tmp_path / folder / "klein", seed=seed)
        names.append(SentenceTransformerEncoder(str(tmp_path / folder / "klein")).name)
    assert names[0] == names[1] != names[2]


@pytest.mark.slow
def test_a_missing_model_is_an_artefact_error(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match="lässt sich nicht laden"):
        SentenceTransformerEncoder(str(tmp_path / "fehlt"))

"""The XLM-R Unigram tokenizer over the pieces that are kept."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BOS, PAD, EOS, UNK, MASK = "<s>", "<pad>", "</s>", "<unk>", "<mask>"
SPECIAL = [BOS, PAD, EOS, UNK, MASK]
METASPACE = "▁"
# Markup such as <s> in a text must not be read as the special token of that name.
NEVER = -100.0


def build_tokenizer(pieces: Sequence[str], scores: Sequence[float]) -> Tokenizer:
    """A tokenizer whose ids are positions in ``pieces`` (special tokens at XLM-R's places)."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    rounded = [
        (piece, NEVER if piece in SPECIAL else round(score, 5))
        for piece, score in zip(pieces, scores, strict=True)
    ]
    tokenizer = Tokenizer(models.Unigram(rounded, pieces.index(UNK), False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Precompiled(character_map()),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(METASPACE)]
    )
    ids = [(BOS, pieces.index(BOS)), (EOS, pieces.index(EOS))]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{BOS} $A {EOS}", pair=f"{BOS} $A {EOS} {EOS} $B {EOS}", special_tokens=ids
    )
    tokenizer.add_special_tokens(SPECIAL)
    return tokenizer


def character_map() -> bytes:
    """The precompiled ``nmt_nfkc`` map, taken from a throwaway sentencepiece model."""
    import sentencepiece
    from sentencepiece import sentencepiece_model_pb2 as messages

    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["Ein Satz nur für die Zeichentabelle."] * 20),
        model_writer=written,
        vocab_size=40,
        hard_vocab_limit=False,
        normalization_rule_name="nmt_nfkc",
        minloglevel=2,
    )
    model = messages.ModelProto()  # type: ignore[attr-defined]
    model.ParseFromString(written.getvalue())
    table = model.normalizer_spec.precompiled_charsmap
    return bytes(table)

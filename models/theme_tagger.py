"""The themes artefact: arrays only, so that loading runs no code and needs no scikit-learn."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.vocabulary import default_vocabulary
from models.manifest import atomic_path, verify
from nlp.concepts import Concept, Vocabulary
from nlp.encoder import Encoder
from nlp.errors import ArtefactError
from nlp.linear import Linear
from nlp.scope import scope_of
from nlp.theme_choice import Choice
from nlp.theme_model import FUSIONS, ThemeModel
from nlp.theme_vectors import Centres, ConceptVectors
from nlp.theme_words import Lexicon
from nlp.themes import ThemeTagger
from nlp.types import Matrix

MODEL, CONCEPTS = "model.npz", "concepts.npz"
_FUSION_PARTS = ("weights", "bias", "mean", "scale")

Arrays = dict[str, npt.NDArray[Any]]


def load_themes(
    folder: Path,
    encoder: Encoder,
    vocabulary: Vocabulary | None = None,
    *,
    choice: Choice | None = None,
    kept: Path | None = None,
) -> ThemeTagger:
    """A tagger for a vocabulary, the bundled one by default.

    The vectors of the bundled vocabulary are stored; those of any other are encoded now, some 40
    names a second, and kept in the folder ``kept`` where there is one. With another encoder than
    the training's, names and words decide alone. Where ``choice`` leaves it open, a vocabulary of
    one's own backs off to broader concepts, the bundled one does not.
    Raises ArtefactError where the artefact is missing or damaged.
    """
    vocabulary = vocabulary or default_vocabulary()
    model = load_theme_model(folder)
    own = vocabulary.version != default_vocabulary().version
    choice = _with_back_off(choice or Choice(), own=own)
    if encoder.name != model.encoder:
        return ThemeTagger(vocabulary, model, None, choice=choice)
    stored = _stored_vectors(folder, vocabulary)
    vectors = stored or _own_vectors(vocabulary, encoder, kept)
    return ThemeTagger(vocabulary, model, vectors, choice=choice)


def _with_back_off(choice: Choice, *, own: bool) -> Choice:
    return replace(choice, back_off=choice.back_off or ("assignable" if own else "never"))


def _own_vectors(vocabulary: Vocabulary, encoder: Encoder, kept: Path | None) -> ConceptVectors:
    if kept is None:
        return encode_concepts(vocabulary, encoder)
    folder = kept / f"{vocabulary.version}-{hashlib.sha256(encoder.name.encode()).hexdigest()[:8]}"
    if (stored := _stored_vectors(folder, vocabulary)) is None:
        save_concept_vectors(folder, vocabulary, encode_concepts(vocabulary, encoder))
        stored = _stored_vectors(folder, vocabulary)
    return stored or encode_concepts(vocabulary, encoder)


def encode_concepts(vocabulary: Vocabulary, encoder: Encoder) -> ConceptVectors:
    """The vectors of all assignable concepts, in order."""
    concepts = vocabulary.assignable()
    return ConceptVectors(
        owner=np.repeat(np.arange(len(concepts)), [len(c.names) for c in concepts]).astype("int32"),
        names=encoder.encode_queries([name for concept in concepts for name in concept.names]),
        texts=encoder.encode_queries([_described(concept) for concept in concepts]),
    )


def save_theme_model(folder: Path, model: ThemeModel) -> None:
    """Writes ``model.npz``; weights are rounded to 16 bits, those of stems to 8."""
    stems = _rounded(model.stem_weights)
    arrays: Arrays = {
        "encoder": np.array(model.encoder),
        "taught": np.array(model.taught),
        "anchor_weight": np.array(model.anchor_weight),
        "deltas": model.deltas.astype(np.float16),
        "centre_passages": model.centres.passages,
        "centre_names": model.centres.names,
        "centre_texts": model.centres.texts,
        "stems": np.array("\n".join(model.lexicon.stems)),
        "stem_frequency": model.lexicon.frequency.astype(np.uint16),
        "documents": np.array(model.lexicon.documents),
        "stem_weights": stems[0],
        "stem_scales": stems[1],
    }
    for name, fusion in model.fusions.items():
        arrays |= {f"{name}_{part}": getattr(fusion, part) for part in _FUSION_PARTS}
    _save(folder / MODEL, arrays)


@lru_cache(maxsize=4)
def load_theme_model(folder: Path) -> ThemeModel:
    """Reads what ``save_theme_model`` wrote; ArtefactError where it is missing or damaged."""
    verify(folder, hashes=False)
    try:
        return _model(_load(folder / MODEL))
    except (KeyError, ValueError, OSError, EOFError) as error:
        raise ArtefactError(
            "Das Modell für Themen ist nicht lesbar; bitte installieren Sie Fundstelle neu."
        ) from error


def save_concept_vectors(folder: Path, vocabulary: Vocabulary, vectors: ConceptVectors) -> None:
    """Writes ``concepts.npz``: vectors rounded to 8 bits, for this version of the vocabulary."""
    names, texts = _rounded(vectors.names), _rounded(vectors.texts)
    _save(
        folder / CONCEPTS,
        {
            "vocabulary": np.array(vocabulary.version),
            "owner": vectors.owner.astype(np.uint16 if len(vectors.texts) < 65_536 else np.uint32),
            "names": names[0],
            "name_scales": names[1],
            "texts": texts[0],
            "text_scales": texts[1],
        },
    )


def _stored_vectors(folder: Path, vocabulary: Vocabulary) -> ConceptVectors | None:
    path = folder / CONCEPTS
    arrays = _load(path) if path.is_file() else {}
    if str(arrays.get("vocabulary")) != vocabulary.version:
        return None
    return ConceptVectors(
        owner=arrays["owner"].astype(np.int32),
        names=_restored(arrays["names"], arrays["name_scales"]),
        texts=_restored(arrays["texts"], arrays["text_scales"]),
    )


def _model(arrays: Mapping[str, npt.NDArray[Any]]) -> ThemeModel:
    stems = str(arrays["stems"])
    return ThemeModel(
        encoder=str(arrays["encoder"]),
        taught=tuple(str(concept) for concept in arrays["taught"]),
        centres=Centres(
            passages=arrays["centre_passages"],
            names=arrays["centre_names"],
            texts=arrays["centre_texts"],
        ),
        anchor_weight=float(arrays["anchor_weight"]),
        deltas=arrays["deltas"].astype(np.float32),
        lexicon=Lexicon(
            stems=tuple(stems.split("\n")) if stems else (),
            frequency=arrays["stem_frequency"].astype(np.float32),
            documents=int(arrays["documents"]),
        ),
        stem_weights=_restored(arrays["stem_weights"], arrays["stem_scales"]),
        fusions={name: _fusion(arrays, name) for name in FUSIONS},
    )


def _fusion(arrays: Mapping[str, npt.NDArray[Any]], name: str) -> Linear:
    parts = {part: arrays[f"{name}_{part}"] for part in _FUSION_PARTS}
    return Linear(classes=("no", "yes"), **parts)


def _described(concept: Concept) -> str:
    return f"{concept.label}. {concept.definition} {scope_of(concept).text}".strip()


def _rounded(rows: Matrix) -> tuple[npt.NDArray[np.int8], Matrix]:
    scales = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-12) / 127
    return np.round(rows / scales).astype(np.int8), scales.astype(np.float32)


def _restored(rows: npt.NDArray[np.int8], scales: Matrix) -> Matrix:
    return np.asarray(rows * scales, dtype=np.float32)


def _save(path: Path, arrays: Arrays) -> None:
    with atomic_path(path) as temporary, temporary.open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]


def _load(path: Path) -> Arrays:
    with np.load(path, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}

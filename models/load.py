"""Builds encoder and analyser from the artefacts that come along; each is loaded once."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from models.manifest import verify

if TYPE_CHECKING:
    from models.onnx_reader import OnnxReader
    from nlp.concepts import Vocabulary
    from nlp.encoder import Encoder, Reader
    from nlp.pipeline import Analyser
    from nlp.theme_choice import Choice
    from nlp.themes import ThemeTagger

ARTEFACTS = Path(__file__).parent / "artefacts"
PARTS = ("documents", "encoder", "heads", "names", "project-places", "themes")
CODE_VERSION = "6"
"""Raised by hand when the same models read the same text differently."""


def load_encoder(name: str | None = None) -> Encoder:
    """The encoder for questions: the one trained on them, or a sentence-transformers model."""
    return _other_encoder(name) if name else _question_encoder()


@lru_cache(maxsize=1)
def load_base_encoder() -> Encoder:
    """The encoder as it was before any training of ours: what search is compared with."""
    from models.base_encoder import load_base

    return load_base(ARTEFACTS / "base-encoder", ARTEFACTS / "encoder")


@lru_cache(maxsize=1)
def _question_encoder() -> Encoder:
    from models.question_encoder import QuestionEncoder

    return QuestionEncoder.load(load_reader(), ARTEFACTS / "questions")


@lru_cache(maxsize=1)
def load_reader() -> OnnxReader:
    """The encoder with its names branch; ArtefactError where files are missing or damaged."""
    from models.onnx_reader import OnnxReader

    _one_blas_thread()
    return OnnxReader.load(ARTEFACTS / "encoder", ARTEFACTS / "names")


@lru_cache(maxsize=1)
def _other_encoder(name: str) -> Encoder:
    from models.sentence_encoder import SentenceTransformerEncoder

    return SentenceTransformerEncoder(name)


@lru_cache(maxsize=2)
def load_analyser(name: str | None = None) -> Analyser:
    """The whole pipeline; with ``name`` the vectors of the index come from that model."""
    return analyser_with(
        load_reader(), version=_version(name), vectors=_other_encoder(name) if name else None
    )


def analyser_with(reader: Reader, *, version: str, vectors: Encoder | None = None) -> Analyser:
    """The pipeline around any reader; ``vectors``: what encodes for the index, if not it."""
    from corpus.gazetteer import load_gazetteer
    from models.documents import load_events, load_kinds
    from models.heads import load_lessons
    from models.project_places import load_project_places
    from models.theme_tagger import load_themes
    from nlp.pipeline import Analyser, Resources

    return Analyser(
        Resources(
            reader=reader,
            gazetteer=load_gazetteer(),
            themes=load_themes(ARTEFACTS / "themes", reader),
            lessons=load_lessons(ARTEFACTS / "heads", ARTEFACTS / "names"),
            kinds=load_kinds(ARTEFACTS / "documents"),
            events=load_events(ARTEFACTS / "documents"),
            project_places=load_project_places(ARTEFACTS / "project-places"),
            version=version,
            vectors=vectors,
        )
    )


def load_tagger(
    vocabulary: Vocabulary | None = None, *, choice: Choice | None = None, kept: Path | None = None
) -> ThemeTagger:
    """What finds themes, for any vocabulary; ``kept``: where vectors of its names are kept."""
    from models.theme_tagger import load_themes

    return load_themes(ARTEFACTS / "themes", load_reader(), vocabulary, choice=choice, kept=kept)


def _one_blas_thread() -> None:
    """Small products of matrices wait for a second thread longer than they take."""
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1, user_api="blas")


def _version(name: str | None) -> str:
    manifests = (verify(ARTEFACTS / folder, hashes=False).id for folder in PARTS)
    return hashlib.sha256(":".join((CODE_VERSION, name or "", *manifests)).encode()).hexdigest()[
        :12
    ]

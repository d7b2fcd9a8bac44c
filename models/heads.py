"""The small classifiers over the encoder's output: lessons."""

from __future__ import annotations

from pathlib import Path

from models.linear import load
from models.manifest import verify
from nlp.encoder import Encoder
from nlp.lesson_kinds import LessonKinds
from nlp.lessons import LessonFinder

HOLDS, LESSON_KINDS = "lesson-holds.npz", "lesson-kinds.npz"


def load_lessons(folder: Path, encoder: Encoder) -> LessonFinder:
    """ArtefactError where the folder's files are missing or damaged."""
    manifest = verify(folder, hashes=False)
    return LessonFinder(
        holds=load(folder / HOLDS),
        kinds=LessonKinds(load(folder / LESSON_KINDS), encoder),
        threshold=float(manifest.settings["lesson_threshold"]),
    )

"""The small classifiers over the encoder's output: lessons."""

from __future__ import annotations

from pathlib import Path

from models import choices
from models.linear import load
from models.manifest import verify
from nlp.lesson_kinds import LessonKinds
from nlp.lessons import LessonFinder

HOLDS, LESSON_KINDS, SOURCES = "lesson-holds.npz", "lesson-kinds.npz", "lesson-sources.npz"
BRANCH = "lessons.npz"


def load_lessons(folder: Path, names: Path) -> LessonFinder:
    """``names``: of the names branch with its own classifier.

    ArtefactError where files are missing or damaged.
    """
    manifest = verify(folder, hashes=False)
    return LessonFinder(
        holds=load(folder / HOLDS),
        branch=load(names / BRANCH),
        kinds=LessonKinds(load(folder / LESSON_KINDS)),
        sources=choices.load(folder / SOURCES),
        threshold=float(manifest.settings["lesson_threshold"]),
    )

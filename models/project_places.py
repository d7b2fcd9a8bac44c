"""Where projects work: loads the trees that weigh pairs of project and place."""

from __future__ import annotations

from pathlib import Path

from models import trees
from models.manifest import verify
from nlp.project_places import ProjectPlaces

TREES = "trees.npz"


def load_project_places(folder: Path) -> ProjectPlaces:
    """ArtefactError where the folder's files are missing or damaged."""
    manifest = verify(folder, hashes=False)
    return ProjectPlaces(
        trees=trees.load(folder / TREES), threshold=float(manifest.settings["threshold"])
    )

"""Trained weights of a module, kept to be exported or trained further."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from torch import Tensor

from models.manifest import atomic_path


def save(weights: Mapping[str, Tensor], path: Path) -> None:
    """In 16 bits; the file is in place as a whole or not at all."""
    from safetensors.torch import save_file

    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_path(path) as written:
        halves = {name: each.detach().cpu().half() for name, each in weights.items()}
        save_file(halves, written)


def load(path: Path) -> dict[str, Tensor]:
    """What ``save`` wrote, in 32 bits."""
    from safetensors.torch import load_file

    return {name: each.float() for name, each in load_file(path).items()}


def fingerprint(weights: Path, *others: Path) -> str:
    """Short hash of trained weights, and of other files that they depend on."""
    digest = hashlib.sha256()
    for path in (weights, *others):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]

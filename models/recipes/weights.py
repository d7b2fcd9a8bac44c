"""Trained weights of a module, kept to be exported or trained further."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TypeVar

from torch import nn

from models.manifest import atomic_path

Module = TypeVar("Module", bound=nn.Module)


def save(module: nn.Module, path: Path) -> None:
    """In 16 bits; the file is in place as a whole or not at all."""
    from safetensors.torch import save_file

    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_path(path) as written:
        halves = {name: each.detach().half() for name, each in module.state_dict().items()}
        save_file(halves, written)


def load(module: Module, path: Path) -> Module:
    """The module with the weights of a file of ``save``."""
    from safetensors.torch import load_file

    module.load_state_dict({name: each.float() for name, each in load_file(path).items()})
    return module


def fingerprint(weights: Path) -> str:
    """Short hash of trained weights."""
    return hashlib.sha256(weights.read_bytes()).hexdigest()[:12]

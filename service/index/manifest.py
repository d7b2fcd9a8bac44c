"""The file that says which segments of the index on disk count, and what of them is gone."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from zlib import crc32

import numpy as np

from nlp.errors import StoreError
from service.index.arrays import sync_folder
from service.index.part import Part

MANIFEST = "manifest.json"
SUFFIX = ".segment"
Entry = tuple[str, list[int]]
"""The name of a segment's file, and the rows that are gone."""


def write_manifest(folder: Path, parts: Iterable[Part]) -> None:
    """In place of what was there, in one step; OSError."""
    body = json.dumps([_entry(part) for part in parts])
    draft = folder / f"{MANIFEST}.new"
    with draft.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"sum": crc32(body.encode()), "parts": body}))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / MANIFEST)
    sync_folder(folder)


def read_manifest(folder: Path) -> list[Entry]:
    """What counts; StoreError, OSError, ValueError, KeyError or TypeError where it is damaged."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if crc32(manifest["parts"].encode()) != manifest["sum"]:
        raise StoreError("Der Suchindex ist beschädigt.")
    return [(name, dead) for name, dead in json.loads(manifest["parts"])]


def _entry(part: Part) -> Entry:
    dead = [] if part.dead is None else np.flatnonzero(part.dead).tolist()
    return part.segment.path.name, dead

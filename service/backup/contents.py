"""What a backup holds: files with their checksums, and what they are worth."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from nlp.errors import BadInputError, DamagedFileError

FORMAT = 1
CONTENTS = "backup.json"
DATABASE = "fundstelle.db"
IMPORTS = "imports"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file's length in bytes and its SHA-256 in hexadecimal digits."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """``files`` by their path in the data folder. ``counts``: rows by what they are.

    ``about``: schema, encoder, analysers, models, vocabularies and settings, without secrets.
    """

    created: datetime
    counts: Mapping[str, int]
    about: Mapping[str, Any]
    files: Mapping[str, Kept] = field(default_factory=dict)

    def to_json(self) -> str:
        """As it is written."""
        written = asdict(self) | {"format": FORMAT, "created": self.created.isoformat()}
        return json.dumps(written, ensure_ascii=False, indent=2) + "\n"


def read_contents(data: bytes) -> Contents:
    """DamagedFileError where it cannot be read, BadInputError for a newer format."""
    try:
        written = json.loads(data)
        if written.pop("format") > FORMAT:
            raise BadInputError("Die Sicherung stammt von einer neueren Version von Fundstelle.")
        files = {_inside(path): Kept(**entry) for path, entry in written.pop("files").items()}
        return Contents(
            **written | {"files": files, "created": datetime.fromisoformat(written["created"])}
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged(CONTENTS) from error


def copied(source: Any, target: Path, *, progress: Any = lambda _: None) -> Kept:
    """A stream of bytes as a file, durable when it returns."""
    import os

    digest, size = hashlib.sha256(), 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
            progress(len(chunk))
        file.flush()
        os.fsync(file.fileno())
    return Kept(size=size, sha256=digest.hexdigest())


def kept_as(path: Path) -> Kept:
    """What a file is now."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Kept(size=path.stat().st_size, sha256=digest)


def damaged(name: str) -> DamagedFileError:
    """A file of a backup that is not what was written."""
    return DamagedFileError(
        f"Die Sicherung ist beschädigt ({name}); bitte eine andere Sicherung nehmen."
    )


def _inside(path: str) -> str:
    """ValueError where a path would lead out of the folder."""
    parts = path.split("/")
    if path.startswith("/") or "\\" in path or any(part in {"", ".", ".."} for part in parts):
        raise ValueError(path)
    return path

"""What lies beside each artefact: where it comes from and whether its files are whole."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

from nlp.errors import ArtefactError

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """A file's length in bytes and its SHA-256 in hexadecimal digits."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A text and the vector that the unquantised model gives for it."""

    text: str
    vector: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """An artefact's identity, origin and files; ``settings`` is what its loader needs."""

    name: str
    version: str
    source: str
    licence: str
    recipe: str
    files: Mapping[str, FileEntry] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()

    @property
    def id(self) -> str:
        """Name and version in one."""
        return f"{self.name}@{self.version}"


def write_manifest(folder: Path, manifest: Manifest, *, files: Sequence[str]) -> Manifest:
    """Save ``manifest`` beside the artefact, atomically, with its ``files`` described in it."""
    complete = replace(manifest, files={file: describe(folder / file) for file in files})
    with atomic_path(folder / MANIFEST) as path:
        path.write_text(_to_json(complete), encoding="utf-8")
    return complete


def read_manifest(folder: Path) -> Manifest:
    """The manifest of ``folder``; ArtefactError where there is none or it cannot be read."""
    path = folder / MANIFEST
    if not path.is_file():
        _refuse(folder, "fehlt")
    try:
        return _from_json(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError):
        _refuse(folder, "hat ein beschädigtes Verzeichnis (manifest.json)")


def verify(folder: Path, *, hashes: bool = True) -> Manifest:
    """The manifest, after checking each file's size and (``hashes``) its SHA-256.

    Raises ArtefactError where a file is missing or is not the one described.
    """
    manifest = read_manifest(folder)
    for file, entry in manifest.files.items():
        _verify_file(folder, file, entry, hashes=hashes)
    return manifest


def describe(path: Path) -> FileEntry:
    """Size and SHA-256 of a file."""
    with path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return FileEntry(size=path.stat().st_size, sha256=digest)


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """A path to write to that takes the place of ``path`` once the block ends without error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".writing-") as folder:
        written = Path(folder) / path.name
        yield written
        written.replace(path)


def _verify_file(folder: Path, file: str, entry: FileEntry, *, hashes: bool) -> None:
    path = folder / file
    if not path.is_file():
        _refuse(folder, f"ist unvollständig: Die Datei {file} fehlt")
    whole = path.stat().st_size == entry.size
    if not whole or (hashes and describe(path) != entry):
        _refuse(folder, f"ist beschädigt: Die Datei {file} ist nicht die erwartete")


def _refuse(folder: Path, what: str) -> NoReturn:
    raise ArtefactError(
        f"Das Modell „{folder.name}“ {what}; bitte installieren Sie Fundstelle neu "
        "oder bauen Sie das Modell noch einmal."
    )


def _to_json(manifest: Manifest) -> str:
    content = asdict(manifest)
    checks = content.pop("checks")
    lines = [json.dumps(check, ensure_ascii=False) for check in checks]
    text = json.dumps(content | {"checks": []}, ensure_ascii=False, indent=2)
    if lines:
        text = text.replace('"checks": []', '"checks": [\n    ' + ",\n    ".join(lines) + "\n  ]")
    return text + "\n"


def _from_json(content: dict[str, Any]) -> Manifest:
    files = {file: FileEntry(**entry) for file, entry in content.pop("files").items()}
    checks = tuple(
        Check(text=check["text"], vector=tuple(check["vector"])) for check in content.pop("checks")
    )
    return Manifest(files=files, checks=checks, **content)

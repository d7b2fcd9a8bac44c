"""Where reports come from: files, folders, ZIP archives, lists of any length, object storage."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import BinaryIO, Protocol

from corpus.documents import Document, Limits, Refusal, files_of, read_data, read_file, with_own_ids
from corpus.kinds import JSONL
from nlp.clean import clean
from nlp.errors import BadInputError, NotFoundError
from service.bulk.remote import is_address, remote_files
from service.imports.parcel import format_of, open_parcel

LISTS = frozenset({".jsonl", ".ndjson"})
ARCHIVE = ".zip"
Found = Iterator[Document | Refusal]


class File(Protocol):
    """A file, here or elsewhere. ``name``: what it is reported by, ``source``: where it lies."""

    @property
    def name(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def modified(self) -> datetime | None: ...
    @property
    def path(self) -> Path | None: ...

    def open(self) -> BinaryIO:
        """Its bytes; any exception of where it lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFile:
    """A file of this machine."""

    path: Path
    name: str
    size: int
    modified: datetime | None = None

    @property
    def source(self) -> str:
        """Its path."""
        return str(self.path.absolute())

    def open(self) -> BinaryIO:
        """Its bytes."""
        return self.path.open("rb")


class Sources:
    """The documents of paths and addresses, in their order, folders sorted and recursive.

    Ids are those that ``read_paths`` gives. ``total`` and ``read`` are bytes, inside of a list or
    an archive roughly. BadInputError where an address cannot be listed.
    """

    def __init__(self, written: Iterable[str], *, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._files: list[File] = [file for one in written for file in _listed(one)]
        self.total = sum(file.size for file in self._files)
        self.read = 0

    def __iter__(self) -> Found:
        return with_own_ids(self._documents())

    def _documents(self) -> Found:
        before = 0
        for file in self._files:
            taken = 0.0
            for each, size in self._of(file):
                yield each
                taken += size
                self.read = before + min(int(taken), file.size)
            before += file.size
            self.read = before

    def _of(self, file: File) -> Iterator[tuple[Document | Refusal, float]]:
        """Each with how much of the file it makes up, roughly."""
        suffix = PurePosixPath(file.name).suffix.lower()
        if suffix == ARCHIVE:
            return _archived(file, self._limits)
        if suffix in LISTS and file.size > self._limits.max_bytes:
            found = _lines(file, self._limits)
        elif file.path:
            found = read_file(file.path, file.name, self._limits)
        else:
            found = _whole(file, self._limits)
        return ((each, len(each.text) if isinstance(each, Document) else 0) for each in found)


def _listed(written: str) -> Iterator[File]:
    if is_address(written):
        yield from remote_files(written)
        return
    for path, name in files_of([Path(written)]):
        yield _local(path, name)


def _local(path: Path, name: str) -> LocalFile:
    """Of no size where it cannot be opened: that is told when it is read."""
    try:
        about = path.stat()
    except (OSError, ValueError):
        return LocalFile(path=path, name=name, size=0)
    modified = datetime.fromtimestamp(about.st_mtime, tz=UTC)
    return LocalFile(path=path, name=name, size=about.st_size, modified=modified)


def _whole(file: File, limits: Limits) -> Found:
    """A file that is elsewhere; not more of it than is allowed."""
    try:
        with file.open() as stream:
            data = stream.read(limits.max_bytes + 1)
    except Exception as error:
        yield _unreadable(file, error)
        return
    yield from read_data(data, file.name, limits, source=file.source, modified=file.modified)


# Long lists


def _lines(file: File, limits: Limits) -> Found:
    """The entries, a line at a time; one too long is refused."""
    entries = 0
    try:
        with file.open() as stream:
            for number, line in enumerate(_cut(stream, limits.max_bytes + 1), start=1):
                if line.strip():
                    for each in _entries(file, line, number, entries, limits):
                        entries += 1
                        yield each
    except Exception as error:
        yield _unreadable(file, error)


def _entries(file: File, line: bytes, number: int, before: int, limits: Limits) -> Found:
    """Named as if the whole list had been read at once."""
    shown = clean(file.name)
    where = {"source": file.source, "modified": file.modified, "media_type": JSONL}
    plain = line.removeprefix(b"\xef\xbb\xbf")
    for entry, each in enumerate(read_data(plain, file.name, limits, **where), before + 1):  # type: ignore[arg-type]
        if isinstance(each, Refusal):
            yield replace(each, name=_place(each.name, shown, number, entry))
        elif each.stem:
            own = f"{each.stem.rpartition('-')[0]}-{entry}"
            yield replace(each, id=own, stem=own)
        else:
            yield each


def _place(name: str, shown: str, number: int, entry: int) -> str:
    where = name.removeprefix(f"{shown}, ")
    if where == "Eintrag 1":
        return f"{shown}, Eintrag {entry}"
    return f"{shown}, Zeile {number}" if where in {"Zeile 1", name} else name


def _cut(stream: BinaryIO, most: int) -> Iterator[bytes]:
    while line := stream.readline(most):
        rest = line
        while len(rest) == most and not rest.endswith(b"\n"):
            rest = stream.readline(most)
        yield line


# Archives


def _archived(file: File, limits: Limits) -> Iterator[tuple[Document | Refusal, float]]:
    try:
        if file.path:
            yield from _unpacked(file, file.path, limits)
            return
        with NamedTemporaryFile(suffix=ARCHIVE) as copy:
            with file.open() as stream:
                shutil.copyfileobj(stream, copy)
            copy.flush()
            yield from _unpacked(file, Path(copy.name), limits)
    except BadInputError as error:
        yield Refusal(name=clean(file.name), error=error), 0
    except Exception as error:
        yield _unreadable(file, error), 0


def _unpacked(file: File, path: Path, limits: Limits) -> Iterator[tuple[Document | Refusal, float]]:
    kind = format_of(path)
    with open_parcel(path, kind, name=file.name, source=file.source, limits=limits) as parcel:
        size = file.size / max(1, parcel.total)
        for piece in parcel.pieces(0):
            found = piece.found
            if isinstance(found, Refusal):
                found = replace(found, name=f"{clean(file.name)}, {piece.name}")
            yield found, 0 if piece.item else size


def _unreadable(file: File, error: Exception) -> Refusal:
    why = NotFoundError(
        f"Die Datei lässt sich nicht lesen ({type(error).__name__}): "
        "Bitte Adresse, Zugangsdaten und Rechte prüfen."
    )
    return Refusal(name=clean(file.name), error=why)

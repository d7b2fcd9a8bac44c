"""A file of many reports, NDJSON or ZIP, read one part at a time.

Nothing of an archive is ever unpacked to disk, and its names are no paths here; one that looks as
if it wanted out of its folder is refused all the same, whoever made it means harm.
"""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4
from zipfile import ZipFile, ZipInfo

from corpus.documents import Document, Limits, Refusal, read_each
from nlp.clean import clean
from nlp.errors import (
    BadInputError,
    DamagedFileError,
    EmptyDocumentError,
    FundstelleError,
    TooLargeError,
    UnsupportedFormatError,
)
from service.store.jobs import JobFormat

MAX_PARTS = 100_000
MAX_UNPACKED = 4_000_000_000
MAX_DIRECTORY = 64_000_000
"""Bytes of an archive's list of contents."""
SHOWN = 200
NDJSON_TYPE = "application/x-ndjson"
_LETTERS = re.compile(r"[\W_]+")
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A document, or why it cannot be read, under the name that it is reported by."""

    part: int
    item: int
    name: str
    found: Document | Refusal


class Parcel(Protocol):
    """Parts are lines or files, counted from 0 in a fixed order."""

    total: int

    def pieces(self, start: int) -> Iterator[Piece]:
        """The documents of all parts from ``start`` on."""


def format_of(path: Path) -> JobFormat:
    """By the first bytes; UnsupportedFormatError where it is neither."""
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"PK\x05\x06"):
        raise EmptyDocumentError("Das Archiv ist leer: Bitte Dateien mit Text hineinlegen.")
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
        return "ndjson"
    raise UnsupportedFormatError(
        "Das ist weder NDJSON (ein JSON-Objekt je Zeile) noch ein ZIP-Archiv."
    )


@contextmanager
def open_parcel(
    path: Path,
    file_format: JobFormat,
    *,
    name: str,
    source: str = "",
    limits: Limits | None = None,
) -> Iterator[Parcel]:
    """The parcel, checked as a whole; BadInputError says in German what is wrong with it.

    ``source``: what tells an archive from others, empty where that is not known.
    """
    limits = limits or Limits()
    with path.open("rb") as file:
        if file_format == "zip":
            yield _Archive(file, source=source, limits=limits)
        else:
            yield _Lines(file, name=name, limits=limits)


# NDJSON


class _Lines:
    def __init__(self, file: BufferedReader, *, name: str, limits: Limits) -> None:
        self._file = file
        self._name = name
        self._limits = limits
        self.total = sum(1 for _ in self._lines())

    def pieces(self, start: int) -> Iterator[Piece]:
        """The documents of all lines from ``start`` on; blank lines are not counted."""
        for part, (number, line) in enumerate(self._lines()):
            if part >= start:
                yield from self._of_line(part, f"Zeile {number}", line)

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        """Number and content of each line that is not blank; a line too long is cut."""
        self._file.seek(0)
        count = 0
        for number, line in enumerate(_cut_lines(self._file, self._limits.max_bytes + 1), start=1):
            if line.strip():
                count += 1
                if count > MAX_PARTS:
                    raise _too_many()
                yield number, line

    def _of_line(self, part: int, name: str, line: bytes) -> Iterator[Piece]:
        nameless = uuid4().hex
        found = read_each(
            line.removeprefix(b"\xef\xbb\xbf"),
            name=f"{nameless}.ndjson",
            media_type=NDJSON_TYPE,
            limits=self._limits,
        )
        for item, each in enumerate(found):
            if isinstance(each, Document):
                own = id_by_content(each) if each.id.startswith(nameless) else each.id
                each = replace(each, id=own, name=self._name, stem="")  # noqa: PLW2901
            yield Piece(part=part, item=item, name=name, found=each)


def id_by_content(document: Document) -> str:
    """The id of an entry that brings none: the same for the same content, wherever it stands."""
    words = _LETTERS.sub("-", (document.title or "").casefold()).strip("-")[:60].strip("-")
    return f"{words or 'bericht'}-{document.digest[:12]}"


def _cut_lines(file: BufferedReader, most: int) -> Iterator[bytes]:
    while line := file.readline(most):
        rest = line
        while len(rest) == most and not rest.endswith(b"\n"):
            rest = file.readline(most)
        yield line


# ZIP


class _Archive:
    def __init__(self, file: BufferedReader, *, source: str, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self._archive = _opened(file)
        size = file.seek(0, 2)
        entries = self._archive.infolist()
        _check_sizes(entries, size, limits)
        for entry in entries:
            _check_name(entry)
        _check_kind(self._archive)
        self._entries = sorted(filter(_is_wanted, entries), key=lambda entry: entry.filename)
        self.total = len(self._entries)

    def pieces(self, start: int) -> Iterator[Piece]:
        """The documents of all files from ``start`` on, by name; a folder's are no paths."""
        for part, entry in enumerate(self._entries[start:], start=start):
            for item, found in enumerate(self._documents(entry)):
                name = entry.filename
                if isinstance(found, Refusal) and ", " in found.name:
                    name = f"{name}, {found.name.rpartition(', ')[2]}"
                elif item and isinstance(found, Document):
                    name = f"{name}, {found.id}"
                if isinstance(found, Document) and self._source:
                    found = replace(found, source=f"{self._source}/{entry.filename}")  # noqa: PLW2901
                yield Piece(part=part, item=item, name=clean(name)[:SHOWN], found=found)

    def _documents(self, entry: ZipInfo) -> Iterator[Document | Refusal]:
        name = re.split(r"[\\/]", entry.filename)[-1]
        try:
            data = self._read(entry)
        except BadInputError as error:
            yield Refusal(name=name, error=error)
            return
        yield from read_each(data, name=name, limits=self._limits)

    def _read(self, entry: ZipInfo) -> bytes:
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise UnsupportedFormatError("Das ist ein Verweis: Bitte die Datei selbst einpacken.")
        if entry.file_size > self._limits.max_bytes:
            most = self._limits.max_bytes / 1_000_000
            raise TooLargeError(f"Die Datei ist größer als {most:g} MB: Bitte teilen.")
        try:
            with self._archive.open(entry) as file:
                return file.read(self._limits.max_bytes + 1)
        except RuntimeError as error:
            raise UnsupportedFormatError(
                "Die Datei ist mit einem Kennwort geschützt: Bitte ohne Kennwort einpacken."
            ) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise DamagedFileError("Die Datei im Archiv ist beschädigt.") from error


class _Careful:
    """A file for ``ZipFile`` that reads no more at once than a list of contents may hold."""

    def __init__(self, file: BufferedReader) -> None:
        self._file = file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def read(self, size: int = -1) -> bytes:
        """As of any file; TooLargeError."""
        if size > MAX_DIRECTORY:
            raise _too_many()
        return self._file.read(size)


def _opened(file: BufferedReader) -> ZipFile:
    try:
        return ZipFile(_Careful(file))
    except FundstelleError:
        raise
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise DamagedFileError(
            "Das Archiv ist beschädigt: Bitte neu packen und wieder versuchen."
        ) from error


def _check_sizes(entries: list[ZipInfo], size: int, limits: Limits) -> None:
    """The sizes that it claims: no entry gives more bytes than that."""
    if len(entries) > MAX_PARTS:
        raise _too_many()
    unpacked = sum(entry.file_size for entry in entries)
    is_dense = unpacked > 1_000_000 and unpacked > limits.max_ratio * size
    if unpacked > MAX_UNPACKED or is_dense:
        raise TooLargeError(
            "Das Archiv ist ausgepackt zu groß: Bitte in mehrere kleinere Archive teilen."
        )


def _check_name(entry: ZipInfo) -> None:
    name = getattr(entry, "orig_filename", entry.filename)
    parts = name.replace("\\", "/").split("/")
    if parts[0] == "" or ".." in parts or _DRIVE.match(name) or _CONTROL.search(name):
        shown = _CONTROL.sub("?", clean(name))[:SHOWN]
        raise BadInputError(
            f"Das Archiv enthält einen unzulässigen Dateinamen („{shown}“): "
            "Bitte ohne „..“, Laufwerk und führenden Schrägstrich packen."
        )


def _check_kind(archive: ZipFile) -> None:
    names = set(archive.namelist())
    if "[Content_Types].xml" in names or {"mimetype", "META-INF/manifest.xml"} <= names:
        raise UnsupportedFormatError(
            "Das ist ein einzelnes Dokument: Bitte an /v1/reports senden oder als ZIP packen."
        )


def _is_wanted(entry: ZipInfo) -> bool:
    """As with folders on the command line: hidden files are skipped."""
    parts = [part for part in entry.filename.split("/") if part]
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in parts)
    return bool(parts) and not entry.is_dir() and not hidden


def _too_many() -> TooLargeError:
    most = f"{MAX_PARTS:,}".replace(",", ".")
    return TooLargeError(f"Die Datei enthält mehr als {most} Dokumente: Bitte teilen.")

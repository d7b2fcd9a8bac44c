"""Files to documents: what kind a file is, its clean text, its id; or why it is refused."""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from corpus.kinds import ADVICE, CSV, DOCX, HTML, JSONL, ODT, PDF, TEXT, kind_of
from corpus.readers import Content, Limits, csv, docx, html, jsonl, odt, pdf, text
from corpus.readers.content import BadEntry, too_long
from nlp.clean import clean
from nlp.errors import (
    BadInputError,
    EmptyDocumentError,
    FundstelleError,
    NotFoundError,
    NotGermanError,
    TooLargeError,
    UnsupportedFormatError,
)
from nlp.language import is_german

__all__ = [
    "Document",
    "Limits",
    "Refusal",
    "files_of",
    "read_bytes",
    "read_data",
    "read_each",
    "read_file",
    "read_paths",
    "with_own_ids",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text that can be analysed, with the bytes that it was read from.

    ``title`` is none where the source gives none (``nlp.title`` finds one in the text).
    ``digest`` is the SHA-256 of ``original``: of the file, or of the entry of a list. ``stem``:
    what the id was made from, empty where the entry brings its own; ``source``: where the file
    lies, empty where that is not known.
    """

    id: str
    title: str | None
    text: str
    name: str
    media_type: str
    original: bytes
    digest: str
    modified: datetime | None = None
    stem: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A file, or an entry of one, that could not be read, and why."""

    name: str
    error: FundstelleError


Reader = Callable[[bytes, Limits], Content]
ListReader = Callable[[bytes, Limits], Iterator[Content | BadEntry]]

READERS: dict[str, Reader] = {
    TEXT: text.read,
    HTML: html.read,
    PDF: pdf.read,
    DOCX: docx.read,
    ODT: odt.read,
}
LIST_READERS: dict[str, ListReader] = {JSONL: jsonl.read, CSV: csv.read}


def read_bytes(
    data: bytes, *, name: str, media_type: str | None = None, limits: Limits | None = None
) -> list[Document]:
    """The documents in a file: one, or one for each entry of JSON Lines or CSV.

    ``BadInputError`` says in German what is wrong, also with a single entry.
    """
    documents: list[Document] = []
    for each in read_each(data, name=name, media_type=media_type, limits=limits):
        if isinstance(each, Refusal):
            raise each.error
        documents.append(each)
    return documents


def read_each(
    data: bytes, *, name: str, media_type: str | None = None, limits: Limits | None = None
) -> Iterator[Document | Refusal]:
    """As ``read_bytes``, but what cannot be read is a ``Refusal`` beside the rest."""
    yield from with_own_ids(_entries(data, name, media_type, limits or Limits()))


def read_paths(
    paths: Iterable[Path], *, limits: Limits | None = None
) -> Iterator[Document | Refusal]:
    """The documents of files and folders, in the order given, folders sorted and recursive.

    Hidden files are skipped. An id is the file's stem, made unique with a number.
    """
    limits = limits or Limits()
    yield from with_own_ids(
        each for path, name in files_of(paths) for each in read_file(path, name, limits)
    )


# Files


def files_of(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Each file with the name that it is reported under, folders sorted and recursive."""
    for path in paths:
        if path.is_dir():
            yield from _folder(path)
        else:
            yield path, path.name


def _folder(folder: Path) -> Iterator[tuple[Path, str]]:
    try:
        found = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError:
        yield folder, folder.name
        return
    for path in found:
        if path.name.startswith((".", "~$")):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _folder(path)
        elif not path.is_dir():
            yield path, path.name


def read_file(path: Path, name: str, limits: Limits) -> Iterator[Document | Refusal]:
    """The documents of a file; ids may be those of others."""
    try:
        about = path.stat()
        data = _file_bytes(path, about.st_mode, about.st_size, limits)
    except FundstelleError as error:
        yield Refusal(name=clean(name), error=error)
        return
    except (OSError, ValueError):
        missing = NotFoundError("Die Datei lässt sich nicht öffnen: Bitte Pfad und Rechte prüfen.")
        yield Refusal(name=clean(name), error=missing)
        return
    modified = datetime.fromtimestamp(about.st_mtime, tz=UTC)
    source = str(path.absolute())
    yield from read_data(data, name, limits, source=source, modified=modified)


def read_data(  # noqa: PLR0913
    data: bytes,
    name: str,
    limits: Limits,
    *,
    source: str,
    modified: datetime | None,
    media_type: str | None = None,
) -> Iterator[Document | Refusal]:
    """As ``read_file``, of a file that is read already; ``source``: where it lies."""
    for each in _entries(data, name, media_type, limits):
        if isinstance(each, Document):
            each = replace(each, modified=modified, source=source)  # noqa: PLW2901
        yield each


def _file_bytes(path: Path, mode: int, size: int, limits: Limits) -> bytes:
    if not stat.S_ISREG(mode):
        raise UnsupportedFormatError(f"Das ist keine gewöhnliche Datei. {ADVICE}")
    _check_size(size, limits)
    return path.read_bytes()


# Bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A file whose kind is known."""

    data: bytes
    name: str
    kind: str
    limits: Limits

    def contents(self) -> Iterator[Content | BadEntry]:
        if self.kind in LIST_READERS:
            yield from LIST_READERS[self.kind](self.data, self.limits)
        else:
            yield READERS[self.kind](self.data, self.limits)


def _entries(
    data: bytes, name: str, media_type: str | None, limits: Limits
) -> Iterator[Document | Refusal]:
    shown = clean(name)
    try:
        _check_size(len(data), limits)
        kind = kind_of(data, shown, media_type, limits)
        source = _Source(data=data, name=shown, kind=kind, limits=limits)
        for number, entry in enumerate(source.contents(), start=1):
            yield _entry(source, entry, number)
    except BadInputError as error:
        yield Refusal(name=shown, error=error)


def _entry(source: _Source, entry: Content | BadEntry, number: int) -> Document | Refusal:
    if isinstance(entry, BadEntry):
        return Refusal(name=f"{source.name}, {entry.where}", error=entry.error)
    try:
        return _document(source, entry, number)
    except BadInputError as error:
        where = "" if entry.original is None else f", {entry.id or f'Eintrag {number}'}"
        return Refusal(name=source.name + where, error=error)


def _document(source: _Source, content: Content, number: int) -> Document:
    if len(content.text) > source.limits.max_characters:
        raise too_long(source.limits)
    body = clean(content.text)
    _check_text(body)
    original = source.data if content.original is None else content.original
    stem = Path(source.name).stem.strip() or "dokument"
    fallback = stem if content.original is None else f"{stem}-{number}"
    own = clean(content.id or "").strip()
    return Document(
        id=own or fallback,
        stem="" if own else fallback,
        title=" ".join(clean(content.title or "").split()) or None,
        text=body,
        name=source.name,
        media_type=source.kind,
        original=original,
        digest=hashlib.sha256(original).hexdigest(),
    )


def _check_size(size: int, limits: Limits) -> None:
    if size == 0:
        raise EmptyDocumentError("Die Datei ist leer: Bitte eine Datei mit Text wählen.")
    if size > limits.max_bytes:
        megabytes = limits.max_bytes / 1_000_000
        raise TooLargeError(
            f"Die Datei ist größer als {megabytes:g} MB: Bitte in kleinere Dateien teilen."
        )


def _check_text(body: str) -> None:
    if not re.search(r"\w", body):
        raise EmptyDocumentError("Es steht kein Text darin: Bitte einen Text mit Wörtern wählen.")
    if not is_german(body):
        raise NotGermanError(
            "Der Text ist nicht deutsch: Fundstelle kann nur deutsche Texte auswerten."
        )


# Ids


def with_own_ids(documents: Iterable[Document | Refusal]) -> Iterator[Document | Refusal]:
    """The same, ids made unique with a number."""
    taken: dict[str, int] = {}
    for each in documents:
        yield _with_own_id(each, taken)


def _with_own_id(each: Document | Refusal, taken: dict[str, int]) -> Document | Refusal:
    """``taken``: the ids given so far, each with the last number that was added to it."""
    if isinstance(each, Refusal):
        return each
    own, number = each.id, taken.get(each.id, 1)
    while own in taken:
        number += 1
        own = f"{each.id}-{number}"
    taken[each.id] = number
    taken.setdefault(own, 1)
    return each if own == each.id else replace(each, id=own)

"""Zip-based office files, opened with care."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Protocol
from zipfile import ZipFile

from corpus.readers.content import Limits
from nlp.errors import DamagedFileError, TooLargeError, UnsupportedFormatError

MAX_ENTRIES = 10_000


def open_archive(data: bytes, limits: Limits) -> ZipFile:
    """The archive, if what it says about its sizes is within the limits."""
    try:
        archive = ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise damaged() from error
    unpacked = sum(entry.file_size for entry in archive.infolist())
    if len(archive.infolist()) > MAX_ENTRIES or unpacked > limits.max_unpacked:
        raise _bomb()
    if unpacked > 1_000_000 and unpacked > limits.max_ratio * len(data):
        raise _bomb()
    return archive


def part(archive: ZipFile, name: str) -> bytes | None:
    """One file of the archive, nothing where there is none."""
    try:
        return archive.read(name)
    except KeyError:
        return None
    except RuntimeError as error:
        raise UnsupportedFormatError(
            "Die Datei ist mit einem Kennwort geschützt: Bitte ohne Kennwort speichern."
        ) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise damaged() from error


class Target(Protocol):
    """Takes the events of a parser, tags with their namespace in braces."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def data(self, text: str) -> None:
        """Text, in pieces."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def close(self) -> None:
        """The document ends."""


def parse(data: bytes, target: Target) -> None:
    """Streams XML to a target; document types and entities are refused, no tree is kept."""
    from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.ElementTree import (  # type: ignore[import-untyped]
        DefusedXMLParser,
        ParseError,
    )

    try:
        parser = DefusedXMLParser(target=target, forbid_dtd=True)
        parser.feed(data)
        parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise damaged() from error


def damaged() -> DamagedFileError:
    """The error for a file of a known format that cannot be read."""
    return DamagedFileError("Die Datei ist beschädigt: Bitte neu speichern und wieder versuchen.")


def _bomb() -> TooLargeError:
    return TooLargeError("Die Datei ist ausgepackt zu groß: Bitte den Text herauskopieren.")


class TextOf:
    """A target that keeps the text of one kind of element."""

    def __init__(self, tag: str) -> None:
        self.text = ""
        self._tag = tag
        self._is_open = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        del attributes
        self._is_open = self._is_open or tag == self._tag

    def data(self, text: str) -> None:
        """Text, in pieces."""
        if self._is_open and len(self.text) < 1_000:
            self.text += text

    def end(self, tag: str) -> None:
        """An element ends."""
        self._is_open = self._is_open and tag != self._tag

    def close(self) -> None:
        """The document ends."""

"""PDF files with a text layer: lines joined to paragraphs, running headers dropped."""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.readers.content import Content, Limits, sensible_title, too_long
from nlp.errors import (
    DamagedFileError,
    EmptyDocumentError,
    FundstelleError,
    TooLargeError,
    UnsupportedFormatError,
)

if TYPE_CHECKING:
    from pypdf import PdfReader

LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
LOOSE_UMLAUT = re.compile(r"¨ ?([aouAOU])")
BULLET = re.compile(r"^[\x7f•●▪■◦○‣·\uf0b7\uf0a7\uf0d8\uf076]\s*|^[–-]\s+")
NUMBERED = re.compile(r"^(?:\d{1,2}[.)]|[a-z]\))\s+[A-ZÄÖÜ„]")
PAGE_NUMBER = re.compile(
    r"^(?:Seite|S\.)?\s*+(?:[-–]\s*+)?\d{1,4}\s*+(?:[-–]\s*+)?(?:(?:von|/|\|)\s*\d{1,4})?",
    re.IGNORECASE,
)
HYPHEN = re.compile(r"(?<=\w)[-\xad\u2010]$")
CONJUNCTION = re.compile(r"(?:und|oder|sowie|bzw\.|u\.|bis|als|wie|noch|&)\s")
EDGE = 2


def read(data: bytes, limits: Limits) -> Content:
    """The text of all pages and the title in the file's properties if it fits the text."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages, title = _pages(data, limits)
    except (FundstelleError, MemoryError):
        raise
    except Exception as error:  # pypdf lets errors of every kind through
        raise DamagedFileError(
            "Die PDF-Datei ist beschädigt: Bitte neu erzeugen und wieder versuchen."
        ) from error
    if not any(re.search(r"\w", line) for page in pages for line in page):
        raise EmptyDocumentError(
            "Die PDF-Datei enthält nur Bilder: Bitte zuerst eine Texterkennung laufen lassen."
        )
    text = "\n\n".join(_paragraphs(_without_frame(pages))) + "\n"
    text = re.sub(r"(?m)(^• .*)\n\n(?=• )", r"\1\n", text)
    return Content(text=text, title=sensible_title(title, text))


def _pages(data: bytes, limits: Limits) -> tuple[list[list[str]], str | None]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not _opens_without_password(reader):
        raise UnsupportedFormatError(
            "Die PDF-Datei ist mit einem Kennwort geschützt: Bitte ohne Schutz speichern."
        )
    if len(reader.pages) > limits.max_pages:
        raise TooLargeError(
            f"Die PDF-Datei hat mehr als {limits.max_pages} Seiten: Bitte in Teile trennen."
        )
    title = reader.metadata.title if reader.metadata else None
    return list(_page_lines(reader, limits)), title


def _opens_without_password(reader: PdfReader) -> bool:
    try:
        return bool(reader.decrypt(""))
    except Exception:  # ciphers that need a package that is not installed
        return False


def _page_lines(reader: PdfReader, limits: Limits) -> Iterator[list[str]]:
    until = time.monotonic() + limits.max_seconds
    total = 0

    def in_time(*_: object) -> None:
        if time.monotonic() > until:
            raise TooLargeError("Das Lesen der PDF-Datei dauert zu lange: Bitte Text einfügen.")

    for page in reader.pages:
        text = page.extract_text(visitor_operand_before=in_time).translate(LIGATURES)
        total += len(text)
        if total > limits.max_characters:
            raise too_long(limits)
        text = LOOSE_UMLAUT.sub("\\1\u0308", text)
        yield [line.strip() for line in text.split("\n")]


def _without_frame(pages: Sequence[list[str]]) -> list[list[str]]:
    """The pages without page numbers and without what stands at the edge of most of them.

    A running header stays where it is met first, as it may be the title.
    """
    filled = [[line for line in page if line] for page in pages]
    seen = Counter(key for page in filled for key in {_key(line) for line in _edges(page)})
    often = {key for key, count in seen.items() if count >= max(2, 0.6 * len(pages))}
    kept: list[list[str]] = []
    for number, page in enumerate(pages):
        top, bottom = _edge_positions(page)
        dropped = {
            at
            for at in (*top, *bottom)
            if PAGE_NUMBER.fullmatch(page[at])
            or (_key(page[at]) in often and (number > 0 or at in bottom))
        }
        kept.append([line for at, line in enumerate(page) if at not in dropped])
    return kept


def _edge_positions(page: Sequence[str]) -> tuple[list[int], list[int]]:
    filled = [at for at, line in enumerate(page) if line]
    half = len(filled) // 2
    return filled[: min(EDGE, half)], filled[len(filled) - min(EDGE, half) :] if half else []


def _edges(page: Sequence[str]) -> list[str]:
    top, bottom = _edge_positions(page)
    return [page[at] for at in (*top, *bottom)]


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _paragraphs(pages: Sequence[list[str]]) -> list[str]:
    lengths = sorted(len(line) for page in pages for line in page if line)
    full = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    found: list[list[str]] = []
    last = ""
    for page in pages:
        for line in page:
            text = BULLET.sub("• ", line)
            if found and last and text and _goes_on(last, text, full):
                _glue(found[-1], text)
            elif text:
                found.append([text])
            last = text or (last if _is_open(last) else "")
    return ["".join(pieces) for pieces in found]


def _is_open(line: str) -> bool:
    """Whether a line stops within a sentence, so that it may go on after a gap or page."""
    return bool(line) and line[-1] not in '.!?:;“”"»)' and len(line) > 40


def _goes_on(last: str, line: str, full: int) -> bool:
    """Whether a line goes on with the paragraph of the one before it."""
    if line.startswith("• ") or NUMBERED.match(line):
        return False
    if HYPHEN.search(last) or line[0].islower():
        return True
    return len(last) >= 0.75 * full and len(last) > 40 and not last.endswith(":")


def _glue(pieces: list[str], line: str) -> None:
    """Adds a line to another: „Bil-“ + „dung“, but „Bildungs-“ + „und“, „Nord-“ + „West“ not."""
    if not HYPHEN.search(pieces[-1]):
        pieces += [" ", line]
        return
    stem = pieces.pop()[:-1]
    if CONJUNCTION.match(line):
        pieces += [f"{stem}-", " ", line]
    elif line[0].islower():
        pieces += [stem, line]
    else:
        pieces += [f"{stem}-", line]

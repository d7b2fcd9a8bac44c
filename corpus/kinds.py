"""What kind of file some bytes are."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.readers import Limits
from corpus.readers.archive import open_archive, part
from nlp.errors import UnsupportedFormatError

HTML = "text/html"
TEXT = "text/plain"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
JSONL = "application/x-ndjson"
CSV = "text/csv"
SUFFIXES = {
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".jsonl": JSONL,
    ".ndjson": JSONL,
    ".json": JSONL,
    ".csv": CSV,
    ".tsv": CSV,
}
DECLARED = {
    "application/json": JSONL,
    "application/jsonl": JSONL,
    "application/xhtml+xml": HTML,
    "text/tab-separated-values": CSV,
} | {kind: kind for kind in (HTML, JSONL, CSV)}
FOREIGN = (
    (b"\x89PNG", "ein Bild"),
    (b"\xff\xd8\xff", "ein Bild"),
    (b"GIF8", "ein Bild"),
    (b"II*\x00", "ein Bild"),
    (b"MM\x00*", "ein Bild"),
    (b"\xd0\xcf\x11\xe0", "ein altes oder geschütztes Office-Dokument"),
    (b"{\\rtf", "ein RTF-Dokument"),
    (b"\x1f\x8b", "ein Archiv"),
    (b"7z\xbc\xaf", "ein Archiv"),
    (b"Rar!", "ein Archiv"),
    (b"\x7fELF", "ein Programm"),
    (b"MZ\x90", "ein Programm"),
    (b"ID3", "eine Tonaufnahme"),
    (b"OggS", "eine Tonaufnahme"),
    (b"RIFF", "eine Ton- oder Bildaufnahme"),
)
MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?>(?:<!--.*?-->|<\?xml[^>]*>)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
ADVICE = "Bitte Text, HTML, PDF, DOCX oder ODT verwenden."


def kind_of(data: bytes, name: str, media_type: str | None, limits: Limits) -> str:
    """The media type: by the content first, then by what is declared, then by the name.

    UnsupportedFormatError for what holds no text.
    """
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data, limits)
    _refuse_foreign(data)
    if MARKUP.match(data[:10_000]):
        return HTML
    declared = (media_type or "").partition(";")[0].strip().lower()
    suffix = Path(name).suffix.lower()
    return DECLARED.get(declared) or SUFFIXES.get(suffix) or _text_kind(data)


def _zip_kind(data: bytes, limits: Limits) -> str:
    archive = open_archive(data, limits)
    if "word/document.xml" in archive.namelist():
        return DOCX
    if b"opendocument.text" in (part(archive, "mimetype") or b""):
        return ODT
    raise UnsupportedFormatError(f"Das ist kein Text-, sondern ein anderes Archiv. {ADVICE}")


def _refuse_foreign(data: bytes) -> None:
    for mark, what in FOREIGN:
        if data.startswith(mark):
            raise UnsupportedFormatError(f"Das ist {what}. {ADVICE}")


def _text_kind(data: bytes) -> str:
    head = data[:100_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return JSONL if head.startswith((b'{"', b"[{")) and b'"text"' in head else TEXT

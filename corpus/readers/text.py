"""Plain text in any of the encodings that German files come in."""

from __future__ import annotations

import codecs
import re

from corpus.readers.content import Content, Limits, too_long
from nlp.errors import UnsupportedFormatError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SINGLE_BYTE = ("cp1252", "mac_roman", "cp850")
GERMAN = re.compile(r"[äöüÄÖÜßẞ„“”‚‘’–…•§€é»« ]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
MISREAD = re.compile(r"Ã[^\w\s]|Ã[ŒŸœŠšŽžƒ]|â€")
STRAY = re.compile(r"[\udc80-\udcff]")
SAMPLE = 65_536


def read(data: bytes, limits: Limits) -> Content:
    """The text as it stands."""
    if len(data) > 4 * limits.max_characters + 4:  # no encoding takes more bytes
        raise too_long(limits)
    return Content(text=repaired(decode(data)))


def decode(data: bytes) -> str:
    """The text of bytes in UTF-8, UTF-16, UTF-32 or a Western single-byte encoding.

    ``UnsupportedFormatError`` where the bytes are no text.
    """
    text = _decoded(data)
    if len(CONTROL.findall(text[:SAMPLE])) > 0.02 * len(text[:SAMPLE]):
        raise UnsupportedFormatError(
            "Die Datei enthält keinen Text, sondern Binärdaten: "
            "Bitte Text, HTML, PDF, DOCX oder ODT verwenden."
        )
    return text


def repaired(text: str) -> str:
    """UTF-8 that was once read as Windows-1252 (``fÃ¼r``), set right if all of it was."""
    for _ in range(2):
        if not MISREAD.search(text):
            break
        try:
            text = _as_windows(text).decode("utf-8")
        except UnicodeError:
            break
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    wide = _wide_encoding(data[:SAMPLE])
    if wide:
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _nearly_utf8(data) or _single_byte(data)


def _wide_encoding(sample: bytes) -> str | None:
    """UTF-16 without a mark: in Western text every second byte is zero."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 0.3 * (len(sample) / 2) or min(even, odd) > 0.1 * max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _nearly_utf8(data: bytes) -> str | None:
    """UTF-8 with a few stray bytes, which are read as Windows-1252."""
    sample = data[:SAMPLE].decode("utf-8", errors="surrogateescape")
    strays = len(STRAY.findall(sample))
    if 4 * strays > len(re.findall(r"[\x80-\ud7ff\ue000-\U0010ffff]", sample)):
        return None
    text = data.decode("utf-8", errors="surrogateescape")
    return STRAY.sub(
        lambda found: bytes([ord(found[0]) - 0xDC00]).decode("cp1252", errors="replace"),
        text,
    )


def _single_byte(data: bytes) -> str:
    """The encoding in which the bytes above ASCII give most German characters."""
    high = bytes(byte for byte in data[:SAMPLE] if byte > 0x7F)
    best = max(
        SINGLE_BYTE, key=lambda name: len(GERMAN.findall(high.decode(name, errors="replace")))
    )
    return data.decode("latin-1").translate(_WINDOWS) if best == "cp1252" else data.decode(best)


def _as_windows(text: str) -> bytes:
    """The bytes of a text; ``UnicodeError`` where it has characters that Windows-1252 lacks."""
    return text.translate(_FROM_WINDOWS).encode("latin-1")


# Windows-1252 with the five bytes that it leaves open read as Latin-1.
_WINDOWS = {
    byte: bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_FROM_WINDOWS = {ord(character): chr(byte) for byte, character in _WINDOWS.items()}

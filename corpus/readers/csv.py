"""Tables with a column ``text`` and maybe ``id`` and ``title``, one document a row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from corpus.readers.content import BadEntry, Content, Limits
from corpus.readers.text import decode, repaired
from nlp.errors import DamagedFileError, EmptyDocumentError


def read(data: bytes, limits: Limits) -> Iterator[Content | BadEntry]:
    """One content or one error for each row; ``DamagedFileError`` without a column ``text``."""
    source = repaired(decode(data)).replace("\x00", "")
    csv.field_size_limit(limits.max_bytes)
    delimiter = max(",;\t", key=source.partition("\n")[0].count)
    rows = csv.reader(io.StringIO(source, newline=""), delimiter=delimiter)
    header = [name.strip().lower() for name in next(rows, [])]
    if "text" not in header:
        raise DamagedFileError(
            "In der Tabelle fehlt die Spalte „text“: Die erste Zeile nennt die Spalten."
        )
    for number, row in enumerate(rows, start=2):
        if any(cell.strip() for cell in row):
            yield _entry(dict(zip(header, row, strict=False)), number)


def _entry(row: dict[str, str], number: int) -> Content | BadEntry:
    if not row.get("text", "").strip():
        error = EmptyDocumentError("Die Spalte „text“ ist hier leer.")
        return BadEntry(where=f"Zeile {number}", error=error)
    return Content(
        text=row["text"],
        title=row.get("title", "").strip() or None,
        id=row.get("id", "").strip() or None,
        original=json.dumps(row).encode(),
    )

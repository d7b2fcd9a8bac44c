"""JSON Lines, a JSON object or an array of objects with ``text`` and maybe ``id`` and ``title``."""

from __future__ import annotations

import json
from collections.abc import Iterator

from corpus.readers.content import BadEntry, Content, Limits
from corpus.readers.text import decode
from nlp.errors import BadInputError, DamagedFileError, EmptyDocumentError

Entry = Content | BadEntry


def read(data: bytes, limits: Limits) -> Iterator[Entry]:
    """One content or one error for each object."""
    del limits
    source = decode(data).strip()
    whole = _whole(source)
    if whole is not None:
        for number, value in enumerate(whole, start=1):
            yield _entry(value, f"Eintrag {number}")
    else:
        yield from _lines(source)


def looks_like_json(source: str) -> bool:
    """Whether the first line is, or begins, an object with a ``text``."""
    return source.startswith(("{", "[")) and '"text"' in source[:100_000]


def _whole(source: str) -> list[object] | None:
    """The entries of a file that is one array or one object over several lines."""
    first = source.partition("\n")[0]
    if not source.startswith("[") and (first == source or _loaded(first) is not None):
        return None
    value = _loaded(source)
    if value is None:
        return None
    return value if isinstance(value, list) else [value]


def _lines(source: str) -> Iterator[Entry]:
    for number, line in enumerate(source.split("\n"), start=1):
        if line.strip():
            yield _entry(_loaded(line), f"Zeile {number}")


def _loaded(source: str) -> object:
    """The value, nothing where it is not JSON."""
    try:
        return json.loads(source)
    except (ValueError, RecursionError):
        return None


def _entry(value: object, where: str) -> Entry:
    try:
        return _content(value)
    except BadInputError as error:
        return BadEntry(where=where, error=error)


def _content(value: object) -> Content:
    if not isinstance(value, dict):
        raise DamagedFileError("Das ist kein gültiges JSON-Objekt: Bitte die Klammern prüfen.")
    text, title, own_id = value.get("text"), value.get("title"), value.get("id")
    if not isinstance(text, str):
        raise EmptyDocumentError("Das Feld „text“ fehlt oder ist keine Zeichenkette.")
    return Content(
        text=text,
        title=title if isinstance(title, str) else None,
        id=str(own_id) if isinstance(own_id, str | int) and str(own_id).strip() else None,
        original=json.dumps(value, ensure_ascii=True).encode(),
    )

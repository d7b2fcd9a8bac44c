"""Annotated reports: read, written and split.

JSON Lines, one report a line; or a folder with ``docs/ID.txt`` beside ``gold/ID.json``.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from corpus.gold_checks import problems
from corpus.gold_types import (
    GoldLesson,
    GoldMention,
    GoldPlace,
    GoldQuery,
    GoldReport,
    GoldTheme,
    QueryKind,
)
from nlp.errors import DamagedFileError, NotFoundError
from nlp.types import Event, LocatedIn, Span

__all__ = [
    "FURTHER_PAGES",
    "PAGES",
    "QUERIES",
    "QUESTIONS",
    "REPORTS",
    "GoldLesson",
    "GoldMention",
    "GoldPlace",
    "GoldQuery",
    "GoldReport",
    "GoldTheme",
    "QueryKind",
    "as_row",
    "checked",
    "held_out",
    "problems",
    "read_annotated",
    "read_gold",
    "read_queries",
    "read_seeds",
    "rows_of",
    "split",
    "write_gold",
]

REPORTS = Path(__file__).parent / "data" / "reports.jsonl"
PAGES = REPORTS.with_name("pages.jsonl")
FURTHER_PAGES = REPORTS.with_name("pages-further.jsonl")
QUERIES = REPORTS.with_name("queries.jsonl")
QUESTIONS = REPORTS.with_name("questions.jsonl")
NO_STATE = "-"
Item = TypeVar("Item")


# Reading


def read_gold(path: Path) -> list[GoldReport]:
    """The reports of a JSON Lines file; ``DamagedFileError`` names the line that is broken."""
    return [checked(_report, row, where) for row, where in rows_of(path)]


def read_annotated() -> list[GoldReport]:
    """All annotated reports of the project: the sample corpus, and pages only trained on."""
    return [gold for path in (REPORTS, PAGES, FURTHER_PAGES) for gold in read_gold(path)]


def read_queries(path: Path) -> list[GoldQuery]:
    """The questions of a JSON Lines file; ``DamagedFileError`` names the line that is broken."""
    return [checked(_query, row, where) for row, where in rows_of(path)]


def read_seeds(folder: Path) -> list[GoldReport]:
    """The reports of a folder whose texts stand apart: ``docs/ID.txt`` and ``gold/ID.json``."""
    return [_seed(folder, path) for path in sorted((folder / "gold").glob("*.json"))]


def _seed(folder: Path, path: Path) -> GoldReport:
    row = _json(_text(path), path.name)
    text = _text(folder / "docs" / f"{path.stem}.txt")
    return checked(_report, row | {"text": text}, path.name)


def rows_of(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The objects of a JSON Lines file, each with where it stands; ``DamagedFileError``."""
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if line.strip():
            where = f"{path.name}, Zeile {number}"
            yield _json(line, where), where


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise NotFoundError(f"„{path.name}“ lässt sich nicht öffnen: Pfad prüfen.") from error
    except UnicodeDecodeError as error:
        raise DamagedFileError(f"„{path.name}“ ist kein UTF-8: bitte umwandeln.") from error


def _json(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise DamagedFileError(f"{where}: Das ist kein gültiges JSON.") from error
    if not isinstance(row, dict):
        raise DamagedFileError(f"{where}: Erwartet wird ein JSON-Objekt.")
    return row


def checked(make: Callable[[dict[str, Any]], Item], row: dict[str, Any], where: str) -> Item:
    """A record made of an object; ``DamagedFileError`` where a field is missing or odd."""
    try:
        return make(row)
    except KeyError as error:
        raise DamagedFileError(f"{where}: Das Feld {error} fehlt.") from error
    except (TypeError, AttributeError, ValueError) as error:
        raise DamagedFileError(f"{where}: Ein Feld hat nicht den erwarteten Typ.") from error


def _report(row: dict[str, Any]) -> GoldReport:
    return GoldReport(
        id=row["id"],
        title=row["title"],
        doc_kind=row["doc_kind"],
        text=row["text"],
        event=Event(**row["event"]),
        mentions=tuple(_mention(each) for each in row["mentions"]),
        located_in=tuple(LocatedIn(**each) for each in row["located_in"]),
        themes=tuple(GoldTheme(**each) for each in row["themes"]),
        lessons=tuple(GoldLesson(**each) for each in row["lessons"]),
        boilerplate=tuple(Span(**each) for each in row.get("boilerplate", ())),
    )


def _mention(row: dict[str, Any]) -> GoldMention:
    place = row.get("place")
    return GoldMention(**{**row, "place": _place(place) if place else None})


def _place(row: dict[str, Any]) -> GoldPlace:
    state = row.get("state")
    return GoldPlace(**{**row, "state": None if state == NO_STATE else state})


def _query(row: dict[str, Any]) -> GoldQuery:
    return GoldQuery(**row)


# Writing


def write_gold(path: Path, reports: Iterable[GoldReport]) -> None:
    """One report a line in the order given; the file is replaced whole or not at all."""
    lines = [json.dumps(as_row(report), ensure_ascii=False) + "\n" for report in reports]
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def as_row(report: GoldReport) -> dict[str, Any]:
    """A report as an object of the file."""
    event = report.event
    row: dict[str, Any] = {
        "id": report.id,
        "title": report.title,
        "doc_kind": report.doc_kind,
        "text": report.text,
        "event": {k: getattr(event, k) for k in ("start", "end", "kind", "place")},
        "mentions": [_mention_row(mention) for mention in report.mentions],
        "located_in": [{"project": r.project, "place": r.place} for r in report.located_in],
        "themes": [{"id": theme.id, "grade": theme.grade} for theme in report.themes],
        "lessons": [
            {k: getattr(each, k) for k in ("start", "end", "text", "kind", "source")}
            for each in report.lessons
        ],
    }
    if report.boilerplate:
        row["boilerplate"] = [{"start": s.start, "end": s.end} for s in report.boilerplate]
    return row


def _mention_row(mention: GoldMention) -> dict[str, Any]:
    row: dict[str, Any] = {k: getattr(mention, k) for k in ("start", "end", "text", "label")}
    place = mention.place
    if place:
        row["place"] = {"name": place.name, "kind": place.kind, "state": place.state or NO_STATE}
        if place.lat is not None:
            row["place"] |= {"lat": place.lat, "lon": place.lon}
    return row


# Splitting


def held_out(report_id: str) -> bool:
    """Whether a report belongs to the fifth that nothing is trained or tuned on."""
    return int(hashlib.sha256(report_id.encode()).hexdigest(), 16) % 5 == 0


def split(reports: Iterable[GoldReport]) -> tuple[list[GoldReport], list[GoldReport]]:
    """Reports for training and held-out reports, each in their order."""
    both: tuple[list[GoldReport], list[GoldReport]] = ([], [])
    for report in reports:
        both[held_out(report.id)].append(report)
    return both

"""Annotated reports: read, checked, written and split.

JSON Lines, one report a line; or a folder with ``docs/ID.txt`` beside ``gold/ID.json``.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from corpus.vocabulary import default_vocabulary
from nlp.concepts import Vocabulary
from nlp.errors import DamagedFileError, NotFoundError
from nlp.types import (
    LABELS,
    LESSON_KINDS,
    DocKind,
    Event,
    EventKind,
    Label,
    LessonKind,
    LocatedIn,
    PlaceKind,
    Span,
)

REPORTS = Path(__file__).parent / "data" / "reports.jsonl"
QUERIES = Path(__file__).parent / "data" / "queries.jsonl"
QueryKind = Literal["keyword", "passage", "lesson", "similar"]
NO_STATE = "-"
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPlace:
    """A place by name; ``state`` is the federal state, or the country of a foreign place."""

    name: str
    kind: PlaceKind
    state: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldMention(Span):
    """A name in the text; only a PLACE has a ``place``."""

    text: str
    label: Label
    place: GoldPlace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldTheme:
    """``grade`` 2: the report is about it, 1: a substantial part is."""

    id: str
    grade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldLesson(Span):
    """Whole sentences that state an experience; ``source`` is who said it."""

    text: str
    kind: LessonKind
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldReport:
    """One annotated report; ``boilerplate`` is known for few."""

    id: str
    title: str | None
    doc_kind: DocKind
    text: str
    event: Event
    mentions: tuple[GoldMention, ...] = ()
    located_in: tuple[LocatedIn, ...] = ()
    themes: tuple[GoldTheme, ...] = ()
    lessons: tuple[GoldLesson, ...] = ()
    boilerplate: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuery:
    """A question, the report that answers it and, where there is one, the passage."""

    id: str
    kind: QueryKind
    text: str
    doc: str
    passage: str | None = None


# Reading


def read_gold(path: Path) -> list[GoldReport]:
    """The reports of a JSON Lines file; ``DamagedFileError`` names the line that is broken."""
    return [_checked(_report, row, where) for row, where in _rows(path)]


def read_queries(path: Path) -> list[GoldQuery]:
    """The questions of a JSON Lines file; ``DamagedFileError`` names the line that is broken."""
    return [_checked(_query, row, where) for row, where in _rows(path)]


def read_seeds(folder: Path) -> list[GoldReport]:
    """The reports of a folder whose texts stand apart: ``docs/ID.txt`` and ``gold/ID.json``."""
    return [_seed(folder, path) for path in sorted((folder / "gold").glob("*.json"))]


def _seed(folder: Path, path: Path) -> GoldReport:
    row = _json(_text(path), path.name)
    text = _text(folder / "docs" / f"{path.stem}.txt")
    return _checked(_report, row | {"text": text}, path.name)


def _rows(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
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


def _checked(make: Callable[[dict[str, Any]], Item], row: dict[str, Any], where: str) -> Item:
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
    lines = [json.dumps(_as_row(report), ensure_ascii=False) + "\n" for report in reports]
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


def _as_row(report: GoldReport) -> dict[str, Any]:
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


# Checking


def problems(report: GoldReport, vocabulary: Vocabulary | None = None) -> list[str]:
    """What contradicts the text or the guidelines, one German sentence each."""
    return [
        *_document_problems(report),
        *_offset_problems(report),
        *_mention_problems(report),
        *_relation_problems(report),
        *_theme_problems(report, vocabulary or default_vocabulary()),
        *_lesson_problems(report),
    ]


def _document_problems(report: GoldReport) -> Iterator[str]:
    event = report.event
    if not report.text.strip():
        yield "Der Text ist leer."
    if report.doc_kind not in get_args(DocKind):
        yield f"Unbekannte Art des Dokuments: {report.doc_kind}."
    if event.kind is not None and event.kind not in get_args(EventKind):
        yield f"Unbekannte Art der Veranstaltung: {event.kind}."
    for day in (event.start, event.end):
        if day is not None and not _is_date(day):
            yield f"Kein ISO-Datum: {day}."
    if event.start and event.end and event.end < event.start:
        yield f"Die Veranstaltung endet vor ihrem Beginn: {event.start} bis {event.end}."


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _offset_problems(report: GoldReport) -> Iterator[str]:
    annotated: list[GoldMention | GoldLesson] = [*report.mentions, *report.lessons]
    for each in annotated:
        if not 0 <= each.start < each.end <= len(report.text):
            yield f"{_where(each)}: Die Stelle liegt außerhalb des Textes."
        elif each.of(report.text) != each.text:
            yield f"{_where(each)}: An der Stelle steht „{each.of(report.text)}“."
    for span in report.boilerplate:
        if not 0 <= span.start < span.end <= len(report.text):
            yield f"{span.start}–{span.end}: Der Rahmentext liegt außerhalb des Textes."


def _where(span: GoldMention | GoldLesson) -> str:
    shown = span.text if len(span.text) <= 60 else span.text[:60] + "…"
    return f"{span.start}–{span.end} „{shown}“"


def _overlaps(spans: Sequence[GoldMention | GoldLesson]) -> Iterator[str]:
    for left, right in pairwise(sorted(spans, key=lambda span: (span.start, span.end))):
        if left.overlaps(right):
            yield f"{_where(left)} und {_where(right)} überschneiden sich."


def _mention_problems(report: GoldReport) -> Iterator[str]:
    yield from _overlaps(report.mentions)
    for mention in report.mentions:
        if mention.label not in LABELS:
            yield f"{_where(mention)}: Unbekanntes Etikett {mention.label}."
        if _has_edges(mention.text):
            yield f"{_where(mention)}: Leer- oder Satzzeichen am Rand gehören nicht zum Namen."
        if mention.place and mention.label != "PLACE":
            yield f"{_where(mention)}: Nur ein PLACE trägt einen Ort."
        if mention.place and mention.place.kind not in get_args(PlaceKind):
            yield f"{_where(mention)}: Unbekannte Art des Ortes {mention.place.kind}."


def _has_edges(name: str) -> bool:
    """Blanks or marks around a name; a closing quotation mark may belong to one inside."""
    bare = name.strip(" \n\t\u00a0,;:„‚")
    return bare != name or (name[0] in "“”‘\"'") or (name[-1] in "“”‘" and "„" not in name)


def _relation_problems(report: GoldReport) -> Iterator[str]:
    projects = {each.text for each in report.mentions if each.label == "PROJECT"}
    places = {each.place.name for each in report.mentions if each.place}
    for relation in report.located_in:
        if relation.project not in projects:
            yield f"located_in: Das Projekt „{relation.project}“ ist im Text nicht markiert."
        if relation.place not in places:
            yield f"located_in: Der Ort „{relation.place}“ ist im Text nicht markiert."
    if len(set(report.located_in)) < len(report.located_in):
        yield "located_in: Ein Paar steht zweimal da."


def _theme_problems(report: GoldReport, vocabulary: Vocabulary) -> Iterator[str]:
    if not 1 <= len(report.themes) <= 6:
        yield f"{len(report.themes)} Themen: Erwartet werden eines bis sechs."
    if len({theme.id for theme in report.themes}) < len(report.themes):
        yield "Ein Thema steht zweimal da."
    for theme in report.themes:
        concept = vocabulary.get(theme.id)
        if concept is None:
            yield f"Das Thema {theme.id} steht nicht im Vokabular."
        elif concept.top:
            yield f"Das Thema {theme.id} ist ein Oberbegriff und wird nicht vergeben."
        if theme.grade not in (1, 2):
            yield f"Thema {theme.id}: Die Stufe {theme.grade} gibt es nicht."


def _lesson_problems(report: GoldReport) -> Iterator[str]:
    yield from _overlaps(report.lessons)
    for lesson in report.lessons:
        if lesson.kind not in LESSON_KINDS:
            yield f"{_where(lesson)}: Unbekannte Art der Erfahrung {lesson.kind}."
        if lesson.source and lesson.source not in report.text:
            yield f"{_where(lesson)}: Die Quelle „{lesson.source}“ steht nicht im Text."

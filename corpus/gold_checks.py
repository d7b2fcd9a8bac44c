"""What is wrong with an annotated report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import get_args

from corpus.gold_types import GoldLesson, GoldMention, GoldReport
from corpus.vocabulary import default_vocabulary
from nlp.concepts import Vocabulary
from nlp.types import LABELS, LESSON_KINDS, DocKind, EventKind, PlaceKind


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

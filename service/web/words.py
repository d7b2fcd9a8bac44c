"""How the pages say things in German: names of kinds, dates, shares."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime
from math import floor
from typing import TypeVar

from nlp.types import DocKind, Event, EventKind, Label, LessonKind
from nlp.wishes import ResultKind

T = TypeVar("T")

DOC_KINDS: dict[DocKind, str] = {
    "report": "Veranstaltungsbericht",
    "announcement": "Ankündigung",
    "measure": "Maßnahme",
    "profile": "Porträt",
}
EVENT_KINDS: dict[EventKind, str] = {
    "workshop": "Workshop",
    "conference": "Tagung",
    "training": "Fortbildung",
    "meeting": "Treffen",
    "network": "Netzwerktreffen",
    "other": "Veranstaltung",
}
LABELS: dict[Label, str] = {
    "PROJECT": "Projekt",
    "PROGRAMME": "Förderprogramm",
    "PLACE": "Ort",
    "ORG": "Organisation",
    "PERSON": "Person",
}
LABELS_PLURAL: dict[Label, str] = {
    "PROJECT": "Projekte",
    "PROGRAMME": "Förderprogramme",
    "PLACE": "Orte",
    "ORG": "Organisationen",
    "PERSON": "Personen",
}
SUGGESTION_KINDS: dict[str, str] = {
    "theme": "Thema",
    "programme": "Förderprogramm",
    "state": "Bundesland",
    "place": "Ort",
    "project": "Projekt",
    "question": "Frage",
    "phrase": "Häufige Wendung",
}
LESSON_KINDS: dict[LessonKind, str] = {
    "success_factor": "Gelingensbedingung",
    "obstacle": "Hürde",
    "recommendation": "Empfehlung",
    "insight": "Erkenntnis",
}
LESSON_KINDS_PLURAL: dict[LessonKind, str] = {
    "success_factor": "Gelingensbedingungen",
    "obstacle": "Hürden",
    "recommendation": "Empfehlungen",
    "insight": "Erkenntnisse",
}
JOB_STATES: dict[str, str] = {
    "queued": "wartet",
    "running": "läuft",
    "cancelling": "wird abgebrochen",
    "done": "fertig",
    "failed": "fehlgeschlagen",
    "cancelled": "abgebrochen",
}
OUTCOMES: dict[str, str] = {
    "new": "neu",
    "changed": "geändert",
    "unchanged": "unverändert",
    "refused": "abgewiesen",
}
JOB_FORMATS: dict[str, str] = {"ndjson": "NDJSON", "zip": "ZIP"}
STATISTICS: dict[str, str] = {
    "reports": "Berichte",
    "last": "Letzter neuer Bericht",
    "years": "Berichte nach Jahr",
    "undated": "Berichte ohne Datum",
    "states": "Berichte nach Land",
    "abroad": "Berichte mit Orten außerhalb Deutschlands",
    "stateless": "Berichte ohne Land",
    "doc_kinds": "Berichte nach Art",
    "programmes": "Berichte nach Förderprogramm",
    "programmes_total": "Förderprogramme",
    "themes": "Berichte nach Thema",
    "themes_total": "Themen des Vokabulars",
    "themes_used": "Themen, die vorkommen",
    "lesson_kinds": "Erfahrungen nach Art",
    "lessons": "Erfahrungen",
    "statements": "Verschiedene Aussagen",
    "corroborated": "Mehrfach belegte Aussagen",
    "contradicted": "Aussagen mit Widerspruch",
    "projects": "Projekte",
    "shared_projects": "Projekte in mehreren Berichten",
    "places": "Orte und Regionen",
}
"""What the statistics count, in their order."""
RESULT_KINDS: dict[ResultKind, tuple[str, str]] = {
    "reports": ("Bericht", "Berichte"),
    "projects": ("Projekt", "Projekte"),
    "lessons": ("Erfahrung", "Erfahrungen"),
    "passages": ("Fundstelle", "Fundstellen"),
}
SORTS: dict[str, str] = {
    "relevance": "Beste zuerst",
    "newest": "Neueste zuerst",
    "oldest": "Älteste zuerst",
    "title": "Titel",
}
FACETS: dict[str, str] = {
    "theme": "Thema",
    "state": "Land",
    "programme": "Programm",
    "year": "Jahr",
    "lesson_kind": "Art der Erfahrung",
    "doc_kind": "Art des Dokuments",
}
FILTERS: dict[str, str] = {
    "thema": "Thema",
    "land": "Land",
    "ort": "Ort",
    "programm": "Programm",
    "jahr": "Jahr",
    "erfahrung": "Erfahrung",
    "dokument": "Dokument",
    "von": "Ab",
    "bis": "Bis",
}
MOST_NAMES = 8  # of one kind that stand open beside a text
MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)


def german_period(event: Event) -> str:
    """When the event was, as a German reader writes it; empty where it is not known.

    A range from the first to the last day of a month (year) is given as that month (year).
    """
    start, end = _day(event.start or event.end), _day(event.end or event.start)
    if start is None or end is None or end < start:
        return german_day(start or end)
    if start == end:
        return german_day(start)
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        return _months(start, end)
    return _days(start, end)


def german_day(day: date | None) -> str:
    """``14. November 2013``, day and month kept in one line; empty for None."""
    return f"{_day_of_month(day)} {day.year}" if day else ""


def german_iso_day(text: str) -> str:
    """The same for an ISO date; empty where it is none."""
    return german_day(_day(text))


def day_in_words(text: str | None) -> str:
    """``14. November 2013`` for an ISO date; a year by itself stays one, anything else is empty."""
    if text and len(text) == 4 and text.isdigit():
        return text
    return german_day(_day(text))


def german_time(moment: datetime | None) -> str:
    """``14. November 2013, 9:05 Uhr``, in the time of the server; empty for None."""
    if moment is None:
        return ""
    local = moment.astimezone()
    return f"{german_day(local.date())}, {local.hour}:{local.minute:02} Uhr"


def german_number(number: int) -> str:
    """With dots between the thousands: ``12.345``."""
    return f"{number:,}".replace(",", ".")


def opened(some: Sequence[T], most: int) -> Sequence[T]:
    """The first of a list, whose rest is folded away: never one alone."""
    return some if len(some) == most + 1 else some[:most]


def closed(sentence: str) -> str:
    """With a full stop, unless it ends like a sentence already."""
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def begins(text: str, heading: str) -> bool:
    """Whether a passage shows its heading itself. Masked names are filled up to their length."""
    return text.replace("\u2060", "").startswith(heading)


def titled(text: str) -> str:
    """A title whose lines never begin with a dash: a dash stays with the word before it."""
    return text.replace(" – ", "\u00a0– ")


def percent(share: float) -> int:
    """A share between 0 and 1 as whole per cent, held within 0 and 100."""
    return round(100 * min(1.0, max(0.0, share)))


def certainty(score: float) -> int:
    """How sure something is in whole per cent that it reaches: what is shown as 90 % is no less.

    The desk's script counts alike.
    """
    return floor(100 * min(1.0, max(0.0, score)) + 1e-9)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _months(start: date, end: date) -> str:
    first, last = MONTHS[start.month - 1], MONTHS[end.month - 1]
    if (start.year, start.month) == (end.year, end.month):
        return f"{last} {end.year}"
    if start.year != end.year:
        return f"{first} {start.year} bis {last} {end.year}"
    if (start.month, end.month) == (1, 12):
        return str(end.year)
    return f"{first} bis {last} {end.year}"


def _days(start: date, end: date) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}. bis {german_day(end)}"
    if start.year == end.year:
        return f"{_day_of_month(start)} bis {german_day(end)}"
    return f"{german_day(start)} bis {german_day(end)}"


def _day_of_month(day: date) -> str:
    return f"{day.day}.\N{NO-BREAK SPACE}{MONTHS[day.month - 1]}"

"""CSV for spreadsheets: one report a line, without its text.

A byte-order mark, semicolons and quotes around every cell: German Excel opens it at a double
click. A cell that a spreadsheet would take for a formula begins with an apostrophe.
https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from nlp.hiding import unfilled
from nlp.types import Analysis
from service.payload import programmes_of

COLUMNS = (
    "id",
    "title",
    "doc_kind",
    "start",
    "end",
    "event_kind",
    "event_place",
    "venue",
    "themes",
    "theme_labels",
    "projects",
    "programmes",
    "places",
    "states",
    "success_factors",
    "obstacles",
    "recommendations",
    "insights",
)
MARK = "\ufeff"
BETWEEN = " | "
# The latter four are the wide forms of the first.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_BLANK = " \t\r\n\v\f\0\u00a0\ufeff"


def written(reports: Iterable[Analysis]) -> Iterator[str]:
    """The heads of the columns, then a line for each report."""
    yield MARK + line_of(COLUMNS)
    for report in reports:
        yield line_of(_cells(report))


def safe_cell(value: str) -> str:
    """A cell that no spreadsheet computes."""
    return f"'{value}" if value.lstrip(_BLANK).startswith(_FORMULA) else value


def line_of(cells: Iterable[str]) -> str:
    """One line of a file for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([safe_cell(cell.replace("\0", "")) for cell in cells])
    return out.getvalue()


def _cells(report: Analysis) -> Iterator[str]:
    event = report.event
    places = [mention.place for mention in report.mentions if mention.place]
    yield from (report.id, report.title, report.doc_kind, event.start or "", event.end or "")
    yield from (event.kind or "", event.place or "", event.venue or "")
    yield _joined(theme.id for theme in report.themes)
    yield _joined(theme.label for theme in report.themes)
    yield _joined(project.name for project in report.projects)
    yield _joined(programmes_of(report))
    yield _joined(place.name for place in places)
    yield _joined(place.state for place in places)
    for kind in ("success_factor", "obstacle", "recommendation", "insight"):
        yield _joined(unfilled(lesson.text) for lesson in report.lessons if lesson.kind == kind)


def _joined(values: Iterable[str | None]) -> str:
    """Each once; a line break within one would be a line of its own in some programs."""
    return BETWEEN.join(dict.fromkeys(" ".join(value.split()) for value in values if value))

"""``/v1/statistics``: the stock in numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response

from service.api.access import READ
from service.api.parts import PartsDep
from service.exports.csv import MARK, line_of
from service.statistics import Count, Numbers
from service.statistics_schemas import Statistics
from service.web.words import DOC_KINDS, LESSON_KINDS_PLURAL, STATISTICS

CSV = "text/csv; charset=utf-8"
EXAMPLE = "Was;Wert;Anzahl\r\nBerichte nach Jahr;2013;12\r\n"
FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/csv": {"schema": {"type": "string"}, "example": EXAMPLE}}}
}
LABELS: dict[str, str] = {str(kind): word for kind, word in DOC_KINDS.items()} | {
    str(kind): word for kind, word in LESSON_KINDS_PLURAL.items()
}

router = APIRouter(prefix="/v1/statistics", tags=["Bestand"])


@router.get(
    "",
    summary="Der Bestand in Zahlen",
    response_model=Statistics,
    responses=FILE,
    dependencies=[READ],
)
def get_statistics(
    parts: PartsDep,
    file_format: Annotated[
        Literal["json", "csv"],
        Query(alias="format", description="JSON, oder CSV für Tabellen.", examples=["json"]),
    ] = "json",
) -> Statistics | Response:
    """Berichte nach Jahr, Land, Art, Programm und Thema, Erfahrungen, Projekte, Orte; wie sicher
    die Themen sind, und wozu es wenig gibt."""
    numbers = parts.statistics.numbers()
    if file_format == "csv":
        name = 'attachment; filename="fundstelle-statistik.csv"'
        lines = "".join(map(line_of, rows_of(numbers)))
        return Response(MARK + lines, media_type=CSV, headers={"Content-Disposition": name})
    return statistics_of(numbers)


def statistics_of(numbers: Numbers) -> Statistics:
    """With the German names of kinds."""
    shown = Statistics.model_validate(asdict(numbers))
    for count in (*shown.doc_kinds, *shown.lesson_kinds):
        count.label = LABELS.get(count.value, count.value)
    return shown


def rows_of(numbers: Numbers) -> Iterator[tuple[str, str, str]]:
    """What is counted, of which value, how many: a table for spreadsheets."""
    yield "Was", "Wert", "Anzahl"
    for name, title in STATISTICS.items():
        found = getattr(numbers, name)
        for count in found if isinstance(found, tuple) else (found,):
            if isinstance(count, Count):
                yield title, LABELS.get(count.value, count.label), str(count.count)
            else:
                yield title, "", "" if count is None else _written(count)


def _written(value: Any) -> str:
    return str(value) if isinstance(value, int) else value.isoformat(timespec="seconds")

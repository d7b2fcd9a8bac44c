"""The page of statistics: what is in the stock, and where there is little."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.api.parts import PartsDep
from service.api.shapes import link_to_theme
from service.api.statistics import LABELS
from service.statistics import PUBLISHABLE, Count, Numbers, Review
from service.web import words
from service.web.asking import word_of
from service.web.rendering import SEEN, rendered
from service.web.theme_view import Bar, bars

router = APIRouter(include_in_schema=False)


@router.api_route("/statistik", methods=SEEN)
def statistics_page(request: Request, parts: PartsDep) -> Response:
    """All numbers, as tables with bars."""
    numbers = parts.statistics.numbers()
    return rendered(
        request,
        "statistics.html",
        numbers=numbers,
        tables=_tables(numbers),
        lessons=_bars(numbers.lesson_kinds, "erfahrung", art="erfahrungen"),
        review=_review(numbers.review),
        publishable=round(100 * PUBLISHABLE),
        gaps=_bars(numbers.gaps.states, "land"),
        rare=[
            Bar(label=c.label, count=c.count, percent=0, href=link_to_theme(c.value))
            for c in numbers.gaps.few_themes
        ],
    )


def _tables(numbers: Numbers) -> list[tuple[str, str, list[Bar]]]:
    """Caption, head of the first column, rows."""
    themes = ((c.label, c.count, link_to_theme(c.value)) for c in numbers.themes)
    return [
        ("Nach Jahr", "Jahr", _bars(numbers.years, "jahr")),
        ("Nach Land", "Land", _bars(numbers.states, "land")),
        ("Nach Art des Dokuments", "Art", _bars(numbers.doc_kinds, "dokument")),
        ("Nach Förderprogramm", "Programm", _bars(numbers.programmes, "programm")),
        ("Nach Thema", "Thema", bars(themes)),
    ]


def _bars(counts: Iterable[Count], field: str, **more: str) -> list[Bar]:
    return bars(
        (
            LABELS.get(count.value, count.label),
            count.count,
            f"/?{urlencode({field: word_of(field, count.value)} | more)}" if count.count else "",
        )
        for count in counts
    )


def _review(review: Review) -> list[Bar]:
    """From how sure to how sure, and how many reports that is."""
    limits = [100, *(words.percent(float(band.value)) for band in review.bands)]
    pairs = zip(review.bands, limits, strict=False)
    return bars(
        (f"{words.percent(float(band.value))} bis {upper} Prozent", band.count, "")
        for band, upper in pairs
    )

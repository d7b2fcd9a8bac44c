"""The address of a search page: what was asked for, and links to nearly the same.

The names are German, as in all addresses of pages; of the API they are English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import Query

from nlp.types import DocKind, LessonKind
from nlp.wishes import ResultKind
from service.schemas import MAX_ID
from service.search.choice import filters_of
from service.search.plan import Questions
from service.search.request import SearchRequest, Sort
from service.search.result import FacetName
from service.search.themes import Themes
from service.search_schemas import MAX_CURSOR, MAX_VALUES
from service.web import dates

KindWord = Literal["berichte", "projekte", "erfahrungen", "stellen"]
SortWord = Literal["relevanz", "neueste", "aelteste", "titel"]
LessonWord = Literal["gelingensbedingung", "huerde", "empfehlung", "erkenntnis"]
DocWord = Literal["bericht", "ankuendigung", "massnahme", "portraet"]

KINDS: Mapping[KindWord, ResultKind] = {
    "berichte": "reports",
    "projekte": "projects",
    "erfahrungen": "lessons",
    "stellen": "passages",
}
SORTS: Mapping[SortWord, Sort] = {
    "relevanz": "relevance",
    "neueste": "newest",
    "aelteste": "oldest",
    "titel": "title",
}
LESSONS: Mapping[LessonWord, LessonKind] = {
    "gelingensbedingung": "success_factor",
    "huerde": "obstacle",
    "empfehlung": "recommendation",
    "erkenntnis": "insight",
}
DOCS: Mapping[DocWord, DocKind] = {
    "bericht": "report",
    "ankuendigung": "announcement",
    "massnahme": "measure",
    "portraet": "profile",
}
FIELDS: Mapping[FacetName, str] = {
    "theme": "thema",
    "state": "land",
    "programme": "programm",
    "year": "jahr",
    "lesson_kind": "erfahrung",
    "doc_kind": "dokument",
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "erfahrung": {str(kind): word for word, kind in LESSONS.items()},
    "dokument": {str(kind): word for word, kind in DOCS.items()},
}
"""Facet values as they stand in an address; of the other facets they stand as they are."""
CHOICES = (*FIELDS.values(), "ort", "von", "bis")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What an address asks for. ``ohne``: ids of understood parts that were taken back;
    ``weiter``: the cursor of a page. ``page``: which page shows it (search, map, time line);
    ``beside``: what only that page understands, as names and values."""

    q: str = ""
    art: KindWord | None = None
    thema: tuple[str, ...] = ()
    land: tuple[str, ...] = ()
    programm: tuple[str, ...] = ()
    jahr: tuple[int, ...] = ()
    erfahrung: tuple[LessonWord, ...] = ()
    dokument: tuple[DocWord, ...] = ()
    ort: tuple[str, ...] = ()
    von: str = ""
    bis: str = ""
    ohne: tuple[str, ...] = ()
    sortierung: SortWord = "relevanz"
    weiter: str = ""
    page: str = "/"
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def anything(self) -> bool:
        """Whether there is something to search for or to list."""
        return bool(self.q or self.art or self.filtered)

    @property
    def filtered(self) -> bool:
        """Whether a filter was chosen."""
        return any(getattr(self, name) for name in CHOICES)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Names and values as they stand in the address; what is not given is left out."""
        own = [
            (name, str(value))
            for name in _NAMES
            if (given := getattr(self, name))
            for value in (given if isinstance(given, tuple) else (given,))
            if value and (name, value) != ("sortierung", "relevanz")
        ]
        return [*own, *self.beside]

    def address(self, **changes: Any) -> str:
        """Of the first page of this search, or of one that differs in ``changes``."""
        other = replace(self, **({"weiter": ""} | changes))
        return f"{other.page}?{urlencode(other.pairs)}" if other.pairs else other.page

    def on(self, page: str, *beside: tuple[str, str]) -> Asking:
        """The same on another page, from its beginning."""
        return replace(self, page=page, beside=beside, weiter="")

    def less(self, name: str, value: object) -> str:
        """The address without one value of a field."""
        given = getattr(self, name)
        rest = tuple(v for v in given if v != value) if isinstance(given, tuple) else ""
        return self.address(**{name: rest})

    def unfiltered(self) -> str:
        """The address without all filters."""
        empty = {f.name: f.default for f in fields(self) if f.name in CHOICES}
        return self.address(**empty)

    def request(self, questions: Questions, themes: Themes, *, limit: int) -> SearchRequest:
        """As the finder takes it; BadInputError for a place, theme or date that is none."""
        dates.check(self.von)
        dates.check(self.bis)
        return SearchRequest(
            question=self.q,
            kind=KINDS[self.art] if self.art else None,
            filters=filters_of(
                questions,
                themes,
                themes=self.thema,
                states=self.land,
                places=self.ort,
                programmes=self.programm,
                years=self.jahr,
                lesson_kinds=[LESSONS[word] for word in self.erfahrung],
                doc_kinds=[DOCS[word] for word in self.dokument],
                since=self.von,
                until=self.bis,
            ),
            without=self.ohne,
            sort=SORTS[self.sortierung],
            limit=limit,
            cursor=self.weiter or None,
        )


_NAMES = tuple(field.name for field in fields(Asking) if field.name not in ("page", "beside"))
"""What stands in an address, in this order."""


def word_of(name: str, value: str) -> str:
    """A facet's value as it stands in an address."""
    return _WORDS.get(name, {}).get(value, value)


_Texts = Annotated[list[Annotated[str, Query(max_length=MAX_ID)]], Query(max_length=MAX_VALUES)]
_Day = Annotated[str, Query(max_length=dates.LONGEST)]


def asking(  # noqa: PLR0913, PLR0917 - one each
    q: str = "",
    art: KindWord | None = None,
    thema: _Texts = [],  # noqa: B006
    land: _Texts = [],  # noqa: B006
    programm: _Texts = [],  # noqa: B006
    jahr: Annotated[
        list[Annotated[int, Query(ge=1900, le=2100)]], Query(max_length=MAX_VALUES)
    ] = [],  # noqa: B006
    erfahrung: Annotated[list[LessonWord], Query(max_length=MAX_VALUES)] = [],  # noqa: B006
    dokument: Annotated[list[DocWord], Query(max_length=MAX_VALUES)] = [],  # noqa: B006
    ort: _Texts = [],  # noqa: B006
    von: _Day = "",
    bis: _Day = "",
    ohne: _Texts = [],  # noqa: B006
    sortierung: SortWord = "relevanz",
    weiter: Annotated[str, Query(max_length=MAX_CURSOR)] = "",
) -> Asking:
    """Reads an address; empty fields of a form count as not given, dates may be typed in German."""
    return Asking(
        q=" ".join(q.split()),
        art=art,
        thema=_given(thema),
        land=_given(land),
        programm=_given(programm),
        jahr=tuple(dict.fromkeys(jahr)),
        erfahrung=tuple(dict.fromkeys(erfahrung)),
        dokument=tuple(dict.fromkeys(dokument)),
        ort=_given(ort),
        von=dates.iso_of(von.strip()),
        bis=dates.iso_of(bis.strip()),
        ohne=_given(ohne),
        sortierung=sortierung,
        weiter=weiter,
    )


def _given(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))

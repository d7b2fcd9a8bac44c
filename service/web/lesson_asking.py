"""The address of the lessons board: what is wanted, and links to nearly the same."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields, replace
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import Query

from nlp.errors import BadInputError
from service.api.lesson_groups import MAX_CURSOR
from service.lesson_board import BoardSort, Wanted
from service.schemas import MAX_ID
from service.web.asking import LESSONS, LessonWord

PATH = "/erfahrungen"
BoardSortWord = Literal["belege", "neueste"]
SORTS: dict[BoardSortWord, BoardSort] = {"belege": "corroboration", "neueste": "newest"}
FIRST_YEAR, LAST_YEAR = 1900, 2100
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonAsking:
    """What an address asks for; ``weiter``: the cursor of a page."""

    thema: str = ""
    art: LessonWord | None = None
    land: str = ""
    programm: str = ""
    von: str = ""
    bis: str = ""
    mehrfach: str = ""
    sortierung: BoardSortWord = "belege"
    weiter: str = ""

    @property
    def filtered(self) -> bool:
        """Whether a filter was chosen."""
        return any(getattr(self, f.name) for f in fields(self) if f.name not in _NO_FILTERS)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Names and values as they stand in the address; what is not given is left out."""
        given = ((name, str(value)) for name, value in asdict(self).items() if value)
        return [pair for pair in given if pair != ("sortierung", "belege")]

    def address(self, **changes: Any) -> str:
        """Of the first page, or of one that differs in ``changes``."""
        other = replace(self, **({"weiter": ""} | changes))
        return f"{PATH}?{urlencode(other.pairs)}" if other.pairs else PATH

    def wanted(self, themes: frozenset[str]) -> Wanted:
        """As the board takes it; ``themes``: those meant. BadInputError for a year that is none."""
        return Wanted(
            themes=themes,
            kind=LESSONS[self.art] if self.art else None,
            state=self.land,
            programme=self.programm,
            since=_year(self.von),
            until=_year(self.bis),
            shared=bool(self.mehrfach),
        )


_NO_FILTERS = ("sortierung", "weiter")
_Text = Annotated[str, Query(max_length=MAX_ID)]
_Short = Annotated[str, Query(max_length=20)]


def lesson_asking(  # noqa: PLR0913, PLR0917 - one each
    thema: _Text = "",
    art: Annotated[LessonWord | Literal[""], Query()] = "",
    land: _Text = "",
    programm: _Text = "",
    von: _Short = "",
    bis: _Short = "",
    mehrfach: _Short = "",
    sortierung: BoardSortWord = "belege",
    weiter: Annotated[str, Query(max_length=MAX_CURSOR)] = "",
) -> LessonAsking:
    """Reads an address; empty fields of a form count as not given."""
    return LessonAsking(
        thema=thema.strip(),
        art=art or None,
        land=land.strip(),
        programm=programm.strip(),
        von=von.strip(),
        bis=bis.strip(),
        mehrfach="ja" if mehrfach.strip() else "",
        sortierung=sortierung,
        weiter=weiter,
    )


def _year(text: str) -> int | None:
    if not text:
        return None
    if not _YEAR.fullmatch(text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise BadInputError(
            f"„{text}“ ist kein Jahr: Bitte vier Ziffern angeben, zum Beispiel 2015."
        )
    return int(text)

"""The address of a map: what is counted, by which places, in which part of the country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

from fastapi import Depends, Query

from nlp.wishes import ResultKind
from service.maps.spots import Basis
from service.maps.view import View
from service.schemas import MAX_ID
from service.web.asking import Asking, asking

PAGE = "/karte"
BasisWord = Literal["veranstaltung", "projekte", "alle"]
BASES: Mapping[BasisWord, Basis] = {
    "veranstaltung": "event",
    "projekte": "projects",
    "alle": "all",
}
BASIS_NAMES: Mapping[BasisWord, str] = {
    "veranstaltung": "Ort der Veranstaltung",
    "projekte": "Orte der Projekte",
    "alle": "Alle genannten Orte",
}
MOST_POINTS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class MapAsking:
    """``ausschnitt``: as it stands in the address; ``punkt``: ids of places whose list is shown."""

    asked: Asking
    orte: BasisWord | None
    ausschnitt: str
    punkt: tuple[str, ...]

    def basis(self, kind: ResultKind) -> BasisWord:
        """Projects are at home where they work, reports where their event was."""
        return self.orte or ("projekte" if kind == "projects" else "veranstaltung")

    @property
    def search(self) -> Asking:
        """The filters alone; links of theirs keep the choice of places, not the part shown."""
        return self.asked.on(PAGE, *self._orte)

    def address(self, *, view: View | None = None, **changes: Any) -> str:
        """Of this map, or of one that differs; without a view the one that fits by itself."""
        other = replace(self, ausschnitt=view.written if view else "", **changes)
        points = (("punkt", id_) for id_ in other.punkt)
        shown = (("ausschnitt", other.ausschnitt),) if other.ausschnitt else ()
        return other.asked.on(PAGE, *other._orte, *shown, *points).address()

    @property
    def _orte(self) -> tuple[tuple[str, str], ...]:
        return (("orte", self.orte),) if self.orte else ()


def map_asking(
    asked: Annotated[Asking, Depends(asking)],
    orte: BasisWord | None = None,
    ausschnitt: Annotated[str, Query(max_length=40)] = "",
    punkt: Annotated[
        list[Annotated[str, Query(max_length=MAX_ID)]], Query(max_length=MOST_POINTS)
    ] = [],  # noqa: B006
) -> MapAsking:
    """Reads an address."""
    return MapAsking(asked=asked, orte=orte, ausschnitt=ausschnitt, punkt=tuple(punkt))

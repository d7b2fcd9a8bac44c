"""The map: where what was found is at home."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from nlp.errors import BadInputError
from nlp.types import Event
from service.api.parts import Parts, PartsDep
from service.api.project_shapes import link_to_project
from service.api.shapes import link_to
from service.maps.clusters import Cluster, clustered
from service.maps.spots import Spot, Spots, spots_of
from service.maps.view import View
from service.problems import problem_of
from service.proposal_words import short_name
from service.search.matches import Matches
from service.web import words
from service.web.counted import Wrong, matches_of
from service.web.found import around, chosen
from service.web.map_asking import BASES, MapAsking, map_asking
from service.web.map_view import map_view
from service.web.rendering import SEEN, WITH_SCRIPTS, rendered

MOST_LISTED = 25
T = TypeVar("T")

router = APIRouter(include_in_schema=False)
MapAskingDep = Annotated[MapAsking, Depends(map_asking)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A report or project at a place."""

    title: str
    href: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AtPlace:
    """The list of what was found at the places that were chosen; ``search`` leads to the search
    by the first of them."""

    names: tuple[str, ...]
    items: tuple[Item, ...]
    more: int
    search: str


@router.api_route("/karte", methods=SEEN)
def map_page(request: Request, parts: PartsDep, asking: MapAskingDep) -> Response:
    """Circles by place, and the same as a list."""
    search = asking.search
    shown: dict[str, Any] = {
        "asking": search,
        "filters": chosen(search, parts.finder.themes),
        "search": asking.asked.address(),
        "timeline": asking.asked.on("/zeitleiste").address(),
        "wrong": None,
        "map": None,
    }
    matches = matches_of(parts, asking.asked)
    if isinstance(matches, Wrong):
        status = problem_of(matches.error).status
        return rendered(request, "map.html", status, **shown | {"wrong": matches})
    return _found(request, parts, asking, matches, shown)


def _found(
    request: Request, parts: Parts, asking: MapAsking, matches: Matches, shown: dict[str, Any]
) -> Response:
    status, refused = 200, ""
    basis = BASES[asking.basis(matches.result.kind)]
    stock, places = parts.map_stock, parts.map_stock.reports()
    # What a question finds depends on more than reports and projects.
    key = None if asking.asked.q else (asking.asked, basis)

    def once(also: object, make: Callable[[], T]) -> T:
        return stock.once((key, also), make) if key else make()

    def gather(view: View) -> list[Cluster]:
        return once(view.written, lambda: clustered(spots, view))

    spots = once(None, lambda: spots_of(matches, basis, places=places, registry=parts.registry))
    try:
        drawn = map_view(asking, matches, spots, gather)
    except BadInputError as error:
        status, refused = problem_of(error).status, str(error)
        asking = replace(asking, ausschnitt="")
        drawn = map_view(asking, matches, spots, gather)
    found = {
        "around": around(asking.search, matches.result),
        "map": drawn,
        "refused": refused,
        "total": parts.store.count(),
        "at_place": _at_place(parts, asking, matches, spots),
    }
    page = rendered(request, "map.html", status, **shown | found)
    page.headers["Content-Security-Policy"] = WITH_SCRIPTS
    return page


def _at_place(parts: Parts, asking: MapAsking, matches: Matches, spots: Spots) -> AtPlace | None:
    some = [spot for spot in spots.found if spot.place.id in asking.punkt]
    if not some:
        return None
    items = list(dict.fromkeys(_items(matches, some)))
    names = tuple(dict.fromkeys(spot.place.name for spot in some))
    return AtPlace(
        names=names,
        items=tuple(_listed(parts, matches, items[:MOST_LISTED])),
        more=max(0, len(items) - MOST_LISTED),
        search=asking.asked.address(ort=(names[0],)),
    )


def _items(matches: Matches, some: list[Spot]) -> Iterator[str]:
    """In the order of the search."""
    own = frozenset().union(*(spot.items for spot in some))
    order = (e.id for e in matches.entries) if matches.entries else matches.reports
    yield from (item for item in order if item in own)


def _listed(parts: Parts, matches: Matches, items: list[str]) -> Iterator[Item]:
    if matches.result.kind == "projects":
        names = {entry.id: entry.name for entry in matches.entries}
        for item in items:
            yield Item(title=short_name(names[item]), href=link_to_project(item), note="")
        return
    titles = parts.store.found.titles(items)
    for item in items:
        payload = matches.reports[item]
        notes = [words.german_period(Event(start=payload.start, end=payload.end))]
        if number := matches.lessons.get(item) if matches.result.kind == "lessons" else None:
            notes.append(f"{number} Erfahrung{'' if number == 1 else 'en'}")
        note = " · ".join(filter(None, notes))
        yield Item(title=titles.get(item) or item, href=link_to(item), note=note)

"""The places of all reports at once, in place of the long analyses.

They follow their report: written and removed with it, in one transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select

from nlp.registry import records_of
from nlp.types import Analysis, Place
from service.store.again import done_again
from service.store.engine import reading
from service.store.tables import report_places


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPlaces:
    """Where a report's event was, and all places that it names, each once."""

    report: str
    event: Place | None
    named: tuple[Place, ...]


@done_again
class PlaceStore:
    """Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[ReportPlaces]:
        """Of all reports, in the order of their ids; equal places are one object."""
        query = select(report_places).order_by(report_places.c.report_id)
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        known: dict[str, Place] = {}
        return [_read(report, data, known) for report, data in rows]


def write_places(connection: Connection, analysis: Analysis) -> None:
    """Keep a report's places, in place of what it held before."""
    remove_places(connection, analysis.id)
    row = {"report_id": analysis.id, "places": places_to_text(analysis)}
    connection.execute(insert(report_places), [row])


def remove_places(connection: Connection, report_id: str) -> None:
    """Forget them."""
    connection.execute(delete(report_places).where(report_places.c.report_id == report_id))


def event_place(analysis: Analysis) -> Place | None:
    """The gazetteer entry of the event's place; without a link it has its name alone."""
    name = analysis.event.place
    if not name:
        return None
    linked = (mention.place for mention in analysis.mentions if mention.place)
    own = next((place for place in linked if place.name == name), None)
    return own or Place(id=f"name:{name.casefold()}", name=name, kind="other")


def places_of(analysis: Analysis) -> tuple[Place, ...]:
    """Where the event was and the projects of a report work, each once."""
    event = event_place(analysis)
    found = [place for record in records_of(analysis) for place in record.places]
    by_id = {place.id: place for place in ([event] if event else []) + found}
    return tuple(by_id.values())


def places_to_text(analysis: Analysis) -> str:
    """A report's places as they are stored."""
    named = {m.place.id: m.place for m in analysis.mentions if m.place}
    event = event_place(analysis)
    document = {
        "event": _cells(event) if event else None,
        "named": [_cells(place) for place in named.values()],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _cells(place: Place) -> list[Any]:
    own = (place.id, place.name, place.kind, place.state, place.lat, place.lon, place.country)
    return [*own, *place.parents]


def _read(report: str, data: str, known: dict[str, Place]) -> ReportPlaces:
    document = json.loads(data)
    event = document["event"]
    return ReportPlaces(
        report=report,
        event=_place(event, known) if event else None,
        named=tuple(_places(document["named"], known)),
    )


def _places(rows: list[list[Any]], known: dict[str, Place]) -> Iterator[Place]:
    return (_place(cells, known) for cells in rows)


def _place(cells: list[Any], known: dict[str, Place]) -> Place:
    id_, name, kind, state, lat, lon, country, *parents = cells
    if id_ not in known:
        known[id_] = Place(
            id=id_,
            name=name,
            kind=kind,
            state=state,
            lat=lat,
            lon=lon,
            country=country,
            parents=tuple(parents),
        )
    return known[id_]

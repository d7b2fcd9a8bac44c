"""Reads the gazetteer that ``models.recipes.gazetteer`` writes."""

from __future__ import annotations

import csv
import gzip
import io
from functools import lru_cache
from pathlib import Path
from typing import cast

from nlp.errors import ArtefactError
from nlp.gazetteer import Entry, Gazetteer
from nlp.types import Place, PlaceKind

DATA = Path(__file__).parent / "data"
DEFAULT_PATH = DATA / "gazetteer.csv.gz"
FIELDS = (
    "id", "name", "kind", "state", "ags", "lat", "lon", "country", "population", "parents", "names",
    "nuts",
)  # fmt: skip


def row_of(entry: Entry) -> tuple[str, ...]:
    """An entry as a row of the table; empty cells stand for nothing."""
    place = entry.place
    values = (place.id, place.name, place.kind, place.state, place.ags, place.lat, place.lon)
    texts = tuple("" if value is None else str(value) for value in values)
    lists = ("|".join(place.parents), "|".join(entry.names))
    return (*texts, place.country, str(place.population), *lists, place.nuts or "")


def entry_of(row: list[str]) -> Entry:
    """The inverse of ``row_of``."""
    id_, name, kind, state, ags, lat, lon, country, population, parents, names, nuts = row
    place = Place(
        id=id_,
        name=name,
        kind=cast("PlaceKind", kind),
        state=state or None,
        ags=ags or None,
        lat=float(lat) if lat else None,
        lon=float(lon) if lon else None,
        country=country,
        population=int(population),
        parents=tuple(parents.split("|")) if parents else (),
        nuts=nuts or None,
    )
    return Entry(place=place, names=tuple(names.split("|")) if names else ())


def read_entries(path: Path) -> list[Entry]:
    """All rows of a table; raises ArtefactError where it is missing or damaged."""
    try:
        text = gzip.decompress(path.read_bytes()).decode("utf-8")
        rows = csv.reader(io.StringIO(text), delimiter="\t")
        next(rows)
        return [entry_of(row) for row in rows]
    except (OSError, EOFError, ValueError, StopIteration) as error:
        message = "Das Ortsverzeichnis fehlt oder ist beschädigt; bitte installieren Sie neu."
        raise ArtefactError(message) from error


@lru_cache(maxsize=1)
def load_gazetteer(path: Path = DEFAULT_PATH) -> Gazetteer:
    """The gazetteer of German places; raises ArtefactError where its file cannot be read."""
    return Gazetteer(read_entries(path))

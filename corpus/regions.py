"""What lies in a region: a table written by hand, since no key of a place tells it."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from corpus.gazetteer import DATA
from nlp.errors import ArtefactError
from nlp.gazetteer import Gazetteer

DEFAULT_PATH = DATA / "region-districts.csv"


def load_regions(gazetteer: Gazetteer, path: Path = DEFAULT_PATH) -> Mapping[str, tuple[str, ...]]:
    """The states, districts and cities of each region, by the ids of the gazetteer.

    A region that the table lacks has no entry. ArtefactError where the file cannot be read.
    """
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines(), delimiter=";"))
        pairs = [(row["region"], row["ags"]) for row in rows]
    except (OSError, ValueError, KeyError) as error:
        message = "Die Tabelle der Regionen fehlt oder ist beschädigt; bitte installieren Sie neu."
        raise ArtefactError(message) from error
    members: dict[str, list[str]] = defaultdict(list)
    for region, ags in pairs:
        if place := _place(gazetteer, ags):
            members[region].append(place)
    return {region: tuple(ids) for region, ids in members.items()}


def _place(gazetteer: Gazetteer, ags: str) -> str | None:
    """A state, a district, or a city that is a district by itself."""
    ids = (f"de:land:{ags}",) if len(ags) == 2 else (f"de:kreis:{ags}", f"de:{ags}000")
    return next((id_ for id_ in ids if gazetteer.get(id_)), None)

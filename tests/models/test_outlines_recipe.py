"""How outlines are put together: out of areas that share the points of their borders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.geometry.outlines import FRAME
from models.recipes.outlines import built
from models.recipes.outlines_neighbours import clipped, within
from models.recipes.outlines_topology import arcs_of, area_of, rings_of


def square(x: float, y: float, size: float = 10.0):
    corners = [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]
    return [*corners, corners[0]]


WEST, EAST, AWAY = square(0, 0), square(10, 0), square(50, 50)


def test_a_common_border_is_one_line():
    arcs = arcs_of([("a", [WEST]), ("b", [EAST])])
    assert sorted(arc.areas for arc in arcs) == [("a",), ("a", "b"), ("b",)]
    (shared,) = [arc for arc in arcs if len(arc.areas) == 2]
    assert {shared.points[0], shared.points[-1]} == {(10, 0), (10, 10)}


def test_an_island_is_a_closed_line():
    (arc,) = arcs_of([("a", [AWAY])])
    assert arc.points[0] == arc.points[-1]
    assert set(arc.points) == set(AWAY)


def test_lines_make_rings_again_whichever_way_they_run():
    lines = [[(0, 0), (1, 0)], [(0, 1), (1, 0)], [(0, 1), (0, 0)]]
    (ring,) = rings_of(lines)
    assert ring == [0, ~1, 2]


def test_a_loose_end_is_told():
    with pytest.raises(ValueError, match="loose end"):
        rings_of([[(0, 0), (1, 0)]])


def test_states_are_put_together_from_districts():
    districts = [("01001", [WEST]), ("01002", [EAST]), ("02000", [square(20, 0)])]
    districts += [(f"{n:02}000", [square(n * 20, 100)]) for n in range(3, 17)]
    document = built(districts)
    (border,) = document["districts"]
    assert document["arcs"][border][:2] in ([100, 0], [100, 100])
    own = {~n if n < 0 else n for ring in document["states"]["01"]["rings"] for n in ring}
    assert border not in own


ring_points = st.lists(
    st.tuples(st.floats(-900, 900), st.floats(-900, 900)), min_size=3, max_size=20
)


@given(ring_points)
def test_what_is_cut_lies_in_the_frame(ring):
    left, top, right, bottom = FRAME
    for x, y in clipped(ring):
        assert left - 1e-6 <= x <= right + 1e-6
        assert top - 1e-6 <= y <= bottom + 1e-6


def test_what_lies_inside_is_not_cut():
    assert area_of(clipped(WEST)) == area_of(WEST) == 100
    assert list(within([(0, 0), (1, 1), (9999, 0), (2, 2), (3, 3)])) == [
        [(0, 0), (1, 1)],
        [(2, 2), (3, 3)],
    ]

"""Circles, names and parts of a map: nothing is lost, nothing lies on each other."""

from __future__ import annotations

from dataclasses import replace
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.geometry.outlines import FRAME
from nlp.errors import BadInputError
from nlp.types import Place
from service.index.port import Filter, Payload
from service.maps.clusters import GAP, clustered
from service.maps.drawing import drawing, ground, whole
from service.maps.labels import Wanted, placed
from service.maps.spots import Spot, Spots
from service.maps.view import HEIGHT, NARROWEST, WIDEST, WIDTH, View, around, view_of
from service.maps.years import months, years
from service.search.matches import Matches
from service.search.result import SearchResult

points = st.tuples(st.floats(-460, 460), st.floats(-540, 540))
items = st.frozensets(st.sampled_from("abcdefghijklmnop"), min_size=1, max_size=6)
views = st.builds(
    View, x=st.floats(-100, 100), y=st.floats(-100, 100), width=st.floats(NARROWEST, WIDEST)
)


def spots_from(found: list[tuple[tuple[float, float], frozenset[str]]]) -> Spots:
    weights = {letter: number for number, letter in enumerate("abcdefghijklmnop", start=1)}
    spots = (
        Spot(
            place=Place(id=f"p{n:03}", name=f"Ort {n}", kind="municipality"),
            at=at,
            items=own,
            count=sum(weights[i] for i in own),
        )
        for n, (at, own) in enumerate(found)
    )
    return Spots(found=tuple(spots), weights=weights, without=0)


some_spots = st.lists(st.tuples(points, items), max_size=60).map(spots_from)


@given(some_spots, views)
def test_every_place_of_a_view_lies_in_one_circle(spots, view):
    clusters = clustered(spots, view)
    drawn = [spot.place.id for cluster in clusters for spot in cluster.spots]
    assert sorted(drawn) == sorted(s.place.id for s in spots.found if view.holds(s.at))


@given(some_spots, views)
def test_a_circle_counts_each_thing_once(spots, view):
    clusters = clustered(spots, view)
    for cluster in clusters:
        own = frozenset().union(*(spot.items for spot in cluster.spots))
        assert cluster.count == spots.count(own)
    together = {item for c in clusters for spot in c.spots for item in spot.items}
    assert together == {i for s in spots.found if view.holds(s.at) for i in s.items}


@given(some_spots, views)
def test_circles_lie_in_the_drawing_and_not_on_each_other(spots, view):
    clusters = clustered(spots, view)
    for at, one in enumerate(clusters):
        assert -1e-6 <= one.at[0] <= WIDTH + 1e-6
        assert -1e-6 <= one.at[1] <= HEIGHT + 1e-6
        for other in clusters[at + 1 :]:
            apart = hypot(one.at[0] - other.at[0], one.at[1] - other.at[1])
            assert apart >= one.radius + other.radius + GAP - 1e-6


@given(some_spots, views, st.randoms())
def test_circles_do_not_depend_on_the_order_of_places(spots, view, random):
    shuffled = list(spots.found)
    random.shuffle(shuffled)
    assert clustered(replace(spots, found=tuple(shuffled)), view) == clustered(spots, view)


def test_areas_abroad_and_unknown_places_are_no_points():
    home = Place(id="p", name="Kiel", kind="municipality")
    spot = Spot(place=home, at=(0.0, 0.0), items=frozenset("a"), count=1)
    assert spot.drawn
    for place in (replace(home, kind="state"), replace(home, country="AT")):
        assert not replace(spot, place=place).drawn
    assert not replace(spot, at=None).drawn


@given(st.lists(points, min_size=1, max_size=8))
def test_a_view_around_points_holds_them(some):
    view = around(some)
    if max(x for x, _ in some) - min(x for x, _ in some) < 600:
        assert all(view.holds(point) for point in some) or view.width == WIDEST


@given(st.floats(-9999, 9999), st.floats(-9999, 9999), st.floats(0, 9999))
def test_every_view_stays_on_the_map_and_survives_its_address(x, y, width):
    view = view_of(f"{x:.1f},{y:.1f},{width:.1f}")
    left, top, right, bottom = view.box
    assert left >= FRAME[0] - 0.1
    assert right <= FRAME[2] + 0.1
    assert top >= FRAME[1] - 0.1
    assert bottom <= FRAME[3] + 0.1
    again = view_of(view.written)
    assert again.width == pytest.approx(view.width, abs=0.06)
    for step in (view.nearer(), view.farther(), view.aside(1, 0), view.aside(0, -1)):
        assert NARROWEST <= step.width <= WIDEST


@pytest.mark.parametrize("written", ["", "1,2", "a,b,c", "1,2,3,4", "1e9,0,1", "1;2;3", "٣,1,1"])
def test_no_view_is_told(written):
    with pytest.raises(BadInputError, match="Ausschnitt"):
        view_of(written)


@given(st.lists(points, max_size=30))
def test_names_never_lie_on_each_other(some):
    wanted = [
        Wanted(text="Musterstadt", at=(abs(x) % WIDTH, abs(y) % HEIGHT), style="place", room=12)
        for x, y in some
    ]
    labels = placed(wanted, [])
    rows = sorted(label.at for label in labels)
    assert len(set(rows)) == len(rows)
    assert len(placed(wanted, [(0, 0, WIDTH, HEIGHT)])) == 0


def test_districts_are_drawn_only_from_near():
    assert not ground(whole()).districts
    assert ground(around([(0.0, 0.0)], least=100)).districts
    assert len(drawing(0.0).states) == 16


# Years


def matches_of(**dates: tuple[str | None, str | None]) -> Matches:
    return Matches(
        result=SearchResult(question="", kind="reports", sort="newest", total=len(dates)),
        reports={
            name: Payload(report=name, doc_kind="report", start=start, end=end)
            for name, (start, end) in dates.items()
        },
        entries=(),
        lessons={},
        where=Filter(),
    )


def test_years_stand_in_a_row_with_the_empty_ones_between():
    line = years(matches_of(a=("2013-11-14", "2013-11-15"), b=("2016-05-02", None)))
    assert [(s.year, s.count) for s in line.stretches] == [
        (2013, 1),
        (2014, 0),
        (2015, 0),
        (2016, 1),
    ]
    assert (line.undated, line.lasting, line.most) == (0, 0, 1)


def test_what_lasts_over_new_year_counts_in_both_and_undated_is_told():
    line = years(matches_of(a=("2013-12-30", "2014-01-02"), b=(None, None)))
    assert [(s.year, s.count) for s in line.stretches] == [(2013, 1), (2014, 1)]
    assert (line.undated, line.lasting) == (1, 1)


def test_months_of_a_year():
    found = matches_of(
        a=("2013-03-30", "2013-05-02"), b=("2013", None), c=("2012-12-30", "2013-01-02")
    )
    line = months(found, 2013)
    assert [s.count for s in line.stretches] == [1, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    assert (line.lasting, line.vague) == (1, 1)
    assert (line.stretches[1].since, line.stretches[1].until) == ("2013-02-01", "2013-02-28")


def test_one_wrong_year_does_not_blow_up_the_line():
    line = years(matches_of(a=("1903-01-01", None), b=("2016-05-02", None)))
    assert [s.year for s in line.stretches] == [1903, 2016]

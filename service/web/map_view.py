"""A map as its page shows it: circles, names and the same as a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from corpus.geometry.outlines import Box
from corpus.geometry.simplify import Point
from nlp.registry.records import state_of
from nlp.types import Place
from service.maps.clusters import Cluster
from service.maps.drawing import COARSE, Ground, drawing, ground, small_ground, whole
from service.maps.labels import Label, Wanted, box_around, placed
from service.maps.spots import AREAS, Spot, Spots
from service.maps.view import NARROWEST, STEP, View, around, view_of
from service.search.matches import Matches
from service.web import words
from service.web.counted import unit_of
from service.web.found import Choice
from service.web.map_asking import BASIS_NAMES, MOST_POINTS, MapAsking

MOST_ROWS, MOST_FOLDED = 15, 85
ALIKE = 0.3
"""Kilometres: places that are nearer lie on one point at every scale."""
MOST_CITIES = 40
SMALL_DOT = 9.0
FEW_DOTS = 3

Unit = Callable[[int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A circle; ``title`` is what is heard, ``opens``: it leads nearer, not to a list."""

    at: Point
    radius: float
    number: str
    title: str
    href: str
    opens: bool
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A place of the list."""

    name: str
    state: str
    count: int
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Places that are no points on the map, with what they have in common."""

    title: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """Everything of a map; ``around_it``: how many further places lie beside the part shown;
    ``unlisted``: how many places of it the list leaves out."""

    view: View
    ground: Ground
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    rows: tuple[Row, ...]
    folded: tuple[Row, ...]
    unlisted: int
    around_it: int
    others: tuple[Named, ...]
    without: str
    steps: tuple[Choice, ...]
    states: tuple[Choice, ...]
    bases: tuple[Choice, ...]
    unit: Unit
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallMap:
    """A map of all Germany with dots; ``text`` says which."""

    ground: Ground
    dots: tuple[Point, ...]
    labels: tuple[Label, ...]
    text: str


def map_view(
    asking: MapAsking, matches: Matches, spots: Spots, gather: Callable[[View], list[Cluster]]
) -> MapView:
    """``gather``: the circles of a view. BadInputError where its address cannot be read."""
    view = _view(asking, matches, spots)
    unit = unit_of(matches.result.kind)
    clusters = gather(view)
    seen = [s for c in clusters for s in c.spots]
    listed = sorted(seen, key=lambda s: (-s.count, s.place.name))[: MOST_ROWS + MOST_FOLDED]
    rows = [_row(asking, spot) for spot in listed]
    open_rows = words.opened(rows, MOST_ROWS)
    return MapView(
        view=view,
        ground=ground(view),
        marks=tuple(_mark(asking, cluster, view, unit) for cluster in clusters),
        labels=tuple(_labels(clusters, view)),
        rows=tuple(open_rows),
        folded=tuple(rows[len(open_rows) :]),
        unlisted=len(seen) - len(listed),
        around_it=sum(spot.drawn for spot in spots.found) - len(seen),
        others=tuple(_others(spots.found)),
        without=unit(spots.without) if spots.without else "",
        steps=tuple(_steps(asking, view)),
        states=tuple(_states(asking, matches)),
        bases=tuple(_bases(asking, matches)),
        unit=unit,
        total=unit(sum(spots.weights.values())),
    )


def small_map(places: Iterable[Place]) -> SmallMap | None:
    """Where these places lie; None where none of them is a point in Germany."""
    from corpus.geometry.projection import on_map

    view, dots = whole(), dict[str, Point]()
    for place in places:
        if place.country == "DE" and place.kind not in AREAS and place.lat and place.lon:
            dots.setdefault(place.name, view.drawn(on_map(place.lat, place.lon)))
    if not dots:
        return None
    named = dots.items() if len(dots) <= FEW_DOTS else ()
    wanted = (Wanted(text=name, at=at, style="place", room=SMALL_DOT) for name, at in named)
    return SmallMap(
        ground=small_ground(),
        dots=tuple(dots.values()),
        labels=tuple(placed(wanted, [box_around(at, SMALL_DOT) for at in dots.values()])),
        text=", ".join(dots),
    )


def _view(asking: MapAsking, matches: Matches, spots: Spots) -> View:
    if asking.ausschnitt:
        return view_of(asking.ausschnitt)
    shown = [s.at for s in spots.found if s.place.id in asking.punkt and s.drawn and s.at]
    if shown:
        return around(shown, margin=0.4, least=150)
    corners = list(chain.from_iterable(_corners(matches.where.states)))
    if corners:
        return around(corners, margin=0.05)
    drawn = [spot.at for spot in spots.found if spot.drawn and spot.at]
    if matches.where.places and drawn:
        return around(drawn, margin=0.15, least=60)
    return whole()


def _corners(names: Iterable[str]) -> Iterator[tuple[Point, Point]]:
    for state in drawing(COARSE).states:
        if state.name in names:
            left, top, right, bottom = state.box
            yield (left, top), (right, bottom)


def _mark(asking: MapAsking, cluster: Cluster, view: View, unit: Unit) -> Mark:
    nearer = _nearer(cluster, view)
    ids = tuple(spot.place.id for spot in cluster.spots[:MOST_POINTS])
    here = view if asking.ausschnitt else None
    return Mark(
        at=cluster.at,
        radius=cluster.radius,
        number=words.german_number(cluster.count),
        title=_title(cluster, unit, opens=nearer is not None),
        href=asking.address(view=nearer or here, punkt=() if nearer else ids)
        + ("" if nearer else "#liste"),
        opens=nearer is not None,
        current=nearer is None and not set(ids).isdisjoint(asking.punkt),
    )


def _nearer(cluster: Cluster, view: View) -> View | None:
    """Where its places come apart; None where they cannot."""
    points = [spot.at for spot in cluster.spots if spot.at]
    near = around(points, margin=0.25)
    left, top, right, bottom = _box(points)
    if max(right - left, bottom - top) < ALIKE or view.width <= NARROWEST:
        return None
    return replace(near, width=min(near.width, view.width * STEP))


def _box(points: Sequence[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _title(cluster: Cluster, unit: Unit, *, opens: bool) -> str:
    more = len(cluster.spots) - 1
    further = "" if not more else " und ein weiterer Ort" if more == 1 else f" und {more} weitere"
    further = further if more <= 1 else f"{further} Orte"
    action = ", näher heran" if opens else ", Liste zeigen"
    return f"{cluster.lead.place.name}{further}: {unit(cluster.count)}{action}"


def _labels(clusters: Sequence[Cluster], view: View) -> list[Label]:
    taken = [box_around(cluster.at, cluster.radius) for cluster in clusters]
    own = {spot.place.name for cluster in clusters for spot in cluster.spots[:1]}
    shapes = [state for state in drawing(COARSE).states if view.holds(state.middle)]
    states = {state.name for state in shapes}
    wanted = chain(
        (Wanted(text=c.lead.place.name, at=c.at, style="place", room=c.radius) for c in clusters),
        (
            Wanted(text=s.name, at=view.drawn(s.middle), style="state", room=-1)
            for s in shapes
            if s.name not in own
        ),
        (
            Wanted(text=city.name, at=view.drawn(city.at), style="city", room=3)
            for city in drawing(COARSE).cities[:MOST_CITIES]
            if city.name not in own | states and view.holds(city.at)
        ),
    )
    return placed(wanted, taken)


def _row(asking: MapAsking, spot: Spot) -> Row:
    place, state = spot.place, state_of(spot.place)
    return Row(
        name=place.name,
        state=state if state and state != place.name else "",
        count=spot.count,
        href=asking.address(punkt=(place.id,)) + "#liste",
        current=place.id in asking.punkt,
    )


def _others(found: Iterable[Spot]) -> Iterator[Named]:
    rest = [spot for spot in found if not spot.drawn]
    abroad = [s for s in rest if s.place.country != "DE"]
    home = [s for s in rest if s.place.country == "DE"]
    areas = [s for s in home if s.place.kind in AREAS]
    unknown = [s for s in home if s.place.kind not in AREAS]
    for title, some in (
        ("Länder, Regionen und Flüsse", areas),
        ("Außerhalb Deutschlands", abroad),
        ("Ohne bekannte Lage", unknown),
    ):
        if some:
            yield Named(title=title, spots=tuple(some))


def _steps(asking: MapAsking, view: View) -> Iterator[Choice]:
    for text, other in (
        ("Näher heran", view.nearer()),
        ("Weiter weg", view.farther()),
        ("Nach Norden", view.aside(0, -1)),
        ("Nach Süden", view.aside(0, 1)),
        ("Nach Westen", view.aside(-1, 0)),
        ("Nach Osten", view.aside(1, 0)),
    ):
        if other.written != view.written:
            yield Choice(text=text, href=asking.address(view=other))
    if asking.ausschnitt or asking.punkt:
        yield Choice(text="Ausschnitt zurücksetzen", href=asking.address(punkt=()))


def _states(asking: MapAsking, matches: Matches) -> Iterator[Choice]:
    chosen = matches.where.states
    yield Choice(
        text="Ganz Deutschland",
        href=asking.address(asked=replace(asking.asked, land=()), punkt=()),
        current=not chosen,
    )
    for state in sorted(drawing(COARSE).states, key=lambda each: each.name):
        other = replace(asking.asked, land=(state.name,))
        yield Choice(
            text=state.name,
            href=asking.address(asked=other, punkt=()),
            current=chosen == (state.name,),
        )


def _bases(asking: MapAsking, matches: Matches) -> Iterator[Choice]:
    here = asking.basis(matches.result.kind)
    for word, name in BASIS_NAMES.items():
        href = asking.address(
            view=view_of(asking.ausschnitt) if asking.ausschnitt else None, orte=word, punkt=()
        )
        yield Choice(text=name, href=href, current=word == here)

"""Whether reports that share no more than a name can mean one project: by where and when they are.

Events and the other places of a report are weak evidence. It joins nothing on its own, and a
place or programme in common goes before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from nlp.registry.records import Against
from nlp.registry.setting import Setting, shared_places
from nlp.registry.unions import Unions

FAR = 8
"""Years between two reports from which a name alone no longer joins them."""

Sets = list[list[int]]


def near_sets(holders: Iterable[int], settings: Sequence[Setting], *, is_firm: bool) -> Sets:
    """The bearers of a name, parted where its reports are of other states or far off in time.

    ``is_firm``: the name tells so much that only both together part them. Who is of no state
    goes with the others where these are one.
    """
    ordered = sorted(set(holders))
    placed = [at for at in ordered if settings[at].seen]
    if _hang_together([settings[at] for at in placed]):
        return _parted(ordered, settings, is_firm=is_firm, anywhere=True)
    rest = [at for at in ordered if not settings[at].seen]
    return [
        *_parted(placed, settings, is_firm=is_firm),
        *_parted(rest, settings, is_firm=is_firm, anywhere=True),
    ]


def apart_by(sides: Sequence[Sequence[Setting]]) -> tuple[Against, ...]:
    """What weakly speaks against groups being one: ``states`` or ``years`` of their reports."""
    seen: list[frozenset[str]] = [frozenset().union(*(s.seen for s in side)) for side in sides]
    years = sorted(
        (year, at) for at, side in enumerate(sides) for year in {s.year for s in side} if year
    )
    far = _falls_apart(len(sides), ((a[1], b[1]) for a, b in pairwise(years) if _near(a, b)))
    found: tuple[tuple[Against, bool], ...] = (
        ("states", _falls_apart(len(sides), _sharing(seen)) and all(seen)),
        ("years", far and len({at for _, at in years}) == len(sides)),
    )
    return tuple(name for name, holds in found if holds)


def _parted(
    some: Sequence[int], settings: Sequence[Setting], *, is_firm: bool, anywhere: bool = False
) -> Sets:
    own = [settings[at] for at in some]
    unions = Unions(len(own))
    for low, high in _ties(own, is_firm=is_firm, anywhere=anywhere):
        unions.join(low, high)
    return [[some[at] for at in part] for part in unions.sets(range(len(own)))]


def _hang_together(own: Sequence[Setting]) -> bool:
    ties = (*_strong_ties(own), *_sharing([setting.seen for setting in own]))
    return not _falls_apart(len(own), ties)


def _strong_ties(own: Sequence[Setting]) -> Iterator[tuple[int, int]]:
    yield from shared_places([(setting.own, setting.above) for setting in own])
    yield from _sharing([(s.programme,) if s.programme else () for s in own])


def _ties(own: Sequence[Setting], *, is_firm: bool, anywhere: bool) -> Iterator[tuple[int, int]]:
    yield from _strong_ties(own)
    for some in _filed(("",) if anywhere else setting.seen for setting in own):
        yield from pairwise(some) if is_firm else _in_time(some, own)
    if is_firm:
        yield from _in_time(range(len(own)), own)


def _filed(keys: Iterable[Iterable[str]]) -> Iterable[list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, some in enumerate(keys):
        for key in some:
            found[key].append(at)
    return found.values()


def _in_time(some: Iterable[int], own: Sequence[Setting]) -> Iterator[tuple[int, int]]:
    """Neighbours in time; those of no year go with the latest."""
    members = list(some)
    dated = sorted((year, at) for at in members if (year := own[at].year))
    undated = [at for at in members if not own[at].year]
    yield from ((one[1], other[1]) for one, other in pairwise(dated) if _near(one, other))
    yield from pairwise([*(at for _, at in dated[-1:]), *undated])


def _near(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] - one[0] <= FAR


def _sharing(sets: Iterable[Iterable[str]]) -> Iterator[tuple[int, int]]:
    for some in _filed(sets):
        yield from pairwise(some)


def _falls_apart(size: int, ties: Iterable[tuple[int, int]]) -> bool:
    unions = Unions(size)
    for low, high in ties:
        unions.join(low, high)
    return any(unions.root(at) for at in range(size))

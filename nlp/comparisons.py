"""How two initiatives compare by what is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.periods import in_words
from nlp.portraits import ASPECTS, Aspect, Fact, Portrait
from nlp.programme_names import same_programme

_OPEN = 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What both say, in the words of each."""

    aspect: Aspect
    label: str
    here: Fact
    there: Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What only one of both says of an aspect that both speak of; one side may be empty."""

    aspect: Aspect
    here: tuple[Fact, ...]
    there: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two initiatives; ``unsaid``: what the other says of aspects that this one is silent on."""

    common: tuple[Common, ...] = ()
    different: tuple[Difference, ...] = ()
    unsaid: tuple[Fact, ...] = ()


def compare(here: Portrait, there: Portrait) -> Comparison:
    """What both say, what only one of both says, and what the first is silent on."""
    common: list[Common] = []
    different: list[Difference] = []
    unsaid: list[Fact] = []
    for aspect in ASPECTS:
        mine, theirs = here.of(aspect), there.of(aspect)
        if not mine:
            unsaid += theirs
            continue
        shared = list(_shared(mine, theirs))
        common += shared
        rest = _rest(aspect, mine, theirs, shared)
        if theirs and (rest.here or rest.there):
            different.append(rest)
    return Comparison(common=tuple(common), different=tuple(different), unsaid=tuple(unsaid))


def _shared(mine: Sequence[Fact], theirs: Sequence[Fact]) -> Iterator[Common]:
    for fact in mine:
        for other in theirs:
            if label := _agreement(fact, other):
                yield Common(aspect=fact.aspect, label=label, here=fact, there=other)
                break


def _agreement(one: Fact, other: Fact) -> str:
    """What both have in common, in German; empty for nothing."""
    if one.aspect == "periods":
        return _overlap(one.value, other.value)
    if one.aspect == "programmes":
        return one.label if same_programme(one.value, other.value) else ""
    # A Kreis and a Landkreis are one kind, and the short word holds for both.
    return min(one.label, other.label, key=len) if one.value == other.value else ""


def _overlap(one: str, other: str) -> str:
    (a, b), (c, d) = _years(one), _years(other)
    since, until = max(a, c), min(b, d)
    if since > until:
        return ""
    return in_words(since or None, until if until < _OPEN else None)


def _years(value: str) -> tuple[int, int]:
    since, _, until = value.partition("/")
    return int(since or 0), int(until or _OPEN)


def _rest(
    aspect: Aspect, mine: Sequence[Fact], theirs: Sequence[Fact], shared: Sequence[Common]
) -> Difference:
    here = {each.here.value for each in shared}
    there = {each.there.value for each in shared}
    return Difference(
        aspect=aspect,
        here=tuple(fact for fact in mine if fact.value not in here),
        there=tuple(fact for fact in theirs if fact.value not in there),
    )

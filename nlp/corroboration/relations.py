"""How two statements stand to each other: the same, opposite, or neither."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from nlp.corroboration.statements import Quantity, Statement, content_words, unit_amounts
from nlp.german.stances import NUMBERS

Relation = Literal["same", "opposite", "other"]
FAR_APART = 1.5
"""From which ratio on two amounts are not the same."""
TWICE = 2.0
IN_A_COMPOUND = 0.9
SHORTEST_PART = 4
COMMON_START = 6
FEWEST_SHARED = 2
"""Words of both that two statements must share at least, unless one has no more."""
LEAST_COSINE = 0.84
"""Statements that are farther apart are not compared at all."""
USUAL_COSINE, WEIGHT = 0.87, 1.25
"""Cosine of statements of one topic, and what a difference from it counts beside ``coverage``."""
OPPOSITE_COSINE = 0.9
"""Statements that are farther apart do not contradict each other, but speak of other things."""
MANY_SHARED = 3
MOST_LONGER = 2.5
"""A statement that has so many times the words of another says much that the other does not: a
short one („Schwierig war es mit den Betrieben“) would be held by all that name its one word."""
LONG, STEEP, ONE_POINT = 8, 8.0, 0.55
"""Two statements of so many words make one point from this sum on: the share of words that they
have in common, and the difference from the usual cosine so many times. Chosen on lessons of the
annotated reports and pages, for precision."""
MOST_KEPT = 10_000
"""Relations that are remembered: those of some reports that are compared at once."""
SAME, SAME_BUT_ONE, SAME_UNSURE, OPPOSITE = 0.7, 0.8, 0.85, 0.7
"""Likeness from which on two statements are about the same; chosen on the part of the pairs that
may be looked at, for precision."""


_BOUNDS = "erste letzte mindestens höchstens lange kurze"
_AMOUNTS = frozenset(
    content_words(" ".join((*NUMBERS, "Tag Woche Monat Jahr Stunde Minute Prozent Euro", _BOUNDS)))
)


@lru_cache(maxsize=MOST_KEPT)
def relation(one: Statement, other: Statement, cosine: float) -> Relation:
    """How two lessons stand to each other; ``cosine``: of their vectors.

    The same: about the same, with one tendency. Where that is not to be told for certain they are
    kept apart, so that no two opposites are taken for one.
    """
    if cosine < LEAST_COSINE:
        return "other"
    alike, tendency = likeness(one, other, cosine), agree(one, other)
    sure = one.sure and other.sure
    if tendency > 0:
        whole = alike >= (SAME if sure else SAME_UNSURE) and _fits_whole(one, other, alike)
        if whole or _one_point(one, other, cosine):
            return "same"
    against = tendency < 0 and sure and cosine >= OPPOSITE_COSINE and alike >= OPPOSITE
    return "opposite" if against else "other"


def likeness(one: Statement, other: Statement, cosine: float) -> float:
    """How far two statements are about the same thing, 0 to about 1.2."""
    shared = _met(one.words, other.words)
    short, long = sorted((len(one.words), len(other.words)))
    if shared < min(FEWEST_SHARED, long) or long > MOST_LONGER * short:
        return 0.0
    return coverage(one, other) + WEIGHT * (cosine - USUAL_COSINE)


def agree(one: Statement, other: Statement) -> int:
    """+1 where two statements about the same say the same, -1 the opposite, 0 not to be told."""
    turns = _turns(one, other)
    quantity = _quantities(one, other)
    if quantity == 0 or turns > 1 or (turns and not (one.sure and other.sure)):
        return 0
    if (one.denied and not other.told) or (other.denied and not one.told):
        return 0
    sign = one.sign * other.sign * quantity * _swapped(one, other)
    return -sign if turns else sign


def _turns(one: Statement, other: Statement) -> int:
    """On how many axes both name opposite poles, and how many words stand against their ``un-``."""
    poles = dict(other.poles)
    turned = sum(poles.get(axis, sign) != sign for axis, sign in one.poles)
    mine, theirs = set(one.words), set(other.words)
    return turned + len(_undone(mine) & theirs) + len(_undone(theirs) & mine)


def _undone(words: Iterable[str]) -> set[str]:
    return {f"un{word}" for word in words}


def _swapped(one: Statement, other: Statement) -> int:
    """-1 where one sets aside, or finds worse, what the other prefers; 0 where only one of both
    compares."""
    if _prefers(one, other.rejected) or _prefers(other, one.rejected):
        return -1
    if not one.worse and not other.worse:
        return 1
    if not one.worse or not other.worse:
        return 0 if _prefers(one, other.worse) or _prefers(other, one.worse) else 1
    straight = len(set(one.worse) & set(other.worse))
    crossed = len(set(one.worse) & (set(other.words) - set(other.worse)))
    return -1 if crossed > straight else 1


def _prefers(statement: Statement, words: Sequence[str]) -> bool:
    """Whether it is about all of the words and sets none of them aside."""
    about = set(statement.words) - set(statement.rejected) - set(statement.worse)
    return bool(words) and set(words) <= about


def _quantities(one: Statement, other: Statement) -> int:
    """+1 where amounts of one unit fit or only one side has any, -1 where they contradict each
    other, 0 where they are just different."""
    theirs = unit_amounts(other.quantities)
    worst = 1
    for unit, mine in unit_amounts(one.quantities).items():
        if unit in theirs:
            worst = max(worst, _fit(mine[0], theirs[unit][0]), key=(1, 0, -1).index)
    return worst


def _fit(one: Quantity, other: Quantity) -> int:
    low, high = sorted((one, other), key=lambda each: each.amount)
    ratio = high.amount / max(low.amount, 1e-9)
    if ratio >= TWICE and high.bound == "least":
        return -1
    if ratio >= FAR_APART or {one.bound, other.bound} == {"most", "least"}:
        return 0
    return 1


def _fits_whole(one: Statement, other: Statement, alike: float) -> bool:
    """Whether one of both says nothing of its own: what two differ in may be the very point."""
    own, words = min(_own(one, other), _own(other, one))
    return own == 0 or (own == 1 and words - own >= MANY_SHARED and alike >= SAME_BUT_ONE)


def _own(one: Statement, other: Statement) -> tuple[int, int]:
    """How many of its words the other does not have, and how many it has."""
    return sum(not _best(word, other.words) for word in one.words), len(one.words)


def _one_point(one: Statement, other: Statement, cosine: float) -> bool:
    """Whether two long statements of one kind make one point, though each says more besides."""
    mine, theirs = _telling(one.words), _telling(other.words)
    if one.kind != other.kind or min(len(mine), len(theirs)) < LONG:
        return False
    held, back = _met(mine, theirs), _met(theirs, mine)
    shared = (held / len(mine) + back / len(theirs)) / 2
    enough = min(held, back, len(set(mine) & set(theirs))) >= FEWEST_SHARED
    return enough and shared + STEEP * (cosine - USUAL_COSINE) >= ONE_POINT


def _telling(words: Iterable[str]) -> list[str]:
    """Those that are no amounts."""
    return [word for word in words if word not in _AMOUNTS and not word.isdigit()]


def _met(words: Iterable[str], others: Sequence[str]) -> int:
    return sum(_best(word, others) > 0 for word in words)


def coverage(one: Statement, other: Statement) -> float:
    """The share of the words of one statement that the other holds too, the larger of both."""
    return max(_held(one.words, other.words), _held(other.words, one.words))


def _held(words: Sequence[str], others: Sequence[str]) -> float:
    return sum(_best(word, others) for word in words) / max(len(words), 1)


def _best(word: str, others: Sequence[str]) -> float:
    if word in others:
        return 1.0
    return IN_A_COMPOUND if any(_shares_a_part(word, each) for each in others) else 0.0


def _shares_a_part(one: str, other: str) -> bool:
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if long.startswith("un") and long[2:] == short:
        return False
    within = len(short) >= SHORTEST_PART and (long.startswith(short) or long.endswith(short))
    return within or one[:COMMON_START] == other[:COMMON_START]

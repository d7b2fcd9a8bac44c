"""What a statement of experience says: what it is about, and whether yes or no."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal, NamedTuple

from nlp.german import stances as german
from nlp.german.forms import normal
from nlp.german.stems import stem
from nlp.german.stopwords import STOP_WORDS
from nlp.german.tokens import tokens
from nlp.types import LessonKind, Span

Sign = Literal[-1, 1]
Bound = Literal["most", "least", "exact"]
LONGEST = 1_200
"""Characters of a statement that are read."""
BEFORE, AFTER = 3, 2
"""Words before and after a word of judgement in which a denial is taken to be of it."""
SHORTEST_WORD = 3
MOST_KEPT = 20_000
"""Statements that are remembered, some 25 MB: each lesson is compared with many others."""
OFTEN_BEHIND = frozenset({"nicht", "nie", "kaum", "niemals"})
NEVER_OF_A_JUDGEMENT = re.compile(r"(?:fehl|mangel|niemand)", re.IGNORECASE)
_REASON = re.compile(r"(?:[,;:–—] ?(?:denn|weil|da|damit)\b|, sie\b)[^.;!?]*", re.IGNORECASE)
_BECAUSE = re.compile(r"\b(?:weil|da|denn|solange|wenn|wo)\b", re.IGNORECASE)
_RESULT = re.compile(r", ?so ?(?:dass|daß)\b[^.;!?]*", re.IGNORECASE)
_UNITS = "|".join(german.UNITS)
_WRITTEN = "|".join(sorted(german.NUMBERS, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w,.])(?P<number>\d{{1,6}}|{_WRITTEN})\s+(?:[a-zäöüß]+\s+)?(?P<unit>(?:{_UNITS})\w*)",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(
    r"^(?P<particle>ab|an|auf|aus|bei|ein|fort|her|hin|los|mit|nach|vor|weg|weiter|zu|zuruck|zusammen)?"
    r"ge(?=[^aeiou]*[aeiou])"
)
_HALF = re.compile(r"\bein(?:em|en)? halbe[sn]?\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit, in the smallest of its kind (days, minutes)."""

    unit: str
    amount: float
    bound: Bound = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A lesson as it is compared with others.

    ``words``: what it is about, without the frame around it. ``sign``: -1 where it speaks against
    that, +1 where for it; ``kind``: of the lesson; ``told``: whether a word says so, not its kind
    alone; ``sure``: whether the words do not contradict each other. ``denied``: whether a word
    turns it round.
    ``poles``: which side of an opposition it names. ``rejected``: words of what is set aside,
    ``worse``: of what comes off worse in a comparison.
    """

    words: tuple[str, ...]
    sign: Sign
    kind: LessonKind
    told: bool = True
    sure: bool = True
    denied: bool = False
    poles: tuple[tuple[str, Sign], ...] = ()
    rejected: tuple[str, ...] = ()
    worse: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()


@lru_cache(maxsize=MOST_KEPT)
def read_statement(text: str, kind: LessonKind) -> Statement:
    """The statement that a lesson of a kind makes; linear in the text."""
    piece = german.SONST.sub(" ", " ".join(text[:LONGEST].split()))
    main, aside = _without_rejected(piece)
    stance = _stance(main, kind)
    return Statement(
        words=tuple(dict.fromkeys(content_words(piece))),
        sign=stance.sign,
        kind=kind,
        told=stance.told,
        sure=stance.sure,
        denied=stance.denied,
        poles=tuple(_poles(main, aside)),
        rejected=tuple(content_words(aside)),
        worse=tuple(content_words(_worse(piece))),
        quantities=tuple(_quantities(piece)),
    )


def content_words(text: str) -> Iterator[str]:
    """The words that say what a text is about, in one spelling, in their order."""
    for token in tokens(text):
        word = token.word
        if len(word) >= SHORTEST_WORD and word not in STOP_WORDS and word not in german.FRAME:
            yield _without_ge(stem(normal(word)))


def _without_ge(word: str) -> str:
    """``schult`` for ``geschult``, ``fortbild`` for ``fortgebild``."""
    plain = _PARTICIPLE.sub(lambda match: match["particle"] or "", word)
    return plain if len(plain) >= SHORTEST_WORD + 1 else word


def _without_rejected(piece: str) -> tuple[str, str]:
    """What is meant, and what is set aside (``nicht X, sondern``, ``statt X``)."""
    aside = " ".join(m["left"] or m["instead"] for m in german.PREFERRED.finditer(piece))
    return german.PREFERRED.sub(" ", piece), aside


def _worse(piece: str) -> str:
    return " ".join(match["than"] for match in german.COMPARED.finditer(piece))


# For or against


class _Stance(NamedTuple):
    sign: Sign
    told: bool
    sure: bool
    denied: bool


def _stance(piece: str, kind: LessonKind) -> _Stance:
    """Success or failure, turned round once for each denial of what leads to it."""
    piece = german.NOT_MEANT.sub(" ", piece)
    piece = (_REASON if kind == "recommendation" else _RESULT).sub(" ", piece)
    words = [Span(start=token.start, end=token.end) for token in tokens(piece)]
    denials = _at(german.NOT, piece, words)
    good, bad = _judgements(piece, words, denials, kind)
    failures = _failures(piece, words, denials, kind)
    for at in failures:
        del denials[at]
    bad += bool(failures) and not bad
    turned = len(denials) + _count(german.DISPENSABLE, piece) + _count(german.ENOUGH, piece)
    outcome = _outcome(good, bad, kind)
    told = bool(good or bad or turned or kind != "obstacle")
    return _Stance(
        sign=1 if (outcome > 0) == (turned % 2 == 0) else -1,
        told=told,
        sure=told and turned <= 1 and not (good and bad),
        denied=turned > 0,
    )


def _judgements(
    piece: str, words: Sequence[Span], denials: dict[int, str], kind: LessonKind
) -> tuple[int, int]:
    """How many words say that it works and that it does not; their denials are used up."""
    counts = [_count(german.CONDITION, piece), 0]
    bad = {} if kind == "recommendation" else _at(german.BAD, piece, words)
    for judged, hits in ((0, _at(german.GOOD, piece, words)), (1, bad)):
        for at in hits:
            denied = _denial_of(at, denials)
            if denied is not None:
                del denials[denied]
            counts[judged ^ (denied is not None)] += 1
    counts[1] += sum(
        german.NO_INFINITIVE.match(m["what"]) is not None for m in german.TOO_MUCH.finditer(piece)
    )
    return counts[0], counts[1]


def _failures(
    piece: str, words: Sequence[Span], denials: dict[int, str], kind: LessonKind
) -> list[int]:
    """The denials that tell what did not come about, not what was missing: all before a reason,
    and those of what an obstacle prevents."""
    reason = _BECAUSE.search(piece)
    absent = _at(german.ABSENT, piece, words)
    if kind == "recommendation":
        return []
    return [
        at
        for at, word in denials.items()
        if (reason and words[at].start < reason.start())
        or (
            kind == "obstacle"
            and not reason
            and german.VERBAL.fullmatch(word)
            and at not in absent
            and at - 1 not in absent
        )
    ]


def _denial_of(at: int, denials: dict[int, str]) -> int | None:
    for place in chain(range(at - 1, at - BEFORE - 1, -1), range(at + 1, at + AFTER + 1)):
        word = denials.get(place, "")
        if not word or NEVER_OF_A_JUDGEMENT.match(word) or word.lower() == "ohne":
            continue
        if place < at or word.lower() in OFTEN_BEHIND:
            return place
    return None


def _outcome(good: int, bad: int, kind: LessonKind) -> int:
    if good and bad:
        return -1 if kind == "obstacle" else 1
    if good or bad:
        return 1 if good else -1
    return -1 if kind == "obstacle" else 1


def _count(pattern: re.Pattern[str], piece: str) -> int:
    return sum(1 for _ in pattern.finditer(piece))


def _at(pattern: re.Pattern[str], piece: str, words: Sequence[Span]) -> dict[int, str]:
    """Which words a pattern matches, by number."""
    starts = [word.start for word in words]
    found = ((bisect_left(starts, m.start()), m[0]) for m in pattern.finditer(piece))
    return dict(found)


# Opposite poles


def _poles(main: str, aside: str) -> Iterator[tuple[str, Sign]]:
    for axis, (one, other) in german.AXES.items():
        first = _any(one, main) or _any(other, aside)
        second = _any(other, main) or _any(one, aside)
        if first != second:
            yield axis, 1 if first else -1


def _any(pattern: re.Pattern[str], piece: str) -> bool:
    return piece != "" and pattern.search(piece) is not None


# Numbers


def _quantities(piece: str) -> Iterator[Quantity]:
    for match in _NUMBER.finditer(_HALF.sub("0 ", piece)):
        number = _number(match["number"])
        known = _unit(match["unit"])
        if number is not None and known:
            amount = (number or 0.5) * known[1]
            yield Quantity(unit=known[0], amount=amount, bound=_bound(piece, match.start()))


def _number(written: str) -> int | None:
    if written.isdigit():
        return int(written)
    return german.NUMBERS.get(written.lower())


def _unit(word: str) -> tuple[str, float] | None:
    folded = word.lower()
    return next((u for start, u in german.UNITS.items() if folded.startswith(start)), None)


def _bound(piece: str, at: int) -> Bound:
    lead = piece[max(0, at - 20) : at]
    if german.AT_MOST.search(lead):
        return "most"
    return "least" if german.AT_LEAST.search(lead) else "exact"


def unit_amounts(quantities: Iterable[Quantity]) -> dict[str, list[Quantity]]:
    """By unit."""
    found: dict[str, list[Quantity]] = {}
    for each in quantities:
        found.setdefault(each.unit, []).append(each)
    return found

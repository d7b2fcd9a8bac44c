"""Recognises the names of places in German text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nlp.gazetteer import Gazetteer
from nlp.german.places import OUTSIDE
from nlp.place_confidence import part_of_name, place_confidence
from nlp.taken import Taken
from nlp.types import Place, Span

_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[ \u00a0]?\(|\.[ \u00a0]?|[/-]|[ \u00a0]")
_ADJECTIVE = re.compile(r"sche[nrsm]?$")
_JOINT = re.compile(
    r"(?:,[ \u00a0]|[ \u00a0](?:und|oder|sowie|bzw\.|&|–|-)[ \u00a0]|/)(?:in[ \u00a0])?"
)
_MOST_WORDS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Span):
    """A name that may be a place; ``score`` is 0 to 1, the likeliest candidate first."""

    candidates: tuple[Place, ...]
    score: float


def find_places(
    text: str, gazetteer: Gazetteer, *, excluded: Iterable[Span] = (), at_least: float = 0.5
) -> list[Found]:
    """Places by gazetteer alone, longest match first, in the order of the text.

    Names inside ``excluded`` spans are left out, as are those scored below ``at_least``.
    """
    matches = list(_matches(text, gazetteer, Taken(excluded)))
    scores = [place_confidence(text, match, gazetteer) for match in matches]
    scores = _agreed(text, matches, scores, gazetteer)
    scores = _agreed(text, matches, scores, gazetteer)
    return [
        Found(start=m.start, end=m.end, candidates=gazetteer.candidates(m.of(text)), score=score)
        for m, score in zip(matches, scores, strict=True)
        if score >= at_least
    ]


def _matches(text: str, gazetteer: Gazetteer, barred: Taken) -> Iterator[Span]:
    """Every longest name of the gazetteer in the text that begins outside the barred spans."""
    end = 0
    for word in _WORD.finditer(text):
        if word.start() < end or not barred.is_free(word.start(), word.start() + 1):
            continue
        if word[0] in OUTSIDE:
            continue
        match = _longest(text, word, gazetteer)
        if match is not None:
            yield match
            end = match.end


def _agreed(
    text: str, matches: Sequence[Span], scores: Sequence[float], gazetteer: Gazetteer
) -> list[float]:
    """Scores raised beside a sure place (``in Trier und Konz``) and for a name seen before."""
    sure = {match.of(text) for match, score in zip(matches, scores, strict=True) if score >= 0.75}
    raised = list(scores)
    for at, match in enumerate(matches):
        if scores[at] < 0.1 or part_of_name(text, match, gazetteer):
            continue
        neighbours = [n for n in (at - 1, at + 1) if 0 <= n < len(matches) and scores[n] >= 0.6]
        raised[at] += 0.2 * (match.of(text) in sure)
        raised[at] += 0.25 * sum(_joined(text, match, matches[n]) for n in neighbours)
    return [min(1.0, score) for score in raised]


def _joined(text: str, one: Span, other: Span) -> bool:
    first, second = sorted((one, other))
    return _JOINT.fullmatch(text[first.end : second.start]) is not None


def _longest(text: str, first: re.Match[str], gazetteer: Gazetteer) -> Span | None:
    """The longest name that begins with this word."""
    if not (first[0][0].isupper() or _ADJECTIVE.search(first[0])) or len(first[0]) < 2:
        return None
    for end in reversed(list(_ends(text, first, gazetteer))):
        span = Span(start=first.start(), end=end)
        if _bounded(text, span) and gazetteer.candidates(span.of(text)):
            return span
    return None


def _ends(text: str, first: re.Match[str], gazetteer: Gazetteer) -> Iterator[int]:
    """Where a name may end that begins with this word, nearest first."""
    yield first.end()
    at = first.end()
    hyphened = text[at : at + 1] == "-"
    most = gazetteer.longest(first[0])
    words = 1
    while words < (_MOST_WORDS if hyphened else most):
        gap = _BETWEEN.match(text, at)
        word = _WORD.match(text, gap.end()) if gap and gap.end() > at else None
        if gap is None or word is None:
            return
        words += 1
        at = word.end()
        opened = text.rfind("(", first.start(), at) > text.rfind(")", first.start(), at)
        yield at + 1 if opened and text[at : at + 1] == ")" else at
        at += opened and text[at : at + 1] == ")"


def _bounded(text: str, span: Span) -> bool:
    """Whether a span is whole words, none of them part of a hyphen compound, brackets closed."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 2]
    if before and (before.isalnum() or before in "-@_"):
        return False
    if after and (after[0].isalnum() or after[0] in "_@"):
        return False
    if after[:1] == "-" and after[1:].isalpha():
        return False
    surface = span.of(text)
    return surface.count("(") == surface.count(")")

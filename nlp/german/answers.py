"""Which words of a text answer words of a question: forms of them, and parts of compounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from nlp.german.compounds import (
    ENDINGS,
    INFLECTION,
    LINKING,
    MIN_PART,
    NO_VERBS,
    ONSET,
    OTHER_WORDS,
    SHORT_HEADS,
    SHORT_PARTS,
    precedes,
)
from nlp.german.forms import distinct
from nlp.german.stems import stem

LONGEST_WORD = 60
LEAST_LEFT = 3
LINKS = ("", *LINKING)
_VERB = re.compile(r"^(?:ge)?(?P<root>\w{3,}e[rl])t(?:e[nmrst]?)?")
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word in its normal form; ``parts`` are what may stand for it inside a compound."""

    whole: str
    roots: tuple[str, ...]
    parts: tuple[str, ...]


@lru_cache(maxsize=100_000)
def word(written: str) -> Word:
    """Of a lower-case word."""
    whole = distinct(written)
    roots = dict.fromkeys(_roots(whole))
    fit = whole.isalpha() and len(whole) <= LONGEST_WORD
    parts = dict.fromkeys((whole, *roots)) if fit else ()
    return Word(
        whole=whole,
        roots=tuple(roots | dict.fromkeys(_verb_roots(whole))),
        parts=tuple(part for part in parts if _clear(part)),
    )


class Asked:
    """The words of a question, made ready to be looked for; lower case.

    ``answered_by``: Väter by Vater, Beratung by Beratungsstelle and Erstberatung, Elternarbeit
    by Eltern but not by Arbeit alone. ``composed_of``: Elternarbeit of Arbeit and Eltern.
    """

    def __init__(self, terms: tuple[str, ...]) -> None:
        words = [word(term) for term in terms]
        compounds = [w.whole for w in words if w.parts and len(w.whole) > MIN_PART]
        self._roots = {root for w in words for root in w.roots}
        parts = {part for w in words for part in w.parts}
        self._parts = _any_of(parts)
        self._nested = {one: [p for p in parts if one.startswith(p)] for one in parts}
        self._insides = {w.whole for w in words if w.parts and len(w.whole) > MIN_PART}
        self._starts = {whole[:end] for whole in compounds for end in range(4, len(whole))}
        self._compounds = compounds
        self._heads: dict[str, set[str]] = {}
        for whole in compounds:
            for head, left in _heads(whole):
                self._heads.setdefault(head, set()).add(left)
        self.answered_by = lru_cache(maxsize=10_000)(self._answered_by)
        self.lefts = lru_cache(maxsize=10_000)(self._lefts)

    def composed_of(self, one: str, other: str) -> bool:
        """Whether two words of a text are the parts of a word asked for, in either order."""
        return _fits(self.lefts(one), other) or _fits(self.lefts(other), one)

    def _answered_by(self, written: str) -> bool:
        found = word(written)
        if not self._roots.isdisjoint(found.roots):
            return True
        return bool(found.parts) and (self._opened_by(found) or self._within(found))

    def _opened_by(self, found: Word) -> bool:
        return any(
            part in self._starts and any(_opens(part, whole) for whole in self._compounds)
            for part in found.parts
        )

    def _within(self, found: Word) -> bool:
        forms = dict.fromkeys((found.whole, *found.roots))
        return any(
            self._holds(form, part, match.start())
            for form in forms
            for match in self._parts.finditer(form)
            for part in self._nested[match[0]]
        )

    def _holds(self, form: str, part: str, start: int) -> bool:
        if start == 0:
            return _opens(part, form)
        if not precedes(form[:start].lower()):
            return False
        if INFLECTION.fullmatch(form[start + len(part) :].lower()):
            return True
        return part in self._insides and _opens(part, form[start:])

    def _lefts(self, written: str) -> frozenset[str]:
        """What stands in front of this word in compounds that were asked for."""
        found = word(written)
        forms = (found.whole, *found.roots) if found.parts else ()
        return frozenset(left for form in forms for left in self._heads.get(form, ()))


@lru_cache(maxsize=64)
def asked(terms: tuple[str, ...]) -> Asked:
    """The same for the same terms: it remembers the words that it has met."""
    return Asked(terms)


def _fits(lefts: frozenset[str], modifier: str) -> bool:
    """Whether the word is one of these, up to a linking sound."""
    if not lefts:
        return False
    opener = word(modifier)
    return any(
        len(form) >= LEAST_LEFT and left.startswith(form) and left[len(form) :] in LINKS
        for left in lefts
        for form in (opener.whole, *opener.roots)
    )


def _heads(whole: str) -> Iterator[tuple[str, str]]:
    """Every way to see a compound as (head without inflection, left of it)."""
    for end in range(max(len(whole) - 4, LEAST_LEFT), len(whole) + 1):
        if INFLECTION.fullmatch(whole[end:].lower()) or whole[end:] in ENDINGS:
            for start in range(LEAST_LEFT, end - MIN_PART + 2):
                yield whole[start:end], whole[:start]


def _any_of(parts: set[str]) -> re.Pattern[str]:
    longest_first = sorted(parts, key=lambda part: (-len(part), part))
    return re.compile("|".join(map(re.escape, longest_first))) if parts else _NEVER


def _roots(whole: str) -> Iterator[str]:
    """Stems, with what the stemmer leaves apart: fördern and Förderung, Kitas, Zentren."""
    plain = whole.lower()
    cut = stem(plain)
    yield whole[: len(cut)] if plain.startswith(cut) else cut
    if len(whole) >= 6 and plain.endswith(("ern", "eln")) and plain not in NO_VERBS:
        yield whole[:-1] if plain.endswith("ern") else f"{whole[:-3]}l"
    if len(whole) >= 5 and plain[-1] == "s" and plain[-2] in "aiou":
        yield whole[:-1]
    if len(whole) >= 6 and plain.endswith(("um", "a")):
        yield whole[: -2 if plain.endswith("um") else -1]


def _verb_roots(whole: str) -> Iterator[str]:
    """What fördert and gefördert share with Förderung; too short to speak for compounds."""
    if len(whole) > LONGEST_WORD or whole in NO_VERBS:
        return
    if verb := _VERB.fullmatch(whole):
        root = verb["root"]
        yield root if root.endswith("er") else f"{root[:-2]}l"


def _clear(part: str) -> bool:
    return len(part) >= MIN_PART or part in SHORT_PARTS


def _opens(part: str, whole: str) -> bool:
    if not whole.startswith(part) or OTHER_WORDS.match(whole.lower()):
        return False
    rest = whole[len(part) :].lower()
    return INFLECTION.fullmatch(rest) is not None or any(
        _is_head(rest[len(link) :]) for link in LINKS if rest.startswith(link)
    )


def _is_head(rest: str) -> bool:
    if rest in SHORT_HEADS:
        return True
    opens = ONSET.match(rest) or rest.startswith("c")
    return len(rest) >= MIN_PART - 1 and rest not in ENDINGS and bool(opens)

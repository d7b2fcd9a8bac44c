"""Which groups of people a text speaks of, each with the words that say so."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nlp.german.target_groups import LABELS, PHRASES, TAKE_PART, WORDS
from nlp.german.tokens import tokens
from nlp.types import Span

LONGEST_WORD = 60
BROADER = {
    "alleinerziehende": ("eltern", "muetter"),
    "vaeter": ("eltern",),
    "muetter": ("eltern", "frauen"),
    "kita-kinder": ("kinder",),
    "grundschulkinder": ("kinder", "schueler"),
    "uebergang": ("jugendliche",),
    "schulabbruch": ("jugendliche", "schueler"),
    "junge-erwachsene": ("jugendliche",),
    "maedchen": ("jugendliche", "frauen"),
    "jungen": ("jugendliche",),
    "neuzugewanderte": ("einwanderung",),
    "langzeitarbeitslose": ("arbeitslose",),
    "aeltere-beschaeftigte": ("beschaeftigte",),
    "kleine-betriebe": ("betriebe",),
    "demenz": ("senioren",),
}
"""What a narrower group is part of: it counts as agreement, less than the group itself."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class GroupHit(Span):
    """Words that name a group; ``group`` is a key of ``LABELS``."""

    group: str


def find_groups(
    text: str, sentences: Iterable[Span], *, names: Sequence[Span] = ()
) -> list[GroupHit]:
    """All groups that the sentences name, in the order of the text.

    A sentence that tells who came to an event names no group that a project works for, nor do
    ``names`` (of ministries, programmes), which are in the order of the text.
    """
    found: list[GroupHit] = []
    for line in sentences:
        piece = line.of(text)
        if not TAKE_PART.search(piece):
            found += (_moved(hit, line.start) for hit in _hits(piece))
    return [hit for hit in found if not _in_a_name(hit, names)]


def label_of(group: str) -> str:
    """Its German name."""
    return LABELS[group]


def _hits(piece: str) -> list[GroupHit]:
    found = {*_words(piece), *_phrases(piece)}
    return sorted(hit for hit in found if not _inside_another(hit, found))


def _in_a_name(hit: GroupHit, names: Sequence[Span]) -> bool:
    at = bisect_right(names, hit.start, key=lambda name: name.start) - 1
    return at >= 0 and names[at].end >= hit.end


def _words(piece: str) -> Iterator[GroupHit]:
    for token in tokens(piece):
        capital = piece[token.start].isupper()
        for group in _groups_of(token.word, capital):
            yield GroupHit(start=token.start, end=token.end, group=group)


def _phrases(piece: str) -> Iterator[GroupHit]:
    for group, pattern in _PHRASES.items():
        for match in pattern.finditer(piece):
            yield GroupHit(start=match.start(), end=match.end(), group=group)


def _inside_another(hit: GroupHit, found: set[GroupHit]) -> bool:
    """Whether a longer hit of the same group holds it."""
    return any(
        other.group == hit.group
        and other != hit
        and other.start <= hit.start <= hit.end <= other.end
        for other in found
    )


@lru_cache(maxsize=50_000)
def _groups_of(word: str, capital: bool) -> tuple[str, ...]:
    if len(word) > LONGEST_WORD:
        return ()
    return tuple(group for group, rules in _RULES.items() if rules.fits(word, capital))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """What names a group: in any writing, with a capital only, and what does not."""

    any: re.Pattern[str] | None
    capital: re.Pattern[str] | None
    never: re.Pattern[str] | None

    @classmethod
    def of(cls, line: str) -> _Rules:
        words = [word for word in line.split() if "_" not in word]
        never = [word[1:] for word in words if word.startswith("-")]
        capital = [word.lower() for word in words if word[0].isupper()]
        rest = [word for word in words if word[0] != "-" and not word[0].isupper()]
        return cls(any=_one_of(rest), capital=_one_of(capital), never=_one_of(never))

    def fits(self, word: str, capital: bool) -> bool:
        if self.never and self.never.fullmatch(word):
            return False
        fits = self.any is not None and self.any.fullmatch(word) is not None
        return fits or (capital and bool(self.capital and self.capital.fullmatch(word)))


def _one_of(words: Iterable[str]) -> re.Pattern[str] | None:
    patterns = [re.escape(word).replace(r"\*", r"\w*") for word in words]
    return re.compile("|".join(patterns)) if patterns else None


def _phrase(line: str) -> re.Pattern[str]:
    parts = line.replace("_", r"[\s-]+").replace("*", r"\w*").replace(r"\w\w*", r"\w*").split(" ")
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


def _moved(hit: GroupHit, by: int) -> GroupHit:
    return GroupHit(start=hit.start + by, end=hit.end + by, group=hit.group)


_RULES = {group: _Rules.of(line) for group, line in WORDS.items()}
_PHRASES = {group: _phrase(line) for group, line in PHRASES.items()}

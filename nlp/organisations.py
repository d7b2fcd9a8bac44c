"""Organisations and programmes: known ones, ministries, those with a legal form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from nlp.edges import goes_on
from nlp.german import organisations as words
from nlp.german.programme_names import PROGRAMMES
from nlp.mentions import mention_at
from nlp.types import Mention

_PROGRAMMES = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(map(re.escape, sorted(PROGRAMMES, key=len, reverse=True)))
    + r")(?!\w)"
)
_ORGANISATIONS = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(map(re.escape, sorted(words.ORGANISATIONS, key=len, reverse=True)))
    + r")(?![\w-])"
)


def known_names(text: str) -> Iterator[Mention]:
    """Programmes and organisations that the word lists name."""
    for match in _PROGRAMMES.finditer(text):
        if " " in match[0] or not goes_on(text, match.end()):
            yield mention_at(text, match.start(), match.end(), "PROGRAMME", 0.9)
    for match in _ORGANISATIONS.finditer(text):
        yield mention_at(text, match.start(), match.end(), "ORG", 0.92)


def organisations(text: str, is_place: Callable[[str], bool] | None) -> Iterator[Mention]:
    """ORG mentions by rule; ``is_place`` judges ``Jobcenter Kiel``."""
    for match in words.MINISTRY.finditer(text):
        yield mention_at(text, match.start(), match.end(), "ORG", 0.95)
    for match in words.PLACE_NAMED_ORGANISATION.finditer(text):
        if is_place is None or is_place(match["place"]):
            yield mention_at(text, match.start(), match.end(), "ORG", 0.88)
    for match in words.LEGAL_FORM.finditer(text):
        start = _left_edge(text, match.start())
        if match.start() - start >= 3:
            yield mention_at(text, start, match.end(), "ORG", 0.85)


def _left_edge(text: str, at: int) -> int:
    """Where the capitalised words that end at ``at`` begin, small words between them allowed."""
    offset = max(0, at - 90)
    found = at
    tokens = list(re.finditer(r"[^\s,;()„“\":|•]+|[,;()„“\":|•\n]", text[offset:at]))
    for place in range(len(tokens) - 1, -1, -1):
        word = tokens[place][0]
        if word in '\n,;()„“":|•' or word in words.LEADING_WORDS or _ends_sentence(word):
            break
        if word[0].isupper():
            found = offset + tokens[place].start()
        elif not _joins(word, tokens[place - 1][0] if place else ""):
            break
    return found


def _ends_sentence(word: str) -> bool:
    return len(word) > 4 and word.endswith(".") and not word.startswith("Ev.")


def _joins(word: str, before: str) -> bool:
    if word in ("der", "des"):
        return words.COLLECTIVE.search(before) is not None
    return word in ("für", "und", "&", "zur", "im", "in")

"""Takes out of a question what could say who asked, or about whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from nlp.german.given_names import AMBIGUOUS_GIVEN_NAMES, GIVEN_NAMES
from nlp.german.stopwords import STOP_WORDS
from nlp.persons import persons
from nlp.types import Span

PERSON, MAIL, NUMBER, ADDRESS, LINK = "[Person]", "[E-Mail]", "[Nummer]", "[Anschrift]", "[Adresse]"

# Each begins at a sign that what stands before it cannot hold: one look at each character.
_MAIL = re.compile(r"(?<!\S)\S{1,200}(?:@|\(at\)|\[at\])\S{1,200}", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w+])(?:\+\d|\(?0)[\d ()/.\-–]{4,30}\d(?!\w)")
_LONG = re.compile(r"(?<!\w)(?:[A-Z]{2}\d{2}(?:[ ]?\d{2,4}){3,8}|\d{7,40})(?!\w)")
_STREET = re.compile(
    r"(?<!\w)[^\W\d_]{1,40}-?(?:straße|strasse|str\.|weg|gasse|platz|allee|ring|damm|ufer)"
    r"[ ]\d{1,4}(?:[ ]?[a-z])?(?!\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_CERTAIN = GIVEN_NAMES - AMBIGUOUS_GIVEN_NAMES
_PATTERNS = ((_MAIL, MAIL), (_LINK, LINK), (_PHONE, NUMBER), (_LONG, NUMBER), (_STREET, ADDRESS))


def masked(text: str, *, named: Iterable[Span] = ()) -> str:
    """The text with addresses, numbers and persons replaced by words in brackets.

    ``named``: spans in which a reader found persons, beside those that the rules find. People
    also type names in small letters, so the rules read the text a second time with capitals.
    """
    found = [(span.start, span.end, PERSON) for span in (*named, *_persons(text))]
    found += [(*m.span(), word) for pattern, word in _PATTERNS for m in pattern.finditer(text)]
    pieces, at = list[str](), 0
    for start, end, word in _joined(found):
        pieces += [text[at:start], word]
        at = end
    return "".join((*pieces, text[at:]))


def _persons(text: str) -> Iterator[Span]:
    yield from persons(text)
    yield from persons(_WORD.sub(_with_capital, text))
    yield from _by_given_name(text)


def _by_given_name(text: str) -> Iterator[Span]:
    """A given name and the next word, whatever it is: a question lost costs less than a name."""
    found = list(_WORD.finditer(text))
    for first, last in pairwise(found):
        is_given = _capital(first[0]) in _CERTAIN and last[0].lower() not in STOP_WORDS
        if is_given and text[first.end() : last.start()] in (" ", "-"):
            yield Span(start=first.start(), end=last.end())


def _with_capital(match: re.Match[str]) -> str:
    return match[0] if match[0] in STOP_WORDS else _capital(match[0])


def _capital(word: str) -> str:
    """In as many code points, so that offsets hold."""
    first = word[0].upper()
    return first + word[1:] if len(first) == 1 else word


def _joined(found: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """In order; of what overlaps all is covered, under the name of the first."""
    joined: list[tuple[int, int, str]] = []
    for start, end, word in sorted(found):
        if joined and start < joined[-1][1]:
            first = joined.pop()
            joined.append((first[0], max(first[1], end), first[2]))
        else:
            joined.append((start, end, word))
    return joined

"""What somebody typed, made ready for search."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from nlp.errors import BadInputError
from nlp.german.stopwords import STOP_WORDS
from nlp.german.tokens import tokens
from nlp.wishes import Understood

LONGEST_QUESTION = 2000
JOINERS = frozenset("\u00ad\u200b\u200c\u200d\ufeff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question: all its ``words`` in order, and the distinct ``terms`` that carry meaning.

    Both are lower case; ``text`` is what is encoded. ``understood``: what it asks for beside
    its topic, in the order of the text.
    """

    text: str
    words: tuple[str, ...]
    terms: tuple[str, ...]
    understood: tuple[Understood, ...] = ()


def parse(question: str, *, longest: int = LONGEST_QUESTION) -> Query:
    """Clean, cut and split a question; BadInputError where it has no word."""
    text = shortened(cleaned(question), longest)
    words = tuple(token.word for token in tokens(text))
    if not words:
        raise BadInputError("Die Frage ist leer; bitte mindestens ein Wort eingeben.")
    terms = dict.fromkeys(word for word in words if _is_term(word))
    return Query(text=text, words=words, terms=tuple(terms))


def cleaned(text: str) -> str:
    """Composed characters, no control characters or stray surrogates, single blanks."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(map(_printable, composed)).split())


def shortened(text: str, longest: int) -> str:
    """At most so many characters, cut between words where there is a gap."""
    if len(text) <= longest:
        return text
    head = text[: longest + 1].rpartition(" ")[0]
    return head or text[:longest]


def _printable(sign: str) -> str:
    if sign in JOINERS:
        return ""
    return " " if unicodedata.category(sign).startswith("C") else sign


def _is_term(word: str) -> bool:
    return word not in STOP_WORDS and (len(word) > 1 or word.isdigit())

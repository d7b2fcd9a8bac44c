"""What somebody typed, made ready for search."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from nlp.clean import composed
from nlp.errors import BadInputError
from nlp.german.stopwords import STOP_WORDS
from nlp.german.tokens import tokens
from nlp.types import Span
from nlp.wishes import Understood

LONGEST_QUESTION = 2000
MOST_SLIPS = 5
MOST_CHECKED = 40
JOINERS = frozenset("\u00ad\u200b\u200c\u200d\ufeff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip(Span):
    """A word of a question that no report has, and the one that may be ``meant``; lower case.

    For „Meinten Sie …?“; the word asked for is looked for all the same.
    """

    word: str
    meant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question: all its ``words`` in order, and the distinct ``terms`` that carry meaning.

    Both are lower case. ``understood``: what it asks for beside its topic, in the order of the
    text. ``slips``: words that seem to be misspelt; what is meant is among the terms as well.
    """

    text: str
    words: tuple[str, ...]
    terms: tuple[str, ...]
    understood: tuple[Understood, ...] = ()
    slips: tuple[Slip, ...] = ()

    @property
    def encoded(self) -> str:
        """The text as an encoder understands it best: with what is meant for what is misspelt."""
        text = self.text
        for slip in reversed(self.slips):
            meant = slip.meant.capitalize() if text[slip.start].isupper() else slip.meant
            text = text[: slip.start] + meant + text[slip.end :]
        return text

    @property
    def meant(self) -> dict[str, str]:
        """What is meant by each misspelt word."""
        return {slip.word: slip.meant for slip in self.slips}


def parse(question: str, *, longest: int = LONGEST_QUESTION) -> Query:
    """Clean, cut and split a question; BadInputError where it has no word."""
    text = shortened(cleaned(question), longest)
    words = tuple(token.word for token in tokens(text))
    if not words:
        raise BadInputError("Die Frage ist leer; bitte mindestens ein Wort eingeben.")
    terms = dict.fromkeys(word for word in words if _is_term(word))
    return Query(text=text, words=words, terms=tuple(terms))


def with_slips(query: Query, meant: Callable[[str], str | None]) -> Query:
    """The same question with its misspelt words told; ``meant`` answers None for others."""
    slips = tuple(islice(_slips(query, meant), MOST_SLIPS))
    terms = dict.fromkeys((*query.terms, *(slip.meant for slip in slips)))
    return replace(query, slips=slips, terms=tuple(terms))


def _slips(query: Query, meant: Callable[[str], str | None]) -> Iterator[Slip]:
    for token in islice(tokens(query.text), MOST_CHECKED):
        if other := meant(token.word) if _is_term(token.word) else None:
            yield Slip(start=token.start, end=token.end, word=token.word, meant=other)


def cleaned(text: str) -> str:
    """Composed characters, no control characters or stray surrogates, single blanks."""
    return " ".join(composed("".join(map(_printable, text))).split())


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

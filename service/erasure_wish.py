"""A wish to erase a person: whom, from where, and what a text is without the name."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from nlp.errors import BadInputError
from nlp.person_names import (
    PersonName,
    erased,
    erased_label,
    folded_name,
    has_label,
    places_of,
    read_name,
)
from nlp.speakers import SOMEBODY

MOST_STAND_IN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Whom to erase, and from where: ``only`` these reports, or all.

    ``stand_in``: what stands in the place of the name.
    """

    name: PersonName
    only: tuple[str, ...] = ()
    stand_in: str = SOMEBODY

    @classmethod
    def of(cls, written: str, *, only: Collection[str] = (), stand_in: str = "") -> Wish:
        """BadInputError for what is no name, and for a stand-in that holds it."""
        name = read_name(written)
        given = " ".join(stand_in.split()) or SOMEBODY
        if len(given) > MOST_STAND_IN or not given.isprintable():
            raise BadInputError(f"Der Ersatz hat höchstens {MOST_STAND_IN} Zeichen.")
        if folded_name(name.surname) in {folded_name(word) for word in given.split()}:
            raise BadInputError("Der Ersatz darf den Namen nicht enthalten.")
        return cls(name=name, only=tuple(dict.fromkeys(only)), stand_in=given)

    def cleaned(self, text: str, *, known: bool) -> str:
        """``known``: the text belongs to a report that the name was erased from."""
        shown = erased(text, places_of(self.name, text), self.stand_in)
        is_label = len(shown.split()) <= 1
        if known or (is_label and has_label(self.name, shown)):
            return erased_label(self.name, shown)
        return shown

    def is_asked_by(self, question: str) -> bool:
        """Whether a question has the surname as a word: it is dispensable, whomever it means."""
        words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", question)
        return folded_name(self.name.surname) in {folded_name(word) for word in words}

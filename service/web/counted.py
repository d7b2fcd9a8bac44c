"""What a map or a time line counts: everything that an address asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nlp.errors import BadInputError
from nlp.wishes import ResultKind
from service.api.parts import Parts
from service.schemas import MAX_QUESTION
from service.search.matches import Matches
from service.web import words
from service.web.asking import Asking

PER_PAGE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What could not be read, and what is said of it; ``field``: ``q`` or ``filter``."""

    field: str
    error: BadInputError


def matches_of(parts: Parts, asked: Asking) -> Matches | Wrong:
    """All that matches, or what is wrong with the address."""
    try:
        wish = asked.request(parts.finder.questions, parts.finder.themes, limit=PER_PAGE)
    except BadInputError as error:
        return Wrong(field="filter", error=error)
    try:
        check_question(asked.q)
        return parts.finder.matches(wish)
    except BadInputError as error:
        return Wrong(field="q", error=error)


def check_question(question: str) -> None:
    """BadInputError where it is too long."""
    if len(question) > MAX_QUESTION:
        longest = words.german_number(MAX_QUESTION)
        raise BadInputError(f"Die Frage ist zu lang: höchstens {longest} Zeichen sind möglich.")


def unit_of(kind: ResultKind) -> Callable[[int], str]:
    """``3 Berichte``: passages are counted by their reports."""
    one, many = words.RESULT_KINDS["reports" if kind == "passages" else kind]
    return lambda number: f"{words.german_number(number)} {one if number == 1 else many}"

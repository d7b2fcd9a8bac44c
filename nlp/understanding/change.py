"""Questions with parts taken back or left out."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from nlp.query import Query, parse
from nlp.wishes import ResultWish, Understood

_LOOSE = re.compile(r"^[\s,;:–-]+|[\s,;:–-]+$|(?<=\s)[,;](?=\s)|\s+(?=[,.;:?!])")


def without(query: Query, ids: Collection[str]) -> Query:
    """The question without the understood parts that the asker took back."""
    kept = tuple(part for part in query.understood if part.id not in ids)
    return query if len(kept) == len(query.understood) else replace(query, understood=kept)


def topic(query: Query) -> str:
    """The text without the parts that certainly restrict; all of it where nothing is left."""
    text = query.text
    for part in sorted(query.understood, key=lambda part: -part.start):
        if _is_beside(part):
            text = f"{text[: part.start]} {text[part.end :]}"
    rest = " ".join(_LOOSE.sub(" ", " ".join(text.split())).split())
    return rest if any(map(str.isalnum, rest)) and parse(rest).terms else query.text


def _is_beside(part: Understood) -> bool:
    """Kinds of lesson stay: „woran scheitert“ says as much of the topic."""
    return part.certain and (part.id.startswith(("ort:", "zeit:")) or _is_result(part))


def _is_result(part: Understood) -> bool:
    return isinstance(part.wish, ResultWish)

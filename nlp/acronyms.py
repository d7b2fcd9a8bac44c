"""Acronyms, and the names that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.german.letters import UPPER
from nlp.mentions import mention_at
from nlp.types import Mention

ACRONYM = re.compile(rf"[{UPPER}][\w&!+.-]{{0,4}}[{UPPER}][\w&!+-]{{0,12}}$")
_BRACKETED_ACRONYM = re.compile(rf"\s\((?P<name>[{UPPER}][\w!+&-]{{1,14}})\)")


def bracketed_acronyms(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """``Bundesministerium … (BMAS)``: the bracket names the same thing once more."""
    for mention in mentions:
        match = _BRACKETED_ACRONYM.match(text, mention.end)
        if match and mention.label != "PERSON" and abbreviates(match["name"], mention.text):
            yield mention_at(text, match.start("name"), match.end("name"), mention.label, 0.93)


def abbreviates(short: str, name: str) -> bool:
    """Whether the letters of ``short`` stand in ``name`` in order, its capitals at word starts."""
    letters = [letter for letter in short if letter.isalpha()]
    if len(letters) < 2 or len(short) >= len(name) or sum(map(str.isupper, letters)) < 2:
        return False
    if not _is_subsequence("".join(letters).lower(), name.lower()):
        return False
    initials, capitals = initials_of(name), capitals_of(short)
    return _is_subsequence(capitals, initials) or capitals[0] == initials[:1]


def initials_of(name: str) -> str:
    """The first letters of its words and of the parts of camel case, small."""
    return "".join(re.findall(r"\b\w|(?<=[a-zäöüß])[A-ZÄÖÜ]", name)).lower()


def capitals_of(name: str) -> str:
    """Its capital letters, small."""
    return "".join(letter for letter in name if letter.isupper()).lower()


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(letter in rest for letter in short)


def is_initialism(name: str) -> bool:
    """Whether a name is written as acronyms are: ``BMAS``, ``KoMet``."""
    return name.isupper() or ACRONYM.match(name) is not None

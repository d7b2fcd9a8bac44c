"""Names of funding programmes compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from nlp.german.programmes import FUND, LONG_NAMES
from nlp.project_forms import begins, is_same, plain

_KIND_IN_FRONT = re.compile(
    r"(?:(?:esf|xenos)-)?(?:bundes|landes|förder|modell|sonder|rahmen)?programm(?:s|es)?\s"
    r"|(?:förder|landes)?richtlinie\s|(?:landes|bundes)?initiative\s"
)


_KIND_BEHIND = re.compile(
    r"(?<=\w{2})[-\u2011](?:[Ff]örder|[Bb]undes|[Ll]andes)?[Pp]rogramm(?:s|es)?$"
)
_SUBTITLE = re.compile(r"(?<=\S{3})(?:\s+[-–—]\s|:\s|\.\s|\s?\().*$")
_WEAK_ADJECTIVE = re.compile(r"^(\w{4,}e)[nr](?=\s[A-ZÄÖÜ])")
_MARKS = re.compile(r"[„“”\"»«‚‘\u00ad]")


def is_fund(name: str) -> bool:
    """Whether it is a fund that many programmes draw on: it tells no two of them apart."""
    return FUND.fullmatch(name) is not None


@lru_cache(maxsize=4096)
def programme_key(name: str) -> str:
    """A programme's name without case, marks and the word of kind in front."""
    return _KIND_IN_FRONT.sub("", plain(name), count=1) or plain(name)


@lru_cache(maxsize=65536)
def same_programme(first: str, second: str) -> bool:
    """Whether two names mean one programme: spelling, acronym, with or without its subtitle."""
    one, other = sorted((programme_key(first), programme_key(second)), key=len)
    if one == other or begins(one, other):
        return True
    short, long = sorted((first, second), key=len)
    return is_same(short, long)


def in_nominative(name: str) -> str:
    """``Europäischen Sozialfonds`` as ``Europäischer Sozialfonds``."""
    return re.sub(r"^(\w+e)n(?=\s(?:\w+-?\s){0,3}\w*[Ff]onds\b)", r"\1r", name)


@lru_cache(maxsize=65536)
def programme_spelling(name: str) -> str:
    """One spelling for the forms of a programme's name: what filters and facets call it.

    Without word of kind, subtitle, inflection and marks; known acronyms are written out. A
    spelling of a spelling is itself.
    """
    short = _MARKS.sub("", unicodedata.normalize("NFC", name))
    bare = _bare(" ".join(short.replace("\u2011", "-").split())) or name
    return LONG_NAMES.get(programme_key(bare), bare)


def _bare(name: str) -> str:
    front = _KIND_IN_FRONT.match(name.lower())
    rest = name[front.end() :] if front else name
    rest = _KIND_BEHIND.sub("", _SUBTITLE.sub("", rest or name)).strip(" .,;:–—-")
    return in_nominative(rest) if is_fund(rest) else _WEAK_ADJECTIVE.sub(r"\1", rest)

"""Who says something, by office instead of by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.german.persons import ADDRESS, DEGREE, ROLE
from nlp.german.roles import BODY, LINK, NO_OFFICE, PARTY
from nlp.persons import persons
from nlp.types import Lesson, Mention, Span

SOMEBODY = "eine beteiligte Person"
BEFORE, AFTER = 120, 120
LONGEST = 80
_WORD = re.compile(r"[^\W\d_][\w-]*")
_NAMED = r"(?:[A-ZÄÖÜ][a-z]{0,2}\.(?=[ ][A-ZÄÖÜ])|[A-ZÄÖÜ][\w&/-]*)"
_OF = rf"(?:\s(?:(?:{LINK}\s){{0,2}}|und\s)(?:[„\"]?{_NAMED}[“”\"]?|\d{{1,3}}))"
_ROLE = r"(?P<role>[A-ZÄÖÜ][\w-]{1,80}+)"
_APPOSITION = re.compile(
    rf",\s(?:(?:die|der|den|dem|eine|einer?|als)\s)?(?:[a-zäöü]+e[nrs]?\s)?"
    rf"{_ROLE}(?P<of>{_OF}{{0,8}})"
)
_BRACKETS = re.compile(rf"\s?\((?P<inside>[^()\n]{{2,{LONGEST}}})\)")
_FROM = re.compile(r"\s(?:vom|von\s(?:der|dem)|beim|bei\sder|aus\sdem)\s")
_TITLES = rf"(?:{ADDRESS}\s|{DEGREE}\s?)*"
_LEADING = re.compile(rf"(?P<office>{_ROLE}{_OF}{{0,8}}?),?\s{_TITLES}")
_TITLE_LAST = re.compile(rf"\s(?:{ADDRESS}|{DEGREE})$")
_ADDRESSED = re.compile(rf"^{_TITLES}")
_SENTENCE = re.compile(r"[.!?]\s+(?=[A-ZÄÖÜ„])|\n")


def shown_source(text: str, lesson: Lesson, mentions: Sequence[Mention]) -> str | None:
    """Who said a lesson, without a name of a person: the name of what was read as something else,
    the office of a person, or ``SOMEBODY``; None where nobody is named.

    What is not known to be an organisation counts as a person.
    """
    source = lesson.source
    if source is None or source in (SOMEBODY, *names_of_others(mentions)):
        return source
    return role_of(text, lesson, mentions, source) or SOMEBODY


def names_of_others(mentions: Sequence[Mention]) -> set[str]:
    """What was read as a name, and never as a person's."""
    named = {m.text for m in mentions if m.label == "PERSON"}
    return {m.text for m in mentions if m.label != "PERSON"} - named


def role_of(text: str, lesson: Span, mentions: Sequence[Mention], source: str) -> str | None:
    """The office of the person ``source`` where it stands next to the name: ``Leiterin der VHS
    Kassel`` of ``Dr. Eva Muster, Leiterin der VHS Kassel,``; None where none does.

    The name in a lesson goes first, then the last one before it, then any other. ``mentions``
    lie in the order of the text.
    """
    for mention in _near(lesson, [m for m in mentions if _is_same(m, source)]):
        if role := _office(text, mention, mentions):
            return role
    return None


def _is_same(mention: Mention, source: str) -> bool:
    """Whether one is the other or ends in it: ``Eva Muster`` and ``Muster``."""
    if mention.label != "PERSON":
        return False
    short, long = sorted((mention.text, _ADDRESSED.sub("", source)), key=len)
    return long == short or long.endswith(f" {short}")


def _near(lesson: Span, named: Sequence[Mention]) -> Iterator[Mention]:
    yield from (m for m in named if lesson.start <= m.start < lesson.end)
    yield from (m for m in reversed(named) if m.end <= lesson.start)
    yield from (m for m in named if m.start >= lesson.end)


def _office(text: str, name: Span, mentions: Sequence[Mention]) -> str | None:
    found = (
        _behind(text, name, mentions),
        _in_brackets(text, name, mentions),
        _in_front(text, name),
        _member(text, name, mentions),
    )
    return next((fit for each in found if each and (fit := _fit(each))), None)


def _behind(text: str, name: Span, mentions: Sequence[Mention]) -> str | None:
    """``Eva Muster, Leiterin der VHS Kassel``; ``…, Standortleitung, Transferagentur Hessen``."""
    after = text[name.end : name.end + AFTER]
    match = _APPOSITION.match(after)
    if match is None or not _is_office(match["role"]):
        return None
    end = name.end + match.end()
    body = _named_at(text, end, ", ", mentions)
    if not match["of"] and body:
        end = body.end
    return text[name.end + match.start("role") : end]


def _in_brackets(text: str, name: Span, mentions: Sequence[Mention]) -> str | None:
    """``Muster (Jugendamt Gera)``."""
    match = _BRACKETS.match(text, name.end)
    if match is None:
        return None
    inside = Span(start=match.start("inside"), end=match.end("inside"))
    is_body = any(m.label == "ORG" and m.overlaps(inside) for m in mentions)
    first = _WORD.match(match["inside"])
    if is_body or BODY.search(match["inside"]) or (first and _is_office(first[0])):
        return match["inside"]
    return None


def _in_front(text: str, name: Span) -> str | None:
    """``der Bürgermeister von Gera, Max Muster``; ``Koordinatorin Luise Armbruster``."""
    lead = text[max(0, name.start - BEFORE) : name.start]
    lead = _SENTENCE.split(lead)[-1]
    for word in _WORD.finditer(lead):
        if _is_office(word[0]) and (match := _LEADING.fullmatch(lead, word.start())):
            return match["office"]
    return None


def _member(text: str, name: Span, mentions: Sequence[Mention]) -> str | None:
    """``Eva Muster vom Jugendamt Gera``."""
    match = _FROM.match(text, name.end)
    body = _named_at(text, name.end, match[0], mentions) if match else None
    return body.text if body else None


def _named_at(text: str, at: int, lead: str, mentions: Sequence[Mention]) -> Mention | None:
    """The organisation that is named behind ``lead``."""
    if not text.startswith(lead, at):
        return None
    return next((m for m in mentions if m.label == "ORG" and m.start == at + len(lead)), None)


def _is_office(word: str) -> bool:
    return bool(ROLE.match(word)) and not NO_OFFICE.match(word)


def _fit(office: str) -> str | None:
    """Without other persons, parties, and what is too long to be an office."""
    shown = _TITLE_LAST.sub("", " ".join(office.split()).strip(" ,;"))
    wrong = len(shown) > LONGEST or PARTY.search(shown) or any(persons(shown))
    return None if wrong or not shown else shown

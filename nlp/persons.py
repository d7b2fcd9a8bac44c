"""People: after a degree or an address, or by their given name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.edges import last_word
from nlp.german import persons as words
from nlp.german.given_names import AMBIGUOUS_GIVEN_NAMES, GIVEN_NAMES
from nlp.german.letters import LOWER, UPPER
from nlp.german.quotation import QUOTES
from nlp.mentions import mention_at
from nlp.types import Mention

_SIMPLE = rf"(?:Mc|Mac|O[’']|D[’'])?[{UPPER}][{LOWER}]+"
_NAME = rf"{_SIMPLE}(?:-{_SIMPLE}){{0,2}}"
_BLANK = r"[ \t\u00a0]"
_LAST = rf"(?:{words.PARTICLE}{_BLANK})?{_NAME}"
_DEGREES = rf"(?:{words.DEGREE}{_BLANK}{{0,2}}){{1,6}}"
_FULL = rf"{_NAME}(?:{_BLANK}[{UPPER}]\.)?(?:{_BLANK}{_LAST})?(?:{_BLANK}{_NAME})?"
_TITLED = re.compile(rf"(?<![\w.-])(?P<name>{_DEGREES}{_FULL})")
_ADDRESSED = re.compile(rf"\b{words.ADDRESS}\s{{1,2}}(?P<name>(?:{_DEGREES})?{_FULL})")
_PLAIN = re.compile(
    rf"(?<![\w.-])(?P<given>{_NAME})(?:{_BLANK}[{UPPER}]\.)?{_BLANK}(?P<last>{_LAST})(?:{_BLANK}(?P<third>{_NAME}))?"
)
_CREDIT = re.compile(
    rf"\b(?:Fotos?|Protokoll|Moderation|Text|Redaktion|Bild"
    rf"|Von)\s?:\s(?P<name>[{UPPER}]\.\s{_NAME})"
)
_INSTITUTION = re.compile(
    r"(?:straße|platz|weg|allee|schule|haus|stiftung|institut|gymnasium|preis|kolleg|halle|park"
    r"|kirche|zentrum"
    r"|universität|akademie|werk|verlag|verein|ring|damm|ufer|amt|büro|stelle|dienst|ung|heit"
    r"|keit|schaft|tion)$",
    re.IGNORECASE,
)


def persons(text: str) -> Iterator[Mention]:
    """PERSON mentions in order of their rules; they may overlap."""
    for match in _TITLED.finditer(text):
        yield from _person(text, match.start("name"), match.end("name"), 0.95)
    for match in _ADDRESSED.finditer(text):
        yield from _person(text, match.start("name"), match.end("name"), 0.95)
    for match in _CREDIT.finditer(text):
        yield mention_at(text, match.start("name"), match.end("name"), "PERSON", 0.9)
    yield from _plain_persons(text)


def _person(text: str, start: int, end: int, score: float) -> Iterator[Mention]:
    """The name without offices in it: ``Dr. Anna Beck Leiterin`` ends before ``Leiterin``."""
    tokens = [
        token
        for token in re.finditer(rf"(?:{words.DEGREE})|[^\s]+", text[start:end])
        if not re.fullmatch(words.DEGREE, token[0])
    ]
    kept = _name_tokens(tokens)
    if kept:
        yield mention_at(text, start, start + kept[-1].end(), "PERSON", score)


def _name_tokens(tokens: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    kept: list[re.Match[str]] = []
    for token in tokens:
        word = token[0]
        if word in words.NO_SURNAME or words.OFFICE_WORD.match(word) or _is_abstract(word):
            break
        if len(kept) >= 2 and not _is_middle(kept[-1][0]):
            break
        kept.append(token)
    return kept


def _is_middle(word: str) -> bool:
    """Whether a surname must still follow: a given name, an initial, a small word."""
    return word.endswith(".") or word[0].islower() or set(word.split("-")) <= GIVEN_NAMES


def _plain_persons(text: str) -> Iterator[Mention]:
    """A given name of the list and a surname: ``Tomke Harmsen``."""
    at = 0
    while match := _PLAIN.search(text, at):
        name = _plain_person(text, match)
        at = match.end("given") if name is None else name.end
        if name is not None:
            yield name


def _plain_person(text: str, match: re.Match[str]) -> Mention | None:
    last, third = match["last"], match["third"]
    if not _is_given(match["given"], text, match.start()) or not _is_surname(last):
        return None
    is_double = third and set(last.split("-")) <= GIVEN_NAMES and _is_surname(third)
    end = match.end("third") if is_double else match.end("last")
    is_quoted = text[match.start() - 1 : match.start()] in QUOTES if match.start() else False
    if is_quoted or _names_institution(text, end):
        return None
    return mention_at(text, match.start(), end, "PERSON", 0.93)


def _is_given(word: str, text: str, at: int) -> bool:
    if not all(part in GIVEN_NAMES for part in word.split("-")):
        return False
    if word not in AMBIGUOUS_GIVEN_NAMES:
        return True
    return words.ROLE.match(last_word(text[max(0, at - 40) : at])) is not None


def _is_surname(word: str) -> bool:
    is_compound = "-" in word and _is_institution(word)
    is_office = words.OFFICE_WORD.match(word) is not None
    return not (word in words.NO_SURNAME or is_compound or is_office or _is_abstract(word))


def _is_abstract(word: str) -> bool:
    return (
        len(word) > 6
        and re.search(r"(?:ung|heit|keit|schaft|tion|amt|büro|stelle)(?:en|s)?$", word) is not None
    )


def _is_institution(word: str) -> bool:
    tail = word.rsplit("-", maxsplit=1)[-1].rsplit(" ", maxsplit=1)[-1]
    return tail in words.NO_SURNAME or (_INSTITUTION.search(tail) is not None and len(tail) > 5)


def _names_institution(text: str, end: int) -> bool:
    following = re.match(r"[ -]([^\W\d_]+)", text[end : end + 30])
    return following is not None and following[1][0].isupper() and _is_institution(following[1])

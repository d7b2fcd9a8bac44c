"""One person's name in a text, in all the forms that German texts give it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from nlp.errors import BadInputError
from nlp.german.given_names import GIVEN_NAMES
from nlp.german.persons import ADDRESS, DEGREE, PARTICLE
from nlp.types import Mention, Span

Variant = Literal["full", "titled", "initials", "mail", "address", "surname"]
VARIANTS: tuple[Variant, ...] = ("full", "titled", "initials", "mail", "address", "surname")
MOST_LETTERS = 100
LABEL = "person"
"""What stands for the name in ids, names of files and addresses."""
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
PLAIN = {plain: umlaut for umlaut, plain in UMLAUTS.items()}

_TOKEN = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*\.?")
_SOUND = re.compile(r"[aou]e|ss|.", re.IGNORECASE)
_WS = r"(?:[ \t\u00a0]{1,3}|[ \t\u00a0]*\n[ \t\u00a0]*)"
_GENITIVE = r"(?:['’`\u00b4]s?|(?:e?n)?s)?"
_BEGIN, _END = r"(?<![^\W_])(?<!\w-)", rf"{_GENITIVE}(?![^\W_])(?!-\w)"
_TITLES = rf"(?:(?:{ADDRESS}|{DEGREE}){_WS}?)"
_MIDDLE = rf"(?:{_WS}(?!{ADDRESS}\b|{DEGREE})(?-i:[A-ZÄÖÜ])(?:\.|[\w’'-]+))?"
_ADDRESSED = rf"(?:(?:{ADDRESS}|{DEGREE}|Familie|Kolleg(?:e|en|in)){_WS}?)+"
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ARTICLE = re.compile(
    r"(?<!\w)(?:der|die|das|dem|den|des|ein|eine[mnrs]?|am|im|vom|zum|zur|beim|ins|ans|kein\w*)\s$",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"(?:([^\W\d_][\w-]{0,40})|(?<!\w)([^\W\d_]\.))[ \t\u00a0\n]{1,2}$")
_SENTENCE_END = re.compile(r"(?:^|\n|[.!?…]\s|[.!?][“\"]\s|[„\"])\s{0,6}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """``given`` names, none where only the surname is known; ``particle`` of the surname."""

    given: tuple[str, ...]
    surname: str
    particle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class NamePlace(Span):
    """Where the name stands, with titles, and how it is written there."""

    variant: Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class _Forms:
    strong: tuple[tuple[Variant, re.Pattern[str]], ...]
    bare: re.Pattern[str]
    label: re.Pattern[str]
    bare_label: re.Pattern[str]
    hint: re.Pattern[str]


def read_name(written: str) -> PersonName:
    """``Dr. Eva Muster``, ``Muster, Eva``, ``Frau Muster``; BadInputError, without the name."""
    plain = " ".join(unicodedata.normalize("NFC", written).split())
    if len(plain) > MOST_LETTERS:
        raise BadInputError(f"Der Name ist zu lang: höchstens {MOST_LETTERS} Zeichen.")
    last, comma, first = plain.partition(",")
    plain = f"{first} {last}" if comma and first.strip() else plain
    tokens = _TOKEN.findall(re.sub(rf"(?<!\w)(?:{ADDRESS}|{DEGREE})(?!\w)", " ", plain))
    tokens = [token for token in tokens if not token.endswith(".") or len(token) == 2]
    if not tokens or len(tokens[-1].rstrip(".")) < 2:
        raise BadInputError("Bitte nennen Sie Vor- und Nachnamen, zum Beispiel „Eva Muster“.")
    *before, surname = tokens
    particle = [token for token in before if re.fullmatch(PARTICLE, token) or token.islower()]
    given = tuple(t for t in before if t not in particle and not t.endswith("."))
    return PersonName(given=given, surname=surname, particle=" ".join(particle))


def places_of(
    name: PersonName,
    text: str,
    mentions: Sequence[Mention] = (),
    *,
    known: bool = False,
) -> list[NamePlace]:
    """Where a text names the person, in order; places do not overlap.

    The surname alone counts where the text names the person in another way too, or where it is
    ``known`` to be about them; never behind an article, behind another given name, or within a
    longer name of something else (``mentions``).
    """
    forms = _forms(name)
    found = [
        NamePlace(start=m.start(), end=m.end(), variant=variant)
        for variant, pattern in forms.strong
        for m in pattern.finditer(text)
    ]
    mails = list(_mails(name, text))
    found += (place for place, strong in mails if strong)
    if found or known:
        others = [m for m in mentions if m.label != "PERSON"]
        found += (place for place, strong in mails if not strong)
        found += _bare(name, forms.bare, text, others)
    return _apart(found)


def erased(text: str, places: Iterable[NamePlace], stand_in: str) -> str:
    """The text with the stand-in at the places, with a capital where a sentence begins."""
    pieces, at = list[str](), 0
    for place in places:
        pieces += [text[at : place.start], _word(text, place, stand_in)]
        at = place.end
    return "".join((*pieces, text[at:]))


def erased_label(name: PersonName, label: str) -> str:
    """An id, or the name of a file, with ``person`` for the name."""
    forms = _forms(name)
    return forms.bare_label.sub(LABEL, forms.label.sub(LABEL, label))


def has_label(name: PersonName, label: str) -> bool:
    """Whether an id, or the name of a file, holds more than the surname."""
    return _forms(name).label.search(label) is not None


def may_hold(name: PersonName, text: str) -> bool:
    """Whether a text holds the surname at all, maybe as a part of a word."""
    return _forms(name).hint.search(text) is not None


def folded_name(word: str) -> str:
    """A part of a name as it is compared: small, without umlauts and accents."""
    small = "".join(UMLAUTS.get(letter, letter) for letter in word.casefold())
    plain = unicodedata.normalize("NFKD", small)
    return "".join(letter for letter in plain if letter.isalnum())


@lru_cache(maxsize=64)
def _forms(name: PersonName) -> _Forms:
    surname = _spelt(name.surname)
    both = rf"(?:{surname}|{surname.upper()})" if surname.isascii() else surname
    last, cased = rf"(?:{PARTICLE}{_WS})?{surname}", re.compile
    strong: list[tuple[Variant, re.Pattern[str]]] = []
    if name.given:
        given = rf"(?:{'|'.join(_spelt(each) for each in name.given)})"
        initial = rf"(?:{'|'.join(sorted({re.escape(each[0]) for each in name.given}))})\."
        full = rf"{_BEGIN}{_TITLES}*{given}{_MIDDLE}{_WS}{last}{_END}"
        turned = rf"{_BEGIN}{last},{_WS}(?:{_TITLES})*{given}{_MIDDLE}(?![^\W_])"
        strong += [("full", re.compile(form, re.IGNORECASE)) for form in (full, turned)]
        short = rf"{_BEGIN}{_TITLES}*{initial}\s?(?:[A-ZÄÖÜ]\.\s?)?{last}{_END}"
        short_turned = rf"{_BEGIN}{last},{_WS}{initial}(?!\w)"
        strong += [("initials", cased(form)) for form in (short, short_turned)]
    strong.append(("titled", cased(rf"{_BEGIN}{_ADDRESSED}(?:{PARTICLE}{_WS})?{both}{_END}")))
    label, bare_label = _labels(name)
    strong += [("address", cased(label))] if name.given else []
    return _Forms(
        strong=tuple(strong),
        bare=cased(rf"{_BEGIN}(?<!-){_particle(name)}{both}{_END}"),
        label=re.compile(label, re.IGNORECASE),
        bare_label=re.compile(bare_label, re.IGNORECASE),
        hint=re.compile(surname, re.IGNORECASE),
    )


def _labels(name: PersonName) -> tuple[str, str]:
    """``eva-muster``, ``muster_eva`` in addresses, and ``muster`` alone."""
    last = _spelt(name.surname.lower())
    before, behind = r"(?<![^\W\d_])", r"(?![^\W\d_])"
    if not name.given:
        return rf"{before}{last}{behind}", rf"{before}{last}{behind}"
    given = "|".join(_spelt(each.lower()) for each in name.given)
    initials = "|".join(re.escape(each[0].lower()) for each in name.given)
    first = rf"(?:{given}|{initials})(?:[-_. ][a-zäöüß]+)?"
    both = rf"{before}(?:{first}[-_. ]{last}|{last}[-_. ](?:{given}|{initials})){behind}"
    return both, rf"{before}{last}{behind}"


def _particle(name: PersonName) -> str:
    words = rf"{_WS}".join(re.escape(word) for word in name.particle.split())
    return rf"(?:{words}{_WS})?" if words else ""


def _spelt(word: str) -> str:
    """With umlauts in both spellings and any hyphen."""
    return "".join(_sound(match[0]) for match in _SOUND.finditer(word))


def _sound(letters: str) -> str:
    if letters == "-":
        return r"[-\u2010\u2011]"
    small = letters.lower()
    other = UMLAUTS.get(small) or PLAIN.get(small)
    if other is None:
        return re.escape(letters)
    spelt = other if letters == small else other.capitalize()
    return rf"(?:{letters}|{spelt})"


def _mails(name: PersonName, text: str) -> Iterator[tuple[NamePlace, bool]]:
    """E-mail addresses, and whether they hold more than the surname."""
    last = folded_name(name.surname)
    given = {folded_name(each) for each in name.given}
    firsts = given | {each[0] for each in given}
    for match in _MAIL.finditer(text):
        local = match[0].partition("@")[0]
        parts = [folded_name(part) for part in re.split(r"[._+-]", local) if part]
        glued = {first + last for first in firsts} | {last + first for first in firsts}
        strong = last in parts and bool(firsts.intersection(parts))
        strong = strong or bool(glued.intersection(parts))
        if strong or last in parts or last == folded_name(local):
            yield NamePlace(start=match.start(), end=match.end(), variant="mail"), strong


def _bare(
    name: PersonName, pattern: re.Pattern[str], text: str, others: Sequence[Mention]
) -> Iterator[NamePlace]:
    for match in pattern.finditer(text):
        place = NamePlace(start=match.start(), end=match.end(), variant="surname")
        longer = any(m.overlaps(place) and len(m.text) > place.end - place.start for m in others)
        if not longer and not _is_anothers(name, text[max(0, place.start - 40) : place.start]):
            yield place


def _is_anothers(name: PersonName, before: str) -> bool:
    if _ARTICLE.search(before):
        return True
    match = _LAST_WORD.search(before)
    if match is None:
        return False
    word, initial = match[1] or "", match[2] or ""
    if initial:
        return all(not each.startswith(initial[0]) for each in name.given)
    return word not in name.given and bool(set(word.split("-")) <= GIVEN_NAMES)


def _apart(found: Iterable[NamePlace]) -> list[NamePlace]:
    """The longest of those that overlap."""
    kept: list[NamePlace] = []
    for place in sorted(found, key=lambda p: (p.start - p.end, p.start, VARIANTS.index(p.variant))):
        if not any(place.overlaps(each) for each in kept):
            kept.append(place)
    return sorted(kept)


def _word(text: str, place: NamePlace, stand_in: str) -> str:
    if place.variant == "address":
        return LABEL
    if _SENTENCE_END.search(text[max(0, place.start - 6) : place.start]):
        return stand_in[:1].upper() + stand_in[1:]
    return stand_in

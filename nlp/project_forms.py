"""Forms of project names that may mean one project: spellings, acronyms, beginnings, ends."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from nlp.acronyms import abbreviates, capitals_of, initials_of
from nlp.german.projects import PROJECT_WORD

MOST_ACRONYMS = 500
"""Acronyms that are looked up among all forms: hostile text alone holds more."""
MOST_WORDS = 16
"""Words of a name from its beginning or end that another form may consist of."""
_CASE_ENDINGS = "enrms²³"
_WRITTEN_ALIKE = str.maketrans({"&": " und ", "+": " und "})


class LongerForms:
    """Finds the few longer forms that a form is worth comparing with.

    ``ordered`` are all forms, shortest first. Each is filed under keys that it shares with every
    form that ``is_same`` or ``is_part`` accepts, so that time is linear in the number of forms.
    """

    def __init__(self, ordered: Sequence[str]) -> None:
        self._ordered = ordered
        self._place = {form: at for at, form in enumerate(ordered)}
        self._acronyms = frozenset(
            [form for form in ordered if _may_abbreviate(form)][:MOST_ACRONYMS]
        )
        self._filed: dict[str, list[int]] = defaultdict(list)
        self._initials: dict[str, list[int]] = defaultdict(list)
        for at, form in enumerate(ordered):
            for key in {*_spellings(form), *_parts(form), *_ends(form)}:
                self._filed[key].append(at)
            for letter in set(initials_of(form)) if self._acronyms else ():
                self._initials[letter].append(at)

    def of(self, short: str) -> list[str]:
        """Candidates in order; it is still to be checked whether they are the same."""
        near = {at for key in _spellings(short) for at in self._filed.get(key, ())}
        if short in self._acronyms:
            near.update(self._initials.get(capitals_of(short)[0], ()))
        return [self._ordered[at] for at in sorted(near) if at > self._place[short]]


def _may_abbreviate(form: str) -> bool:
    return " " not in form and len(capitals_of(form)) >= 2


def _ends(form: str) -> Iterator[str]:
    """What a name begins and ends with: all that ``is_part`` may accept."""
    own = stems(form)
    for count in range(1, min(len(own), MOST_WORDS + 1)):
        yield "".join(own[:count])
        yield "".join(own[-count:])


def is_same(short: str, long: str) -> bool:
    """Whether two forms name one project: a spelling, a part set off by a mark, an acronym."""
    return is_spelling(short, long) or is_acronym(short, long)


def is_spelling(short: str, long: str) -> bool:
    """Whether a form is another, written otherwise, or a part of it set off by a mark."""
    own = _spellings(short)
    return bool(own & _spellings(long) or (len(short) > 2 and own & _parts(long)))


def is_acronym(short: str, long: str) -> bool:
    """Whether a form is the acronym of another that does not hold it."""
    return " " not in short and short not in long and abbreviates(short, long)


def is_part(short: str, long: str) -> bool:
    """Whether a form begins or ends another: ``Zeitbank`` and ``Apoldaer Zeitbank``."""
    return len(short) > 2 and "".join(stems(short)) in _ends(long)


def begins(short: str, long: str) -> bool:
    """Whether a form is the beginning of another, or the other with a word of kind in front."""
    first, second = plain(short), plain(long)
    if len(first) <= 3 or first not in second:
        return False
    lead, _, rest = second.partition(f" {first}")
    after_type = not rest and PROJECT_WORD.match(lead) is not None
    return second.startswith((f"{first} ", f"{first}-", f"{first}: ")) or after_type


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A form without quotation marks, case and the style of its dashes."""
    spaced = re.sub(r"(?<!\s)\s*[-\u2011–—]\s*", "-", name.casefold())
    return re.sub(r"\s+", " ", re.sub(r"[„“”\"»«‚‘’'!?.]", "", spaced)).strip()


@lru_cache(maxsize=4096)
def _spellings(name: str) -> frozenset[str]:
    """A form in one word: each of its words without inflection, and only the last one."""
    return frozenset(("".join(stems(name)), _bare("".join(_words(name)))))


def stems(name: str) -> tuple[str, ...]:
    """The words of a form without case, inflection, dashes and quotation marks."""
    return tuple(map(_bare, _words(name)))


def _bare(word: str) -> str:
    """Without inflection, as far as three letters are left."""
    return word[: max(3, len(word.rstrip(_CASE_ENDINGS)))]


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    found = re.findall(r"[\w²³]+", name.casefold().translate(_WRITTEN_ALIKE))
    return tuple(found) or (name,)


@lru_cache(maxsize=4096)
def _parts(name: str) -> frozenset[str]:
    parts = re.split(r"\s[-–—]\s|:\s|\s?\(|\)|\s?/\s?", name)
    return frozenset("".join(stems(part)) for part in parts if len(part) > 2 and len(parts) > 1)

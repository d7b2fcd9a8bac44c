"""Forms of project names that may mean one project: spellings, acronyms, beginnings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from nlp.acronyms import abbreviates, capitals_of, initials_of
from nlp.german import names as words

MOST_ACRONYMS = 500
"""Acronyms that are looked up among all forms: hostile text alone holds more."""


class LongerForms:
    """Finds the few longer forms that a form is worth comparing with.

    ``ordered`` are all forms, shortest first. Each is filed under keys that it shares with every
    form that ``is_same`` or ``begins`` accepts, so that time is linear in the number of forms.
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
            for key in {_root(plain(form)), *_parts(form), *_ends(plain(form))}:
                self._filed[key].append(at)
            for letter in set(initials_of(form)) if self._acronyms else ():
                self._initials[letter].append(at)

    def of(self, short: str) -> list[str]:
        """Candidates in order; it is still to be checked whether they are the same."""
        name = plain(short)
        near = {*self._filed.get(name, ()), *self._filed.get(_root(name), ())}
        if short in self._acronyms:
            near.update(self._initials.get(capitals_of(short)[0], ()))
        return [self._ordered[at] for at in sorted(near) if at > self._place[short]]


def _may_abbreviate(form: str) -> bool:
    return " " not in form and len(capitals_of(form)) >= 2


def _root(name: str) -> str:
    """Alike for words that differ in ``s`` or ``es``; the blank keeps it apart from names."""
    return " " + " ".join(word.rstrip("es") for word in name.split())


def _ends(name: str) -> Iterator[str]:
    """What a name begins with, and what stands after its words: all that ``begins`` may accept."""
    for mark in re.finditer(r"[ :-]", name):
        yield name[: mark.start()]
        if mark[0] == " ":
            yield name[mark.end() :]


def is_same(short: str, long: str) -> bool:
    """Whether two forms name one project: spelling, acronym, or a part set off by a mark."""
    first, second = plain(short), plain(long)
    if first == second or _differ_in_case_ending(first, second) or first in _parts(long):
        return True
    return " " not in short and abbreviates(short, long)


def _differ_in_case_ending(first: str, second: str) -> bool:
    """``Bildungspakt Odenwald`` and ``Bildungspakts Odenwald``."""
    some, others = first.split(), second.split()
    endings = ("", "s", "es")
    return len(some) == len(others) and all(
        one in [other + ending for ending in endings]
        or other in [one + ending for ending in endings]
        for one, other in zip(some, others, strict=True)
    )


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A form without quotation marks, case and the style of its dashes."""
    spaced = re.sub(r"\s*[-\u2011–—]\s*", "-", name.casefold())
    return re.sub(r"\s+", " ", re.sub(r"[„“”\"»«‚‘’'!?.]", "", spaced)).strip()


@lru_cache(maxsize=4096)
def _parts(name: str) -> frozenset[str]:
    parts = re.split(r"\s[-–—]\s|:\s|\s?\(|\)", name)
    return frozenset(plain(part) for part in parts if len(part) > 2 and len(parts) > 1)


def begins(short: str, long: str) -> bool:
    """Whether a form is the beginning of another, or the other with a word of kind in front."""
    first, second = plain(short), plain(long)
    if len(first) <= 3 or first not in second:
        return False
    lead, _, rest = second.partition(f" {first}")
    after_type = not rest and words.PROJECT_WORD.match(lead) is not None
    return second.startswith((f"{first} ", f"{first}-", f"{first}: ")) or after_type

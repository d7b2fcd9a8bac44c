"""Projects: which mentions are one project."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from nlp.acronyms import abbreviates
from nlp.german import names as words
from nlp.project_places import locate
from nlp.types import Mention, Project

__all__ = ["group_projects", "is_same", "locate"]


def group_projects(mentions: Sequence[Mention], *, text: str = "") -> tuple[Project, ...]:
    """The projects that the PROJECT mentions name, in the order of the text.

    One project are: spellings that differ in case, dash, quotation mark or genitive; a name and
    its acronym; a name and its beginning, if no other name begins so. The longest form is the
    name, the others are aliases. With ``text``, a name in brackets right after another is an
    alias of it, whatever its letters.
    """
    indices: dict[str, list[int]] = {}
    for index, mention in enumerate(mentions):
        if mention.label == "PROJECT":
            indices.setdefault(mention.text, []).append(index)
    return tuple(
        _project(sorted(group, key=len, reverse=True), indices, mentions)
        for group in _groups(list(indices), _bracketed_pairs(text, mentions))
    )


def _project(
    forms: Sequence[str], indices: dict[str, list[int]], mentions: Sequence[Mention]
) -> Project:
    found = sorted(
        (index for form in forms for index in indices[form]), key=lambda i: mentions[i].start
    )
    return Project(name=forms[0], aliases=tuple(forms[1:]), mentions=tuple(found))


def _groups(forms: Sequence[str], explained: set[tuple[str, str]]) -> list[list[str]]:
    ordered = sorted(forms, key=lambda form: (len(form), form))
    leader = {form: form for form in forms}
    for index, short in enumerate(ordered):
        longer = ordered[index + 1 :]
        same = [form for form in longer if (short, form) in explained or is_same(short, form)]
        begun = [form for form in longer if _begins(short, form)]
        leader[short] = next(iter(same or (begun if len(begun) == 1 else [])), short)
    groups: dict[str, list[str]] = {}
    for form in forms:
        groups.setdefault(_last_leader(form, leader), []).append(form)
    return list(groups.values())


def _last_leader(form: str, leader: dict[str, str]) -> str:
    while leader[form] != form:
        form = leader[form]
    return form


def _bracketed_pairs(text: str, mentions: Sequence[Mention]) -> set[tuple[str, str]]:
    """``Name (KÜRZEL)``: two mentions of which the second stands in brackets."""
    projects = [mention for mention in mentions if mention.label == "PROJECT"]
    ends = {mention.end: mention.text for mention in projects}
    return {
        (mention.text, ends[mention.start - gap])
        for mention in projects
        for gap in (2, 3)
        if mention.start - gap in ends and text[mention.start - 2 : mention.start] == " ("
    }


def is_same(short: str, long: str) -> bool:
    """Whether two forms name one project: spelling, acronym, or a part set off by a mark."""
    first, second = _plain(short), _plain(long)
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
def _plain(name: str) -> str:
    spaced = re.sub(r"\s*[-\u2011–—]\s*", "-", name.casefold())
    return re.sub(r"\s+", " ", re.sub(r"[„“”\"»«‚‘’'!?.]", "", spaced)).strip()


@lru_cache(maxsize=4096)
def _parts(name: str) -> frozenset[str]:
    parts = re.split(r"\s[-–—]\s|:\s|\s?\(|\)", name)
    return frozenset(_plain(part) for part in parts if len(part) > 2 and len(parts) > 1)


def _begins(short: str, long: str) -> bool:
    first, second = _plain(short), _plain(long)
    if len(first) <= 3 or first not in second:
        return False
    lead, _, rest = second.partition(f" {first}")
    after_type = not rest and words.PROJECT_WORD.match(lead) is not None
    return second.startswith((f"{first} ", f"{first}-", f"{first}: ")) or after_type

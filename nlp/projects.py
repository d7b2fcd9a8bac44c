"""Projects: which mentions are one project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from nlp.project_forms import LongerForms, is_acronym, is_part, is_spelling
from nlp.types import Mention, Project


def group_projects(mentions: Sequence[Mention], *, text: str = "") -> tuple[Project, ...]:
    """The projects that the PROJECT mentions name, in the order of the text.

    One project are: spellings that differ in case, dash, quotation mark or inflection; a name and
    its acronym; a name and its beginning or end, if no other project's name begins or ends so.
    The longest form is the name, the others are aliases. With ``text``, a name in brackets right
    after another is an alias of it, whatever its letters.
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
    place = {form: at for at, form in enumerate(ordered)}
    longer, meant = LongerForms(ordered), _by_first(explained)
    leader: dict[str, str] = {}
    for short in reversed(ordered):
        later = longer.of(short)
        same = (
            [form for form in later if is_spelling(short, form)]
            or [form for form in meant.get(short, ()) if place[form] > place[short]]
            or [form for form in later if is_acronym(short, form)]
        )
        wholes = {leader[form] for form in later if is_part(short, form)}
        only = wholes.pop() if len(wholes) == 1 else short
        leader[short] = leader[min(same, key=place.__getitem__)] if same else only
    groups: dict[str, list[str]] = {}
    for form in forms:
        groups.setdefault(leader[form], []).append(form)
    return list(groups.values())


def _by_first(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for first, second in pairs:
        found[first].append(second)
    return found


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

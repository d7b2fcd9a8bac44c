"""Projects that stand without quotation marks: after a label, in a list, with a capital inside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.acronyms import ACRONYM
from nlp.edges import goes_on, snap
from nlp.german import projects as words
from nlp.german.organisations import ORGANISATIONS
from nlp.german.programme_names import PROGRAMMES
from nlp.mentions import mention_at
from nlp.quoted_names import may_be_name
from nlp.types import Mention, Span


def labelled_names(text: str) -> Iterator[Mention]:
    """``Projektname: Portskills`` on a line of its own."""
    for match in re.finditer(r"(?m)^[^\n:]{4,30}:[ \t]?(?P<name>[^\n]{3,120})$", text):
        if words.PROJECT_LABEL.match(match[0]):
            span = snap(text, Span(start=match.start("name"), end=match.end("name")))
            if may_be_name(span.of(text)) and span.of(text)[:1].isupper():
                yield mention_at(text, span.start, span.end, "PROJECT", 0.85)


def listed_names(text: str, places: Sequence[Mention]) -> Iterator[Mention]:
    """``Vorgestellt wurden drei Projekte:`` and then lines ``• Name (Place)``."""
    starts = {mention.start for mention in places}
    is_list = False
    for match in re.finditer(r"[^\n]+", text):
        item = re.match(
            r"^\s{0,6}(?:[•*·▪–-]"
            r"|\d{1,2}[.)])\s{1,4}[„\"»]?(?P<name>[^\n(„“\"»«:]{3,110}?)[“\"«]?,?\s\((?P<place>[^()\n]{2,60})\)",
            match[0],
        )
        if item and is_list and (match.start() + item.start("place") in starts or not places):
            at = match.start()
            yield mention_at(text, at + item.start("name"), at + item.end("name"), "PROJECT", 0.9)
        elif not re.match(r"\s{0,6}(?:[•*·▪–-]|\d{1,2}[.)])\s", match[0]):
            is_list = words.PROJECT_LIST.search(match[0][-200:]) is not None


def camel_projects(text: str) -> Iterator[Mention]:
    """``das Projekt NetzLotsen``: no ordinary word has a capital inside."""
    for match in words.CAMEL_PROJECT.finditer(text):
        name = match["name"]
        is_mixed = re.search(r"[a-zäöü][A-ZÄÖÜ]", name) or ACRONYM.match(name)
        if is_mixed and name not in PROGRAMMES and name not in ORGANISATIONS:
            end = match.end("name") - (name[-1] in ".!-")
            if not goes_on(text, end):
                yield mention_at(text, match.start("name"), end, "PROJECT", 0.85)

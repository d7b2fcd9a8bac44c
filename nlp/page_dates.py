"""The date of a page itself, which its line of author and date, or a date apart, gives."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlp.event_setting import BEGINNING, Setting
from nlp.german import events as words
from nlp.german.dates import DateSpan
from nlp.types import Span

LONGEST_BYLINE, SAID = 140, 18
"""Characters of a line that only says who wrote it and when, and letters of it that say more."""


def page_date(setting: Setting, spans: Iterable[DateSpan]) -> DateSpan | None:
    """The first of these dates that is the page's."""
    return next((s for s in spans if is_byline(setting, s) or _is_dateline(setting, s)), None)


def is_stamp(setting: Setting, span: DateSpan) -> bool:
    """Whether the date stands alone, as that of a page or of a piece of news."""
    line = setting.line(span.start)
    rest = setting.text[line.start : span.start] + setting.text[span.end : line.end]
    is_said = re.search(r"\b[Aa]m\s$|\b[Vv]om\s$", setting.before(span.start, 5))
    is_event = words.EVENT_NOUN.search(rest) or words.CLOCK.search(rest) or is_said
    return len(rest) < 60 and span.first == span.last and not is_event


def is_byline(setting: Setting, span: DateSpan) -> bool:
    """Whether the line says nothing but who wrote the page and when."""
    is_edge = span.start < BEGINNING or span.start > len(setting.text) - BEGINNING
    if not is_edge or span.first != span.last or span.precision != "day":
        return False
    line, rest = setting.line(span.start), beside(setting, span)
    if words.EVENT_NOUN.search(rest) or words.NOT_SIGNED.search(rest):
        return False
    is_signed = bool(setting.persons_in(line)) or words.BYLINE_SIGN.search(rest) is not None
    said = words.BYLINE_SIGN.sub("", _without(setting, line, span))
    said = _letters(words.BYLINE_FILLER.sub("", said))
    return is_signed and line.end - line.start < LONGEST_BYLINE and len(said) < SAID


def _without(setting: Setting, line: Span, span: DateSpan) -> str:
    """The line without the date and the names of persons."""
    left, at = "", line.start
    date_ = Span(start=span.start, end=span.end)
    for gone in sorted([*setting.persons_in(line), date_], key=lambda each: each.start):
        left += setting.text[at : gone.start] + " "
        at = max(at, gone.end)
    return left + setting.text[at : line.end]


def beside(setting: Setting, span: DateSpan) -> str:
    """What the line of a date holds beside it, where that has letters."""
    line = setting.line(span.start)
    rest = f"{setting.text[line.start : span.start]} {setting.text[span.end : line.end]}"
    return rest if _letters(rest) else ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def _is_dateline(setting: Setting, span: DateSpan) -> bool:
    line = setting.line(span.start)
    is_edge = span.start < BEGINNING or span.start > len(setting.text) - 300
    short = is_stamp(setting, span) or span.start - line.start < 40
    return is_edge and short and span.precision == "day" and span.first == span.last

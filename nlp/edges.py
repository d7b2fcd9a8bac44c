"""Where names begin and end, and what stands next to them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from nlp.german import quotation as words
from nlp.german.letters import UPPER
from nlp.german.stopwords import STOP_WORDS
from nlp.quotes import Quote, quotes
from nlp.types import Span

COVERED = 0.6
"""Share of a quoted title above which a span means the whole title."""
_EDGE = frozenset(" \t\n\r\u00a0,;:|/•*·–—-" + words.OPENING_QUOTES + words.CLOSING_QUOTES)
_ABBREVIATION = re.compile(r"(?:\be\.\s?[VG]|\b(?:Dr|St|Prof|jr|sen|gGmbH|Co)|\b[A-ZÄÖÜ]|\bd)\.$")
LONGEST_ABBREVIATION = 8
_LEGAL_FORM = re.compile(r"\be\.\s?[VG]\.$")
_DANGLING = re.compile(
    r"\s(?:an|am|auf|aus|bei|das|dem|den|der|die|für|im|in|mit|oder|u|und|vom|von|zu|zum|zur)$"
)
LONGEST_REST = 80
"""Letters of a word by which a span grows at most, on either side."""
WRAPPED = 45
"""Characters of a line from which a break after it may lie within a name."""
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,400}|[\w.+-]{1,80}@[\w.-]{1,80}")


def snap(text: str, span: Span, *, marked: Sequence[Quote] | None = None) -> Span:
    """The span as a name is written: whole words, no marks around it, brackets in pairs.

    Most of a quoted title becomes the whole title. ``marked`` are the quotes of the text, in
    order, for callers that snap many spans.
    """
    whole = _whole_words(text, span.start, span.end)
    trimmed = _trimmed(text, *whole)
    title = _title_around(marked if marked is not None else quotes(text), trimmed)
    if title is not None:
        trimmed = _trimmed(text, title.start, title.end)
    return _balanced(text, trimmed)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    low, high = max(0, start - LONGEST_REST), min(len(text), end + LONGEST_REST)
    while low < start < len(text) and _is_inner(text, start):
        start -= 1
    while 0 < end < high and _is_inner(text, end):
        end += 1
    return start, end


def _is_inner(text: str, at: int) -> bool:
    return (text[at - 1].isalnum() or text[at - 1] == "_") and (
        text[at].isalnum() or text[at] == "_"
    )


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and (text[start] in _EDGE or text[start] in ").!?…"):
        start += 1
    while start < end and not _may_end(text, start, end):
        end -= 1
    if text[end : end + 1] == "." and _LEGAL_FORM.search(text[start : end + 1]):
        end += 1
    if end < len(text) and text[end] in "!?" and text[end + 1 : end + 2] in words.QUOTES:
        end += 1
    return Span(start=start, end=end)


def _may_end(text: str, start: int, end: int) -> bool:
    last = text[end - 1]
    if last in "!?":
        after = text[end : end + 2]
        return after[:1] in words.QUOTES or after[:1] in ",-)" or after[1:].islower()
    if last == ".":
        return _ABBREVIATION.search(text[max(start, end - LONGEST_ABBREVIATION) : end]) is not None
    return last not in _EDGE and last not in "(…"


def _title_around(marked: Sequence[Quote], span: Span) -> Quote | None:
    place = bisect_right(marked, span.start, key=lambda quote: quote.start) - 1
    if place < 0:
        return None
    quote = marked[place]
    covered = min(span.end, quote.end) - max(span.start, quote.start)
    inside = span.end <= quote.outer.end
    return quote if inside and covered >= COVERED * (quote.end - quote.start) else None


def _balanced(text: str, span: Span) -> Span:
    inside = span.of(text)
    if inside.count("(") > inside.count(")"):
        closing = text.find(")", span.end, span.end + 40)
        if closing >= 0 and "\n" not in text[span.end : closing]:
            return Span(start=span.start, end=closing + 1)
        return _trimmed(text, span.start, span.start + inside.rfind("("))
    if inside.count(")") > inside.count("("):
        if inside.endswith(")"):
            return _trimmed(text, span.start, span.end - 1)
        return _trimmed(text, span.start + inside.rfind(")") + 1, span.end)
    return span


def tidy(text: str, span: Span) -> Span:
    """A tagger's span without words that no name ends in, cut where another line begins."""
    end = _line_end(text, span)
    while (dangling := _DANGLING.search(text[span.start : end][-12:])) is not None:
        end -= len(dangling[0])
    return Span(start=span.start, end=max(end, span.start))


def _line_end(text: str, span: Span) -> int:
    """The end of a name: a break stays inside only where a long line is wrapped."""
    for match in re.finditer(r"(?<!\s)\s*\n\s*", span.of(text)):
        at = span.start + match.start()
        is_long = at >= WRAPPED and "\n" not in text[at - WRAPPED : at]
        after = span.start + match.end()
        goes_on_small = text[after : after + 1].islower()
        if match[0].count("\n") > 1 or not (is_long or goes_on_small):
            return at
    return span.end


def is_function_word(name: str) -> bool:
    """Whether a span is nothing but a word such as ``auf``, which names nobody."""
    return name in STOP_WORDS


def addresses(text: str) -> list[Span]:
    """Web and e-mail addresses: no names are read in them."""
    return [Span(start=m.start(), end=m.end()) for m in _ADDRESS.finditer(text)]


def goes_on(text: str, end: int) -> bool:
    """Whether a capitalised word or a subtitle follows, so that the name may be longer."""
    return re.match(rf"(?: [–-])? [{UPPER}]\w", text[end : end + 5]) is not None


def last_word(lead: str) -> str:
    """The last word before a name, without the marks around it; may be empty."""
    parts = lead.rstrip(' \t\n:–-„"').split()
    return parts[-1].strip(',;()„“"') if parts else ""

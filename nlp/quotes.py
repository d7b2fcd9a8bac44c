"""What stands between quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.types import Span

LONGEST_QUOTE = 180
_QUOTE = re.compile(
    rf"„[^„“”\"»«\n]{{2,{LONGEST_QUOTE}}}[“”\"]|\"[^\"„“”\n]{{2,{LONGEST_QUOTE}}}[\"“”]"
    rf"|»[^«»\n]{{2,{LONGEST_QUOTE}}}«|«[^«»\n]{{2,{LONGEST_QUOTE}}}»"
    rf"|“[^“”„\n]{{2,{LONGEST_QUOTE}}}”"
    rf"|‚[^‚‘’\n]{{2,{LONGEST_QUOTE}}}[‘’]|›[^‹›\n]{{2,{LONGEST_QUOTE}}}‹"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Span):
    """The inside of a pair of quotation marks; ``outer`` includes the marks."""

    outer: Span


def quotes(text: str) -> list[Quote]:
    """Everything between quotation marks of any German style, in order."""
    return [quote for match in _QUOTE.finditer(text) if (quote := _inside(text, match))]


def _inside(text: str, match: re.Match[str]) -> Quote | None:
    start, end = match.start() + 1, match.end() - 1
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    outer = Span(start=match.start(), end=match.end())
    return Quote(start=start, end=end, outer=outer) if end - start >= 2 else None

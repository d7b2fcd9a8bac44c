"""Hits as JSON and as text for a terminal."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nlp.types import Event, Span
    from service.hits import Hit

# Signs that no report holds stand for the marks while lines are broken.
OPEN, CLOSE = "\ue000", "\ue001"
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"
WIDEST = 100
INDENT = "    "


def hit_to_dict(hit: Hit) -> dict[str, Any]:
    """The fields of the contract."""
    return {
        "report": hit.report_id,
        "title": hit.title,
        "text": hit.text,
        "start": hit.start,
        "end": hit.end,
        "score": hit.score,
        "why": {
            "words": hit.why.words,
            "meaning": hit.why.meaning,
            "matched": list(hit.why.matched),
            "sentence": hit.why.sentence,
        },
    }


def hits_to_text(hits: Sequence[Hit], *, coloured: bool) -> str:
    """A ranked list; marked words are bold where colours are wanted."""
    width = min(shutil.get_terminal_size().columns, WIDEST)
    text = "\n\n".join("\n".join(_lines(n, hit, width)) for n, hit in enumerate(hits, start=1))
    if coloured:
        return text.replace(OPEN, BOLD).replace(CLOSE, PLAIN)
    return text.replace(OPEN, "").replace(CLOSE, "")


def _lines(rank: int, hit: Hit, width: int) -> Iterator[str]:
    yield f"{rank:>2}. {OPEN}{hit.title}{CLOSE} [{hit.report_id}]"
    heading = "" if hit.text.startswith(hit.heading) else hit.heading
    if about := " · ".join(filter(None, (_dates(hit.event), hit.event.place, heading))):
        yield INDENT + about
    for line in _marked(hit.text, hit.start, hit.highlights).splitlines():
        yield from textwrap.wrap(
            line, width, initial_indent=INDENT, subsequent_indent=INDENT, break_on_hyphens=False
        )
    meaning, words = round(100 * hit.why.meaning), round(100 * hit.why.words)
    yield f"{INDENT}→ {hit.why.sentence} (Sinn {meaning} %, Wörter {words} %)"


def _marked(text: str, offset: int, spans: Sequence[Span]) -> str:
    for span in sorted(spans, reverse=True):
        start, end = span.start - offset, span.end - offset
        text = f"{text[:start]}{OPEN}{text[start:end]}{CLOSE}{text[end:]}"
    return text


def _dates(event: Event) -> str:
    days = [_german(day) for day in dict.fromkeys((event.start, event.end)) if day]
    return " bis ".join(days)


def _german(iso: str) -> str:
    return ".".join(reversed(iso.split("-")))

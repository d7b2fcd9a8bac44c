"""Similar initiatives as JSON and as text for a terminal."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from service.commands.hits import BOLD, INDENT, PLAIN, WIDEST
from service.initiative_words import sentences_of

if TYPE_CHECKING:
    from nlp.comparisons import Comparison
    from nlp.portraits import Fact
    from service.initiatives import Initiative


def initiative_to_dict(found: Initiative) -> dict[str, Any]:
    """``project`` is None for a report that names none; ``passages``: the best first."""
    return {
        "project": found.entry.id if found.entry else None,
        "name": found.entry.name if found.entry else None,
        "report": found.report,
        "title": found.title,
        "score": found.score,
        "passages": [
            {"start": shown.start, "end": shown.end, "text": shown.text} for shown in found.passages
        ],
        "compared": compared_to_dict(found.compared),
    }


def compared_to_dict(compared: Comparison) -> dict[str, Any]:
    """Sentences, and the statements with their evidence; a plan's has no ``report``."""
    return {
        "sentences": list(sentences_of(compared)),
        "common": [
            {
                "aspect": each.aspect,
                "label": each.label,
                "here": _fact(each.here),
                "there": _fact(each.there),
            }
            for each in compared.common
        ],
        "different": [
            {
                "aspect": each.aspect,
                "here": [_fact(fact) for fact in each.here],
                "there": [_fact(fact) for fact in each.there],
            }
            for each in compared.different
        ],
        "unsaid": [_fact(fact) for fact in compared.unsaid],
    }


def initiatives_to_text(found: Sequence[Initiative], *, coloured: bool) -> str:
    """A ranked list with the passage that shows each, and the comparison."""
    width = min(shutil.get_terminal_size().columns, WIDEST)
    bold, plain = (BOLD, PLAIN) if coloured else ("", "")
    return "\n\n".join(
        "\n".join((f"{n:>2}. {bold}{_name(each)}{plain} [{_id(each)}]", *_lines(each, width)))
        for n, each in enumerate(found, start=1)
    )


def _name(found: Initiative) -> str:
    name = found.entry.name if found.entry else found.title or found.report
    return " ".join(name.split())


def _id(found: Initiative) -> str:
    return found.entry.id if found.entry else found.report


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "aspect": fact.aspect,
        "value": fact.value,
        "label": fact.label,
        "evidence": [
            {"report": shown.report or None, "start": shown.start, "end": shown.end}
            for shown in fact.evidence
        ],
    }


def _lines(found: Initiative, width: int) -> Iterator[str]:
    if found.entry:
        yield f"{INDENT}Aus: {' '.join(found.title.split())} [{found.report}]"
    for line in found.passages[0].text.splitlines():
        yield from _wrapped(line, width)
    for sentence in sentences_of(found.compared):
        yield from _wrapped(f"→ {sentence}", width)


def _wrapped(line: str, width: int) -> list[str]:
    return textwrap.wrap(
        line, width, initial_indent=INDENT, subsequent_indent=INDENT, break_on_hyphens=False
    )

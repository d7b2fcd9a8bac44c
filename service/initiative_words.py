"""A comparison of two initiatives in short German sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nlp.comparisons import Common, Comparison, Difference
    from nlp.portraits import Fact

MOST = 3
"""So many of one aspect are named in a sentence."""
PHRASES = {"phases": "Phase: {}", "programmes": "gefördert durch {}", "periods": "Zeitraum: {}"}


def sentences_of(compared: Comparison) -> tuple[str, ...]:
    """What is alike, what differs, and what only the other one says; empty ones are left out."""
    parts = (
        ("Beide", _alike(compared.common)),
        ("Anders", filter(None, map(_differs, compared.different))),
        ("Nur dort genannt", _only_there(compared.unsaid)),
    )
    written = ((head, "; ".join(some)) for head, some in parts)
    return tuple(f"{head}: {text}." for head, text in written if text)


def _alike(common: Iterable[Common]) -> Iterator[str]:
    for aspect, some in groupby(common, key=lambda each: each.aspect):
        yield _phrase(aspect, [each.label for each in some])


def _only_there(facts: Iterable[Fact]) -> Iterator[str]:
    for aspect, some in groupby(facts, key=lambda fact: fact.aspect):
        yield _phrase(aspect, [fact.label for fact in some])


def _phrase(aspect: str, labels: Sequence[str]) -> str:
    return PHRASES.get(aspect, "{}").format(_listed(labels))


def _differs(difference: Difference) -> str:
    here = _listed([fact.label for fact in difference.here])
    there = _listed([fact.label for fact in difference.there])
    if here and there:
        return f"hier {here}, dort {there}"
    return f"dort auch {there}" if there else f"hier auch {here}"


def _listed(labels: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(labels[:MOST]))

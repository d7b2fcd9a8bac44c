"""Why a passage was found, in shares and in one German sentence."""

from __future__ import annotations

from collections.abc import Sequence

from service.fusion import Fused
from service.hits import Why

MOST_WORDS = 4
NOTABLE = 0.15


def explain(candidate: Fused, matched: Sequence[str], in_title: Sequence[str]) -> Why:
    """``matched``: words of the passage, ``in_title``: of title and heading, that answer."""
    words = candidate.words / candidate.score if candidate.score else 0.0
    return Why(
        words=round(words, 3),
        meaning=round(1 - words, 3),
        matched=tuple(matched),
        sentence=_sentence(1 - words >= NOTABLE, matched, in_title),
    )


def _sentence(close: bool, matched: Sequence[str], in_title: Sequence[str]) -> str:
    """``close``: the meaning has a notable share."""
    if matched:
        named = f"Die Passage nennt {_listed(matched)}"
    elif in_title:
        named = f"Titel oder Überschrift nennen {_listed(in_title)}"
    elif close:
        return "Die Passage passt dem Sinn nach, mit anderen Worten."
    else:
        return "Die Passage enthält ähnliche Wörter."
    return f"{named} und passt dem Sinn nach." if close and matched else f"{named}."


def _listed(words: Sequence[str]) -> str:
    quoted = [f"„{word}“" for word in words[:MOST_WORDS]]
    if len(quoted) == 1:
        return quoted[0]
    return f"{', '.join(quoted[:-1])} und {quoted[-1]}"

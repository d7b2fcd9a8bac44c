"""Why a passage was found, in shares and in one German sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.hits import Why

MOST_WORDS = 4
NOTABLE = 0.15
BY_MEANING = "Die Passage passt dem Sinn nach, mit anderen Worten"
LISTED = Why(words=0.0, meaning=0.0, matched=(), sentence="Ohne Frage gelistet.")
"""Of what was not searched for."""


def explain(  # noqa: PLR0913 - one each
    *,
    words: float,
    meaning: float,
    matched: Sequence[str] = (),
    in_title: Sequence[str] = (),
    themes: Sequence[str] = (),
    fits: Sequence[str] = (),
) -> Why:
    """``words``, ``meaning``: what they add to the score; ``matched``: words of the passage,
    ``in_title``: of title and heading, that answer; ``themes``, ``fits``: as in ``Why``."""
    whole = words + meaning
    share = words / whole if whole else 0.0
    close = 1 - share >= NOTABLE
    also = "".join(_also(themes, fits))
    return Why(
        words=round(share, 3),
        meaning=round(1 - share, 3),
        matched=tuple(matched),
        themes=tuple(themes),
        fits=tuple(fits),
        sentence=f"{_clause(close, matched, in_title)}{also}.",
    )


def is_by_meaning(why: Why) -> bool:
    """Whether nothing that was asked for stands there: no word, and no theme answers."""
    return why.sentence == f"{BY_MEANING}."


def _clause(close: bool, matched: Sequence[str], in_title: Sequence[str]) -> str:
    """``close``: the meaning has a notable share."""
    if matched:
        named = f"Die Passage nennt {listed(matched)}"
        return f"{named} und passt dem Sinn nach" if close else named
    if in_title:
        return f"Titel oder Überschrift nennen {listed(in_title)}"
    if close:
        return BY_MEANING
    return "Die Passage enthält ähnliche Wörter"


def _also(themes: Sequence[str], fits: Sequence[str]) -> Iterator[str]:
    if themes:
        yield f"; der Bericht hat {'das Thema' if len(themes) == 1 else 'die Themen'} "
        yield listed(themes)
    if fits:
        yield f"; dazu passt {listed(fits)}"


def listed(words: Sequence[str]) -> str:
    """„Eltern“, „Kita“ und „Schule“: the first few."""
    quoted = [f"„{word}“" for word in words[:MOST_WORDS]]
    if len(quoted) == 1:
        return quoted[0]
    return f"{', '.join(quoted[:-1])} und {quoted[-1]}"

"""Whether a part of a question asks for something or only tells of it."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

from nlp.german import questions as german
from nlp.query import Query
from nlp.types import Span

Voice = Literal["asks", "own", "tells"]
SHORTEST_TALE = 6
"""Words that a sentence with a full stop has at least where it describes."""


class Mood:
    """Tells requests from descriptions: of a plan, or of the asker's own town.

    A sentence "asks"; or it asks for something at the asker's "own" place, which restricts
    nothing surely; or it "tells": the places of a described plan are not those asked for.
    """

    def __init__(self, query: Query) -> None:
        self._long = len(query.words) > german.LONGEST_REQUEST
        self._elsewhere = german.ELSEWHERE.search(query.text) is not None
        matches = [match for match in german.SENTENCE.finditer(query.text) if match[0]]
        self._starts = [match.start() for match in matches]
        self._voices = [self._voice(match[0].strip()) for match in matches]

    @property
    def brief(self) -> bool:
        """Whether the question is no longer than keywords or one request are."""
        return not self._long

    def asks(self, span: Span) -> bool:
        """Whether what stands there belongs to a request."""
        return self._at(span) != "tells"

    def restricts(self, span: Span) -> bool:
        """Whether a place or time that stands there restricts what is asked for."""
        return self._at(span) == "asks"

    def elsewhere(self) -> bool:
        """Whether other places than those named are asked for."""
        return self._elsewhere

    def _at(self, span: Span) -> Voice:
        at = bisect_right(self._starts, span.start) - 1
        return self._voices[at] if at >= 0 else "asks"

    def _voice(self, sentence: str) -> Voice:
        own = german.OWN.search(sentence) is not None
        sought = german.LOOKS_FOR.search(sentence) is not None
        if not (sought or sentence.endswith("?") or german.REQUEST.match(sentence)) and (
            own or self._long or _describes(sentence)
        ):
            return "tells"
        return "own" if own and not sought else "asks"


def _describes(sentence: str) -> bool:
    words = sentence.count(" ") + 1
    stop = sentence.endswith((".", "!")) or german.INTENDED.search(sentence) is not None
    return stop and words >= SHORTEST_TALE

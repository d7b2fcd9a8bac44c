"""Whether a part of a question asks for something or only tells of it."""

from __future__ import annotations

from nlp.german import questions as german
from nlp.query import Query
from nlp.types import Span


class Mood:
    """Tells requests from descriptions: of a plan, or of the asker's own town."""

    def __init__(self, query: Query) -> None:
        self._text = query.text
        self._short = len(query.words) <= german.LONGEST_REQUEST
        self._elsewhere = german.ELSEWHERE.search(query.text) is not None
        self._sentences = [
            Span(start=match.start(), end=match.end())
            for match in german.SENTENCE.finditer(query.text)
            if match[0]
        ]
        self._asking = [self._asks(sentence) for sentence in self._sentences]

    def requests(self, span: Span) -> bool:
        """Whether what stands there restricts what is asked for."""
        pairs = zip(self._sentences, self._asking, strict=True)
        return any(asks for sentence, asks in pairs if sentence.overlaps(span))

    def elsewhere(self) -> bool:
        """Whether other places than those named are asked for."""
        return self._elsewhere

    def _asks(self, sentence: Span) -> bool:
        words = sentence.of(self._text)
        wanted = german.REQUEST_VERB.search(words) is not None
        if german.OWN.search(words) and not wanted:
            return False
        return self._short or wanted or words.rstrip().endswith("?")

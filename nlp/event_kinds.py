"""Whether a report tells of an event of its own, and of which kind.

Two classifiers read the words of the title, of headings, of the beginning and of the text beside
what the rules make of them: one whether there is an event, one its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import numpy as np

from nlp.draft import Draft
from nlp.german import events as words
from nlp.linear import Linear
from nlp.types import EventKind, Vector

READ = 20_000
BEGINNING, OPENING, FIRST = 700, 300, 120
HEADINGS = 2000
EVENT, NONE = "event", "none"
LONGEST_SENTENCE = 400
_KINDS: tuple[EventKind, ...] = (
    *("workshop", "conference", "training"),
    *("meeting", "network", "other"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKinds:
    """``holds`` tells ``event`` from ``none``, over the features of the document's kind as well."""

    holds: Linear
    kinds: Linear

    def probability(self, document: Vector, told: Vector) -> float:
        """That there is an event; both are rows of ``features`` (of ``nlp.kinds``, and here)."""
        shares = self.holds.probabilities(np.concatenate([document, told])[None])[0]
        return float(shares[self.holds.classes.index(EVENT)])

    def kind(self, told: Vector) -> EventKind:
        """The most probable kind, if there is an event."""
        shares = self.kinds.probabilities(told[None])[0]
        return cast("EventKind", self.kinds.classes[int(shares.argmax())])


def features(draft: Draft) -> Vector:
    """(features,): words that hint at a kind, what the rules make of them, the first vector."""
    title, text = draft.heading, draft.text
    spoken = _told(draft)
    headings = "\n".join(b.of(text) for b in draft.blocks if b.kind == "heading")[:HEADINGS]
    parts = (unquoted(title), title, text[:FIRST], text[:OPENING], text[:BEGINNING], spoken)
    rows = [*_words(draft, (*parts[:3], parts[4], headings, spoken))]
    for part in parts:
        rows += _one_of(rule_kind(part))
    return np.concatenate([rows, draft.searchable[0]]).astype(np.float32)


def _words(draft: Draft, parts: tuple[str, ...]) -> Iterator[float]:
    """Of each word whether it stands in each of the parts, and how often in the text."""
    lowered = [part.lower() for part in parts]
    text = draft.text[:READ].lower()
    for word in words.KIND_WORDS:
        yield from (float(word in part) for part in lowered)
        yield float(np.log1p(text.count(word)))


def _told(draft: Draft) -> str:
    """The first sentences that say that people met."""
    told: list[str] = []
    for sentence in draft.sentences:
        if sentence.start > 2 * BEGINNING or len(told) == 2:
            break
        part = draft.text[sentence.start : min(sentence.end, sentence.start + LONGEST_SENTENCE)]
        if words.EVENT_VERB.search(part):
            told.append(part)
    return " ".join(told)


def _one_of(kind: EventKind | None) -> list[float]:
    return [float(kind == each) for each in (*_KINDS, None)]


def rule_kind(part: str) -> EventKind | None:
    """The kind whose word comes first; of two at one place the one listed first."""
    found = [
        (match.start(), order, kind)
        for order, (kind, stem) in enumerate(words.KIND_STEMS)
        if (match := re.search(stem, part, re.IGNORECASE))
    ]
    return min(found)[2] if found else None


def unquoted(title: str) -> str:
    """A title without what is quoted in it: ``Fachtag „Werkstatt Zukunft“`` is no workshop."""
    return re.sub(r"[„“\"»‚][^„“”\"»«]{0,200}[“”\"«‘]", " ", title)

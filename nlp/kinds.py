"""The kind of a document: report, announcement, measure page or profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import cast

import numpy as np

from nlp.draft import Draft
from nlp.german.kinds import SIGNS
from nlp.linear import Linear
from nlp.types import LABELS, BlockKind, DocKind, Mention, Vector

READ = 20_000
"""Characters that are searched for signs: a page shows early what it is."""
BEGINNING, OPENING, FIRST = 700, 300, 150
_BLOCKS: tuple[BlockKind, ...] = ("heading", "item", "paragraph", "boilerplate")


class KindReader:
    """A classifier over a report's vectors, the signs in its words, its lay-out and its names."""

    def __init__(self, linear: Linear) -> None:
        self._linear = linear

    def read(self, row: Vector) -> DocKind:
        """The most probable kind; ``row``: (features,) of ``features``."""
        shares = self._linear.probabilities(row[None])
        return cast("DocKind", self._linear.classes[int(shares[0].argmax())])


def features(draft: Draft) -> Vector:
    """(features,): mean and first vector of what is searchable, signs, lay-out, names."""
    rows = draft.searchable
    told = [*_signs(draft), *_layout(draft), *_dates(draft)]
    told += [*_names(draft.mentions), *_in_title(draft)]
    return np.concatenate([rows.mean(axis=0), rows[0], told]).astype(np.float32)


def _signs(draft: Draft) -> Iterator[float]:
    """Of each sign: how often, whether at all, how often early, in the title, at the start."""
    text = draft.text[:READ]
    size = len(text) / 1000 + 0.5
    for sign in SIGNS:
        count = sum(1 for _ in sign.finditer(text))
        yield float(np.log1p(count / size))
        yield float(count > 0)
        yield float(np.log1p(sum(1 for _ in sign.finditer(text[:BEGINNING]))))
        yield float(sign.search(draft.heading) is not None)
        yield float(sign.search(text[:FIRST]) is not None)


def _layout(draft: Draft) -> list[float]:
    counts = Counter(block.kind for block in draft.blocks)
    blocks = len(draft.blocks) + 1
    shares = [counts[kind] / blocks for kind in _BLOCKS]
    length = float(np.log1p(len(draft.text) / 1000))
    return [length, len(draft.text) / blocks / 200, float(not draft.title), *shares]


def _names(mentions: Sequence[Mention]) -> list[float]:
    """How many names of each label, on the page and at its start; how much one of them rules."""
    everywhere = Counter(mention.label for mention in mentions)
    early = Counter(mention.label for mention in mentions if mention.start < OPENING)
    size = (mentions[-1].end / 1000 if mentions else 0.0) + 0.5
    rows = [float(np.log1p(everywhere[label] / size)) for label in LABELS]
    rows += [float(np.log1p(early[label])) for label in LABELS]
    for label in ("PROJECT", "PLACE"):
        counts = Counter(mention.text for mention in mentions if mention.label == label)
        rows.append(float(np.log1p(len(counts))))
        rows.append(max(counts.values(), default=0) / (sum(counts.values()) + 1))
    return rows


def _in_title(draft: Draft) -> list[float]:
    """Of each label whether such a name stands in the title."""
    titled = {mention.label for mention in draft.mentions if mention.text in draft.heading}
    return [float(label in titled) for label in LABELS]


def _dates(draft: Draft) -> list[float]:
    starts = [span.start for span in draft.dates if span.precision == "day"]
    days = [start for start in starts if 0 <= start < READ]
    size = min(len(draft.text), READ) / 1000 + 0.5
    first = min(days, default=READ)
    early = [float(first < OPENING), float(first < BEGINNING), float(first < READ)]
    titled = any(span.start < 0 for span in draft.dates)
    return [float(np.log1p(len(days) / size)), *early, float(titled)]

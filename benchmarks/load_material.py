"""What the users of the load test ask: drawn from questions and reports of the sample corpus."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from urllib.parse import quote, urlencode

import numpy as np

from benchmarks.stock import Variation
from corpus.gold import QUERIES, read_queries
from nlp.types import Analysis
from service.settings import Settings
from service.workspace import open_store

SHARES: dict[str, float] = {
    "search": 30,
    "search, filtered": 30,
    "facets": 10,
    "similar": 5,
    "suggest": 5,
    "page of a report": 5,
    "page of a search": 5,
    "tag": 8,
    "import": 2,
}
"""Percent of the requests."""
MANY = 2000
PER_IMPORT = 5
IMPORTS = 400
TEXT = 3000
"""Characters of a text to be tagged: more than half of the reports are shorter."""
KNOWN = 300
"""Reports that are varied."""
Requests = dict[str, list[tuple[str, str | None]]]


class Material:
    """Requests by kind and imports, the same for the same seed and stock."""

    def __init__(self, stock: Path, seed: int) -> None:
        self._random = Random(seed)
        with open_store(Settings(data=stock)) as store:
            self._ids = [stored.id for stored in store.all(limit=MANY)]
            self._known = [store.as_read(own) for own in self._ids[:KNOWN]]
        self._filters = list(_filters(self._known))
        self._questions = [query.text for query in read_queries(QUERIES)]
        self._vary = Variation(self._known)
        self._written = 0

    def requests(self) -> Requests:
        """Of all kinds."""
        draw = self._random.choice
        questions = [draw(self._questions) for _ in range(MANY)]
        filtered = [(question, draw(self._filters)) for question in questions]
        reports = [quote(draw(self._ids)) for _ in range(MANY)]
        return {
            "search": [(_address("/v1/search", q=one), None) for one in questions],
            "search, filtered": [(_address("/v1/search", q=q, **by), None) for q, by in filtered],
            "facets": [(_address("/v1/facets", q=q, **by), None) for q, by in filtered],
            "similar": [(f"/v1/reports/{own}/similar", None) for own in reports],
            "suggest": [(_address("/v1/suggest", q=q[: 3 + len(q) % 8]), None) for q in questions],
            "page of a report": [(f"/berichte/{own}", None) for own in reports],
            "page of a search": [(_address("/", q=one), None) for one in questions],
            "tag": [("/v1/tag", json.dumps({"text": text})) for text in self._texts(KNOWN)],
            "import": [("/v1/imports", self.parcel(PER_IMPORT)) for _ in range(IMPORTS)],
        }

    def parcel(self, reports: int) -> str:
        """NDJSON of new reports."""
        rows = ({"text": text} for text in self._texts(reports))
        return "".join(f"{json.dumps(row)}\n" for row in rows)

    def _texts(self, many: int) -> Iterator[str]:
        for _ in range(many):
            self._written += 1
            of = self._random.choice(self._known)
            yield self._vary.text(of, np.random.default_rng([23, self._written]))[:TEXT]


def _filters(known: Sequence[Analysis]) -> Iterator[dict[str, str]]:
    """One each, of values that reports have."""
    for analysis in known:
        yield from ({"theme": theme.id} for theme in analysis.themes[:1])
        places = [mention.place for mention in analysis.mentions if mention.place]
        yield from ({"state": place.state} for place in places[:1] if place.state)
        if analysis.event.start:
            yield {"since": analysis.event.start[:4]}


def _address(path: str, **query: str) -> str:
    return f"{path}?{urlencode(query)}"

"""Events and kinds of document, each a share of documents.

Baselines: the first date of the text, and the most frequent kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from corpus.gold import GoldReport
from models.evaluation.rows import Pairs, Row, averaged
from models.metrics import mean
from nlp.german.dates import find_dates
from nlp.types import Analysis

Value = Callable[[GoldReport], str | None]
CHECKS: dict[str, tuple[Value, Callable[[Analysis], str | None]]] = {
    "event start": (lambda g: g.event.start, lambda a: a.event.start),
    "event end": (lambda g: g.event.end, lambda a: a.event.end),
    "event kind": (lambda g: g.event.kind, lambda a: a.event.kind),
    "event place": (lambda g: g.event.place, lambda a: a.event.place),
    "document kind": (lambda g: g.doc_kind, lambda a: a.doc_kind),
}


def event_rows(part: str, pairs: Pairs) -> Iterator[Row]:
    """Start, end, kind and place of the event, and the kind of document."""
    for name, (wanted, found) in CHECKS.items():
        hits = [float(wanted(gold) == found(analysis)) for gold, analysis in pairs]
        yield averaged(part, name, hits, **_baseline(name, [gold for gold, _ in pairs]))


def _baseline(name: str, golds: Sequence[GoldReport]) -> dict[str, float]:
    wanted, _ = CHECKS[name]
    values = [wanted(gold) for gold in golds]
    if name in {"event start", "event end"}:
        first = [_first_date(gold.text, at_end=name == "event end") for gold in golds]
        return {"first_date": mean([float(a == b) for a, b in zip(first, values, strict=True)])}
    most = max(Counter(values).values(), default=0)
    return {"most_frequent": most / len(values) if values else 0.0}


def _first_date(text: str, *, at_end: bool) -> str | None:
    first = next(iter(find_dates(text)), None)
    if first is None:
        return None
    return (first.last if at_end else first.first).isoformat()

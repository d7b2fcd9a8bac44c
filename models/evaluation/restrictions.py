"""Questions with a restriction of place or time: whether what is shown obeys it.

Checked against the annotation of the reports, not against what the analysis read in them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.gold import GoldPlace, GoldReport
from corpus.restricted import Around, RestrictedQuery
from models.evaluation.rows import Row, averaged
from models.evaluation.search import DEPTH, Ranking, Values, label
from models.metrics import mean
from nlp.gazetteer import Gazetteer, name_key
from nlp.types import Place

PART = "restricted"
EARTH = 6371.0
OBEYS, THERE = "obeys@10", "event or project there"
FOUND, ON_THEME = "obeying found@10", "on theme found@10"
CITY_STATE = frozenset({"municipality", "state"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """The annotated reports that obey a question: by any place they name, and those where the
    event or one of the projects is there; ``on_theme``: those of the first on the theme."""

    obeying: frozenset[str]
    there: frozenset[str]
    on_theme: frozenset[str]


class Judge:
    """Knows for each annotated report where it plays and when."""

    def __init__(self, reports: Sequence[GoldReport], gazetteer: Gazetteer) -> None:
        self._reports = reports
        self._gazetteer = gazetteer
        self._known: dict[GoldPlace, tuple[Place, ...]] = {}

    def answering(self, query: RestrictedQuery) -> Answering:
        """The reports that obey."""
        in_time = [report for report in self._reports if in_period(report, query)]
        obeying = [r for r in in_time if self._placed(_places(r), query)]
        there = [r for r in obeying if self._placed(_central(r), query)]
        themed = (r.id for r in obeying if query.theme in {theme.id for theme in r.themes})
        return Answering(
            obeying=frozenset(r.id for r in obeying),
            there=frozenset(r.id for r in there),
            on_theme=frozenset(themed),
        )

    def _placed(self, places: Iterable[GoldPlace], query: RestrictedQuery) -> bool:
        if not query.areas and query.around is None:
            return True
        return any(self._lies_in(place, query) for place in places)

    def _lies_in(self, place: GoldPlace, query: RestrictedQuery) -> bool:
        if place.state in query.names or name_key(place.name) in map(name_key, query.names):
            return True
        entries = self._entries(place)
        if query.around and any(_near(entry, query.around) for entry in entries):
            return True
        keys = [key for entry in entries for key in self._keys(entry)]
        return any(key.startswith(query.areas) for key in keys) if query.areas else False

    def _entries(self, place: GoldPlace) -> tuple[Place, ...]:
        """The most prominent entry of that name, kind and state."""
        if place not in self._known:
            fitting = (e for e in self._gazetteer.exact(place.name) if _is_entry(e, place))
            self._known[place] = tuple(fitting)[:1]
        return self._known[place]

    def _keys(self, entry: Place) -> list[str]:
        """Municipality and district keys of an entry; a quarter has those of its town."""
        around = [entry, *filter(None, map(self._gazetteer.get, entry.parents))]
        own = next((place.ags for place in around if place.ags), None)
        return [own] if own else []


def in_period(report: GoldReport, query: RestrictedQuery) -> bool:
    """Whether a day of the event lies in the period; an event without a date never does."""
    if query.since is None and query.until is None:
        return True
    start = report.event.start or report.event.end
    end = report.event.end or report.event.start
    if start is None or end is None:
        return False
    return (query.since or "") <= end and start <= (query.until or "9999")


def restricted_rows(
    queries: Sequence[RestrictedQuery],
    rankings: Mapping[str, Sequence[Ranking]],
    answering: Sequence[Answering],
) -> dict[str, list[Row]]:
    """By system: of the reports shown, the share that obeys, over all and by kind.

    A system that shows nothing gets 0. Who shows one right report alone obeys, and finds little:
    so also how much of ten (of fewer where there are fewer) is filled with reports that obey, and
    with those that are on the theme as well.
    """
    return {
        system: _rows(queries, [_measures(*pair) for pair in zip(shown, answering, strict=True)])
        for system, shown in rankings.items()
    }


def _rows(queries: Sequence[RestrictedQuery], measured: Sequence[Values]) -> list[Row]:
    pairs = list(zip(queries, measured, strict=True))
    rows = [_row(name, measured) for name in (OBEYS, THERE, FOUND, ON_THEME)]
    for kind in sorted({query.kind for query in queries}):
        own = [values for query, values in pairs if query.kind == kind]
        rows.append(replace(_row(OBEYS, own), name=label(OBEYS, kind)))
    return rows


def _row(name: str, measured: Sequence[Values]) -> Row:
    return averaged(PART, name, [values[name] for values in measured if name in values])


def _measures(ranking: Ranking, answering: Answering) -> Values:
    shown = [found.report for found in ranking[:DEPTH]]
    measured = {
        OBEYS: mean([float(report in answering.obeying) for report in shown]),
        THERE: mean([float(report in answering.there) for report in shown]),
    }
    for name, wanted in ((FOUND, answering.obeying), (ON_THEME, answering.on_theme)):
        if wanted:
            measured[name] = len(wanted & set(shown)) / min(DEPTH, len(wanted))
    return measured


def _places(report: GoldReport) -> list[GoldPlace]:
    return list(dict.fromkeys(m.place for m in report.mentions if m.place))


def _central(report: GoldReport) -> list[GoldPlace]:
    """Places of the event and of the projects."""
    names = {name_key(relation.place) for relation in report.located_in}
    if report.event.place:
        names.add(name_key(report.event.place))
    return [
        mention.place
        for mention in report.mentions
        if mention.place and {name_key(mention.place.name), name_key(mention.text)} & names
    ]


def _is_entry(entry: Place, place: GoldPlace) -> bool:
    kinds = {entry.kind, place.kind}
    same_state = place.state is None or entry.state is None or entry.state == place.state
    return same_state and (len(kinds) == 1 or kinds == CITY_STATE)


def _near(entry: Place, around: Around) -> bool:
    """Of areas only the middle is known: they are never near."""
    if entry.lat is None or entry.lon is None or entry.kind not in ("municipality", "quarter"):
        return False
    return _kilometres(entry.lat, entry.lon, around) <= around.km


def _kilometres(lat: float, lon: float, around: Around) -> float:
    """Great circle (haversine)."""
    one, other = math.radians(lat), math.radians(around.lat)
    north, east = (other - one) / 2, math.radians(around.lon - lon) / 2
    half = math.sin(north) ** 2 + math.cos(one) * math.cos(other) * math.sin(east) ** 2
    return 2 * EARTH * math.asin(math.sqrt(half))

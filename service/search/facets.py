"""How many of the reports that match have which value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from service.index.port import Payload
from service.search.request import Filters
from service.search.restrictions import years_of
from service.search.result import FACETS, Facet, FacetName, FacetValue
from service.web.words import DOC_KINDS, LESSON_KINDS_PLURAL

MOST_VALUES = 50

_VALUES: dict[FacetName, Callable[[Payload], Iterable[str]]] = {
    "theme": lambda payload: payload.themes,
    "state": lambda payload: payload.states,
    "programme": lambda payload: payload.programmes,
    "year": lambda payload: map(str, years_of(payload)),
    "lesson_kind": lambda payload: payload.lesson_kinds,
    "doc_kind": lambda payload: (payload.doc_kind,),
}
_FIELDS: dict[FacetName, str] = {
    "theme": "themes",
    "state": "states",
    "programme": "programmes",
    "year": "years",
    "lesson_kind": "lesson_kinds",
    "doc_kind": "doc_kinds",
}
_KINDS: dict[str, str] = {str(k): label for k, label in LESSON_KINDS_PLURAL.items()} | {
    str(k): label for k, label in DOC_KINDS.items()
}
OF_PASSAGES: frozenset[FacetName] = frozenset({"state", "lesson_kind"})
"""What the passages of one report differ in."""


def chosen_in(filters: Filters, name: FacetName) -> tuple[str, ...]:
    """The values that the request filters a facet by."""
    return tuple(map(str, getattr(filters, _FIELDS[name])))


def without(filters: Filters, name: FacetName) -> Filters:
    """The filters less that on a facet."""
    empty: dict[str, Any] = {_FIELDS[name]: ()}
    return replace(filters, **empty)


def facets_of(
    payloads_for: Callable[[FacetName], Sequence[Payload]],
    filters: Filters,
    theme_label: Callable[[str], str],
) -> tuple[Facet, ...]:
    """All facets; ``payloads_for`` gives what matches without the filter on that facet."""
    return tuple(
        Facet(
            name=name,
            values=_values(name, payloads_for(name), chosen_in(filters, name), theme_label),
        )
        for name in FACETS
    )


def _values(
    name: FacetName,
    payloads: Sequence[Payload],
    chosen: Sequence[str],
    theme_label: Callable[[str], str],
) -> tuple[FacetValue, ...]:
    counts = _counts(name, payloads)
    order = _latest_first if name == "year" else _most_first
    listed = sorted(counts.items(), key=order)[:MOST_VALUES]
    shown = dict(listed) | {value: counts.get(value, 0) for value in chosen}
    return tuple(
        FacetValue(
            value=value,
            label=_label(name, value, theme_label),
            count=count,
            chosen=value in chosen,
        )
        for value, count in shown.items()
    )


def _counts(name: FacetName, payloads: Sequence[Payload]) -> Counter[str]:
    values = _VALUES[name]
    if name in OF_PASSAGES:
        pairs = {(payload.report, value) for payload in payloads for value in values(payload)}
        return Counter(value for _, value in pairs)
    one_each = {payload.report: payload for payload in payloads}
    return Counter(value for payload in one_each.values() for value in values(payload))


def _most_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def _latest_first(counted: tuple[str, int]) -> int:
    return -int(counted[0])


def _label(name: FacetName, value: str, theme_label: Callable[[str], str]) -> str:
    if name == "theme":
        return theme_label(value)
    return _KINDS.get(value, value) if name in ("lesson_kind", "doc_kind") else value

"""One export, in pieces of text as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from service.exports import csv, geojson, jsonl, linked
from service.exports.places import collect_places
from service.exports.selection import Selection, selected

if TYPE_CHECKING:
    from nlp.concepts import Vocabulary
    from service.registry import ProjectRegistry
    from service.store import Store

Format = Literal["jsonl", "csv", "jsonld", "geojson"]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Media type and the end of a file's name."""

    media_type: str
    suffix: str


FORMATS: dict[Format, About] = {
    "jsonl": About(media_type="application/x-ndjson", suffix="jsonl"),
    "csv": About(media_type="text/csv; charset=utf-8", suffix="csv"),
    "jsonld": About(media_type="application/ld+json", suffix="jsonld"),
    "geojson": About(media_type="application/geo+json", suffix="geojson"),
}


def export(  # noqa: PLR0913 - what an export is of
    file_format: Format,
    *,
    store: Store,
    registry: ProjectRegistry,
    selection: Selection,
    vocabulary: Vocabulary,
    base: str = "",
) -> Iterator[str]:
    """The selected reports in a format.

    ``vocabulary``: the one in use, for JSON-LD; ``base``: the address of this service, for
    identifiers.
    """
    reports = selected(store, selection, texts=file_format in {"jsonl", "csv"})
    if file_format == "jsonl":
        return jsonl.written(reports)
    if file_format == "csv":
        return csv.written(reports)
    if file_format == "jsonld":
        return linked.written(reports, registry=registry, vocabulary=vocabulary, base=base)
    return geojson.written(collect_places(reports, registry=registry))

"""The whole stock, or a part of it, for other programs: written bit by bit, in four formats."""

from service.exports.export import FORMATS, Format, export
from service.exports.places import PlaceCount, PlaceTable, collect_places
from service.exports.selection import Selection, selected

__all__ = [
    "FORMATS",
    "Format",
    "PlaceCount",
    "PlaceTable",
    "Selection",
    "collect_places",
    "export",
    "selected",
]

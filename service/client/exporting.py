"""The stock for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Literal

from service.client.decoding import made
from service.client.errors import FundstelleApiError
from service.client.link import Linked
from service.client.records import Report

Format = Literal["jsonl", "csv", "jsonld", "geojson"]


class Exporting(Linked):
    """Calls that hand out all of it, or a part.

    ``filters``: ``theme``, ``state`` and ``doc_kind`` choose reports. Texts have ``[Name]`` in
    place of persons unless the service or the key releases them.
    """

    def export_reports(self, **filters: str) -> Iterator[Report]:
        """One after another as they come."""
        for piece in self.export("jsonl", **filters):
            if not piece.endswith(b"\n"):
                raise FundstelleApiError({"detail": "Die Ausfuhr ist abgebrochen."}, 200)
            yield from (made(Report, json.loads(line)) for line in piece.splitlines())

    def export(self, format: Format, **filters: str) -> Iterator[bytes]:  # noqa: A002
        """A file in pieces; those of JSON Lines end with a line."""
        return self._link.lines("/v1/export", format=format, **filters)

"""What is asked of the stock: search, facets, suggestions, similar ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from service.client.addresses import project_path, report_path
from service.client.decoding import made
from service.client.link import Linked
from service.client.search_records import (
    Facets,
    Hit,
    Initiative,
    SearchResults,
    Similar,
    Suggestion,
)

Kind = Literal["reports", "passages", "projects", "lessons"]


class Searching(Linked):
    """Calls that find something.

    ``filters`` as the server takes them: ``state="Hamburg"``, ``theme=["elternarbeit", "kita"]``,
    ``since="2013-01-01"`` …
    """

    def search(
        self,
        question: str = "",
        *,
        kind: Kind = "reports",
        limit: int = 10,
        cursor: str | None = None,
        **filters: Any,
    ) -> SearchResults:
        """One page of what answers; ``cursor`` is ``next`` of the page before."""
        more = filters | ({"cursor": cursor} if cursor else {})
        page = self._link.get("/v1/search", q=question, kind=kind, limit=limit, **more)
        return made(SearchResults, page)

    def hits(self, question: str = "", *, batch: int = 50, **filters: Any) -> Iterator[Hit]:
        """All reports that answer, best first, page by page as they are asked for."""
        asked = {"q": question, "limit": batch, **filters}
        for each in self._link.pages("/v1/search", "hits", key="cursor", **asked):
            yield made(Hit, each)

    def facets(self, question: str = "", *, kind: Kind = "reports", **filters: Any) -> Facets:
        """How many answer, and by what they can be filtered."""
        return made(Facets, self._link.get("/v1/facets", q=question, kind=kind, **filters))

    def suggest(self, typed: str, *, limit: int = 8) -> tuple[Suggestion, ...]:
        """What may be meant by what was typed so far, the best first."""
        page = self._link.get("/v1/suggest", q=typed, limit=limit)
        return tuple(made(Suggestion, each) for each in page["suggestions"])

    def similar(self, report_id: str, *, limit: int = 10) -> Similar:
        """Reports and projects like a report."""
        return made(Similar, self._link.get(f"{report_path(report_id)}/similar", limit=limit))

    def similar_projects(self, project_id: str, *, limit: int = 10) -> tuple[Initiative, ...]:
        """Projects like a project of the registry, the most similar first."""
        page = self._link.get(f"{project_path(project_id)}/similar", limit=limit)
        return tuple(made(Initiative, each) for each in page["similar"])

    def similar_to_text(
        self, text: str, *, title: str = "", limit: int = 10
    ) -> tuple[Initiative, ...]:
        """Projects like a described plan, the most similar first."""
        body = {"text": text, "title": title, "limit": limit}
        page = self._link.send("POST", "/v1/similar", json=body)
        return tuple(made(Initiative, each) for each in page["similar"])

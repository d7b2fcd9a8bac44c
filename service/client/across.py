"""What is known across reports: projects, experiences, themes, numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from service.client.addresses import project_path
from service.client.decoding import Json, made
from service.client.link import Linked
from service.client.project_records import PracticeCard, Project, SharedStatement, Voice, Voices
from service.client.records import Concept


class Across(Linked):
    """Calls about all reports together."""

    def projects(self, *, batch: int = 100, **filters: str) -> Iterator[Project]:
        """All projects by name, or those of ``q``, ``place`` or ``programme``."""
        for each in self._link.pages("/v1/projects", "projects", limit=batch, **filters):
            yield made(Project, each)

    def project(self, project_id: str) -> Project:
        """One; its ``raw`` has every mention, and what is proposed and decided about it."""
        return made(Project, self._link.get(project_path(project_id)))

    def card(self, project_id: str) -> PracticeCard:
        """A project at a glance, in the words of the reports."""
        return made(PracticeCard, self._link.get(f"{project_path(project_id)}/card"))

    def lessons(self, *, batch: int = 100, **filters: str) -> Iterator[Voice]:
        """All experiences, or those of a ``theme``, a ``kind`` or with the words ``q``."""
        for each in self._link.pages("/v1/lessons", "lessons", limit=batch, **filters):
            yield made(Voice, each)

    def statements(self, *, batch: int = 50, **filters: Any) -> Iterator[SharedStatement]:
        """What reports say, each once, the most frequent first; ``sort="newest"``: the latest."""
        asked = {"limit": batch, **filters}
        for each in self._link.pages("/v1/lesson-groups", "groups", key="cursor", **asked):
            yield made(SharedStatement, each)

    def voices(self, statement_id: str) -> Voices:
        """Who says it, and who says the opposite."""
        return made(Voices, self._link.get(f"/v1/lessons/{quote(statement_id, safe='')}"))

    def themes(self) -> tuple[Concept, ...]:
        """The vocabulary."""
        return tuple(made(Concept, each) for each in self._link.get("/v1/themes")["themes"])

    def places(self, **filters: str) -> Json:
        """GeoJSON of all places with counts of reports and projects."""
        return self._link.get("/v1/places", **filters)

    def statistics(self) -> Json:
        """The stock in numbers."""
        return self._link.get("/v1/statistics")

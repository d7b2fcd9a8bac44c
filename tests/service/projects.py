"""Reports that name projects, for a store."""

from __future__ import annotations

import re
from dataclasses import replace

from fastapi.testclient import TestClient

from nlp.types import Event, Mention, Place, Project
from service.app import create_app
from service.settings import Settings
from service.store import Store
from tests.fakes import analysed_document
from tests.service.databases import url_in
from tests.service.fakes import FakeAnalyser, FakeFinder

__all__ = ["client_over", "put", "url_in"]

PLACES = {
    name: Place(id=f"de:{name}", name=name, kind="municipality", state=state)
    for name, state in (
        ("Kiel", "Schleswig-Holstein"),
        ("Hamm", "Nordrhein-Westfalen"),
        ("Unna", "Nordrhein-Westfalen"),
    )
}


def put(
    store: Store,
    report: str,
    name: str,
    *aliases: str,
    places: tuple[str, ...] = (),
    programme: str | None = None,
    year: int = 2014,
    text: str = "",
) -> None:
    """Store a report that names one project in each of its forms, and its places."""
    text = text or f"Bericht {report}\n\nVorgestellt: {'; '.join((name, *aliases, *places))}."
    forms = sorted({name, *aliases}, key=len, reverse=True)
    found = [
        Mention(start=m.start(), end=m.end(), text=m[0], label="PROJECT")
        for m in re.finditer("|".join(map(re.escape, forms)), text)
    ]
    placed = [
        Mention(start=m.start(), end=m.end(), text=m[0], label="PLACE", place=PLACES[m[0]])
        for m in re.finditer("|".join(PLACES), text)
    ]
    analysis, document = analysed_document(report, text)
    project = Project(
        name=name,
        aliases=aliases,
        mentions=tuple(range(len(found))),
        places=places,
        programme=programme,
        themes=("elternarbeit",),
    )
    changed = replace(
        analysis,
        mentions=(*found, *placed),
        projects=(project,),
        event=Event(start=f"{year}-05-01"),
    )
    store.put(changed, document)


def client_over(store: Store, **settings: object) -> TestClient:
    app = create_app(
        Settings(**settings), store=store, finder=FakeFinder(), analyser=FakeAnalyser()
    )
    return TestClient(app, raise_server_exceptions=False)

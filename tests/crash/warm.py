"""Everything that programs load when they first need it, loaded once where they are forked."""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path

import uvicorn.lifespan.on
import uvicorn.loops.auto
import uvicorn.protocols.http.auto  # noqa: F401
from fastapi.testclient import TestClient

from service.app import create_app
from tests.crash import check, programs
from tests.crash.driver import EDGE, HEADERS, form
from tests.crash.ledger import Ledger
from tests.crash.reader import a_text
from tests.service.test_vocabularies import CLIMATE


def warm_up() -> None:
    """Each program once, in this process; no thread is left behind."""
    folder = Path(tempfile.mkdtemp(prefix="crash-warm-"))
    texts = {"warm": a_text(random.Random(0))}
    programs.ingesting(folder, texts, folder / "log")
    with programs.served(folder) as parts:
        _ask(TestClient(create_app(parts.settings, parts=parts)))
    check.differences(folder, Ledger())
    programs.made_old(folder, folder / "old")
    programs.migrating(folder / "old")
    shutil.rmtree(folder)


def _ask(client: TestClient) -> None:
    for path in ("/healthz", "/v1/projects?limit=10", "/v1/search?q=Elternarbeit&limit=5"):
        client.get(path, headers=HEADERS)
    client.put("/v1/reports/a", json={"text": a_text(random.Random(1))}, headers=HEADERS)
    vote = {"report": "a", "theme": "elternarbeit", "verdict": "accepted", "by": "x"}
    client.post("/v1/feedback", json=vote, headers=HEADERS)
    client.delete("/v1/reports/a", headers=HEADERS)
    client.post(
        "/v1/vocabularies",
        content=form(CLIMATE.encode()),
        headers=HEADERS | {"Content-Type": f"multipart/form-data; boundary={EDGE}"},
    )
    client.post("/v1/vocabularies/standard/use", headers=HEADERS)

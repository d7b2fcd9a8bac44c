"""Killed at any moment, the programs lose nothing that was acknowledged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from service.store import Store
from tests.crash.harness import Child, Harness
from tests.crash.programs import settings_of
from tests.crash.warm import warm_up

ROUNDS = 16


@pytest.mark.slow
def test_nothing_that_was_acknowledged_is_lost(tmp_path: Path) -> None:
    """The long run is by hand: ``python -m tests.crash.harness --rounds 300``."""
    answer = Child(lambda: _run(tmp_path)).wait()[1]
    kills, acknowledged, differences = answer  # type: ignore[misc]
    assert differences == []
    assert kills >= ROUNDS // 2
    assert acknowledged > ROUNDS


def _run(folder: Path) -> tuple[int, int, list[str]]:
    warm_up()
    outcome = Harness(folder, seed=7).run(ROUNDS)
    return outcome.kills.total(), outcome.acknowledged, outcome.differences


@pytest.mark.slow
@pytest.mark.parametrize("loss", ["report", "text", "vote", "index"])
def test_a_loss_is_seen(tmp_path: Path, loss: str) -> None:
    """The comparison itself: what is taken away behind the programs' backs is missed."""
    found = Child(lambda: _robbed(tmp_path, loss)).wait()[1]
    assert isinstance(found, list) and found, found


def _robbed(folder: Path, loss: str) -> list[str]:
    from sqlalchemy import text

    from service.store import Vote
    from service.store.engine import writing
    from tests.crash.programs import ingesting, opened

    warm_up()
    harness = Harness(folder, seed=3)
    data = folder / "data"
    Store(settings_of(data).store_url).close()
    harness._begin_ingest().wait()
    with Store(settings_of(data).store_url) as store:
        store.themes.vote([Vote(report="f-1", theme="t", verdict="added", by="token")])
    harness._ledger.said.add("token")
    ingesting(data, {}, folder / "none")
    statements = {
        "report": "DELETE FROM reports WHERE id = (SELECT min(id) FROM reports)",
        "text": "UPDATE reports SET text = text || '!'",
        "vote": "DELETE FROM feedback",
    }
    if loss == "index":
        with opened(data, "ingest") as space:
            index = space.finder._index._index
            some = next(index.points())
            index.upsert([replace(some, payload=replace(some.payload, themes=("x",)))])
    else:
        with Store(settings_of(data).store_url) as store, writing(store._engine) as connection:
            connection.execute(text(statements[loss]))
    harness._compare("robbery")
    return harness.outcome.differences

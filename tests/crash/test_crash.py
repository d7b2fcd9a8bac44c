"""Killed at any moment, the programs lose nothing that was acknowledged."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from service.store import Store, Vote
from service.store.engine import writing
from tests.crash.harness import Child, Harness
from tests.crash.ledger import Ledger
from tests.crash.programs import ingesting, opened, settings_of
from tests.crash.reader import a_text
from tests.crash.warm import warm_up

ROUNDS = 20


@pytest.mark.slow
def test_nothing_that_was_acknowledged_is_lost(tmp_path: Path) -> None:
    """The long run is by hand: ``python -m tests.crash.harness --rounds 100``."""
    answer = Child(lambda: _run(tmp_path)).wait()[1]
    kills, acknowledged, differences = answer  # type: ignore[misc]
    assert differences == []
    assert kills >= 15
    assert acknowledged > ROUNDS


def _run(folder: Path) -> tuple[int, int, list[str]]:
    warm_up()
    outcome = Harness(folder, seed=7).run(ROUNDS)
    return outcome.kills.total(), outcome.acknowledged, outcome.differences


def test_what_a_kill_cut_off_is_counted_by_its_kind(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    lines = (
        {"op": "1", "kind": "delete", "id": "a"},
        {"op": "2", "kind": "put", "id": "b", "text": "Text"},
        {"ack": "2", "status": 201, "answer": "b"},
        {"op": "ingest:c", "kind": "put", "id": "c", "text": "Text"},
    )
    log.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    ledger = Ledger()
    ledger.take(log)
    assert (+ledger.cut, ledger.acknowledged) == ({"delete": 1}, 1)


@pytest.mark.slow
def test_a_loss_is_seen(tmp_path: Path) -> None:
    """The comparison itself: what is taken away behind the programs' backs is missed."""
    found = Child(lambda: _robbed(tmp_path)).wait()[1]
    assert isinstance(found, dict), found
    assert found.pop("nothing") == []
    assert all(found.values()), found


def _robbed(folder: Path) -> dict[str, list[str]]:
    warm_up()
    return {loss: _differences(folder / loss, loss) for loss in ("nothing", *LOSSES, "index")}


LOSSES = {
    "report": "DELETE FROM reports WHERE id = (SELECT min(id) FROM reports)",
    "text": "UPDATE reports SET text = text || '!'",
    "vote": "DELETE FROM feedback",
}


def _differences(folder: Path, loss: str) -> list[str]:
    folder.mkdir()
    harness = Harness(folder, seed=3)
    data = folder / "data"
    texts = {"f-1": a_text(random.Random(1)), "f-2": a_text(random.Random(2))}
    ingesting(data, texts, folder / "none")
    with Store(settings_of(data).store_url) as store:
        store.themes.vote([Vote(report="f-1", theme="t", verdict="added", by="token")])
    harness._ledger.reports = {name: [text] for name, text in texts.items()}
    harness._ledger.said = {"token"}
    if loss == "index":
        with opened(data, "ingest") as space:
            index = space.finder._index._index
            some = next(index.points())
            index.upsert([replace(some, payload=replace(some.payload, themes=("x",)))])
    elif loss in LOSSES:
        with Store(settings_of(data).store_url) as store, writing(store._engine) as connection:
            connection.execute(text(LOSSES[loss]))
    harness._compare(loss)
    return harness.outcome.differences

"""The real service in a process of its own, over the stock of the tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from service.client import FundstelleClient
from tests.e2e.stock import documents
from tests.ports import held_port, number

ROOT = Path(__file__).parents[2]
KEY = "schluessel-der-browsertests"
PATIENCE = 120.0
"""Seconds for models to load, and for the stock to be read."""
IMPORTED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Where the service answers, and its key for everything."""

    base: str
    key: str = KEY

    def client(self, *, key: str | None = KEY) -> FundstelleClient:
        """The client for programs."""
        return FundstelleClient(self.base, key=key)


@contextmanager
def a_service(data: Path, **settings: str) -> Iterator[Running]:
    """Serves ``data`` by the command ``serve`` until the end; ``settings`` as in the README."""
    environment = os.environ | {f"FUNDSTELLE_{name}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "service.cli", "serve", "--data", str(data)]
    log = data.with_suffix(".log")
    with log.open("w") as output, held_port() as held:
        process = subprocess.Popen(
            [*command, "--port", str(number(held))],
            cwd=ROOT,
            env=environment | {"FUNDSTELLE_ADMIN_KEY": KEY},
            stderr=output,
        )
        try:
            running = Running(base=f"http://127.0.0.1:{number(held)}")
            _wait(process, running, log)
            yield running
        finally:
            process.terminate()
            process.wait(30)


def ingested(data: Path) -> Path:
    """The folder with most of the stock, as ``ingest`` reads it: sooner than an import, which
    lets everything else go first."""
    file = data.with_suffix(".jsonl")
    lines = (json.dumps(each, ensure_ascii=False) + "\n" for each in documents()[:-IMPORTED])
    file.write_text("".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "service.cli", "ingest", str(file), "--data", str(data)]
    told = subprocess.run(
        command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=PATIENCE
    )
    assert told.returncode == 0, told.stderr
    return data


def filled(running: Running) -> Running:
    """The same with the rest of the stock imported, so that there is a job to look at."""
    with running.client() as client:
        job = client.import_reports(documents()[-IMPORTED:], name="bestand.ndjson")
        job = client.wait_for(job.id, seconds=PATIENCE, pause=0.2)
    assert job.state == "done", job
    return running


def _wait(process: subprocess.Popen[bytes], running: Running, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        try:
            httpx.get(f"{running.base}/health/ready").raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(log.read_text())

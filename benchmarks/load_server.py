"""A service started for a benchmark, and what is seen of it from outside."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

ROOT = Path(__file__).parent.parent
START = 300.0
"""Seconds that it may take until it is ready."""
LONG = 60.0
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running service; ``key`` may do everything."""

    address: str
    pid: int
    key: str

    def get(self, path: str) -> tuple[int, Any]:
        """Status, and what JSON says."""
        return self._asked(path, None)

    def post(self, path: str, body: bytes = b"") -> tuple[int, Any]:
        """The same; NDJSON."""
        return self._asked(path, body)

    def _asked(self, path: str, body: bytes | None) -> tuple[int, Any]:
        headers = {"X-API-Key": self.key, "Content-Type": "application/x-ndjson"}
        request = urllib.request.Request(self.address + path, data=body, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=LONG) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, None
        except OSError:
            return 0, None

    def seconds(self, path: str) -> tuple[float, int]:
        """How long an answer takes, and its status."""
        begun = time.monotonic()
        status, _ = self.get(path)
        return time.monotonic() - begun, status

    def memory(self) -> float:
        """Resident memory of all its processes in MB, mapped files included."""
        return sum(_resident(pid) for pid in _family(self.pid)) / 1e6


@contextmanager
def running(stock: Path) -> Iterator[Server]:
    """A service on a free port over a copy of a data folder, which is thrown away at the end."""
    with TemporaryDirectory(prefix="load-", dir=stock.parent) as folder:
        data = Path(folder) / "data"
        shutil.copytree(stock, data)
        with _started(data, secrets.token_urlsafe(24), _free_port()) as server:
            yield server


@contextmanager
def _started(data: Path, key: str, port: int) -> Iterator[Server]:
    command = [sys.executable, "-m", "service.cli", "serve", "--data", str(data)]
    own = {"FUNDSTELLE_ADMIN_KEY": key, "FUNDSTELLE_RATE": "0", "FUNDSTELLE_METRICS": "yes"}
    process = subprocess.Popen(
        [*command, "--port", str(port)],
        cwd=ROOT,
        env=os.environ | own,
        stderr=subprocess.DEVNULL,
    )
    server = Server(address=f"http://127.0.0.1:{port}", pid=process.pid, key=key)
    try:
        _wait(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(60)


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START
    while server.get("/health/ready")[0] != 200:
        if process.poll() is not None or time.monotonic() > until:
            raise SystemExit("the service does not start: fundstelle serve says why")
        time.sleep(0.5)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(slots=True)
class Sampler:
    """While entered, looks every second at memory and at how long the service takes to say that
    it lives."""

    server: Server
    memory: list[float] = field(default_factory=list)
    health: list[tuple[float, int]] = field(default_factory=list)
    _over: Event = field(default_factory=Event)
    _thread: Thread = field(init=False)

    def __enter__(self) -> Sampler:
        self._thread = Thread(target=self._work, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _work(self) -> None:
        while True:
            self.memory.append(self.server.memory())
            self.health.append(self.server.seconds("/health/live"))
            if self._over.wait(1):
                return


def _family(pid: int) -> set[int]:
    parents = {own: parent for own in _pids() if (parent := _parent(own)) is not None}
    family = {pid}
    while more := {own for own, parent in parents.items() if parent in family} - family:
        family |= more
    return family


def _pids() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _parent(pid: int) -> int | None:
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2]
    except OSError:
        return None
    return int(after_name.split()[1])


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1]) * PAGE_SIZE
    except OSError:
        return 0

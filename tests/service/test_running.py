"""The service as its users have it: a process of its own, with the real models."""

from __future__ import annotations

import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

from corpus.gold import REPORTS

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
KEY = "ein-langer-geheimer-schluessel"
STOCK, MORE = 24, 12
QUESTIONS = (
    "Wie erreicht man Eltern, die nicht zu Elternabenden kommen?",
    "Woran scheitert die Zusammenarbeit mit Betrieben?",
    "Projekte zum Übergang von der Schule in den Beruf",
    "Empfehlungen für Mentoring mit jungen Zugewanderten",
    "Was hilft, wenn eine Projektförderung ausläuft?",
    "Netzwerkarbeit",
)


@dataclass(frozen=True)
class Running:
    """A service; ``seconds``: of the processor until it was ready, all cores together."""

    address: str
    process: subprocess.Popen[bytes]
    seconds: float

    def get(self, path: str, **query: str) -> dict:
        address = f"{self.address}{path}?{urlencode(query)}"
        with urllib.request.urlopen(address, timeout=60) as answer:
            return json.load(answer)

    def post(self, path: str, body: bytes, kind: str = "application/json") -> dict:
        headers = {"Authorization": f"Bearer {KEY}", "Content-Type": kind}
        asked = urllib.request.Request(f"{self.address}{path}", data=body, headers=headers)
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return json.load(answer)

    def job(self, job: str) -> dict:
        headers = {"Authorization": f"Bearer {KEY}"}
        asked = urllib.request.Request(f"{self.address}/v1/jobs/{job}", headers=headers)
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return json.load(answer)

    @property
    def peak_megabytes(self) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        (line,) = [line for line in status.splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) // 1024


def reports(first: int, last: int) -> list[dict]:
    with REPORTS.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines][first:last]


@pytest.fixture(scope="module")
def stock(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("running")
    source = folder / "berichte.jsonl"
    lines = (json.dumps(report, ensure_ascii=False) for report in reports(0, STOCK))
    source.write_text("\n".join(lines), encoding="utf-8")
    data = folder / "data"
    command = [sys.executable, "-m", "service.cli", "ingest", str(source), "--data", str(data)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=280)
    compiled = [sys.executable, "-m", "compileall", "-q", "nlp", "corpus", "models", "service"]
    subprocess.run(compiled, cwd=ROOT, env=environment(), check=True)
    return data


def environment() -> dict[str, str]:
    """As usual Python keeps its byte code: at the second start nothing is compiled anew."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


@pytest.fixture(scope="module")
def running(stock: Path) -> Iterator[Running]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    own = {"FUNDSTELLE_ADMIN_KEY": KEY, "FUNDSTELLE_RATE": "0", "FUNDSTELLE_PORT": str(port)}
    command = [sys.executable, "-m", "service.cli", "serve", "--data", str(stock)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment() | own, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/health/ready", process)
        yield Running(address, process, processor_seconds(process.pid))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(1200):
        assert process.poll() is None
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise AssertionError("not ready within a minute")


def seconds_of_searches(running: Running, count: int) -> list[float]:
    found = []
    for number in range(count):
        begun = time.perf_counter()
        running.get("/v1/search", q=QUESTIONS[number % len(QUESTIONS)])
        found.append(time.perf_counter() - begun)
        time.sleep(0.05)
    return found


def test_it_is_ready_soon_answers_and_takes_little_memory(running: Running) -> None:
    """Of the processor, since others may be at work; with the sample corpus it takes as long."""
    assert running.seconds < 5
    for question in QUESTIONS:
        answer = running.get("/v1/search", q=question)
        assert answer["hits"] or answer["projects"] or answer["lessons"]
    tagged = running.post("/v1/tag", json.dumps({"text": "Eltern " * 2000}).encode())
    assert "themes" in tagged
    assert running.peak_megabytes < 1000


def test_search_stays_fast_while_many_reports_come_in(running: Running) -> None:
    seconds_of_searches(running, 6)
    quiet = statistics.median(seconds_of_searches(running, 30))
    lines = [
        json.dumps({"id": f"neu-{at}", "text": report["text"]}, ensure_ascii=False)
        for at, report in enumerate(reports(STOCK, STOCK + MORE))
    ]
    job = running.post("/v1/imports?name=neu.ndjson", "\n".join(lines).encode())["id"]
    for _ in range(600):
        if running.job(job)["position"] > 0:
            break
        time.sleep(0.1)
    busy = statistics.median(seconds_of_searches(running, 30))
    for _ in range(1200):
        if running.job(job)["state"] == "done":
            break
        time.sleep(0.1)
    assert running.job(job)["state"] == "done"
    assert busy < 4 * quiet + 0.1

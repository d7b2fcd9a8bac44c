"""Uses a running service as its clients do, and notes durably what was answered."""

from __future__ import annotations

import http.client
import json
import os
import random
import time
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote

from tests.crash.programs import KEY
from tests.crash.reader import TOPICS, a_text
from tests.service.test_vocabularies import CLIMATE

THREADS = 2
SECONDS = 6.0
THEMES = ("elternarbeit", "grundbildung", "inklusion")
HEADERS = {"Authorization": f"Bearer {KEY}"}


class Log:
    """Lines that are on the disk when a call returns; one write each, so that none are mixed."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def write(self, **line: Any) -> None:
        os.write(self._handle, json.dumps(line).encode() + b"\n")
        os.fsync(self._handle)


class Client:
    """One of several; each has reports of its own, so that their order is known."""

    def __init__(self, number: int, port: int, log: Log, seed: str) -> None:
        self._number = number
        self._port = port
        self._log = log
        self._chance = random.Random(f"{seed}:{number}")
        self._names = [f"c{number}-{at}" for at in range(12)]
        self._step = 0
        self._mark = f"{seed}:{number}"

    def work(self, until: float) -> None:
        acts = (self._put, self._put, self._put, self._delete, self._vote, self._decide)
        rare = (self._import, self._switch, self._search)
        while time.monotonic() < until:
            act = self._chance.choice(rare if self._chance.random() < 0.3 else acts)
            try:
                act()
            except OSError:
                return
            except http.client.HTTPException:
                return

    def _put(self) -> None:
        name, text = self._chance.choice(self._names), a_text(self._chance)
        begun = self._begin("put", id=name, text=text)
        self._send(begun, "PUT", f"/v1/reports/{name}", {"text": text})

    def _delete(self) -> None:
        name = self._chance.choice(self._names)
        begun = self._begin("delete", id=name)
        self._send(begun, "DELETE", f"/v1/reports/{name}")

    def _vote(self) -> None:
        begun = self._begin("vote")
        said = {
            "report": self._chance.choice(self._names),
            "theme": self._chance.choice(THEMES),
            "verdict": self._chance.choice(("accepted", "rejected", "added")),
            "by": begun,
        }
        self._send(begun, "POST", "/v1/feedback", said)

    def _decide(self) -> None:
        status, page = self._call("GET", "/v1/projects?limit=10")
        entries = [entry["id"] for entry in page.get("projects", [])] if status == 200 else []
        if len(entries) < 2:
            return
        begun = self._begin("decide")
        way = self._chance.choice(("merge", "keep-apart"))
        wish = {"entries": self._chance.sample(entries, 2), "by": begun}
        self._send(begun, "POST", f"/v1/projects/{way}", wish)

    def _import(self) -> None:
        texts = {f"j-{self._mark}-{self._step}-{n}": a_text(self._chance) for n in range(6)}
        begun = self._begin("import", texts=texts)
        lines = (json.dumps({"id": name, "text": text}) for name, text in texts.items())
        self._send(begun, "POST", "/v1/imports", raw="\n".join(lines).encode())

    def _switch(self) -> None:
        """To the other vocabulary: all reports get other themes."""
        data = CLIMATE.encode()
        status, found = self._call(
            "POST",
            "/v1/vocabularies",
            raw=form(data),
            kind=f"multipart/form-data; boundary={EDGE}",
        )
        if status in {200, 201}:
            version = found["vocabulary"]["version"]
            wanted = self._chance.choice((version, "standard"))
            begun = self._begin("switch", version=wanted)
            self._send(begun, "POST", f"/v1/vocabularies/{wanted}/use")

    def _search(self) -> None:
        topic = quote(self._chance.choice(TOPICS))
        status, page = self._call("GET", f"/v1/search?q={topic}&limit=5")
        if status != 200:
            self._log.write(fault=f"search: {status} {page}")

    def _begin(self, kind: str, **what: Any) -> str:
        self._step += 1
        name = f"{self._mark}:{self._step}"
        self._log.write(op=name, kind=kind, **what)
        return name

    def _send(self, op: str, method: str, path: str, body: Any = None, raw: bytes = b"") -> None:
        status, answer = self._call(method, path, body, raw)
        self._log.write(ack=op, status=status, answer=answer.get("id"))
        if status >= 500 and status != 503:
            self._log.write(fault=f"{method} {path}: {status} {answer}")

    def _call(
        self, method: str, path: str, body: Any = None, raw: bytes = b"", kind: str = ""
    ) -> tuple[int, dict[str, Any]]:
        data = raw or (json.dumps(body).encode() if body is not None else b"")
        usual = "application/x-ndjson" if raw else "application/json"
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            connection.request(method, path, data, HEADERS | {"Content-Type": kind or usual})
            answer = connection.getresponse()
            content = answer.read()
            return answer.status, json.loads(content) if content else {}
        finally:
            connection.close()


EDGE = "edge"


def form(data: bytes) -> bytes:
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="klima.csv"\r\n'
    return head.encode() + b"Content-Type: text/csv\r\n\r\n" + data + f"\r\n--{EDGE}--\r\n".encode()


def drive(port: int, log: Path, seed: str, seconds: float = SECONDS) -> None:
    """Until the service is gone, or for some seconds."""
    _wait_for(port)
    written, until = Log(log), time.monotonic() + seconds
    clients = [Client(n, port, written, seed) for n in range(THREADS)]
    threads = [Thread(target=client.work, args=(until,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _wait_for(port: int) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.01)
        finally:
            connection.close()

"""Bulk imports, and who hears of them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from service.client.addresses import job_path
from service.client.decoding import made
from service.client.job_records import Job, JobDocument, Webhook
from service.client.link import Linked

CHUNK = 1_000_000


class Importing(Linked):
    """Calls about jobs and webhooks."""

    def import_file(self, path: Path) -> Job:
        """Send an NDJSON file or a ZIP archive; it is read in the background."""
        with path.open("rb") as file:
            return self._imported(_pieces(file), name=path.name)

    def import_reports(self, reports: Iterable[Mapping[str, Any]], *, name: str = "") -> Job:
        """Send objects with ``text`` and maybe ``id`` and ``title``."""
        lines = (json.dumps(dict(each), ensure_ascii=False).encode() + b"\n" for each in reports)
        return self._imported(lines, name=name)

    def jobs(self) -> Iterator[Job]:
        """The latest first."""
        for each in self._link.pages("/v1/jobs", "jobs", key="before", limit=100):
            yield made(Job, each)

    def job(self, job_id: str) -> Job:
        """How far a job is."""
        return made(Job, self._link.get(job_path(job_id)))

    def job_documents(self, job_id: str, *, outcome: str | None = None) -> Iterator[JobDocument]:
        """What became of its documents."""
        chosen = {"outcome": outcome} if outcome else {}
        path = f"{job_path(job_id)}/documents"
        for each in self._link.pages(path, "documents", limit=100, **chosen):
            yield made(JobDocument, each)

    def cancel_job(self, job_id: str) -> Job:
        """Stop it after the documents at hand."""
        return made(Job, self._link.send("POST", f"{job_path(job_id)}/cancel"))

    def resume_job(self, job_id: str) -> Job:
        """Go on where it stopped."""
        return made(Job, self._link.send("POST", f"{job_path(job_id)}/resume"))

    def delete_job(self, job_id: str) -> None:
        """Forget an ended job and its file; the reports stay."""
        self._link.send("DELETE", job_path(job_id))

    def wait_for(self, job_id: str, *, seconds: float = 3600.0, pause: float = 2.0) -> Job:
        """The job once it has ended; TimeoutError."""
        end = time.monotonic() + seconds
        while not (job := self.job(job_id)).has_ended:
            if time.monotonic() > end:
                raise TimeoutError(f"Der Auftrag {job_id} läuft noch.")
            time.sleep(pause)
        return job

    def webhooks(self) -> tuple[Webhook, ...]:
        """The addresses that hear of ended jobs."""
        return tuple(made(Webhook, each) for each in self._link.get("/v1/webhooks")["webhooks"])

    def add_webhook(self, url: str) -> Webhook:
        """Register an address; the answer tells the secret, this once."""
        return made(Webhook, self._link.send("POST", "/v1/webhooks", json={"url": url}))

    def delete_webhook(self, webhook_id: str) -> None:
        """Nothing is sent there any more."""
        self._link.send("DELETE", f"/v1/webhooks/{quote(webhook_id, safe='')}")

    def _imported(self, pieces: Iterable[bytes], *, name: str) -> Job:
        params = {"name": name[:200]}
        return made(Job, self._link.send("POST", "/v1/imports", content=pieces, params=params))


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(CHUNK):
        yield piece

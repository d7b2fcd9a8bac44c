"""What programs ask of a service."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Any, Literal
from urllib.parse import quote

import httpx

from service.client.errors import FundstelleApiError
from service.client.link import Link
from service.client.records import (
    Entered,
    Job,
    JobDocument,
    Json,
    SearchResults,
    Summary,
    hit_of,
    made,
)

Format = Literal["jsonl", "csv", "jsonld", "geojson"]
CHUNK = 1_000_000


class FundstelleClient(AbstractContextManager["FundstelleClient"]):
    """One service; safe to share between threads as ``httpx.Client`` is.

    ``key`` is sent with every request. ``http``: a client of one's own, as for tests or proxies.
    """

    def __init__(
        self,
        address: str,
        *,
        key: str = "",
        timeout: float = 30.0,
        http: httpx.Client | None = None,
    ) -> None:
        self._link = Link(address, key, http or httpx.Client(timeout=timeout))

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._link.close()

    # Search

    def search(self, question: str, *, limit: int = 10, **filters: Any) -> SearchResults:
        """Reports that answer; ``filters`` as the server takes them, as ``state="Hamburg"``."""
        page = self._link.get("/v1/search", q=question, limit=limit, **filters)
        return SearchResults(query=page["query"], hits=tuple(map(hit_of, page["hits"])), raw=page)

    def similar(self, report_id: str, *, limit: int = 10) -> Json:
        """Reports and projects like a report."""
        return self._link.get(f"{_report(report_id)}/similar", limit=limit)

    def similar_to_text(self, text: str, *, title: str = "", limit: int = 10) -> Json:
        """Projects like a described plan."""
        body = {"text": text, "title": title}
        return self._link.send("POST", "/v1/similar", json=body, params={"limit": limit})

    def tag(self, text: str, *, title: str = "") -> Json:
        """The analysis of a text; nothing is stored."""
        return self._link.send("POST", "/v1/tag", json={"text": text, "title": title})

    # Reports

    def reports(self, *, batch: int = 100) -> Iterator[Summary]:
        """All reports, in the order of their ids."""
        for each in self._link.pages("/v1/reports", "reports", limit=batch):
            yield made(Summary, each)

    def report(self, report_id: str) -> Json:
        """The analysis of a stored report, in the shape of the contract."""
        return self._link.get(_report(report_id))

    def add_report(self, text: str, *, title: str, id: str | None = None) -> Entered:  # noqa: A002
        """Store a report, in place of one with the same id."""
        body = {"text": text, "title": title} | ({"id": id} if id else {})
        return made(Entered, self._link.send("POST", "/v1/reports", json=body))

    def upload_report(self, path: Path, *, title: str = "") -> Entered:
        """Store a file: text, HTML, PDF, DOCX or ODT."""
        with path.open("rb") as file:
            sent = {"file": (path.name, file)}
            answer = self._link.send("POST", "/v1/reports", files=sent, data={"title": title})
        return made(Entered, answer)

    def delete_report(self, report_id: str) -> None:
        """Forget a report."""
        self._link.send("DELETE", _report(report_id))

    # Jobs

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
        return made(Job, self._link.get(f"/v1/jobs/{quote(job_id, safe='')}"))

    def job_documents(self, job_id: str, *, outcome: str | None = None) -> Iterator[JobDocument]:
        """What became of its documents."""
        chosen = {"outcome": outcome} if outcome else {}
        path = f"/v1/jobs/{quote(job_id, safe='')}/documents"
        for each in self._link.pages(path, "documents", limit=100, **chosen):
            yield made(JobDocument, each)

    def cancel_job(self, job_id: str) -> Job:
        """Stop it after the documents at hand."""
        return made(Job, self._link.send("POST", f"/v1/jobs/{quote(job_id, safe='')}/cancel"))

    def resume_job(self, job_id: str) -> Job:
        """Go on where it stopped."""
        return made(Job, self._link.send("POST", f"/v1/jobs/{quote(job_id, safe='')}/resume"))

    def wait_for(self, job_id: str, *, seconds: float = 3600.0, pause: float = 2.0) -> Job:
        """The job once it has ended; TimeoutError."""
        end = time.monotonic() + seconds
        while not (job := self.job(job_id)).has_ended:
            if time.monotonic() > end:
                raise TimeoutError(f"Der Auftrag {job_id} läuft noch.")
            time.sleep(pause)
        return job

    # Export

    def export_reports(self, **filters: str) -> Iterator[Json]:
        """All reports or those that fit, one after another as they come."""
        for piece in self.export("jsonl", **filters):
            if not piece.endswith(b"\n"):
                raise FundstelleApiError({"detail": "Die Ausfuhr ist abgebrochen."}, 200)
            yield from map(json.loads, piece.splitlines())

    def export(self, format: Format, **filters: str) -> Iterator[bytes]:  # noqa: A002
        """A file in pieces: ``theme``, ``state`` and ``doc_kind`` choose reports.

        Pieces of JSON Lines end with a line.
        """
        return self._link.lines("/v1/export", format=format, **filters)

    def places(self, **filters: str) -> Json:
        """GeoJSON of all places with counts of reports and projects."""
        return self._link.get("/v1/places", **filters)

    def themes(self) -> Json:
        """The vocabulary."""
        return self._link.get("/v1/themes")

    def _imported(self, pieces: Iterable[bytes], *, name: str) -> Job:
        params = {"name": name[:200]}
        return made(Job, self._link.send("POST", "/v1/imports", content=pieces, params=params))


def _report(report_id: str) -> str:
    return f"/v1/reports/{quote(report_id, safe='')}"


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(CHUNK):
        yield piece

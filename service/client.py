"""A client for programs in Python; needs ``httpx`` (the extra ``client``).

    with FundstelleClient("https://fundstelle.example.org", key="…") as client:
        for hit in client.search("Wie erreicht man Eltern?").hits:
            print(hit.title, hit.text)

Refusals of the server come as ``FundstelleApiError`` with its German sentence. Offsets are
half-open code points into the report's text.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal, Self, TypeVar
from urllib.parse import quote

import httpx

Json = dict[str, Any]
Format = Literal["jsonl", "csv", "jsonld", "geojson"]
ENDED = frozenset({"done", "failed", "cancelled"})
CHUNK = 1_000_000
T = TypeVar("T")


class FundstelleApiError(Exception):
    """A refusal: ``str(error)`` is German, ``code`` for programs, ``status`` that of HTTP.

    ``fields`` names bad input with a sentence each.
    """

    def __init__(self, problem: Mapping[str, Any], status: int) -> None:
        self.status = status
        self.code = str(problem.get("code", "error"))
        self.request_id = str(problem.get("request_id", ""))
        errors = problem.get("errors") or ()
        self.fields = {str(each["field"]): str(each["detail"]) for each in errors}
        sentence = str(problem.get("detail") or f"Der Dienst hat mit {status} geantwortet.")
        named = "; ".join(f"{field}: {text}" for field, text in self.fields.items())
        super().__init__(f"{sentence} ({named})" if named else sentence)


class FundstelleUnreachableError(FundstelleApiError):
    """No answer: the network, the address or the time."""

    def __init__(self) -> None:
        problem = {"code": "unreachable", "detail": "Der Dienst ist nicht erreichbar."}
        super().__init__(problem, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """``text[start:end]`` of a report."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A report that answers, with its best passage; ``raw`` is all that the server said."""

    report: str
    title: str
    text: str
    start: int
    end: int
    score: float
    link: str
    sentence: str
    themes: tuple[str, ...]
    highlights: tuple[Range, ...]
    raw: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults:
    """The hits, best first."""

    query: str
    hits: tuple[Hit, ...]
    raw: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A report in a list."""

    id: str
    title: str
    doc_kind: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What became of a report that was sent: ``new``, ``changed`` or ``unchanged``."""

    id: str
    state: str
    link: str
    report: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A bulk import: ``position`` of ``total`` parts were begun; documents by their outcome."""

    id: str
    name: str
    format: str
    state: str
    total: int
    position: int
    new: int
    changed: int
    unchanged: int
    refused: int
    message: str | None

    @property
    def has_ended(self) -> bool:
        """Whether nothing more happens to it by itself."""
        return self.state in ENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class JobDocument:
    """What became of one document of a job."""

    name: str
    outcome: str
    report: str | None
    code: str | None
    detail: str | None


class FundstelleClient:
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
        self._http = http or httpx.Client(timeout=timeout)
        self._address = address.rstrip("/")
        self._headers = {b"Authorization": f"Bearer {key}".encode()} if key else {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    # Search

    def search(self, question: str, *, limit: int = 10, **filters: Any) -> SearchResults:
        """Reports that answer; ``filters`` as the server takes them, as ``state="Hamburg"``."""
        page = self._get("/v1/search", q=question, limit=limit, **filters)
        return SearchResults(query=page["query"], hits=tuple(map(_hit, page["hits"])), raw=page)

    def similar(self, report_id: str, *, limit: int = 10) -> Json:
        """Reports and projects like a report."""
        return self._get(f"{_report(report_id)}/similar", limit=limit)

    def similar_to_text(self, text: str, *, title: str = "", limit: int = 10) -> Json:
        """Projects like a described plan."""
        body = {"text": text, "title": title}
        return self._send("POST", "/v1/similar", json=body, params={"limit": limit})

    def tag(self, text: str, *, title: str = "") -> Json:
        """The analysis of a text; nothing is stored."""
        return self._send("POST", "/v1/tag", json={"text": text, "title": title})

    # Reports

    def reports(self, *, batch: int = 100) -> Iterator[Summary]:
        """All reports, in the order of their ids."""
        for each in self._pages("/v1/reports", "reports", limit=batch):
            yield _made(Summary, each)

    def report(self, report_id: str) -> Json:
        """The analysis of a stored report, in the shape of the contract."""
        return self._get(_report(report_id))

    def add_report(self, text: str, *, title: str, id: str | None = None) -> Entered:  # noqa: A002
        """Store a report, in place of one with the same id."""
        body = {"text": text, "title": title} | ({"id": id} if id else {})
        return _made(Entered, self._send("POST", "/v1/reports", json=body))

    def upload_report(self, path: Path, *, title: str = "") -> Entered:
        """Store a file: text, HTML, PDF, DOCX or ODT."""
        with path.open("rb") as file:
            sent = {"file": (path.name, file)}
            answer = self._send("POST", "/v1/reports", files=sent, data={"title": title})
        return _made(Entered, answer)

    def delete_report(self, report_id: str) -> None:
        """Forget a report."""
        self._send("DELETE", _report(report_id))

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
        for each in self._pages("/v1/jobs", "jobs", key="before", limit=100):
            yield _made(Job, each)

    def job(self, job_id: str) -> Job:
        """How far a job is."""
        return _made(Job, self._get(f"/v1/jobs/{quote(job_id, safe='')}"))

    def job_documents(self, job_id: str, *, outcome: str | None = None) -> Iterator[JobDocument]:
        """What became of its documents."""
        chosen = {"outcome": outcome} if outcome else {}
        path = f"/v1/jobs/{quote(job_id, safe='')}/documents"
        for each in self._pages(path, "documents", limit=100, **chosen):
            yield _made(JobDocument, each)

    def cancel_job(self, job_id: str) -> Job:
        """Stop it after the documents at hand."""
        return _made(Job, self._send("POST", f"/v1/jobs/{quote(job_id, safe='')}/cancel"))

    def resume_job(self, job_id: str) -> Job:
        """Go on where it stopped."""
        return _made(Job, self._send("POST", f"/v1/jobs/{quote(job_id, safe='')}/resume"))

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
        address, params = f"{self._address}/v1/export", {"format": format, **filters}
        try:
            with self._http.stream("GET", address, params=params, headers=self._headers) as answer:
                if answer.status_code >= 400:
                    answer.read()
                    raise _refused(answer)
                yield from _whole_lines(answer.iter_bytes())
        except httpx.TransportError as error:
            raise FundstelleUnreachableError from error

    def places(self, **filters: str) -> Json:
        """GeoJSON of all places with counts of reports and projects."""
        return self._get("/v1/places", **filters)

    def themes(self) -> Json:
        """The vocabulary."""
        return self._get("/v1/themes")

    # Requests

    def _imported(self, pieces: Iterable[bytes], *, name: str) -> Job:
        params = {"name": name[:200]}
        return _made(Job, self._send("POST", "/v1/imports", content=pieces, params=params))

    def _get(self, path: str, **params: Any) -> Json:
        return self._send("GET", path, params=params)

    def _send(self, method: str, path: str, **more: Any) -> Json:
        try:
            answer = self._http.request(method, self._address + path, headers=self._headers, **more)
        except httpx.TransportError as error:
            raise FundstelleUnreachableError from error
        if answer.status_code >= 300:
            raise _refused(answer)
        found: Json = answer.json() if answer.content else {}
        return found

    def _pages(self, path: str, name: str, *, key: str = "after", **params: Any) -> Iterator[Json]:
        following: dict[str, Any] = {}
        while True:
            page = self._get(path, **params, **following)
            yield from page[name]
            if page.get("next") is None:
                return
            following = {key: page["next"]}


def _report(report_id: str) -> str:
    return f"/v1/reports/{quote(report_id, safe='')}"


def _hit(found: Json) -> Hit:
    return Hit(
        report=found["report"],
        title=found["title"],
        text=found["text"],
        start=found["start"],
        end=found["end"],
        score=found["score"],
        link=found["link"],
        sentence=found["why"]["sentence"],
        themes=tuple(found["themes"]),
        highlights=tuple(Range(start=h["start"], end=h["end"]) for h in found["highlights"]),
        raw=found,
    )


def _made(kind: type[T], found: Json) -> T:
    """A record of what the server said; what later versions add is left out."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    values = {name: found.get(name) for name in names}
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})


def _refused(answer: httpx.Response) -> FundstelleApiError:
    try:
        problem = answer.json()
    except ValueError:
        problem = {}
    return FundstelleApiError(problem if isinstance(problem, dict) else {}, answer.status_code)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(CHUNK):
        yield piece


def _whole_lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, cut behind line ends where there are any; a rest comes last."""
    parts: list[bytes] = []
    for piece in pieces:
        head, end, rest = piece.rpartition(b"\n")
        parts.append(head + end if end else rest)
        if end:
            yield b"".join(parts)
            parts = [rest] if rest else []
    if parts:
        yield b"".join(parts)

"""Reports: analysed, stored, reviewed, forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from service.client.addresses import report_path
from service.client.decoding import Json, made
from service.client.link import Linked
from service.client.records import Entered, Outcome, Report, Reviewed, Summary

ReviewFormat = Literal["json", "jsonld", "csv", "gold"]
Verdict = Literal["accepted", "rejected", "added"]
ANY = "*"


class Reporting(Linked):
    """Calls about reports."""

    def tag(self, text: str, *, title: str = "", **options: Any) -> Report:
        """The analysis of a text; nothing is stored.

        ``options``: ``max_themes``, ``min_score``, ``exclude_themes``.
        """
        body = {"text": text, "title": title, **options}
        return made(Report, self._link.send("POST", "/v1/tag", json=body))

    def tag_batch(self, texts: Sequence[str], **options: Any) -> tuple[Outcome, ...]:
        """The analyses of several texts, in their order; options as of ``tag``."""
        body = {"texts": [{"text": text} for text in texts], **options}
        answer = self._link.send("POST", "/v1/tag/batch", json=body)
        return tuple(made(Outcome, each) for each in answer["results"])

    def reports(self, *, batch: int = 100) -> Iterator[Summary]:
        """All reports, in the order of their ids."""
        for each in self._link.pages("/v1/reports", "reports", limit=batch):
            yield made(Summary, each)

    def report(self, report_id: str) -> Report:
        """The analysis of a stored report."""
        return made(Report, self._link.get(report_path(report_id)))

    def add_report(
        self,
        text: str,
        *,
        title: str,
        id: str | None = None,  # noqa: A002
        draft: bool = False,
        once: str = "",
    ) -> Entered:
        """Store a report, in place of one with the same id.

        ``draft``: it is kept back until it is published. ``once``: a word of one's own by which
        the same request, sent again, is done once.
        """
        body = {"text": text, "title": title} | ({"id": id} if id else {})
        headers = {"Idempotency-Key": once} if once else {}
        path, params = "/v1/reports", _draft(draft)
        answer = self._link.send("POST", path, json=body, params=params, headers=headers)
        return made(Entered, answer)

    def replace_report(
        self, report_id: str, text: str, *, title: str = "", draft: bool = False
    ) -> Entered:
        """Store a report under this id, whether there is one or not."""
        body, params = {"text": text, "title": title}, _draft(draft)
        answer = self._link.send("PUT", report_path(report_id), json=body, params=params)
        return made(Entered, answer)

    def upload_report(self, path: Path, *, title: str = "", draft: bool = False) -> Entered:
        """Store a file: text, HTML, PDF, DOCX or ODT."""
        with path.open("rb") as file:
            sent, about = {"file": (path.name, file)}, {"title": title}
            answer = self._link.send(
                "POST", "/v1/reports", params=_draft(draft), files=sent, data=about
            )
        return made(Entered, answer)

    def delete_report(self, report_id: str) -> None:
        """Forget a report."""
        self._link.send("DELETE", report_path(report_id))

    def reviews(self, *, state: str | None = None, batch: int = 50) -> Iterator[Reviewed]:
        """Drafts and reports with how far their review is; ``state``: only of this one."""
        chosen = {"state": state} if state else {}
        for each in self._link.pages("/v1/reviews", "reviews", limit=batch, **chosen):
            yield made(Reviewed, each)

    def publish_report(self, report_id: str, *, version: int | None = None) -> None:
        """Publish with all that is decided; ``version``: only if it is still the review's."""
        self._link.send("POST", f"{_review(report_id)}/publish", headers=_seen(version))

    def withdraw_report(self, report_id: str, *, version: int | None = None) -> None:
        """Take a published report back into the drafts."""
        self._link.send("POST", f"{_review(report_id)}/withdraw", headers=_seen(version))

    def review(self, report_id: str) -> Json:
        """Everything that is to be looked at, with its ``version``."""
        return self._link.get(_review(report_id))

    def export_review(self, report_id: str, format: ReviewFormat = "json") -> bytes:  # noqa: A002
        """A file of one report as it is decided, drafts too."""
        return b"".join(self._link.lines(f"{_review(report_id)}/export", format=format))

    def give_feedback(self, report_id: str, theme: str, verdict: Verdict, *, by: str = "") -> None:
        """Say of a theme of a report whether it is right; the service learns from it."""
        body = {"report": report_id, "theme": theme, "verdict": verdict}
        self._link.send("POST", "/v1/feedback", json=body | ({"by": by} if by else {}))


def _review(report_id: str) -> str:
    return f"{report_path(report_id)}/review"


def _draft(draft: bool) -> dict[str, str]:
    return {"draft": "true"} if draft else {}


def _seen(version: int | None) -> dict[str, str]:
    return {"If-Match": ANY if version is None else f'"r{version}"'}

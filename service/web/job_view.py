"""Jobs and their documents as the pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from service.api.shapes import link_to
from service.store.jobs import OUTCOMES, DocumentOutcome, Job, JobDocument, job_to_dict
from service.web import words
from service.web.found import Choice
from service.web.project_view import Link

OUTCOME_WORDS: dict[str, DocumentOutcome] = {
    "neu": "new",
    "geaendert": "changed",
    "unveraendert": "unchanged",
    "abgewiesen": "refused",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobBox:
    """A job. ``state`` is the word of the API; ``counts`` say what became of its documents."""

    id: str
    href: str
    name: str
    format: str
    state: str
    said: str
    position: int
    total: int
    counts: tuple[tuple[DocumentOutcome, int], ...]
    message: str
    times: tuple[tuple[str, str, str], ...]

    @property
    def open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in {"queued", "running", "cancelling"}

    @property
    def stoppable(self) -> bool:
        """Whether it can be stopped."""
        return self.state in {"queued", "running"}

    @property
    def resumable(self) -> bool:
        """Whether it can go on."""
        return self.state in {"failed", "cancelled"}

    @property
    def percent(self) -> int:
        """How much of its file was begun."""
        return words.percent(self.position / self.total) if self.total else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentBox:
    """What became of one document: its report, or why it was refused; reports nearly the same."""

    name: str
    outcome: DocumentOutcome
    report: Link | None
    detail: str
    near: tuple[Link, ...]


def link_to_job(job_id: str) -> str:
    """The page of a job."""
    return f"/auftraege/{job_id}"


def job_box(job: Job) -> JobBox:
    """As lists and its own page show it."""
    state = job_to_dict(job)["state"]
    return JobBox(
        id=job.id,
        href=link_to_job(job.id),
        name=job.name,
        format=words.JOB_FORMATS[job.format],
        state=state,
        said=words.JOB_STATES[state],
        position=job.position,
        total=job.total,
        counts=tuple((outcome, job.counts.get(outcome, 0)) for outcome in OUTCOMES),
        message=job.message,
        times=tuple(_times(job)),
    )


def document_box(document: JobDocument, titles: Mapping[str, str]) -> DocumentBox:
    """A document with links to what it became; ``titles`` of reports by id."""
    stored = document.outcome != "refused" and document.report_id
    return DocumentBox(
        name=document.name,
        outcome=document.outcome,
        report=_link(document.report_id, titles) if stored else None,
        detail=document.detail,
        near=tuple(_link(name, titles) for name in document.near),
    )


def named_in(documents: Iterable[JobDocument]) -> set[str]:
    """Ids of all reports that are linked to."""
    return {name for each in documents for name in (each.report_id, *each.near) if name}


def _link(report: str, titles: Mapping[str, str]) -> Link:
    return Link(text=titles.get(report) or report, href=link_to(report))


def outcome_choices(job: Job, chosen: str) -> list[Choice]:
    """All documents, or those that became one thing, where there are some."""
    page, total = link_to_job(job.id), sum(job.counts.values())
    choices = [Choice(text="Alle", href=page, current=not chosen, note=words.german_number(total))]
    for word, outcome in OUTCOME_WORDS.items():
        number = job.counts.get(outcome, 0)
        if number or chosen == word:
            choices.append(
                Choice(
                    text=words.OUTCOMES[outcome].capitalize(),
                    href=f"{page}?nur={word}",
                    current=chosen == word,
                    note=words.german_number(number),
                )
            )
    return choices


def _times(job: Job) -> Iterator[tuple[str, str, str]]:
    """What happened, when by ISO, when in words."""
    named = (("Angelegt", job.created), ("Begonnen", job.started), ("Beendet", job.finished))
    for name, moment in named:
        if moment:
            yield name, moment.isoformat(timespec="seconds"), words.german_time(moment)

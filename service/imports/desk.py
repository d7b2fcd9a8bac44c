"""Where bulk imports are handed in, stopped and put back in the queue."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from nlp.errors import EmptyDocumentError, NotFoundError
from service.imports.inbox import Inbox, Incoming
from service.imports.parcel import format_of, open_parcel
from service.refusals import BusyError, ConflictError
from service.store.jobs import OPEN, Job

if TYPE_CHECKING:
    from service.store import Store

MOST_OPEN = 50
DEFAULT_NAME = "Einfuhr"


class ImportDesk:
    """Jobs and their files; safe to share between threads. ``most``: bytes of one file.

    ``news`` is set when there may be something to do.
    """

    def __init__(self, store: Store, folder: Path, *, most: int) -> None:
        self._store = store
        self.inbox = Inbox(folder, most=most)
        self.news = Event()

    def check_room(self) -> None:
        """BusyError where too many imports wait already."""
        states = self._store.jobs.ids().values()
        if sum(state in OPEN for state in states) >= MOST_OPEN:
            raise BusyError("Es warten schon viele Einfuhren: bitte später noch einmal senden.")

    def accept(self, incoming: Incoming, *, name: str = "") -> Job:
        """Make a received file a job; BadInputError where it cannot be read at all.

        When this returns, the job outlasts the end of the program.
        """
        try:
            incoming.close()
            file_format = format_of(incoming.path)
            with open_parcel(incoming.path, file_format, name=name) as parcel:
                total = parcel.total
            if total == 0:
                raise EmptyDocumentError("In der Datei ist kein Dokument.")
            incoming.keep()
            job = self._store.jobs.add(
                incoming.id, name=name or DEFAULT_NAME, format=file_format, total=total
            )
        except BaseException:
            incoming.discard()
            raise
        self.news.set()
        return job

    def cancel(self, job_id: str) -> Job:
        """Stop it after the documents at hand; ConflictError where it has ended by itself."""
        job = self._store.jobs.cancel(job_id)
        if job.state in {"done", "failed"}:
            raise ConflictError("Der Auftrag ist schon beendet: er lässt sich nicht abbrechen.")
        return job

    def resume(self, job_id: str) -> Job:
        """Go on where it stopped; ConflictError where it is done or its file is gone."""
        job = self._store.jobs.get(job_id)
        if job.state == "done":
            raise ConflictError("Der Auftrag ist schon fertig: es gibt nichts fortzusetzen.")
        if not self.inbox.has(job_id):
            raise ConflictError("Die Datei des Auftrags ist nicht mehr da: bitte neu senden.")
        job = self._store.jobs.resume(job_id)
        self.news.set()
        return job

    def remove(self, job_id: str) -> None:
        """Forget an ended job and its file; ConflictError where it has not ended."""
        if self._store.jobs.get(job_id).is_open:
            raise ConflictError("Der Auftrag läuft noch: bitte zuerst abbrechen.")
        self._store.jobs.remove(job_id)
        self.inbox.remove(job_id)

    def sweep(self, *, waits: float = 0.0) -> None:
        """Delete files that belong to no job, and those of jobs that are done.

        ``waits``: seconds since the last byte of those that may be on their way.
        """
        states = self._store.jobs.ids()
        self.inbox.sweep(
            {job_id for job_id, state in states.items() if state != "done"}, waits=waits
        )

    def forget_ended(self) -> int:
        """Delete the files of jobs that failed or were cancelled, which cannot go on then; how
        many there were."""
        states = self._store.jobs.ids()
        ended = [job for job, state in states.items() if state not in OPEN and self.inbox.has(job)]
        for job in ended:
            self.inbox.remove(job)
        return len(ended)

    def file_of(self, job: Job) -> Path:
        """The file of a job; NotFoundError where it is gone."""
        if not self.inbox.has(job.id):
            raise NotFoundError("Die Datei des Auftrags ist nicht mehr da: bitte neu senden.")
        return self.inbox.path(job.id)

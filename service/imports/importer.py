"""Works through one job: reads its file on from where it was left, and notes every outcome."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from corpus.documents import Document, Refusal
from nlp.errors import FundstelleError, StoreUnavailableError
from service.analyse import StoppedError
from service.erased_names import ErasedNames
from service.imports.desk import DEFAULT_NAME, ImportDesk
from service.imports.parcel import Piece, open_parcel
from service.ingest import Step, ingest
from service.log import told
from service.naming import Naming
from service.stages import happened, stage
from service.store.jobs import Job, JobDocument, JobState

if TYPE_CHECKING:
    from service.analyse import ReportReader
    from service.applier import Applies
    from service.store import Store

CHUNK = 4
"""So many documents are analysed between two looks at whether to stop, and in one turn."""
log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Importer:
    """Runs jobs one after another.

    ``turn`` waits for a turn with the models; it gives False where the program ends first: the
    job at hand then stays as it is and goes on later, as it does where ``stop`` says so after a
    document. ``analyser``: the one in use, which changes with the vocabulary.
    """

    desk: ImportDesk
    store: Store
    analyser: Callable[[], ReportReader]
    turn: Callable[[], AbstractContextManager[bool]]
    applier: Applies | None = None
    stop: Callable[[], bool] = lambda: False

    def run_next(self) -> bool:
        """Whether there was a job to run."""
        job = self.store.jobs.take()
        if job is None or job.state != "running":
            return False
        _tell("job started", job)
        try:
            ended = self._run(job)
        except StoreUnavailableError:
            raise  # the job goes on once the database is there again
        except FundstelleError as error:
            self._end(job, "failed", str(error))
        except Exception:
            log.exception("import %s failed", job.id)
            self._end(job, "failed", "Die Einfuhr ist abgebrochen (interner Fehler).")
        else:
            if ended:
                self._end(job, ended)
            else:
                _tell("job paused", job)
        return True

    def _run(self, job: Job) -> JobState | None:
        """How it ended; None where the program ends first."""
        path = self.desk.file_of(job)
        ids = _Ids(self.store.jobs.taken(job.id), self.store)
        source = "" if job.name == DEFAULT_NAME else job.name
        with open_parcel(path, job.format, name=job.name, source=source) as parcel:
            for chunk in _chunks(map(ids.own, self._left(job, parcel.pieces))):
                if self.store.jobs.is_cancelled(job.id):
                    return "cancelled"
                with self.turn() as granted:
                    if not granted:
                        return None
                    documents = self._outcomes(chunk)
                self._record(job, chunk, documents)
                if len(documents) < len(chunk):
                    return None
        return "done"

    def _record(self, job: Job, chunk: Sequence[Piece], documents: list[JobDocument]) -> None:
        """Notes what became of the first pieces of a chunk."""
        if not documents:
            return
        self.store.jobs.record(job.id, documents, position=chunk[len(documents) - 1].part + 1)
        for document in documents:
            happened("imported", document.outcome)

    def _left(self, job: Job, pieces: Callable[[int], Iterator[Piece]]) -> Iterator[Piece]:
        """What is not done yet; of the part that was begun last some may be."""
        begun = max(job.position - 1, 0)
        done = self.store.jobs.items(job.id, begun)
        for piece in pieces(begun):
            if piece.part > begun or piece.item not in done:
                yield self._without_erased(piece)

    def _without_erased(self, piece: Piece) -> Piece:
        """Under the id and name that are stored."""
        if not isinstance(piece.found, Document):
            return piece
        names = ErasedNames(self.store)
        document = names.without(piece.found)
        if document is piece.found:
            return piece
        return replace(piece, found=document, name=document.name)

    def _outcomes(self, chunk: Sequence[Piece]) -> list[JobDocument]:
        """Stores what can be stored; each of the documents with what became of it.

        Those before the first that is left where the program ends.
        """
        steps: dict[str, Step] = {}
        documents = [piece.found for piece in chunk if isinstance(piece.found, Document)]
        known = self.store.fingerprints([document.id for document in documents])
        with stage("import", documents=len(chunk)), suppress(StoppedError):
            ingest(
                documents,
                store=self.store,
                analyser=self.analyser(),
                progress=lambda step: steps.update({step.id: step}),
                known=known,
                stop=self.stop,
            )
        done = takewhile(lambda p: isinstance(p.found, Refusal) or p.found.id in steps, chunk)
        return [_outcome(piece, steps) for piece in done]

    def _end(self, job: Job, state: JobState, message: str = "") -> None:
        if self.applier:
            self.applier.apply()
        self.store.jobs.finish(job.id, state, message)
        if state == "done":
            self.desk.inbox.remove(job.id)
        happened("job ended", state)
        _tell("job ended", job, state=state)


class _Ids:
    """Gives each document an id of its own within a job; the same document twice has one."""

    def __init__(self, taken: dict[str, str], store: Store) -> None:
        self._taken = taken
        self._last: dict[str, int] = {}
        self._naming = Naming(store, alike=True, taken=taken)

    def own(self, piece: Piece) -> Piece:
        """The piece, its document under the id it is stored by."""
        if not isinstance(piece.found, Document):
            return piece
        document = piece.found
        if document.stem:
            return replace(piece, found=self._naming.named(document))
        own = self._free(document)
        self._taken[own] = document.digest
        return replace(piece, found=replace(document, id=own))

    def _free(self, document: Document) -> str:
        own, number = document.id, self._last.get(document.id, 1)
        while self._taken.get(own, document.digest) != document.digest:
            number += 1
            own = f"{document.id}-{number}"
        self._last[document.id] = number
        return own


def _tell(what: str, job: Job, state: JobState | None = None) -> None:
    log.info(what, extra=told(job=job.id, total=job.total, state=state))


def _chunks(pieces: Iterator[Piece]) -> Iterator[list[Piece]]:
    """A few at a time; no id twice among them."""
    chunk: list[Piece] = []
    ids: set[str] = set()
    for piece in pieces:
        own = piece.found.id if isinstance(piece.found, Document) else ""
        if len(chunk) == CHUNK or (own and own in ids):
            yield chunk
            chunk, ids = [], set()
        chunk.append(piece)
        ids.add(own)
    if chunk:
        yield chunk


def _outcome(piece: Piece, steps: dict[str, Step]) -> JobDocument:
    if isinstance(piece.found, Refusal):
        return _refused(piece, piece.found.error)
    step = steps[piece.found.id]
    if step.error:
        return replace(
            _refused(piece, step.error), report_id=piece.found.id, digest=piece.found.digest
        )
    return JobDocument(
        part=piece.part,
        item=piece.item,
        name=piece.name,
        outcome=step.outcome,
        report_id=piece.found.id,
        digest=piece.found.digest,
        near=tuple(near.report for near in step.near),
    )


def _refused(piece: Piece, error: FundstelleError) -> JobDocument:
    return JobDocument(
        part=piece.part,
        item=piece.item,
        name=piece.name,
        outcome="refused",
        code=error.code,
        detail=str(error),
    )

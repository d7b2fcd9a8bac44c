"""Takes documents into the store: analysed where new or changed, one transaction each."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from corpus.documents import Document, Refusal
from nlp.errors import FundstelleError, StoreError
from nlp.types import Analysis
from service.analyse import BATCH, ReportReader, Result, alone, analysed
from service.applier import Applies
from service.erased_names import ErasedNames
from service.naming import Naming
from service.prints import Near, nearly_there
from service.store import Fingerprint, Store

Outcome = Literal["new", "changed", "unchanged", "refused"]
Reading = Callable[[Iterable[Document | Refusal], ReportReader], Iterator[Result | Refusal]]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What became of one document; ``error`` where it was refused.

    ``id`` is empty where the document could not be read. ``near``: the other stored reports that
    hold much of it, where its bytes are new.
    """

    name: str
    outcome: Outcome
    id: str = ""
    error: FundstelleError | None = None
    near: tuple[Near, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What became of all: counts, and the refused ones with their reasons.

    ``interrupted``: it was asked to stop before the end; what is counted is stored.
    """

    new: int
    changed: int
    unchanged: int
    refused: int
    failures: tuple[Step, ...]
    interrupted: bool = False


def ingest(  # noqa: PLR0913
    documents: Iterable[Document | Refusal],
    *,
    store: Store,
    analyser: ReportReader,
    progress: Callable[[Step], None] = lambda _: None,
    applier: Applies | None = None,
    stop: Callable[[], bool] = lambda: False,
    known: dict[str, Fingerprint] | None = None,
    naming: Naming | None = None,
    reading: Reading = analysed,
) -> IngestReport:
    """Store all that is new or changed; what is done outlasts any interruption.

    A document is unchanged where its bytes and the analyser's version are; names that were erased
    are left out of it. ``stop`` is asked
    after each report, unchanged ones too. ``applier`` brings the index up to date now and then
    and at the end. ``known``: what is stored under the documents' ids, where that is known.
    ``naming``: gives files their ids, where they have none yet. ``reading``: how documents go
    through the analyser, as ``analysed`` does.
    """
    known = store.fingerprints() if known is None else known
    if naming:
        documents = (d if isinstance(d, Refusal) else naming.named(d) for d in documents)
    run = _Run(
        store=store,
        analyser=analyser,
        progress=progress,
        known=known,
        names=ErasedNames(store),
    )
    try:
        for count, result in enumerate(reading(run.wanted(documents, stop), analyser), start=1):
            run.take(result)
            if stop():
                break
            if applier and count % BATCH == 0:
                applier.apply()
    finally:
        if applier:
            applier.apply()
    return run.report(interrupted=stop())


@dataclass(slots=True, kw_only=True)
class _Run:
    store: Store
    analyser: ReportReader
    progress: Callable[[Step], None]
    known: dict[str, Fingerprint]
    names: ErasedNames
    tally: Counter[Outcome] = field(default_factory=Counter)
    failures: list[Step] = field(default_factory=list)

    def wanted(
        self, documents: Iterable[Document | Refusal], stop: Callable[[], bool]
    ) -> Iterator[Document | Refusal]:
        for each in documents:
            document = self.names.without(each) if isinstance(each, Document) else each
            if isinstance(document, Document) and self._is_known(document):
                self._step(Step(name=document.name, outcome="unchanged", id=document.id))
                if stop():
                    return
            else:
                yield document

    def take(self, result: tuple[Document, Analysis | FundstelleError] | Refusal) -> None:
        if isinstance(result, Refusal):
            self._refuse(result.name, result.error)
        else:
            self._take(*self._without_erased(*result))

    def _without_erased(
        self, document: Document, found: Analysis | FundstelleError
    ) -> tuple[Document, Analysis | FundstelleError]:
        """A name that was erased while the document was analysed is left out of it as well."""
        left = self.names.without(document)
        return left, found if left is document else alone(left, self.analyser)

    def _take(self, document: Document, found: Analysis | FundstelleError) -> None:
        if isinstance(found, FundstelleError):
            self._refuse(document.name, found, id=document.id)
        else:
            self._keep(document, found)

    def report(self, *, interrupted: bool) -> IngestReport:
        return IngestReport(
            new=self.tally["new"],
            changed=self.tally["changed"],
            unchanged=self.tally["unchanged"],
            refused=self.tally["refused"],
            failures=tuple(self.failures),
            interrupted=interrupted,
        )

    def _is_known(self, document: Document) -> bool:
        return self.known.get(document.id) == self._fingerprint(document)

    def _is_text_known(self, document: Document) -> bool:
        known = self.known.get(document.id)
        return known is not None and known.digest == document.digest

    def _fingerprint(self, document: Document) -> Fingerprint:
        return Fingerprint(digest=document.digest, version=self.analyser.version)

    def _keep(self, document: Document, analysis: Analysis) -> None:
        try:
            outcome = self.store.put(analysis, document, version=self.analyser.version)
        except StoreError:
            raise  # the next would fail as well
        except Exception:
            log.debug("document %s cannot be stored", document.id, exc_info=True)
            reason = "Der Bericht konnte nicht gespeichert werden (interner Fehler)."
            self._refuse(document.name, FundstelleError(reason), id=document.id)
        else:
            near = () if self._is_text_known(document) else nearly_there(analysis, self.store)
            self.known[document.id] = self._fingerprint(document)
            self._step(Step(name=document.name, outcome=outcome, id=document.id, near=near))

    def _refuse(self, name: str, error: FundstelleError, *, id: str = "") -> None:  # noqa: A002
        self.failures.append(Step(name=name, outcome="refused", id=id, error=error))
        self._step(self.failures[-1])

    def _step(self, step: Step) -> None:
        self.tally[step.outcome] += 1
        self.progress(step)

"""Stored reports read again by another version of the analyser, while a service answers.

What people have said of them, decisions and feedback, is kept elsewhere and stays.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.documents import Document
from nlp.errors import ChangedError, FundstelleError, NotFoundError
from nlp.types import Analysis
from service.analyse import analysed
from service.applier import Applies
from service.store import Expected, Store

if TYPE_CHECKING:
    from nlp.pipeline import Analyser

BATCH = 50
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """``done``: reports that were read again; ``failed``: those that could not be, with why."""

    done: int
    failed: tuple[tuple[str, FundstelleError], ...]
    interrupted: bool = False


def stale(store: Store, version: str) -> list[str]:
    """The reports that another version of the analyser has read."""
    return [name for name, found in store.fingerprints().items() if found.version != version]


def reanalyse(  # noqa: PLR0913
    store: Store,
    analyser: Analyser,
    *,
    only: Sequence[str] | None = None,
    applier: Applies | None = None,
    progress: Callable[[], None] = lambda: None,
    stop: Callable[[], bool] = lambda: False,
) -> Reread:
    """One transaction a report, so that it can be stopped and goes on where it was.

    What is replaced or deleted meanwhile stays as it is. ``only``: these reports, whichever
    version has read them; NotFoundError where there is none of that id.
    """
    for name in only or ():
        store.as_read(name)
    run = _Run(store, analyser, stop, stale(store, analyser.version) if only is None else only)
    try:
        for done in run.each():
            progress()
            if applier and done % BATCH == 0:
                applier.apply()
    finally:
        if applier:
            applier.apply()
    return Reread(done=run.done, failed=tuple(run.failed), interrupted=stop())


class _Run:
    def __init__(
        self, store: Store, analyser: Analyser, stop: Callable[[], bool], names: Sequence[str]
    ) -> None:
        self._store = store
        self._analyser = analyser
        self._stop = stop
        self._names = names
        self._seen: dict[str, Expected] = {}
        self.done = 0
        self.failed: list[tuple[str, FundstelleError]] = []

    def each(self) -> Iterator[int]:
        """After each report how many are done."""
        for result in analysed(self._documents(), self._analyser):
            if isinstance(result, tuple):
                self._keep(*result)
                yield self.done
            if self._stop():
                return

    def _documents(self) -> Iterator[Document]:
        for name in self._names:
            if self._stop():
                return
            try:
                yield self._document(name)
            except NotFoundError:
                continue  # deleted meanwhile

    def _document(self, name: str) -> Document:
        """Of a draft nobody knows when it was stored last: one that is replaced is another."""
        if updated := self._store.times([name]).get(name):
            self._seen[name] = Expected(updated=updated)
        return self._store.source(name)

    def _keep(self, document: Document, result: Analysis | FundstelleError) -> None:
        if isinstance(result, FundstelleError):
            self.failed.append((document.id, result))
            return
        seen, version = self._seen.pop(document.id, None), self._analyser.version
        try:
            if seen is None and not self._is_still(document):
                raise ChangedError("Der Entwurf ist ein anderer.")
            self._store.put(result, document, version=version, expected=seen)
        except ChangedError:
            log.info("the report %s has changed meanwhile", document.id)
        else:
            self.done += 1

    def _is_still(self, draft: Document) -> bool:
        known = self._store.fingerprints([draft.id]).get(draft.id)
        return known is not None and known.digest == draft.digest

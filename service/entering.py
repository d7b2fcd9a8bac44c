"""Takes one report into the store: analysed where it is new or changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from nlp.errors import FundstelleError
from nlp.types import Analysis
from service.analyse import analysed
from service.erased_names import ErasedNames
from service.prints import Near, nearly_there
from service.store import Expected, Store, StoredReport

if TYPE_CHECKING:
    from corpus.documents import Document
    from nlp.pipeline import Analyser
    from service.applier import Applier

State = Literal["new", "changed", "unchanged"]
Turn = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What became of a report; ``near``: the other stored reports that hold much of it."""

    state: State
    stored: StoredReport
    near: tuple[Near, ...]


def enter(  # noqa: PLR0913
    document: Document,
    *,
    store: Store,
    analyser: Analyser,
    turn: Turn,
    applier: Applier | None = None,
    expected: Expected | None = None,
) -> Entry:
    """Store a document under its id, in place of what is there; the same one changes nothing.

    Names that were erased are left out.

    ``turn``: a turn with the models, which the analysis waits for. ChangedError where the report
    is no longer as ``expected``; the analysis' own error where there is none.
    """
    document = ErasedNames(store).without(document)
    before = store.find([document.id]).get(document.id)
    if before and _is_same(before, document, analyser.version):
        return entry_of(before, "unchanged", store)
    with turn():
        analysis = _analysis(document, analyser)
    state = store.put(analysis, document, version=analyser.version, expected=expected)
    if applier:
        applier.apply()
    return entry_of(store.get(document.id), state, store)


def entry_of(stored: StoredReport, state: State, store: Store) -> Entry:
    """What became of a report that is stored."""
    return Entry(state=state, stored=stored, near=nearly_there(stored.analysis, store))


def _is_same(before: StoredReport, document: Document, version: str) -> bool:
    return (before.digest, before.version) == (document.digest, version)


def _analysis(document: Document, analyser: Analyser) -> Analysis:
    [result] = analysed([document], analyser)
    found = result[1] if isinstance(result, tuple) else result.error
    if isinstance(found, FundstelleError):
        raise found
    return found

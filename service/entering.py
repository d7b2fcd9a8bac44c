"""Takes one report into the store: analysed where it is new or changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from nlp.errors import FundstelleError
from nlp.types import Analysis
from service.analyse import analysed
from service.erased_names import ErasedNames
from service.prints import Near, nearly_there
from service.store import Expected, Fingerprint, Store

if TYPE_CHECKING:
    from corpus.documents import Document
    from nlp.pipeline import Analyser
    from service.applier import Applies

State = Literal["new", "changed", "unchanged"]
Turn = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What became of a report; ``near``: the other stored reports that hold much of it.

    ``draft``: it is not published; ``analysis`` is then what editors have made of it so far.
    """

    state: State
    analysis: Analysis
    draft: bool
    near: tuple[Near, ...]


def enter(  # noqa: PLR0913
    document: Document,
    *,
    store: Store,
    analyser: Analyser,
    turn: Turn,
    applier: Applies | None = None,
    expected: Expected | None = None,
    draft: bool = False,
) -> Entry:
    """Store a document under its id, in place of what is there; the same one changes nothing.

    Names that were erased are left out.

    ``turn``: a turn with the models, which the analysis waits for. ``draft``: nobody finds it
    until it is published; what is a draft stays one. ChangedError where the report is no longer
    as ``expected``; the analysis' own error where there is none.
    """
    document = ErasedNames(store).without(document)
    known = store.fingerprints([document.id]).get(document.id)
    if known == Fingerprint(digest=document.digest, version=analyser.version):
        return entry_of(document.id, "unchanged", store)
    with turn():
        analysis = _analysis(document, analyser)
    state = store.put(analysis, document, version=analyser.version, expected=expected, draft=draft)
    if applier:
        applier.apply()
    return entry_of(document.id, state, store)


def entry_of(report_id: str, state: State, store: Store) -> Entry:
    """What became of a report or draft that is stored; NotFoundError."""
    published = store.find([report_id]).get(report_id)
    analysis = published.analysis if published else store.desk.decided(report_id)
    near = nearly_there(analysis, store, drafts=True)
    return Entry(state=state, analysis=analysis, draft=published is None, near=near)


def free_id(document: Document, store: Store) -> Document:
    """The document under an id that no other one has: numbered where its own is taken."""
    name, number = document.id, 1
    while (known := store.fingerprints([name]).get(name)) and known.digest != document.digest:
        number += 1
        name = f"{document.id}-{number}"
    return replace(document, id=name)


def _analysis(document: Document, analyser: Analyser) -> Analysis:
    [result] = analysed([document], analyser)
    found = result[1] if isinstance(result, tuple) else result.error
    if isinstance(found, FundstelleError):
        raise found
    return found

"""Erases the name of a person from everything that is stored, for good.

Each report is read again without the name and replaced in one transaction, with what the index has
to hear; then the name is taken out of everything else, and the files of database and index are
written anew, so that nothing of it is left in them. An erasure that was interrupted is simply
begun again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.documents import Document
from nlp.errors import ChangedError, FundstelleError
from nlp.person_names import erased, erased_label, places_of
from service.analyse import analysed
from service.erased_names import PLAIN_TEXT, ErasedNames
from service.erasure_wish import Wish
from service.found_persons import find_person
from service.store import Erasure, StoredReport

if TYPE_CHECKING:
    from nlp.pipeline import Analyser
    from nlp.types import Analysis
    from service.imports import ImportDesk
    from service.settings import Settings
    from service.store import Store

ATTEMPTS = 3
Turn = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedReport:
    """A report that the name was taken out of; ``report`` is its id now."""

    report: str
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an erasure.

    ``left``: reports that still hold the name, because only so many were asked for at once.
    ``elsewhere``: rows beside the reports. ``clean``: whether the files of the database were
    written anew; another program that is reading them can prevent it.
    """

    reports: tuple[ErasedReport, ...]
    left: int
    elsewhere: int
    clean: bool


class Eraser:
    """Erases persons from one store.

    ``turn``: a turn with the models. ``apply`` brings the index up to date.
    """

    def __init__(  # noqa: PLR0913 - its parts
        self,
        store: Store,
        analyser: Analyser,
        settings: Settings,
        *,
        imports: ImportDesk,
        turn: Turn = nullcontext,
        apply: Callable[[], object] = lambda: None,
    ) -> None:
        self._store = store
        self._analyser = analyser
        self._settings = settings
        self._imports = imports
        self._turn = turn
        self._apply = apply
        self._names = ErasedNames(store)

    def erase(
        self,
        wish: Wish,
        *,
        by: str = "",
        most: int | None = None,
        progress: Callable[[ErasedReport], None] = lambda _: None,
    ) -> Outcome:
        """Take a name out of all reports that hold it, of ``most`` of them where that is given.

        ``by``: the id of the key. NotFoundError for reports that there are none of.
        """
        self._check(wish.only)
        if not wish.only:
            # First: what is imported meanwhile is to be without the name as well.
            self._store.erasures.remember(self._names.remembered(wish.name, wish.stand_in))
        found = find_person(self._store, wish.name, only=wish.only)
        some = found[:most]
        done = []
        for each in some:
            done.append(self._report(each.report, wish))
            progress(done[-1])
        self._apply()
        elsewhere = self._elsewhere(wish, [each.report for each in done])
        self._note(done, elsewhere, by)
        clean = self._store.erasures.scrub()
        return Outcome(
            reports=tuple(done), left=len(found) - len(some), elsewhere=elsewhere, clean=clean
        )

    def _check(self, ids: Collection[str]) -> None:
        for report in ids:
            _stored(self._store, report)

    def _report(self, report_id: str, wish: Wish) -> ErasedReport:
        for _ in range(ATTEMPTS):
            try:
                return self._once(_stored(self._store, report_id), wish)
            except ChangedError:
                continue
        raise ChangedError("Ein Bericht wird gerade geändert: bitte gleich noch einmal versuchen.")

    def _once(self, stored: StoredReport, wish: Wish) -> ErasedReport:
        # First: what editors decided goes into what is published.
        self._elsewhere(replace(wish, only=(stored.id,)), [stored.id])
        document, places = self._without(stored, wish)
        with self._turn():
            analysis = self._analysis(document)
        scopes = self._names.scopes_of(report=stored.id, original=stored.digest)
        self._store.put_erased(
            analysis,
            document,
            version=self._analyser.version,
            before=stored,
            names=self._names.remembered(wish.name, wish.stand_in, scopes=scopes),
        )
        return ErasedReport(report=analysis.id, places=places)

    def _without(self, stored: StoredReport, wish: Wish) -> tuple[Document, int]:
        text, title = stored.analysis.text, stored.title
        mentions = sorted(stored.analysis.mentions)
        inside = places_of(wish.name, text, mentions, known=True)
        above = places_of(wish.name, title, known=True)
        clean = erased(text, inside, wish.stand_in)
        document = Document(
            id=self._free_id(stored.id, erased_label(wish.name, stored.id)),
            title=erased(title, above, wish.stand_in),
            text=clean,
            name=erased_label(wish.name, stored.name),
            media_type=PLAIN_TEXT,
            original=clean.encode(),
            digest=stored.digest,
        )
        return document, len(inside) + len(above)

    def _free_id(self, before: str, wanted: str) -> str:
        if wanted == before:
            return before
        number, own = 1, wanted
        while self._store.fingerprints([own]):
            number += 1
            own = f"{wanted}-{number}"
        return own

    def _analysis(self, document: Document) -> Analysis:
        [result] = analysed([document], self._analyser)
        found = result[1] if isinstance(result, tuple) else result.error
        if isinstance(found, FundstelleError):
            raise found
        return found

    def _elsewhere(self, wish: Wish, ids: list[str]) -> int:
        """Beside the reports; of all, or of what belongs to those that were asked for."""
        only = ids if wish.only else None
        clean = partial(wish.cleaned, known=only is not None)
        changed = self._store.erasures.sweep(
            wish.name.surname, clean, asked=wish.is_asked_by, only=only
        )
        if only is None:
            changed += _clean_file(self._settings.judgments_file, clean)
            changed += self._imports.forget_ended()
        return changed

    def _note(self, done: list[ErasedReport], elsewhere: int, by: str) -> None:
        erasure = Erasure(
            id=0,
            at=datetime.now(UTC),
            key=by,
            reports=len(done),
            places=sum(each.places for each in done) + elsewhere,
        )
        self._store.erasures.note(erasure)


def _stored(store: Store, report_id: str) -> StoredReport:
    """A report or draft; NotFoundError."""
    return store.find([report_id]).get(report_id) or store.desk.as_stored(report_id)


def _clean_file(path: Path, clean: Callable[[str], str]) -> int:
    if not path.is_file():
        return 0
    before = path.read_text(encoding="utf-8-sig")
    after = clean(before)
    if after == before:
        return 0
    draft = path.with_suffix(".new")
    draft.write_text(after, encoding="utf-8")
    draft.replace(path)
    return 1

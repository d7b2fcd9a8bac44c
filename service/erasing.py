"""Finds a person in everything that is stored, and erases the name for good.

Each report is read again without the name and replaced in one transaction, with what the index has
to hear; then the name is taken out of everything else, and the files of database and index are
written anew, so that nothing of it is left in them. An erasure that was interrupted is simply
begun again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.documents import Document
from nlp.errors import BadInputError, ChangedError, FundstelleError, NotFoundError
from nlp.person_names import (
    PersonName,
    Variant,
    erased,
    erased_label,
    folded_name,
    has_label,
    may_hold,
    places_of,
    read_name,
)
from nlp.speakers import SOMEBODY
from service.analyse import analysed
from service.erased_names import PLAIN_TEXT, ErasedNames
from service.store import Erasure, StoredReport

if TYPE_CHECKING:
    from nlp.pipeline import Analyser
    from nlp.types import Analysis
    from service.imports import ImportDesk
    from service.settings import Settings
    from service.store import Store

ATTEMPTS = 3
MOST_STAND_IN = 100
Turn = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPerson:
    """A report that names a person: how often, by the form of the name."""

    report: str
    title: str
    counts: dict[Variant, int]

    @property
    def total(self) -> int:
        """How many places there are."""
        return sum(self.counts.values())


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Whom to erase, and from where: ``only`` these reports, or all.

    ``stand_in``: what stands in the place of the name.
    """

    name: PersonName
    only: tuple[str, ...] = ()
    stand_in: str = SOMEBODY

    @classmethod
    def of(cls, written: str, *, only: Collection[str] = (), stand_in: str = "") -> Wish:
        """BadInputError for what is no name, and for a stand-in that holds it."""
        name = read_name(written)
        given = " ".join(stand_in.split()) or SOMEBODY
        if len(given) > MOST_STAND_IN or not given.isprintable():
            raise BadInputError(f"Der Ersatz hat höchstens {MOST_STAND_IN} Zeichen.")
        if folded_name(name.surname) in {folded_name(word) for word in given.split()}:
            raise BadInputError("Der Ersatz darf den Namen nicht enthalten.")
        return cls(name=name, only=tuple(dict.fromkeys(only)), stand_in=given)


def find_person(store: Store, name: PersonName, *, only: Collection[str] = ()) -> list[FoundPerson]:
    """The reports that name a person, in the order of their ids."""
    return list(_found(store, name, only))


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
        clean = partial(_clean, wish, known=only is not None)
        changed = self._store.erasures.sweep(
            wish.name.surname, clean, asked=partial(_asks_for, wish.name), only=only
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


def _found(store: Store, name: PersonName, only: Collection[str]) -> Iterator[FoundPerson]:
    labelled = {
        report
        for report, file in store.erasures.labels()
        if has_label(name, report) or has_label(name, file)
    }
    for written in store.texts():
        may = may_hold(name, written.text) or written.id in labelled
        if may and (not only or written.id in only):
            try:
                found = _counted(store.get(written.id), name, labelled)
            except NotFoundError:
                continue
            if found.total:
                yield found
    yield from _found_drafts(store, name, only)


def _found_drafts(store: Store, name: PersonName, only: Collection[str]) -> Iterator[FoundPerson]:
    for report_id in sorted(store.desk.drafts()):
        if only and report_id not in only:
            continue
        try:
            draft = store.desk.as_stored(report_id)
        except NotFoundError:
            continue
        labels = {report_id} if has_label(name, report_id) or has_label(name, draft.name) else ()
        found = _counted(draft, name, labels)
        if found.total:
            yield found


def _stored(store: Store, report_id: str) -> StoredReport:
    """A report or draft; NotFoundError."""
    return store.find([report_id]).get(report_id) or store.desk.as_stored(report_id)


def _counted(stored: StoredReport, name: PersonName, labelled: Collection[str]) -> FoundPerson:
    whole = f"{stored.title}\n\n{stored.analysis.text}"
    by = len(stored.title) + 2
    mentions = [
        replace(each, start=each.start + by, end=each.end + by)
        for each in sorted(stored.analysis.mentions)
    ]
    counts = Counter(place.variant for place in places_of(name, whole, mentions))
    if stored.id in labelled:
        counts["address"] += 1
    return FoundPerson(report=stored.id, title=stored.title, counts=dict(counts))


def _clean(wish: Wish, text: str, *, known: bool) -> str:
    """``known``: the text belongs to a report that the name was erased from."""
    shown = erased(text, places_of(wish.name, text), wish.stand_in)
    is_label = len(shown.split()) <= 1
    if known or (is_label and has_label(wish.name, shown)):
        return erased_label(wish.name, shown)
    return shown


def _asks_for(name: PersonName, question: str) -> bool:
    """Whether a question has the surname as a word: it is dispensable, whomever it means."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", question)
    return folded_name(name.surname) in {folded_name(word) for word in words}


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

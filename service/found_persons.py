"""Persons in what is stored: which reports and drafts name one, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nlp.errors import NotFoundError
from nlp.person_names import PersonName, Variant, has_label, may_hold, places_of
from service.store import StoredReport

if TYPE_CHECKING:
    from service.store import Store


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


def find_person(store: Store, name: PersonName, *, only: Collection[str] = ()) -> list[FoundPerson]:
    """The reports that name a person, in the order of their ids."""
    return list(_found(store, name, only))


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

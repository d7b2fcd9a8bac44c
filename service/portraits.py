"""What reports say of initiatives, kept for as long as these reports stay as they are."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from nlp.initiatives import Subject, project_subject, report_subject
from nlp.portraits import Portrait, portrait_of
from nlp.registry import Entry
from nlp.types import Place
from service.gazetteer import gazetteer
from service.store import Store, StoredReport

if TYPE_CHECKING:
    from datetime import datetime

MOST_REPORTS = 8
"""Reports that are read for a portrait of one project."""
MOST = 4_000
"""Portraits that are kept, some 5 kB each."""
Sitter = tuple[str, Entry | None]
"""A report, and the project of the registry that is meant; without one the whole report is."""


class Portraits:
    """Over one store; safe to share between threads.

    A portrait takes long to make, since all sentences of its reports are read for it.
    """

    def __init__(self, store: Store, *, most: int = MOST) -> None:
        self._store = store
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, str], tuple[Hashable, Portrait]] = OrderedDict()

    def report(self, report_id: str) -> Portrait:
        """Of a whole report; NotFoundError."""
        (found,) = self.of([(report_id, None)])
        return found or portrait([report_subject(self._store.get(report_id).analysis)])

    def of(self, sitters: Sequence[Sitter]) -> list[Portrait | None]:
        """One each; None where the report is gone."""
        times = self._store.times(list(_reports_of(sitters)))
        known = [self._known(sitter, times) for sitter in sitters]
        lacking = [s for s, found in zip(sitters, known, strict=True) if found is None]
        made = iter(self._made([s for s in lacking if s[0] in times]))
        return [
            found or (next(made) if sitter[0] in times else None)
            for sitter, found in zip(sitters, known, strict=True)
        ]

    def _known(self, sitter: Sitter, times: Mapping[str, datetime]) -> Portrait | None:
        key = _key(sitter)
        with self._lock:
            stamp, found = self._kept.get(key, (None, None))
            if found is None or stamp != _stamp(sitter, times):
                return None
            self._kept.move_to_end(key)
            return found

    def _made(self, sitters: Sequence[Sitter]) -> list[Portrait | None]:
        reports = self._store.find(_reports_of(sitters)) if sitters else {}
        times = {name: report.updated for name, report in reports.items()}
        found: list[Portrait | None] = []
        for sitter in sitters:
            found.append(_of(sitter, reports))
            self._keep(sitter, times, found[-1])
        return found

    def _keep(self, sitter: Sitter, times: Mapping[str, datetime], found: Portrait | None) -> None:
        if found is None:
            return
        with self._lock:
            self._kept[_key(sitter)] = _stamp(sitter, times), found
            self._kept.move_to_end(_key(sitter))
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


def portrait(subjects: Iterable[Subject]) -> Portrait:
    """With the places of the gazetteer."""
    return portrait_of(subjects, find=_place)


def project_subjects(entry: Entry, reports: Mapping[str, StoredReport]) -> list[Subject]:
    """A project in each of these reports."""
    return [
        project_subject(reports[record.report].analysis, record)
        for record in entry.records
        if record.report in reports
    ]


def _of(sitter: Sitter, reports: Mapping[str, StoredReport]) -> Portrait | None:
    report, entry = sitter
    if report not in reports:
        return None
    if entry is None:
        return portrait([report_subject(reports[report].analysis)])
    own = {name: reports[name] for name in _reports_of([sitter]) if name in reports}
    return portrait(project_subjects(entry, own))


def _reports_of(sitters: Iterable[Sitter]) -> dict[str, None]:
    names: dict[str, None] = {}
    for report, entry in sitters:
        own = entry.reports[:MOST_REPORTS] if entry else ()
        names |= dict.fromkeys((report, *own))
    return names


def _key(sitter: Sitter) -> tuple[str, str]:
    report, entry = sitter
    return report, entry.id if entry else ""


def _stamp(sitter: Sitter, times: Mapping[str, datetime]) -> Hashable:
    """Changes with the reports and with what belongs to the project."""
    _, entry = sitter
    return hash(entry.records) if entry else 0, *map(times.get, _reports_of([sitter]))


def _place(id_: str) -> Place | None:
    return gazetteer().get(id_)

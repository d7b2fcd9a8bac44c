"""The practice card of an entry of the registry, from its reports."""

from __future__ import annotations

from nlp.initiatives import project_subject
from nlp.practice_card import Card, card_of
from nlp.registry import Entry
from service.store import Store

MOST_REPORTS = 20


def project_card(store: Store, entry: Entry, *, persons: bool) -> tuple[Card, dict[str, str]]:
    """The card, and the titles of the reports by id; ``persons``: whether names may be shown."""
    reports = store.find(entry.reports[:MOST_REPORTS])
    subjects = [
        project_subject(reports[record.report].analysis, record)
        for record in entry.records
        if record.report in reports
    ]
    titles = {name: report.title for name, report in reports.items()}
    return card_of(subjects, persons=persons), titles

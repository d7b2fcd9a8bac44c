"""An erased person is not in drafts any more either, nor in what editors decided."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from nlp.editing import Decision, Value, anchor_of, items_of, lesson_key
from nlp.types import Report, Span
from service.erasure_wish import Wish
from service.store import Store
from tests.fakes import document_of
from tests.service.test_erasure import (
    NAME,
    SURNAME,
    TEXT,
    NamingAnalyser,
    eraser,
    files_with,
    store_in,
)

DRAFT, PUBLISHED = "interview-eva-quellmalz", "rueckblick"


def put(store: Store, name: str, *, draft: bool) -> None:
    document = document_of(name, TEXT)
    [analysis] = NamingAnalyser().analyse([Report(id=name, title=document.title, text=TEXT)])
    store.put(analysis, document, version="1", draft=draft)


def decided(store: Store, name: str) -> None:
    """A title with the name, and every lesson with its source accepted."""
    review = store.desk.get(name)
    title = Decision(
        id=0,
        subject="title",
        key="",
        verdict="corrected",
        value=Value(text="Gespräch mit Eva Quellmalz in Gera"),
    )
    lessons = [
        Decision(
            id=0,
            subject="lesson",
            key=lesson_key(TEXT, each),
            verdict="accepted",
            value=Value(kind=each.kind, source=each.source),
            anchors=(anchor_of(TEXT, Span(start=each.start, end=each.end)),),
        )
        for each in review.machine.lessons
    ]
    assert lessons
    store.desk.decide(review, [title, *lessons], by="x")


def test_nothing_of_drafts_and_decisions_holds_the_name_afterwards(tmp_path: Path) -> None:
    with store_in(tmp_path) as store:
        put(store, DRAFT, draft=True)
        put(store, PUBLISHED, draft=False)
        decided(store, DRAFT)
        decided(store, PUBLISHED)
        store.publish(store.desk.get(PUBLISHED), by="x")
        assert "Quellmalz" in store.get(PUBLISHED).title
        outcome = eraser(store, tmp_path).erase(Wish.of(NAME))
        assert len(outcome.reports) == 2
        [draft] = store.desk.drafts()
        assert SURNAME not in draft
        for name in (draft, PUBLISHED):
            review = store.desk.get(name)
            applied = review.applied()
            assert "eine beteiligte Person in Gera" in applied.analysis.title
            # A sentence that reads otherwise without the name is told, not lost.
            shown = items_of(review.machine, applied, review.decisions)
            accepted = [item for item in shown if item.state == "accepted"]
            assert len(accepted) == len(review.decisions) - 1
            assert all(item.open in (None, "vanished") for item in accepted)
            for lesson in applied.analysis.lessons:
                assert lesson.of(applied.analysis.text) == lesson.text
        assert store.count() == 1
    with sqlite3.connect(tmp_path / "fundstelle.db") as connection:
        connection.execute("VACUUM")
    assert files_with(tmp_path, SURNAME) == []

"""A clock that jumps by hours makes nothing wait for hours, and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, select, update

from nlp.errors import ChangedError
from service.store import Expected, Store
from service.store.deliveries import announce
from service.store.engine import writing
from service.store.tables import deliveries, jobs, reports
from service.store.webhooks import Webhook
from service.vocabulary import Vocabulary
from service.webhooks import Courier, Rule
from tests.fakes import analysed_document
from tests.service.databases import url_in

pytestmark = pytest.mark.usefixtures("each_database")

NOW = datetime.now(UTC)
HOURS = timedelta(hours=5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_in(tmp_path)) as opened:
        yield opened


def put(store: Store, name: str, words: str) -> None:
    store.put(*analysed_document(name, words))


def ahead(store: Store) -> None:
    """All that is stored was stored by a clock that has been put back since."""
    with writing(store._engine) as connection:
        put_off(connection, reports.c.updated)


def put_off(connection: Connection, column: Column[datetime], by: timedelta = HOURS) -> None:
    """All times in it are later by so much."""
    for (time,) in connection.execute(select(column).distinct()).all():
        connection.execute(update(column.table).where(column == time).values({column: time + by}))


def test_a_report_is_always_younger_than_what_it_replaces(store: Store) -> None:
    put(store, "a", "Eins")
    ahead(store)
    before = store.get("a").updated
    put(store, "a", "Zwei")
    assert store.get("a").updated > before
    seen = Expected(updated=store.get("a").updated)
    put(store, "a", "Drei")
    with pytest.raises(ChangedError):
        store.put(*analysed_document("a", "Vier"), expected=seen)


def test_words_of_reports_from_before_the_jump_and_after_are_known(store: Store) -> None:
    vocabulary = Vocabulary(store)
    put(store, "a", "Netzwerke\n\nNetzwerke tragen.")
    ahead(store)
    vocabulary.refresh()
    put(store, "b", "Patenschaften\n\nDie Patenschaften.")
    vocabulary.refresh()
    assert vocabulary.meant("patenschafetn") == "patenschaften"


def test_lists_that_are_kept_notice_a_replacement(store: Store) -> None:
    put(store, "a", "Eins")
    put(store, "b", "Zwei")
    ahead(store)
    before = store.revision()
    put(store, "a", "Drei")
    assert store.revision() != before


def test_a_request_that_was_cut_off_may_be_sent_again(store: Store) -> None:
    store.retries.claim("k", "body", now=NOW + HOURS)
    assert store.retries.claim("k", "body", now=NOW) is None, "the claim is of a clock ahead"
    assert store.retries.claim("k", "body", now=NOW + timedelta(minutes=1)) is not None


def test_what_was_answered_is_remembered_over_a_jump(store: Store) -> None:
    store.retries.claim("k", "body", now=NOW + HOURS)
    store.retries.settle("k", report_id="r", state="new")
    for jump in (timedelta(0), HOURS, 2 * HOURS):
        before = store.retries.claim("k", "body", now=NOW + jump)
        assert before is not None and before.report_id == "r"


def test_a_webhook_hears_of_a_job_though_the_clock_was_put_back(store: Store) -> None:
    store.webhooks.add(Webhook(id="w", url="https://127.0.0.1/h", created=NOW, secret="s"))
    with writing(store._engine) as connection:
        announce(connection, "job", event="job.done", body={})
        put_off(connection, deliveries.c.due, timedelta(hours=9))
    told: list[bytes] = []

    def post(_target: object, body: bytes, _headers: object) -> int:
        told.append(body)
        return 204

    rule = Rule.of(hosts="127.0.0.1", http=False)
    courier = Courier(store.webhooks, rule=rule, post=post)
    assert courier.deliver(now=NOW) == 1
    assert courier.deliver(now=NOW + HOURS) == 0
    assert len(told) == 1


def test_jobs_keep_their_order_whatever_the_clock_says(store: Store) -> None:
    for name in ("eins", "zwei", "drei"):
        store.jobs.add(name, name=name, format="ndjson", total=1)
        with writing(store._engine) as connection:
            put_off(connection, jobs.c.created)
    taken = []
    while job := store.jobs.take():
        taken.append(job.id)
        store.jobs.finish(job.id, "done")
    assert taken == ["eins", "zwei", "drei"]

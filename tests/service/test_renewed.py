"""What is made of the whole stock: up to date, and nobody waits for what takes long."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from nlp.errors import StoreError
from service.patience import LEAST
from service.renewed import Dated, Renewed


class Stock:
    """Its revision is a number; making something of it ends when ``may_end`` is set."""

    def __init__(self) -> None:
        self.number, self.made, self.breaks = 0, 0, False
        self.begun, self.may_end = Event(), Event()
        self.may_end.set()

    def revision(self) -> str:
        return str(self.number)

    def make(self) -> Dated[int]:
        number = self.number
        self.begun.set()
        assert self.may_end.wait(10)
        if self.breaks:
            raise StoreError("Die Datenbank ist nicht zu erreichen.")
        self.made += 1
        return Dated(revision=str(number), value=number)


def test_what_is_made_quickly_is_always_up_to_date() -> None:
    stock = Stock()
    kept = Renewed(stock.make, stock.revision)
    assert [kept.ready(), kept.ready(), stock.made] == [0, 0, 1]
    stock.number = 1
    assert [kept.ready(), kept.fresh(), stock.made] == [1, 1, 2]


def test_nobody_waits_for_what_takes_long(
    stock_known_to_be_slow: tuple[Stock, Renewed[int]],
) -> None:
    stock, kept = stock_known_to_be_slow
    stock.number = 1
    stock.may_end.clear()
    assert kept.ready() == 0 and stock.begun.wait(10)
    assert kept.ready() == 0
    stock.may_end.set()
    assert kept.fresh() == 1 and kept.ready() == 1
    assert stock.made == 2


def test_who_changes_something_sees_it(stock_known_to_be_slow: tuple[Stock, Renewed[int]]) -> None:
    stock, kept = stock_known_to_be_slow
    stock.number = 1
    kept.change()
    assert kept.ready() == 1


def test_what_has_to_be_seen_still_has_to_after_it_could_not_be_made(
    stock_known_to_be_slow: tuple[Stock, Renewed[int]],
) -> None:
    stock, kept = stock_known_to_be_slow
    stock.number, stock.breaks = 1, True
    kept.change()
    for ask in (kept.ready, kept.fresh, kept.ready):
        with pytest.raises(StoreError):
            ask()
    stock.breaks = False
    assert kept.ready() == 1, "not the one of before"


def test_a_change_is_seen_though_the_one_of_before_could_still_be_kept() -> None:
    stock = Stock()

    def make() -> Dated[int]:
        time.sleep(1.2 * LEAST)
        return stock.make()

    kept = Renewed(make, stock.revision)
    assert kept.recent() == 0
    stock.number = 1
    assert kept.recent() == 0
    kept.change()
    assert kept.recent() == 1


def test_who_reads_while_a_change_is_taken_in_waits_for_it(
    stock_known_to_be_slow: tuple[Stock, Renewed[int]],
) -> None:
    stock, kept = stock_known_to_be_slow
    stock.number = 1
    kept.change()
    stock.may_end.clear()
    with ThreadPoolExecutor(2) as readers:
        first = readers.submit(kept.ready)
        assert stock.begun.wait(10)
        second = readers.submit(kept.ready)
        stock.may_end.set()
        assert (first.result(), second.result()) == (1, 1)


def test_it_stays_as_it_was_where_it_cannot_be_made(
    stock_known_to_be_slow: tuple[Stock, Renewed[int]], caplog: pytest.LogCaptureFixture
) -> None:
    stock, kept = stock_known_to_be_slow
    stock.number, stock.breaks = 1, True
    assert kept.ready() == 0
    with pytest.raises(StoreError):
        kept.fresh()
    assert kept.ready() == 0
    stock.breaks = False
    assert kept.fresh() == 1


@pytest.fixture
def stock_known_to_be_slow() -> tuple[Stock, Renewed[int]]:
    """Made once, and taken for slow from then on."""
    stock = Stock()
    kept = Renewed(stock.make, stock.revision, long=0.0)
    assert kept.ready() == 0
    stock.begun.clear()
    return stock, kept

"""How a process that answers requests is set up, alone or as one of several."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from service import serve
from service.settings import Settings
from tests.ports import held_port, number


class OpenedError(Exception):
    """Store and models would be opened now."""


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    interval, handler = sys.getswitchinterval(), signal.getsignal(signal.SIGTERM)
    yield
    sys.setswitchinterval(interval)
    signal.signal(signal.SIGTERM, handler)


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    with held_port() as held:
        yield Settings(data=tmp_path, port=number(held))


@pytest.fixture
def intervals(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Those in force when store and models are opened, which begins threads beside requests."""
    found: list[float] = []

    def opened(*_: object) -> NoReturn:
        found.append(sys.getswitchinterval())
        raise OpenedError

    monkeypatch.setattr(serve, "open_parts", opened)
    return found


def test_one_process_lets_requests_go_on_soon(intervals: list[float], settings: Settings) -> None:
    with pytest.raises(OpenedError):
        serve.run(settings)
    assert intervals == [pytest.approx(serve.SWITCH)]


def test_each_of_several_does_so_too(
    intervals: list[float], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are spawned: what the process that starts them has set is not theirs."""

    def one(own: Settings, listener: object, work: serve.Callable, *, count: int) -> None:
        assert sys.getswitchinterval() != pytest.approx(serve.SWITCH)
        work(own, listener)

    monkeypatch.setattr(serve, "run_workers", one)
    with pytest.raises(OpenedError):
        serve.run(settings, workers=2)
    assert intervals == [pytest.approx(serve.SWITCH)]

"""Work in a process of its own: where there can be none, that is told at once."""

from __future__ import annotations

import errno
import multiprocessing
import os
from collections.abc import Iterator
from multiprocessing import resource_tracker
from multiprocessing.context import SpawnProcess

import pytest

from service.aside import NotStartedError, _lower_priority, told_aside
from service.settings import Settings


def numbers(settings: Settings, last: int) -> Iterator[int]:
    yield from range(last)


def test_what_is_made_there_comes_here() -> None:
    assert list(told_aside("numbers", numbers, Settings(), 3)) == [0, 1, 2]


def test_a_program_that_is_not_there() -> None:
    resource_tracker.ensure_running()  # not with that program
    before = multiprocessing.spawn.get_executable()
    multiprocessing.set_executable("/nirgends/python")
    try:
        with pytest.raises(NotStartedError, match="numbers"):
            list(told_aside("numbers", numbers, Settings(), 3))
    finally:
        multiprocessing.set_executable(before)


def test_a_machine_with_too_many_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(process: SpawnProcess) -> None:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(SpawnProcess, "start", full)
    with pytest.raises(NotStartedError, match="numbers"):
        list(told_aside("numbers", numbers, Settings(), 3))


def test_a_system_that_lets_nobody_change_priorities(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a systemd unit may: without this, none of these processes would begin."""

    def forbidden(_: int) -> int:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "nice", forbidden)
    _lower_priority()

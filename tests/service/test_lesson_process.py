"""Many lessons are compared in a process of its own: with the same outcome, whatever ends it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from models.load import load_encoder
from nlp.errors import StoreError
from service.corroboration import BATCH, LessonReader
from service.lesson_process import LessonProcess
from service.settings import Settings
from service.store import Store
from service.store_notes import ENCODER
from tests.ports import held_port, number
from tests.service.databases import url_in
from tests.service.test_lessons import OPPOSITE, OTHER, SAME, SAME_TOO, put
from tests.service.test_processes import until

ROOT = Path(__file__).parents[2]
MANY = 41
SAYINGS = (SAME, OTHER, OPPOSITE, SAME_TOO)

WORDS = "Feste Ansprechpartner in der Gemeinde {} waren für das {}. Treffen entscheidend."


def filled(url: str) -> Store:
    store = Store(url)
    for at in range(MANY):
        # The first ones are read at once, the others take a while.
        some = SAYINGS if at >= BATCH else SAYINGS[at % 4 :][:1]
        put(store, f"r{at:02}", *some, year=2000 + at % 9)
    return store


def outcome(store: Store) -> object:
    outlines, voices, opposed = store.lessons.outline()
    return [(each.report, each.kind, each.group) for each in outlines], voices, opposed


@pytest.mark.slow
@pytest.mark.usefixtures("each_database")
def test_it_groups_as_the_service_itself_does_also_where_it_was_ended_before(
    tmp_path: Path,
) -> None:
    encoder = load_encoder()
    with filled(url_in(tmp_path / "here")) as store:
        reader = LessonReader(store, encoder)
        reader.catch_up()
        expected = outcome(store)
    with filled(url_in(tmp_path / "apart")) as store:
        process = LessonProcess(Settings(database_url=url_in(tmp_path / "apart")), encoder)
        assert process.catch_up(stop=lambda: store.lessons.missing(reader.name) < MANY)
        assert 0 < store.lessons.missing(reader.name) < MANY
        assert process.catch_up(stop=lambda: False)
        assert store.lessons.missing(reader.name) == 0
        assert outcome(store) == expected


def test_where_it_cannot_go_on_it_says_why(tmp_path: Path) -> None:
    nowhere = Settings(data=tmp_path, database_url="sqlite:////proc/nirgends/x.db")
    with pytest.raises(StoreError):
        LessonProcess(nowhere, load_encoder()).catch_up(stop=lambda: False)


@pytest.mark.slow
def test_the_service_searches_meanwhile_and_takes_it_along_even_when_killed(
    tmp_path: Path,
) -> None:
    with Store(f"sqlite:///{tmp_path}/fundstelle.db") as store:
        store.set_note(ENCODER, load_encoder().name)
        for at in range(120):
            put(store, f"r{at:03}", *(WORDS.format(at, number) for number in range(10)))
        reader = LessonReader(store, load_encoder())
        with served(tmp_path) as (service, address):
            assert until(lambda: store.lessons.missing(reader.name) < 120, seconds=60)
            (child,) = children(service.pid)
            with urlopen(f"{address}/v1/search?q=Ansprechpartner") as answer:
                assert answer.status == 200
            assert children(service.pid) == [child]
            service.kill()
            assert until(lambda: not runs(child), seconds=2)
            assert store.lessons.missing(reader.name) > 0


@contextmanager
def served(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    held = held_port()
    address = f"http://127.0.0.1:{number(held)}"
    command = ["-m", "service.cli", "serve", "--data", str(folder), "--port", str(number(held))]
    service = subprocess.Popen([sys.executable, *command], cwd=ROOT)
    try:
        assert until(lambda: answers(f"{address}/health/ready"), seconds=60)
        yield service, address
    finally:
        service.kill()
        service.wait()
        held.close()


def answers(address: str) -> bool:
    try:
        return urlopen(address).status == 200
    except URLError:
        return False


def children(pid: int) -> list[int]:
    """Processes of a lower priority that a process has started."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    found = [int(each) for task in tasks for each in (task / "children").read_text().split()]
    usual = os.getpriority(os.PRIO_PROCESS, pid)
    return [each for each in found if os.getpriority(os.PRIO_PROCESS, each) > usual]


def runs(pid: int) -> bool:
    """Whether it is there and has not ended already, waiting for whoever asks how."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

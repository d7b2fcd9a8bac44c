"""Bulk imports are analysed in a process of their own: with the same results, whatever breaks."""

from __future__ import annotations

import os
import signal
from contextlib import closing
from pathlib import Path

import pytest

from nlp.pipeline import Analyser
from nlp.types import Report
from service.analyse import analysed
from service.imports import RemoteAnalyser
from service.settings import Settings
from tests.fakes import document_of
from tests.service.fakes import TEXT, TITLE

REPORT = Report(id="kiel", title=TITLE, text=TEXT)


def process_of(remote: RemoteAnalyser) -> int:
    assert remote._process
    assert remote._process.pid
    return remote._process.pid


@pytest.mark.slow
def test_it_reads_as_the_service_itself_does_and_survives_its_process(
    analyser: Analyser, tmp_path: Path
) -> None:
    (expected,) = analyser.analyse([REPORT])
    with closing(RemoteAnalyser(Settings(data=tmp_path), lambda: analyser)) as remote:
        assert remote.version == analyser.version
        (found,) = remote.analyse([REPORT])
        assert (found.mentions, found.themes) == (expected.mentions, expected.themes)
        assert (found.vectors == expected.vectors).all()
        first = process_of(remote)
        assert os.getpriority(os.PRIO_PROCESS, first) > os.getpriority(os.PRIO_PROCESS, 0)

        os.kill(first, signal.SIGKILL)
        ((_, again),) = analysed([document_of("kiel", TEXT)], remote)
        assert again.text == TEXT
        assert process_of(remote) != first

        other = analyser.with_themes(analyser.themes, "andere")
        moved = RemoteAnalyser(Settings(data=tmp_path), lambda: other)
        moved._process, moved._connection = remote._process, remote._connection
        (own,) = moved.analyse([REPORT])
        assert own.themes == expected.themes


def test_nothing_is_started_before_there_is_a_report(tmp_path: Path) -> None:
    remote = RemoteAnalyser(Settings(data=tmp_path), lambda: None)
    assert list(remote.analyse([])) == []
    assert remote._process is None
    remote.rest()
    remote.close()

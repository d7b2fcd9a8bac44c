"""The arithmetic of what a cluster needs, and that the document shows it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.sizing import DOC, GIB, SIZES, Assumptions, need, table, written


def test_a_million_passages_by_hand() -> None:
    found = need(1_000_000, replace(Assumptions(), grams=340, payload=430, values=20))
    assert found.floats == 1_536_000_000
    assert found.bytes == 388_000_000
    assert found.words_index == 4_080_000_000
    assert found.words == 2_720_000_000
    assert found.payload == 430_000_000
    assert found.payload_index == 320_000_000
    assert found.graph == pytest.approx(1_000_000 * 4 * (32 + 16 / 15))
    assert found.memory_quantised < found.memory_whole


def test_ten_times_as_many_take_ten_times_as_much() -> None:
    one, ten = need(1_000_000), need(10_000_000)
    for name in ("floats", "bytes", "graph", "words_index", "words", "payload", "ids", "disk"):
        assert getattr(ten, name) == pytest.approx(10 * getattr(one, name))


def test_machines_hold_what_they_must() -> None:
    given = Assumptions()
    for size in SIZES:
        found = need(size, given)
        room = found.machines * given.memory * given.fill * GIB
        assert room >= found.replicas * found.memory_quantised
        assert found.machines >= found.replicas


def test_nothing_needs_no_cluster() -> None:
    with pytest.raises(ValueError, match="one passage"):
        need(0)


def test_the_document_shows_what_is_computed() -> None:
    text = DOC.read_text(encoding="utf-8")
    assert written(text, table([need(size) for size in SIZES])) == text


def test_a_document_without_a_place_is_refused() -> None:
    with pytest.raises(ValueError, match="no place"):
        written("# Title\n", "| |\n")

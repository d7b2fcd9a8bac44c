"""The document of the benchmarks has a place for what each of them writes."""

from __future__ import annotations

import re

import pytest

from benchmarks.page import PAGE, replaced, table


def test_a_section_takes_the_place_of_the_one_before() -> None:
    text = "davor\n<!-- a -->\nalt\n<!-- /a -->\n<!-- b -->\n<!-- /b -->\n"
    once = replaced(text, "a", r"neu \1")
    assert once == text.replace("alt", r"neu \1") and replaced(once, "a", "alt") == text
    with pytest.raises(KeyError):
        replaced(text, "c", "neu")


def test_every_benchmark_that_writes_has_a_place() -> None:
    text, names = PAGE.read_text(encoding="utf-8"), set[str]()
    for path in PAGE.parents[1].joinpath("benchmarks").glob("*.py"):
        names |= set(re.findall(r"publish\(f?\"([a-z]+)", path.read_text(encoding="utf-8")))
    assert len(names) > 3
    assert [name for name in names if f"<!-- {name}" not in text] == []


def test_a_table_is_markdown() -> None:
    assert table(("", "ms"), [["a", 1]]) == ["|  | ms |", "| --- | --- |", "| a | 1 |"]

"""Hostile text breaks nothing: a short run of what ``python -m tests.fuzz.run`` does at length."""

from __future__ import annotations

import sys
import time
import unicodedata
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.growth import STEEPEST, _exponent, growth
from tests.fuzz.inputs import texts
from tests.fuzz.oracles import WrongError, apart, holds
from tests.fuzz.run import main
from tests.fuzz.session import HangError, feed, within
from tests.fuzz.targets import TARGETS, Target

CHARACTERS = 12_000
CHEAP = [name for name in TARGETS if name not in {"analyse", "pages", "event-dates", "projects"}]
SEPARATE = settings(max_examples=12, deadline=None, derandomize=True, database=None)


@pytest.mark.parametrize("name", TARGETS)
def test_hostile_text_breaks_nothing(name: str) -> None:
    tally = feed(TARGETS[name], CHARACTERS, "short")
    assert [finding.said for finding in tally.findings] == []
    assert tally.inputs > 1


@pytest.mark.parametrize("name", CHEAP)
def test_any_text_breaks_nothing(name: str) -> None:
    @SEPARATE
    @given(st.text(st.characters(exclude_categories=()), max_size=120))
    def read(text: str) -> None:
        TARGETS[name].check(text)

    read()


# What fuzzes


def test_a_seed_gives_the_same_texts() -> None:
    assert list(islice(texts("a"), 20)) == list(islice(texts("a"), 20))
    assert list(islice(texts("a"), 20)) != list(islice(texts("b"), 20))


def test_texts_hold_what_readers_trip_over() -> None:
    seen = set("".join(islice(texts("all"), 150)))
    assert seen >= set("\0\r\u2028\u202e\u200b\ud800\ufeff\u0301„“<&")
    assert {unicodedata.category(sign) for sign in seen} >= {"Cc", "Cf", "Cs", "Mn", "Zl", "So"}


def test_what_goes_wrong_is_counted_by_its_kind() -> None:
    def check(text: str) -> object:
        holds("ü" not in text, "an umlaut")
        return 1 / (len(text) % 3)

    tally = feed(Target(name="bad", check=check), 100_000, 1)
    assert tally.wrong and tally.exceptions and not tally.is_clean
    assert {finding.kind for finding in tally.findings} == {"wrong", "exception"}


def test_what_remembers_is_found_out() -> None:
    before: list[str] = []

    def check(text: str) -> object:
        before.append(text)
        return len(before)

    assert feed(Target(name="remembers", check=check), 100_000, 1).wrong


def test_spans_that_overlap_are_wrong() -> None:
    from nlp.types import Span

    apart("abc", [Span(start=0, end=1), Span(start=1, end=3)], "well")
    for spans in ([Span(start=0, end=2), Span(start=1, end=3)], [Span(start=2, end=4)]):
        with pytest.raises(WrongError):
            apart("abc", spans, "badly")


def test_steep_growth_is_told_from_even_growth() -> None:
    def even(text: str) -> object:
        return sum(sign == "a" for sign in text)

    def steep(text: str) -> object:
        return sum(text[:at].count("b") for at in range(0, len(text), 4))

    assert not growth(even, "a".__mul__, seconds=0.02, first=20_000, longest=0.1).is_steep
    assert growth(steep, "a".__mul__, seconds=0.03, first=4_000, longest=0.1).is_steep


def test_growth_is_fitted_to_three_lengths_at_least() -> None:
    told = growth(len, "a".__mul__, seconds=-1.0)
    assert [length for length, _ in told.points] == [4_000, 16_000, 64_000]


def test_what_is_slow_only_once_is_not_steep() -> None:
    seen = set[int]()

    def slow_at_first(text: str) -> object:
        often = 0 if len(text) in seen else len(text) ** 2 // 5_000
        seen.add(len(text))
        return sum(range(often))

    assert not growth(slow_at_first, "a".__mul__, seconds=0.01, longest=0.02).is_steep


def test_the_command_tells_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--characters", "3000", "--target", "clean", "--target", "dates"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split()[0] == "target"
    assert [line.split()[0] for line in lines] == ["clean", "dates"]
    assert all(int(line.split()[1].replace(",", "")) >= 3000 for line in lines)


@pytest.mark.skipif(sys.platform == "win32", reason="has no such timers")
def test_a_hang_is_told_by_the_time_of_the_processor() -> None:
    with within(0.05):
        time.sleep(0.15)
    for wait in (lambda: None, lambda: time.sleep(0.01)):
        with pytest.raises(HangError), within(0.02):
            while True:
                wait()


def test_times_too_short_to_tell_are_not_steep() -> None:
    assert (_exponent([(512_000, 0.004), (1_024_000, 0.011)]) or 0) < STEEPEST
    assert (_exponent([(256_000, 0.003), (1_024_000, 0.05)]) or 0) > STEEPEST
    assert _exponent([(512_000, 0.001), (1_024_000, 0.009)]) is None

"""Dates as people type them into the filters of the pages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.errors import BadInputError
from service.web import words
from service.web.dates import check, in_words, iso_of


@pytest.mark.parametrize(
    ("typed", "iso", "said"),
    [
        ("2015", "2015", "2015"),
        ("März 2015", "2015-03", "März 2015"),
        ("mrz. 2015", "2015-03", "März 2015"),
        ("3/2015", "2015-03", "März 2015"),
        ("03.2015", "2015-03", "März 2015"),
        ("1.3.2015", "2015-03-01", "1. März 2015"),
        ("1. Mai 2015", "2015-05-01", "1. Mai 2015"),
        ("2015-03-01", "2015-03-01", "1. März 2015"),
        ("", "", ""),
    ],
)
def test_dates_are_read_and_said_as_germans_write_them(typed: str, iso: str, said: str) -> None:
    assert iso_of(typed) == iso
    assert in_words(iso) == said
    check(iso)


@pytest.mark.parametrize(
    "typed", ["neulich", "13.2015", "30.2.2015", "Lenz 2015", "2015-13", "²⁰15"]
)
def test_what_is_no_date_is_kept_and_refused_with_examples(typed: str) -> None:
    assert in_words(iso_of(typed)) == typed
    with pytest.raises(BadInputError, match=r"03\.2015 oder 1\.3\.2015"):
        check(iso_of(typed))


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_said_in_german_is_the_same_day_again(day: date) -> None:
    assert iso_of(words.german_day(day)) == day.isoformat()


def test_nothing_is_folded_away_alone() -> None:
    assert [len(words.opened(range(many), 5)) for many in (4, 5, 6, 7)] == [4, 5, 6, 5]

"""Dates of German reports are read as people write them."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.german.dates import find_dates


def days(text: str, **options: int) -> list[tuple[str, str]]:
    return [(str(span.first), str(span.last)) for span in find_dates(text, **options)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("am 14. November 2013 in", "2013-11-14", "2013-11-14"),
        ("am 14.11.2013.", "2013-11-14", "2013-11-14"),
        ("am 9.4. 2013 in", "2013-04-09", "2013-04-09"),
        ("Stand 22.10.19", "2019-10-22", "2019-10-22"),
        ("2013-04-05", "2013-04-05", "2013-04-05"),
        ("5. Okt. 2014, 10 Uhr", "2014-10-05", "2014-10-05"),
        ("3. Febr. 2013", "2013-02-03", "2013-02-03"),
        ("AM 17. NOVEMBER 2016", "2016-11-17", "2016-11-17"),
        ("am Mittwoch, dem 9. November 2022,", "2022-11-09", "2022-11-09"),
        ("Mi., 14.11.2018", "2018-11-14", "2018-11-14"),
        ("am 14.\nNovember 2013", "2013-11-14", "2013-11-14"),
        ("23. Jänner 2018", "2018-01-23", "2018-01-23"),
        ("Mittwoch 13 April 2016", "2016-04-13", "2016-04-13"),
        ("am 12.3.'14", "2014-03-12", "2014-03-12"),
    ],
)
def test_single_days(text: str, first: str, last: str) -> None:
    assert days(text) == [(first, last)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("vom 3. bis 5. Mai 2012", "2012-05-03", "2012-05-05"),
        ("am 3./4. Mai 2012", "2012-05-03", "2012-05-04"),
        ("am 3. und 4. Mai 2012", "2012-05-03", "2012-05-04"),
        ("3.–5.5.2012", "2012-05-03", "2012-05-05"),
        ("20. und 21. 02. 2013", "2013-02-20", "2013-02-21"),
        ("30.11./1.12.2015", "2015-11-30", "2015-12-01"),
        ("30.06. – 01.07.2022", "2022-06-30", "2022-07-01"),
        ("30. September bis 1. Oktober 2013", "2013-09-30", "2013-10-01"),
        ("28. Dezember bis 3. Januar 2013", "2012-12-28", "2013-01-03"),
        (
            "Montag, 4. November 2019 (ganztägig) bis Dienstag, 5. November 2019 (ganztägig)",
            "2019-11-04",
            "2019-11-05",
        ),
        ("Di, 21. November 2017, 10:00 Uhr bis Mi, 22. November 2017", "2017-11-21", "2017-11-22"),
        ("9., 16. und 23. Februar sowie 2. März 2021", "2021-02-09", "2021-03-02"),
        ("Freitag, 8. und Samstag, 9. Mai 2015", "2015-05-08", "2015-05-09"),
        ("Montag, 3., und Dienstag, 4. März 2014", "2014-03-03", "2014-03-04"),
        ("vom Mittwoch, 3. bis Freitag, 5. Juli 2019", "2019-07-03", "2019-07-05"),
        ("am 22. und am 23. September 2016", "2016-09-22", "2016-09-23"),
        ("Samstag, 22. Juni, und Sonntag, 23. Juni 2019", "2019-06-22", "2019-06-23"),
        ("3. März 2014, 10 Uhr, bis 4. März 2014, 16 Uhr", "2014-03-03", "2014-03-04"),
        ("Start: 5. Februar 2024 | Ende: 25. März 2024", "2024-02-05", "2024-03-25"),
        ("Beginn: 14.11.2013, 9:30 Uhr\nEnde: 15.11.2013", "2013-11-14", "2013-11-15"),
        ("8.–9.9. | Leitung: Eva Beispiel\nKurse 2018", "2018-09-08", "2018-09-09"),
        ("vom 12. bis 14.10.17", "2017-10-12", "2017-10-14"),
    ],
)
def test_ranges_and_lists(text: str, first: str, last: str) -> None:
    assert days(text) == [(first, last)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("im September 2011", "2011-09-01", "2011-09-30"),
        ("Von März bis Juni 2010 trafen", "2010-03-01", "2010-06-30"),
        ("Sept. 2010 – Aug. 2013", "2010-09-01", "2013-08-31"),
        ("im Februar 2012", "2012-02-01", "2012-02-29"),
        ("im Mai/Juni 2013", "2013-05-01", "2013-06-30"),
        ("an jenem Novembersamstag 2019", "2019-11-01", "2019-11-30"),
    ],
)
def test_months_run_from_first_to_last_day(text: str, first: str, last: str) -> None:
    assert days(text) == [(first, last)]
    assert find_dates(text)[0].precision == "month"


@pytest.mark.parametrize(
    "text",
    [
        "31. Februar 2012",
        "am 29.2.2013",
        "10.30.2013",
        "Version 3.4.12.5",
        "am 3. Mai",
        "Frau Mai sagte",
        "Kosten 12.05 Euro",
    ],
)
def test_what_is_no_date_is_dropped(text: str) -> None:
    assert days(text) == []


def test_a_missing_year_comes_from_the_page() -> None:
    text = "29.11.2022\n\nDer Ausschuss beschloss am 28. November, ab 1. Januar 2024 zu zahlen."
    assert days(text)[1] == ("2022-11-28", "2022-11-28")


def test_the_same_day_with_a_year_gives_the_year() -> None:
    text = "1. & 2. Juli\n\n2021 saßen wir vor Kameras. Wann: 1. & 2. Juli 2022"
    assert set(days(text)) == {("2022-07-01", "2022-07-02")}


def test_the_year_since_when_something_is_done_is_not_that_of_another_date() -> None:
    assert days("am 29. September kamen 44 Frauen, die es seit 2018 tun") == []


def test_a_weekday_settles_which_year_is_meant() -> None:
    text = "Seit 1. Januar 2013 und bis 31. Dezember 2014: am Dienstag, den 6. Mai, in Erbach"
    assert days(text)[-1] == ("2014-05-06", "2014-05-06")


def test_a_year_from_outside_is_the_last_resort() -> None:
    assert days("am 3. Mai", year=2016) == [("2016-05-03", "2016-05-03")]


def test_a_number_in_front_is_not_the_start_of_a_range() -> None:
    assert days("TOP 12 - 5. Mai 2014") == [("2014-05-05", "2014-05-05")]


def test_dates_far_apart_are_two() -> None:
    assert len(days("am 3. März und 5. Oktober 2013")) == 2


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31)), st.text(max_size=20))
def test_every_day_is_found_where_it_stands(day: date, before: str) -> None:
    text = f"{before} \n\nam {day.day}.{day.month}.{day.year} in"
    span = find_dates(text)[-1]
    assert (span.first, span.last) == (day, day)
    assert text[span.start : span.end] == f"{day.day}.{day.month}.{day.year}"


@given(st.text(alphabet="0123456789. /–-MaiJunibsud,\n", max_size=80))
def test_spans_are_ordered_and_apart(text: str) -> None:
    spans = find_dates(text, year=2012)
    assert all(0 <= s.start < s.end <= len(text) and s.first <= s.last for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize("bait", ["1., ", "1. und ", "Mai ", "01.01.2013 bis ", "3. Mai und ", " "])
def test_bait_takes_linear_time(bait: str) -> None:
    started = time.process_time()
    find_dates(bait * (100_000 // len(bait)))
    assert time.process_time() - started < 10

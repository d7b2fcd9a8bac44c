"""Judgments as people exchange them, and what clicks make of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.evaluation.clicks import Search, judgments_of, preferences
from models.evaluation.judgments import (
    Judgment,
    escaped,
    is_news,
    merged,
    pool,
    read_judgments,
    unescaped,
    with_judgments,
    write_judgments,
)
from models.evaluation.search import Found, Question
from models.evaluation.search_run import Run
from nlp.errors import DamagedFileError, NotFoundError
from nlp.types import Span

ONE = Judgment(
    query="q1",
    kind="passage",
    text="Wie erreicht man „Mütter“; Väter?",
    report="bericht-ä",
    span=Span(start=3, end=40),
    grade=2,
    judge="Tomke",
    day="2026-03-01",
)


# The table


def test_judgments_come_back_as_they_were_written(tmp_path: Path) -> None:
    rows = [ONE, replace(ONE, span=None, grade=None, judge="", day="", text='"x"\nüber; zwei')]
    write_judgments(tmp_path / "j.csv", rows)
    assert read_judgments(tmp_path / "j.csv") == rows
    assert (tmp_path / "j.csv").read_bytes().startswith(b"\xef\xbb\xbfquery;kind;")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_what_spreadsheets_write_is_read(
    tmp_path: Path, encoding: str, separator: str, ending: str
) -> None:
    cells = [
        ["Query", "text", "report", "grade", "date"],
        ["q1", "Übergänge", "r1", "3", "1.3.2026"],
        ["", "", "", "", ""],
    ]
    text = ending.join(separator.join(row) for row in cells)
    (tmp_path / "j.csv").write_bytes(text.encode(encoding))
    (found,) = read_judgments(tmp_path / "j.csv")
    assert (found.text, found.grade, found.day, found.kind) == (
        "Übergänge",
        3,
        "2026-03-01",
        "judged",
    )


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+49",
        "-2",
        "@SUM(A1)",
        "\t=1",
        " =1",
        "\r=1",
        "\uff1d1",
        '=HYPERLINK("x")',
        "'=1",
        "''-",
    ],
)
def test_no_cell_is_a_formula(tmp_path: Path, cell: str) -> None:
    assert escaped(cell).startswith("'")
    write_judgments(tmp_path / "j.csv", [replace(ONE, text=cell, judge=cell.strip())])
    (found,) = read_judgments(tmp_path / "j.csv")
    assert (found.text, found.judge) == (cell, cell.strip())


@given(st.text())
def test_escaping_is_undone(cell: str) -> None:
    assert unescaped(escaped(cell)) == cell
    assert not escaped(cell).lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("q;t;r;4;", "Zeile 2: „4“ ist keine Stufe"),
        ("q;t;r;gut;", "keine Stufe"),
        ("q;t;r;²;", "keine Stufe"),
        ("q;;r;1;", "sind nötig"),
        ("q;t;r;1;31.02.2026", "kein Datum"),
        ('q;"t;r;1;', "Anführungszeichen"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, complaint: str) -> None:
    (tmp_path / "j.csv").write_text(f"query;text;report;grade;date\n{row}\n")
    with pytest.raises(DamagedFileError, match=complaint):
        read_judgments(tmp_path / "j.csv")


@pytest.mark.parametrize("span", ["5;3", "a;b", "-1;4", "1;", "9999999999999;99999999999999"])
def test_a_span_that_is_none_is_named(tmp_path: Path, span: str) -> None:
    (tmp_path / "j.csv").write_text(f"query;text;report;grade;start;end\nq;t;r;1;{span}\n")
    with pytest.raises(DamagedFileError, match="keine Stelle"):
        read_judgments(tmp_path / "j.csv")


def test_missing_columns_and_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "j.csv").write_text("query;report\n")
    with pytest.raises(DamagedFileError, match="grade, text"):
        read_judgments(tmp_path / "j.csv")
    with pytest.raises(NotFoundError):
        read_judgments(tmp_path / "none.csv")


# What they mean


def test_the_latest_judgment_of_a_judge_holds() -> None:
    later = replace(ONE, grade=0, day="2026-03-02")
    other = replace(ONE, judge="Gesine", grade=3)
    waiting = replace(ONE, judge="", grade=None)
    assert set(merged([later, ONE, other, waiting])) == {later, other}


def test_grades_are_the_mean_of_judges_and_the_best_of_passages() -> None:
    question = Question(id="q1", kind="passage", text="t", grades={"own": 3.0, "bericht-ä": 3.0})
    rows = [
        ONE,
        replace(ONE, span=Span(start=50, end=60), grade=1),
        replace(ONE, judge="Gesine", grade=0),
    ]
    (graded,) = with_judgments([question], rows)
    assert graded.grades == {"own": 3.0, "bericht-ä": 1.0}
    assert [answer.span for answer in graded.answers] == [ONE.span]


def test_questions_that_only_judgments_name_are_asked_as_well() -> None:
    (added,) = with_judgments([], [ONE])
    assert (added.id, added.kind, added.text) == (ONE.query, ONE.kind, ONE.text)
    assert added.grades == {"bericht-ä": 2.0}


def test_the_pool_holds_what_all_systems_show_and_nobody_judged() -> None:
    question = Question(id="q1", kind="k", text="t", grades={"own": 3.0})
    shown = {
        "full": [[Found(report="own"), Found(report="x", spans=(Span(start=1, end=2),))]],
        "RRF": [[Found(report="x"), Found(report="bericht-ä"), Found(report="y")]],
    }
    rows = pool(Run(questions=[question], rankings=shown), [ONE])
    assert [(row.report, row.grade) for row in rows] == [
        ("bericht-ä", 2),
        ("own", 3),
        ("x", None),
        ("y", None),
    ]
    assert rows[2].span == Span(start=1, end=2)
    assert [is_news(row) for row in rows] == [True, False, False, False]


# Clicks


def test_a_click_is_preferred_to_what_was_passed_over() -> None:
    search = Search(
        question="q", day="d", shown=("a", "b", "c", "d"), clicked=frozenset({"a", "c"})
    )
    assert list(preferences(search)) == [("c", "b")]


def test_the_first_of_the_list_gains_nothing_by_its_place() -> None:
    searches = [
        Search(question="Eltern", day=f"2026-01-0{n}", shown=("a", "b"), clicked=frozenset({"a"}))
        for n in range(1, 8)
    ]
    assert judgments_of(searches, floor=2) == []


def asked(question: str, days: int, clicked: str = "c") -> list[Search]:
    return [
        Search(
            question=question,
            day=f"2026-01-{n:02}",
            shown=("a", "b", "c"),
            clicked=frozenset({clicked}),
        )
        for n in range(1, days + 1)
    ]


def test_preferences_become_grades() -> None:
    found = judgments_of(
        [*asked("Eltern erreichen", 5), *asked("eltern ERREICHEN?", 1, "b")], floor=5
    )
    assert {j.report: j.grade for j in found} == {"a": 0, "b": 0, "c": 2}
    assert {(j.text, j.judge, j.kind, j.day) for j in found} == {
        ("eltern erreichen", "clicks", "log", "2026-01-05")
    }


def test_a_question_of_few_days_stays_inside() -> None:
    assert judgments_of(asked("seltene Frage", 4), floor=5) == []
    often_on_one_day = asked("seltene Frage", 1) * 100
    assert judgments_of(often_on_one_day, floor=5) == []
    assert judgments_of(asked("häufige Frage", 5), floor=5)


def test_one_preference_is_no_judgment() -> None:
    searches = [*asked("Frage", 1), *(replace(s, clicked=frozenset()) for s in asked("Frage", 9))]
    assert judgments_of(searches, floor=5) == []

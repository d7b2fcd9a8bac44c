"""Measures of search against examples worked out by hand."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.evaluation.rows import Row
from models.evaluation.search import Answer, Found, Question, Ranking, rows, systems_table, values
from models.evaluation.search_baselines import Baselines, Piece, Stems, fused, stems
from models.evaluation.search_compare import compare, permutation_p, report
from models.evaluation.search_run import Run, read_run, write_run
from nlp.errors import BadInputError, DamagedFileError, NotFoundError
from nlp.types import Span

QUESTION = Question(
    id="q1",
    kind="passage",
    text="Wie erreicht man Eltern?",
    grades={"a": 3, "b": 1, "x": 0},
    answers=(Answer(report="a", span=Span(start=100, end=200)),),
)


def ranking(*reports: str) -> list[Found]:
    return [Found(report=name, title=name.upper()) for name in reports]


# Measures


def test_gain_counts_grades_by_rank() -> None:
    gained = 1 / math.log2(3) + 3 / math.log2(4)
    best = 3 / math.log2(2) + 1 / math.log2(3)
    measured = values(QUESTION, ranking("x", "b", "a"))
    assert measured["nDCG@10"] == pytest.approx(gained / best)
    assert measured["nDCG@10"] == pytest.approx(0.5869, abs=1e-4)


def test_recall_rank_and_share_judged() -> None:
    measured = values(QUESTION, ranking("x", "b", "y", "z"))
    assert measured["recall@10"] == 1 / 2
    assert measured["MRR"] == 1 / 2
    assert measured["judged@10"] == 2 / 4


def test_nothing_counts_behind_the_tenth() -> None:
    late = ranking(*(f"y{n}" for n in range(10)), "a", "b")
    measured = values(QUESTION, late)
    assert [measured[name] for name in ("nDCG@10", "recall@10", "MRR", "judged@10")] == [0] * 4


def test_an_answer_is_hit_by_a_shown_passage_that_overlaps() -> None:
    shown = (Span(start=0, end=50), Span(start=150, end=300))
    hit, beside = Found(report="a", spans=shown), Found(report="a", spans=(Span(start=0, end=100),))
    other = Found(report="b", spans=(Span(start=100, end=200),))
    third = values(QUESTION, [other, other, hit])
    fourth = values(QUESTION, [other, other, other, hit])
    assert third["passage in first three"] == third["passage in first ten"] == 1
    assert (fourth["passage in first three"], fourth["passage in first ten"]) == (0, 1)
    assert values(QUESTION, [other, beside])["passage in first ten"] == 0


def test_what_does_not_apply_is_not_measured() -> None:
    assert values(Question(id="q", kind="k", text="t"), []) == {}
    only_bad = replace(QUESTION, grades={"x": 0.0}, answers=())
    assert values(only_bad, ranking("x")) == {"judged@10": 1.0}


def test_rows_tell_size_and_interval_over_all_and_by_kind() -> None:
    other = replace(QUESTION, id="q2", kind="keyword", answers=())
    asked = [QUESTION, other]
    measured = [values(QUESTION, ranking("a", "b")), values(other, ranking("x"))]
    found = {row.name: row for row in rows("search", asked, measured)}
    assert (found["nDCG@10"].value, found["nDCG@10"].size) == (0.5, 2)
    assert found["nDCG@10"].interval == (0.0, 1.0)
    assert (found["nDCG@10, passage"].value, found["nDCG@10, keyword"].value) == (1.0, 0.0)
    assert found["passage in first ten"].size == 1
    assert "passage in first ten, keyword" not in found


def test_the_table_shows_systems_side_by_side() -> None:
    full = Row(part="search", name="MRR", value=0.5, size=7, interval=(0.4, 0.6))
    shown = systems_table({"full": [full], "RRF": []})
    assert shown.splitlines()[0].split() == ["n", "full", "RRF"]
    assert shown.splitlines()[1].split() == ["MRR", "7", "0.500", "0.40–0.60", "–"]


# Simpler searches


def test_stems_join_inflected_forms_and_leave_stop_words_out() -> None:
    assert stems("Die Väter und der Vater") == ["vat", "vat"]


def test_bm25_by_hand() -> None:
    index = Stems(["Eltern Kita", "Eltern Eltern Bus Dorf"])
    rare = math.log(1 + 1.5 / 1.5) * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 4 / 3))
    assert index.scores("Bus")[1] == pytest.approx(rare)
    common = math.log(1 + 0.5 / 2.5)
    twice = common * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 4 / 3))
    once = common * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / 3))
    np.testing.assert_allclose(index.scores("Eltern"), [once, twice], rtol=1e-6)


@pytest.mark.parametrize("question", ["", "und der die", "Zeppelin"])
def test_words_that_nobody_has_find_nothing(question: str) -> None:
    assert not Stems(["Eltern Kita"]).scores(question).any()
    assert not Stems([]).scores(question).any()


def test_reciprocal_ranks_are_added() -> None:
    # 5: 1/61 + 1/62; 7: 1/62 + 1/61; 9: 1/63; equal ones by number.
    assert fused([[5, 7, 9], [7, 5]]) == [5, 7, 9]
    assert fused([[1, 2], [2, 3]]) == [2, 1, 3]


def piece(report: str, start: int, words: str) -> Piece:
    return Piece(report=report, title=report.upper(), words=words, start=start, end=start + 5)


def test_reports_stand_by_their_best_passage_with_three_of_them() -> None:
    pieces = [piece("a", n * 10, "Eltern" + " Kita" * n) for n in range(5)]
    pieces.append(piece("b", 0, "Bus"))
    near = [0.1, 0.2, 0.5, 0.4, 0.3, 0.9]
    vectors = np.array([[x, math.sqrt(1 - x * x)] for x in near], dtype=np.float32)
    simple = Baselines(pieces, vectors)
    east = np.array([1, 0], dtype=np.float32)
    dense = simple.by_encoder("", east, 10)
    assert [found.report for found in dense] == ["b", "a"]
    assert [span.start for span in dense[1].spans] == [20, 30, 40]
    assert [found.report for found in simple.by_stems("Eltern", east, 10)] == ["a"]
    assert [found.report for found in simple.by_fusion("Bus", east, 1)] == ["b"]


# Runs and their comparison


def run_of(*shown: Ranking) -> Run:
    asked = [replace(QUESTION, id=f"q{n}") for n in range(len(shown))]
    return Run(questions=asked, rankings={"full": list(shown)}, about={"limit": 10})


def test_a_run_comes_back_from_its_file(tmp_path: Path) -> None:
    run = run_of([Found(report="a", title="Ä", spans=(Span(start=1, end=2),))], [])
    write_run(tmp_path / "run.json", run)
    assert read_run(tmp_path / "run.json") == run
    written = json.loads((tmp_path / "run.json").read_text())
    assert written["systems"]["full"][0]["measures"]["MRR"] == 1.0


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"format": "fundstelle-search-run-1"}'])
def test_what_is_no_run_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.json").write_text(text)
    with pytest.raises(DamagedFileError):
        read_run(tmp_path / "run.json")
    with pytest.raises(NotFoundError):
        read_run(tmp_path / "none.json")


def test_wins_losses_and_ties_question_by_question() -> None:
    before = run_of(ranking("x", "a"), ranking("a", "b"), ranking("a"))
    after = run_of(ranking("a", "b"), ranking("x", "y"), ranking("a"))
    compared = compare(before, after, measure="MRR")
    assert (compared.wins, compared.losses, compared.ties) == (1, 1, 1)
    assert compared.difference == pytest.approx((0.5 - 1.0) / 3)
    assert [change.question.id for change in compared.biggest()] == ["q1", "q0"]
    text = report(compared, names=("alt", "neu"))
    assert "wins 1, losses 1, ties 1" in text
    assert "1.* A [a]" in text
    assert "1.  X [x]" in text


def test_a_judgment_of_either_run_counts_for_both() -> None:
    before, after = run_of(ranking("new")), run_of(ranking("new"))
    graded = replace(QUESTION, id="q0", grades={"new": 3.0})
    compared = compare(before, replace(after, questions=[graded]), measure="MRR")
    assert compared.ties == 1
    assert compared.changes[0].before == 1.0


def test_runs_without_a_common_question_cannot_be_compared() -> None:
    one = run_of(ranking("a"))
    other = replace(one, questions=[replace(QUESTION, id="q0", text="Andere Frage")])
    with pytest.raises(BadInputError):
        compare(one, other, measure="MRR")
    with pytest.raises(BadInputError, match="full"):
        compare(one, one, measure="MRR", systems=("full", "none"))


def test_the_permutation_test_by_hand() -> None:
    # Of the 16 draws of four signs two are as far from zero as four wins of the same size.
    assert permutation_p([1.0] * 4) == pytest.approx(2 / 16, abs=0.02)
    assert permutation_p([1.0, -1.0]) == 1.0
    assert permutation_p([0.0] * 5) == permutation_p([]) == 1.0
    assert permutation_p([0.5] * 30) < 0.001

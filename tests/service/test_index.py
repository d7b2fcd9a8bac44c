"""One suite for every index behind the port, and what holds of the folder on disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nlp.errors import BadInputError, StoreError
from service.index.disk import DiskIndex
from service.index.folder import IndexFolder
from service.index.lock import IndexBusyError
from service.index.memory import MemoryIndex
from service.index.place import About
from service.index.port import Filter, Index, Payload, Point, Sparse
from tests.service import clusters

SIZE = 4
ABOUT = About(encoder="fake-1", dimensions=SIZE, store="s")


pytestmark = clusters.QUIET


@pytest.fixture(params=["memory", "disk", "qdrant in memory", "qdrant server"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Index]:
    made, removed = an_empty_index(request.param, tmp_path / "index")
    yield made
    made.close()
    removed()


def an_empty_index(kind: str, path: Path) -> tuple[Index, Callable[[], object]]:
    """With what removes it."""
    if kind == "memory":
        return MemoryIndex(SIZE), lambda: None
    if kind == "disk":
        return DiskIndex(path, SIZE, create=True), lambda: None
    return clusters.an_index(
        clusters.OneAtATime() if kind == "qdrant in memory" else clusters.real_client(), SIZE
    )


def unit(*values: float) -> np.ndarray:
    vector = np.array(values, dtype=np.float32)
    return vector / np.linalg.norm(vector)


def sparse(**weights: float) -> Sparse:
    """Terms named a, b, c … are numbered 1, 2, 3 …"""
    return Sparse(indices=tuple(ord(term) - 96 for term in weights), values=tuple(weights.values()))


def point(number: int, vector: np.ndarray | None = None, terms: Sparse | None = None) -> Point:
    return Point(
        id=number,
        vector=unit(1, 0, 0, 0) if vector is None else vector,
        sparse=terms or Sparse(indices=(), values=()),
        payload=Payload(report=f"r{number}", doc_kind="report"),
    )


def ids(found: list[tuple[int, float]]) -> list[int]:
    return [number for number, _ in found]


# Every index


def test_an_empty_index_finds_nothing(index: Index) -> None:
    assert index.count() == 0
    assert index.dense(unit(1, 0, 0, 0), 5) == []
    assert index.lexical(sparse(a=1), 5) == []


def test_the_nearest_come_first_by_cosine(index: Index) -> None:
    index.upsert([point(1, unit(0, 1, 0, 0)), point(2, unit(1, 1, 0, 0)), point(3)])
    found = index.dense(unit(1, 0, 0, 0), 2)
    assert ids(found) == [3, 2]
    assert [score for _, score in found] == pytest.approx([1, 2**-0.5], abs=1e-4)


def test_equals_come_in_the_order_of_their_ids(index: Index) -> None:
    index.upsert([point(number, terms=sparse(a=1)) for number in (5, 3, 9, 1)])
    assert ids(index.dense(unit(1, 0, 0, 0), 9)) == [1, 3, 5, 9]
    assert ids(index.lexical(sparse(a=1), 9)) == [1, 3, 5, 9]


def test_rare_terms_count_more(index: Index) -> None:
    index.upsert([point(1, terms=sparse(a=1)), point(2, terms=sparse(b=1))])
    index.upsert([point(number, terms=sparse(b=1)) for number in range(3, 20)])
    assert ids(index.lexical(sparse(a=1, b=1), 2)) == [1, 2]


def test_lexical_scores_are_idf_times_both_weights(index: Index) -> None:
    index.upsert([point(1, terms=sparse(a=1.5, b=2)), point(2, terms=sparse(b=1)), point(3)])
    # Of two points that have words at all, one has a, both have b.
    idf_a, idf_b = np.log(1 + 1.5 / 1.5), np.log(1 + 0.5 / 2.5)
    found = dict(index.lexical(sparse(b=1, a=2), 5))
    assert found == pytest.approx({1: 3 * idf_a + 2 * idf_b, 2: idf_b}, rel=1e-4)


def test_only_points_with_a_common_term_are_lexical_hits(index: Index) -> None:
    index.upsert([point(1, terms=sparse(a=1)), point(2, terms=sparse(b=1))])
    assert ids(index.lexical(sparse(b=1, z=1), 5)) == [2]
    assert index.lexical(Sparse(indices=(), values=()), 5) == []


def test_the_largest_term_is_known(index: Index) -> None:
    last = Sparse(indices=(2**32 - 1,), values=(1.0,))
    index.upsert([point(1, terms=last)])
    assert ids(index.lexical(last, 5)) == [1]


def test_an_id_again_takes_the_place_of_the_old_point(index: Index) -> None:
    index.upsert([point(1, terms=sparse(a=1))])
    index.upsert([point(1, unit(0, 1, 0, 0), sparse(b=1))])
    assert index.count() == 1
    assert index.lexical(sparse(a=1), 5) == []
    assert dict(index.dense(unit(0, 1, 0, 0), 5)) == pytest.approx({1: 1.0})


def test_what_is_deleted_is_not_found_and_counts_for_no_idf(index: Index) -> None:
    index.upsert([point(number, terms=sparse(a=1)) for number in range(1, 11)])
    index.delete(range(2, 11))
    index.delete([77])
    index.delete([])
    assert (index.count(), ids(index.dense(unit(1, 0, 0, 0), 9))) == (1, [1])
    assert dict(index.lexical(sparse(a=1), 9)) == pytest.approx({1: np.log(1 + 0.5 / 1.5)})


WRONG: dict[str, Point] = {
    "too short": point(2, unit(1, 0, 0)),
    "too long": point(2, unit(1, 0, 0, 0, 0)),
    "not a number": point(2, np.array([np.nan, 0, 0, 0], dtype=np.float32)),
    "negative id": point(-2),
    "id too large": point(2**63),
    "terms twice": point(2, terms=Sparse(indices=(1, 1), values=(1.0, 1.0))),
    "weights missing": point(2, terms=Sparse(indices=(1, 2), values=(1.0,))),
    "term too large": point(2, terms=Sparse(indices=(2**32,), values=(1.0,))),
    "no text": replace(
        point(2), payload=Payload(report="r", doc_kind="report", themes=("\ud800",))
    ),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_batch_with_one_wrong_point_is_refused_before_any_is_written(
    index: Index, wrong: Point
) -> None:
    with pytest.raises(StoreError):
        index.upsert([point(1), wrong, point(3)])
    assert index.count() == 0


def test_a_question_of_another_length_is_refused(index: Index) -> None:
    index.upsert([point(1)])
    with pytest.raises(StoreError, match="anderen Modell"):
        index.dense(unit(1, 0), 5)


def test_several_threads_may_ask_and_write(index: Index) -> None:
    def work(number: int) -> int:
        index.upsert([point(number, terms=sparse(a=1))])
        index.delete([number + 1000])
        return len(index.dense(unit(1, 0, 0, 0), 100)) + len(index.lexical(sparse(a=1), 100))

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, range(1, 41)))
    assert index.count() == 40


# Filters

HOSTILE = "\"]}'; DROP TABLE x; -- \x00\\ %_* ${jndi} \U0001f600 [].a"
EVENTS = {
    1: Payload(
        report="r1",
        doc_kind="report",
        themes=("elternarbeit", "grundbildung"),
        places=("de:01002000", "de:land:01", "country:DE"),
        states=("Schleswig-Holstein",),
        programmes=("XENOS",),
        lesson_kinds=("obstacle", "insight"),
        start="2013-11-14",
        end="2013-11-15",
    ),
    2: Payload(
        report="r2",
        doc_kind="announcement",
        themes=("grundbildung",),
        places=("de:16052000", "de:land:16", "country:DE"),
        states=("Thüringen",),
        programmes=("JUGEND STÄRKEN im Quartier", "XENOS"),
        lesson_kinds=("recommendation",),
        start="2015-03-01",
    ),
    3: Payload(report="r3", doc_kind="report", themes=(HOSTILE,), programmes=("Fü\u0308r alle",)),
    4: Payload(report="r4", doc_kind="profile", end="2020-02-29", lesson_kinds=("insight",)),
}
FILTERS: dict[str, tuple[Filter, set[int]]] = {
    "no condition": (Filter(), {1, 2, 3, 4}),
    "kind of document": (Filter(doc_kinds=("announcement",)), {2}),
    "any of two kinds": (Filter(doc_kinds=("announcement", "profile")), {2, 4}),
    "theme": (Filter(themes=("grundbildung",)), {1, 2}),
    "any of two themes": (Filter(themes=("elternarbeit", "sport")), {1}),
    "town": (Filter(places=("de:01002000",)), {1}),
    "state as a place": (Filter(places=("de:land:16",)), {2}),
    "state with an umlaut": (Filter(states=("Thüringen",)), {2}),
    "states are told apart by case": (Filter(states=("thüringen",)), set()),
    "programme": (Filter(programmes=("XENOS",)), {1, 2}),
    "programme with blanks": (Filter(programmes=("JUGEND STÄRKEN im Quartier",)), {2}),
    "a part of a name is not the name": (Filter(programmes=("JUGEND",)), set()),
    "other code points are another name": (Filter(programmes=("Für alle",)), set()),
    "decomposed": (Filter(programmes=("Fü\u0308r alle",)), {3}),
    "kind of lesson": (Filter(lesson_kinds=("insight",)), {1, 4}),
    "since": (Filter(since="2014-01-01"), {2, 4}),
    "until": (Filter(until="2014-01-01"), {1}),
    "since its last day": (Filter(since="2013-11-15", until="2013-11-15"), {1}),
    "until its first day": (Filter(until="2013-11-14"), {1}),
    "the day before": (Filter(until="2013-11-13"), set()),
    "the day after": (Filter(since="2013-11-16", until="2015-02-28"), set()),
    "between": (Filter(since="2015-01-01", until="2015-12-31"), {2}),
    "only years": (Filter(since="2013", until="2015"), {1, 2}),
    "a period that ends before it begins": (Filter(since="2016-01-01", until="2014-01-01"), set()),
    "hostile": (Filter(themes=(HOSTILE,)), {3}),
    "hostile and unknown": (Filter(themes=("]", "", "*", ".*", "a.b[0]", HOSTILE[::-1])), set()),
    "cannot be written": (Filter(themes=("\ud800",)), set()),
    "cannot be written, and another": (Filter(themes=("\ud800", "grundbildung")), {1, 2}),
    "nothing like it": (Filter(places=("de:99",), themes=("grundbildung",)), set()),
    "all together": (
        Filter(
            doc_kinds=("report", "profile"),
            themes=("grundbildung",),
            places=("country:DE",),
            states=("Thüringen", "Schleswig-Holstein"),
            programmes=("XENOS",),
            lesson_kinds=("obstacle",),
            since="2013-01-01",
            until="2013-12-31",
        ),
        {1},
    ),
    "all but one": (Filter(themes=("grundbildung",), lesson_kinds=("success_factor",)), set()),
    "2,000 places": (
        Filter(places=tuple(f"de:{n:08}" for n in range(16051001, 16053001))),
        {2},
    ),
}


@pytest.fixture
def filtered(index: Index) -> Index:
    points = [point(number, terms=sparse(a=number)) for number in EVENTS]
    index.upsert([replace(p, payload=EVENTS[p.id]) for p in points])
    return index


@pytest.mark.parametrize(("where", "passing"), FILTERS.values(), ids=FILTERS.keys())
def test_a_filter_lets_pass_what_fits_it_wholly(
    filtered: Index, where: Filter, passing: set[int]
) -> None:
    assert set(ids(filtered.dense(unit(1, 0, 0, 0), 9, where))) == passing
    assert set(ids(filtered.lexical(sparse(a=1), 9, where))) == passing
    assert filtered.count(where) == len(passing)


def test_the_best_of_those_that_pass_are_found_and_scored_as_without_a_filter(
    filtered: Index,
) -> None:
    where, asked = Filter(themes=("grundbildung",)), sparse(a=1)
    everything = filtered.lexical(asked, 9)
    assert ids(filtered.lexical(asked, 1, where)) == [2]
    assert filtered.lexical(asked, 9, where) == everything[2:]
    filtered.upsert([point(number, unit(1, number, 0, 0)) for number in range(100, 400)])
    assert ids(filtered.dense(unit(0, 1, 0, 0), 9, Filter(doc_kinds=("profile",)))) == [4]


@pytest.mark.parametrize("period", [Filter(since="gestern"), Filter(until="1.5.2015")])
def test_a_period_without_dates_is_refused(filtered: Index, period: Filter) -> None:
    with pytest.raises(BadInputError, match="Zeitraum"):
        filtered.count(period)


def test_payloads_come_back_as_they_were_given(filtered: Index) -> None:
    assert filtered.payloads([4, 3, 99, 1, 2, 3]) == EVENTS
    assert filtered.payloads([]) == {}


def test_filters_follow_what_is_written_and_deleted(filtered: Index) -> None:
    kiel = Filter(places=("de:01002000",))
    filtered.upsert([replace(point(1), payload=EVENTS[2])])
    assert filtered.count(kiel) == 0
    assert filtered.payloads([1]) == {1: EVENTS[2]}
    filtered.delete([2])
    assert filtered.payloads([1, 2]) == {1: EVENTS[2]}
    assert ids(filtered.dense(unit(1, 0, 0, 0), 9, Filter(programmes=("XENOS",)))) == [1]


# On disk


def test_filters_and_payloads_are_there_after_reopening(tmp_path: Path) -> None:
    first = DiskIndex(tmp_path, SIZE, create=True)
    first.upsert([replace(point(n, terms=sparse(a=1)), payload=p) for n, p in EVENTS.items()])
    first.close()
    second = DiskIndex(tmp_path, SIZE, create=False)
    assert second.payloads(EVENTS) == EVENTS
    for where, passing in FILTERS.values():
        assert set(ids(second.lexical(sparse(a=1), 9, where))) == passing
    second.close()


def test_an_index_is_there_after_reopening(tmp_path: Path) -> None:
    first = DiskIndex(tmp_path, SIZE, create=True)
    first.upsert([point(number, terms=sparse(a=1)) for number in range(1, 1201)])
    first.close()
    first.close()
    second = DiskIndex(tmp_path, SIZE, create=False)
    assert (second.count(), len(second.lexical(sparse(a=1), 2000))) == (1200, 1200)
    second.close()


def filled(path: Path, about: About = ABOUT) -> None:
    folder = IndexFolder(path, about)
    folder.index.upsert([point(number, terms=sparse(a=1)) for number in range(1, 30)])
    folder.complete()
    folder.close()


def test_a_whole_index_of_the_same_origin_is_kept(tmp_path: Path) -> None:
    filled(tmp_path)
    folder = IndexFolder(tmp_path, ABOUT)
    assert (folder.fresh, folder.index.count()) == (False, 29)
    folder.close()


@pytest.mark.parametrize(
    "other",
    [
        About(encoder="fake-2", dimensions=SIZE, store="s"),
        About(encoder="fake-1", dimensions=SIZE + 1, store="s"),
        About(encoder="fake-1", dimensions=SIZE, store="another"),
        About(encoder="fake-1", dimensions=SIZE, store="s", schema=99),
    ],
)
def test_an_index_of_another_origin_is_not_used(tmp_path: Path, other: About) -> None:
    filled(tmp_path)
    folder = IndexFolder(tmp_path, other)
    assert (folder.fresh, folder.index.count()) == (True, 0)
    folder.close()


def test_a_completed_index_is_one_segment_with_all_that_lives(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path, ABOUT)
    folder.index.upsert([point(number, terms=sparse(a=1)) for number in range(1, 300)])
    folder.index.upsert([point(number, terms=sparse(b=1)) for number in range(290, 310)])
    folder.index.delete([1, 295])
    folder.complete()
    assert len(list((tmp_path / "segments").glob("*.segment"))) == 1
    assert folder.index.count() == 307
    assert ids(folder.index.lexical(sparse(b=1), 50)) == [*range(290, 295), *range(296, 310)]
    folder.close()


def test_an_index_that_was_never_completed_is_not_trusted(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path, ABOUT)
    folder.index.upsert([point(1)])
    folder.close()
    again = IndexFolder(tmp_path, ABOUT)
    assert again.fresh
    again.close()


def a_file(index: Path, name: str) -> Path:
    return next(path for path in sorted(index.rglob(name)) if path.is_file())


def flipped(path: Path, at: float) -> None:
    data = bytearray(path.read_bytes())
    data[int(at * (len(data) - 1))] ^= 4
    path.write_bytes(data)


def lengthened(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x")


DAMAGE: dict[str, Callable[[Path], object]] = {
    "no folder": shutil.rmtree,
    "a file in its place": lambda index: (shutil.rmtree(index), index.write_text("x")),
    "no manifest": lambda index: (index / "manifest.json").unlink(),
    "an empty manifest": lambda index: os.truncate(index / "manifest.json", 0),
    "another manifest": lambda index: (index / "manifest.json").write_text("[]"),
    "a bit of the manifest": lambda index: flipped(index / "manifest.json", 0.9),
    "no segment": lambda index: a_file(index, "*.segment").unlink(),
    "an empty segment": lambda index: os.truncate(a_file(index, "*.segment"), 0),
    "half a segment": lambda index: os.truncate(a_file(index, "*.segment"), 1000),
    "rubbish as a segment": lambda index: a_file(index, "*.segment").write_bytes(b"rubbish" * 99),
    "more behind a segment": lambda index: lengthened(a_file(index, "*.segment")),
    **{
        f"a bit at {share:.0%} of a segment": (
            lambda index, at=share: flipped(a_file(index, "*.segment"), at)
        )
        for share in (0, 0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 1)
    },
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_index_is_begun_anew(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    filled(tmp_path)
    damage(tmp_path / "segments")
    folder = IndexFolder(tmp_path, ABOUT)
    assert (folder.fresh, folder.index.count()) == (True, 0)
    assert folder.index.lexical(sparse(a=1), 50) == []
    folder.index.upsert([point(100)])
    folder.close()


def test_what_an_earlier_version_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / "shard" / "wal").mkdir(parents=True)
    (tmp_path / "about.json").write_text('{"schema": 1}')
    folder = IndexFolder(tmp_path, ABOUT)
    assert folder.fresh
    assert not (tmp_path / "shard").exists()
    folder.close()


def test_an_unreadable_index_is_begun_anew(tmp_path: Path) -> None:
    filled(tmp_path)
    (tmp_path / "segments" / "manifest.json").write_text("{")
    folder = IndexFolder(tmp_path, ABOUT)
    assert (folder.fresh, folder.index.count()) == (True, 0)
    folder.close()


def test_after_any_history_it_answers_as_an_index_made_anew(tmp_path: Path) -> None:
    chance = np.random.default_rng(3)
    index, whole = DiskIndex(tmp_path, SIZE, create=True), MemoryIndex(SIZE)
    for _ in range(60):
        some = [a_random_point(chance) for _ in range(int(chance.integers(1, 30)))]
        gone = chance.integers(400, size=int(chance.integers(0, 25))).tolist()
        for each in (index, whole):
            each.upsert(some)
            each.delete(gone)
        if chance.random() < 0.2:
            index.close()
            index = DiskIndex(tmp_path, SIZE, create=False)
        assert_alike(index, whole, chance)
    assert len(list(tmp_path.glob("*.segment"))) < 9
    index.close()


def a_random_point(chance: np.random.Generator) -> Point:
    terms = np.unique(chance.integers(30, size=int(chance.integers(0, 9))))
    return Point(
        id=int(chance.integers(400)),
        vector=unit(*chance.standard_normal(SIZE)),
        sparse=Sparse(indices=tuple(terms.tolist()), values=tuple(chance.random(len(terms)))),
        payload=EVENTS[int(chance.integers(1, 5))],
    )


def assert_alike(one: Index, other: Index, chance: np.random.Generator) -> None:
    asked, words = unit(*chance.standard_normal(SIZE)), sparse(a=1, c=2, f=0.5, z=1)
    for where, _ in list(FILTERS.values())[:: int(chance.integers(3, 9))]:
        assert one.count(where) == other.count(where)
        for found, right in (
            (one.dense(asked, 17, where), other.dense(asked, 17, where)),
            (one.lexical(words, 17, where), other.lexical(words, 17, where)),
        ):
            assert ids(found) == ids(right)
            assert dict(found) == pytest.approx(dict(right), rel=1e-4, abs=1e-5)
    assert one.payloads(range(400)) == other.payloads(range(400))


def test_a_program_that_ends_while_writing_leaves_what_was_there(tmp_path: Path) -> None:
    index = DiskIndex(tmp_path, SIZE, create=True)
    index.upsert([point(1), point(2)])
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    index.upsert([point(2, unit(0, 1, 0, 0)), point(3)])
    index.close()
    # The new segment was written, the manifest that names it was not.
    for path in tmp_path.iterdir():
        if path.name == "manifest.json":
            path.write_bytes(written[path.name])
    for name, data in written.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "00000009.segment.new").write_bytes(b"half")
    again = DiskIndex(tmp_path, SIZE, create=False)
    assert dict(again.dense(unit(1, 0, 0, 0), 9)) == pytest.approx({1: 1.0, 2: 1.0})
    assert {path.name for path in tmp_path.iterdir()} == set(written)
    again.upsert([point(3)])
    assert again.count() == 3
    again.close()


def test_a_full_disk_is_told_and_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = DiskIndex(tmp_path, SIZE, create=True)
    index.upsert([point(1)])

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(StoreError):
            index.upsert([point(1, unit(0, 1, 0, 0)), point(2)])
    assert dict(index.dense(unit(1, 0, 0, 0), 9)) == pytest.approx({1: 1.0})
    index.upsert([point(2)])
    assert index.count() == 2
    index.close()


def test_a_second_program_is_told_so_in_german(tmp_path: Path) -> None:
    first = IndexFolder(tmp_path, ABOUT)
    with pytest.raises(IndexBusyError, match="anderen Programm"):
        IndexFolder(tmp_path, ABOUT)
    first.close()
    IndexFolder(tmp_path, ABOUT).close()

"""An index that one process writes is read by others as it grows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlp.errors import StoreError
from service.index.folder import IndexFolder, followed, is_held
from service.index.place import About
from service.index.port import Payload, Point, Sparse

SIZE = 4
ABOUT = About(encoder="e", dimensions=SIZE, store="s")
AXIS = np.eye(SIZE, dtype=np.float32)


def point(number: int) -> Point:
    return Point(
        id=number,
        vector=AXIS[number % SIZE],
        sparse=Sparse(indices=(number,), values=(1.0,)),
        payload=Payload(report=f"r{number}", doc_kind="report"),
    )


@pytest.fixture
def folder(tmp_path: Path) -> IndexFolder:
    opened = IndexFolder(tmp_path, ABOUT)
    opened.index.upsert([point(1)])
    return opened


def test_until_the_index_is_whole_nobody_reads_it(folder: IndexFolder, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="vollständig"):
        followed(tmp_path, lambda: ABOUT)
    folder.complete()
    reader = followed(tmp_path, lambda: ABOUT)
    assert reader.count() == 1
    reader.close()
    folder.close()


def test_readers_see_each_change_at_once(folder: IndexFolder, tmp_path: Path) -> None:
    folder.complete()
    reader = followed(tmp_path, lambda: ABOUT)
    for number in range(2, 40):
        folder.index.upsert([point(number)])
        assert reader.count() == number
        assert reader.lexical(Sparse(indices=(number,), values=(1.0,)), 5)[0][0] == number
    folder.index.delete(range(10, 40))
    assert reader.count() == 9
    assert sorted(reader.payloads(range(50))) == list(range(1, 10))
    assert {number for number, _ in reader.dense(AXIS[1], 2)} <= {1, 5, 9}
    reader.close()
    folder.close()


def test_while_the_index_is_built_anew_the_one_before_is_read(
    folder: IndexFolder, tmp_path: Path
) -> None:
    folder.complete()
    about = ABOUT
    reader = followed(tmp_path, lambda: about)
    fresh = folder.renew()
    fresh.upsert([point(7), point(8)])
    assert reader.count() == 1
    assert sorted(reader.payloads(range(9))) == [1]
    about = About(encoder="e", dimensions=SIZE, store="s/2")
    folder.complete(about)
    assert sorted(reader.payloads(range(9))) == [7, 8]
    reader.close()
    folder.close()


def test_readers_change_nothing(folder: IndexFolder, tmp_path: Path) -> None:
    folder.complete()
    before = {path.name for path in (tmp_path / "segments").iterdir()}
    (tmp_path / "segments" / "00000099.segment.new").write_bytes(b"under way")
    reader = followed(tmp_path, lambda: ABOUT)
    writes = (lambda: reader.upsert([point(2)]), lambda: reader.delete([1]))
    for change in (*writes, reader.compact, reader.purge):
        with pytest.raises(StoreError, match="anderer Prozess"):
            change()
    assert {path.name for path in (tmp_path / "segments").iterdir()} == {
        *before,
        "00000099.segment.new",
    }
    reader.close()
    folder.close()


def test_whether_a_folder_is_held_can_be_asked(folder: IndexFolder, tmp_path: Path) -> None:
    assert is_held(tmp_path)
    folder.close()
    assert not is_held(tmp_path)

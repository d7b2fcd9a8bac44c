"""A store moves to another database whole, or says that it has not."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.errors import BadInputError, StoreError
from service.cli import main
from service.keys import create_key
from service.store import Store
from service.store.copying import Copied, copy_store
from tests.fakes import FakeModels, analysed_document
from tests.service.databases import raw, url_in

pytestmark = pytest.mark.usefixtures("each_database")
TEXT = "Elternabend in Kiel\n\nWir haben die Eltern am Schultor angesprochen.\n\nDas half."


@pytest.fixture
def source(tmp_path: Path) -> str:
    """Always SQLite: where a store comes from."""
    url = f"sqlite:///{tmp_path / 'alt' / 'fundstelle.db'}"
    with Store(url) as store:
        for number in range(30):
            store.put(*analysed_document(f"b{number:02}", f"{TEXT} {number}"))
        store.delete("b29")
        create_key(store.keys, name="Portal", scopes=["read"])
        store.set_note("nul", "a\0b")
    return url


def copied(source: str, target: str, *, anew: bool = False) -> dict[str, int]:
    found: list[Copied] = []
    copy_store(source, target, anew=anew, told=found.append)
    return {each.table: each.rows for each in found}


def test_all_of_it_arrives_and_goes_on(source: str, tmp_path: Path) -> None:
    target = url_in(tmp_path)
    counts = copied(source, target)
    with Store(source) as old, Store(target) as new:
        assert counts["reports"] == new.count() == 29
        assert counts["api_keys"] == 1
        for name in ("b00", "b28"):
            assert new.get(name, vectors=True).analysis.text == old.get(name).analysis.text
            assert new.passages_of(name)[0].id == old.passages_of(name)[0].id
            assert new.original(name) == old.original(name)
        assert new.pending() == old.pending()
        assert new.note("copying") is None
        last = old.passages_of("b28")[-1].id
        new.put(*analysed_document("neu", TEXT))
        # Numbers of the report that was deleted are not given again.
        assert new.passages_of("neu")[0].id > last + 3


def test_what_was_interrupted_goes_on(source: str, tmp_path: Path) -> None:
    target = url_in(tmp_path)

    def stop(each: Copied) -> None:
        if each.table == "reports":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_store(source, target, told=stop)
    with raw(target) as connection:
        connection.exec_driver_sql("DELETE FROM reports WHERE id > 'b20'")
    assert copied(source, target)["passages"] == 29 * 3


def test_what_differs_at_the_end_is_told_and_can_begin_anew(source: str, tmp_path: Path) -> None:
    target = url_in(tmp_path)

    def spoil(each: Copied) -> None:
        if each.table == "reports":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_store(source, target, told=spoil)
    with raw(target) as connection:
        connection.exec_driver_sql("UPDATE reports SET title = 'anders' WHERE id = 'b03'")
    with pytest.raises(StoreError, match="reports"):
        copied(source, target)
    assert copied(source, target, anew=True)["reports"] == 29


def test_a_database_with_a_store_of_its_own_is_left_alone(source: str, tmp_path: Path) -> None:
    target = url_in(tmp_path)
    with Store(target) as store:
        store.put(*analysed_document("eigen", TEXT))
    for anew in (False, True):
        with pytest.raises(BadInputError, match="schon ein Bestand"):
            copied(source, target, anew=anew)
    with Store(target) as store:
        assert [report.id for report in store.all()] == ["eigen"]


def test_the_way_back_is_the_same(source: str, tmp_path: Path) -> None:
    target, back = url_in(tmp_path), f"sqlite:///{tmp_path / 'zurück.db'}"
    assert copied(source, target) == copied(target, back)
    with Store(back) as store:
        assert store.count() == 29


def test_the_command_says_what_it_did(
    source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(["copy", "--to", url_in(tmp_path), "--data", str(tmp_path / "alt")], FakeModels()) == 0
    )
    told = capsys.readouterr()
    assert "reports: 29 Zeilen, geprüft" in told.err
    assert "Kopiert und verglichen" in told.out

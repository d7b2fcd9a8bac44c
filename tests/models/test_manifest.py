from pathlib import Path

import pytest

from models.manifest import (
    MANIFEST,
    Check,
    Manifest,
    atomic_path,
    read_manifest,
    verify,
    write_manifest,
)
from nlp.errors import ArtefactError


@pytest.fixture
def artefact(tmp_path: Path) -> Path:
    folder = tmp_path / "probe"
    folder.mkdir()
    (folder / "gewichte.bin").write_bytes(b"1234567890")
    write_manifest(
        folder,
        Manifest(
            name="probe",
            version="3",
            source="Prüfstand",
            licence="MIT",
            recipe="python -m nichts",
            settings={"dimensions": 2, "tags": ["O", "B-PLACE"]},
            checks=(Check(text="Grüße aus „Görlitz“", vector=(0.6, 0.8)),),
        ),
        files=["gewichte.bin"],
    )
    return folder


def test_what_is_written_is_read_again(artefact: Path) -> None:
    manifest = verify(artefact)
    assert manifest.id == "probe@3"
    assert manifest.files["gewichte.bin"].size == 10
    assert manifest.settings == {"dimensions": 2, "tags": ["O", "B-PLACE"]}
    assert manifest.checks == (Check(text="Grüße aus „Görlitz“", vector=(0.6, 0.8)),)


def test_changed_bytes_are_found_by_their_hash(artefact: Path) -> None:
    (artefact / "gewichte.bin").write_bytes(b"123456789X")
    with pytest.raises(ArtefactError, match=r"beschädigt.*gewichte\.bin"):
        verify(artefact)
    assert verify(artefact, hashes=False).name == "probe"


def test_a_cut_file_is_found_without_hashes(artefact: Path) -> None:
    (artefact / "gewichte.bin").write_bytes(b"123")
    with pytest.raises(ArtefactError, match=r"beschädigt.*gewichte\.bin"):
        verify(artefact, hashes=False)


def test_a_missing_file_is_named(artefact: Path) -> None:
    (artefact / "gewichte.bin").unlink()
    with pytest.raises(ArtefactError, match=r"unvollständig.*gewichte\.bin"):
        verify(artefact, hashes=False)


def test_a_missing_artefact_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match="„encoder“ fehlt"):
        read_manifest(tmp_path / "encoder")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"files": 3, "checks": []}', "\udcff"])
def test_a_broken_manifest_is_refused(artefact: Path, content: str) -> None:
    (artefact / MANIFEST).write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(ArtefactError, match="beschädigtes Verzeichnis"):
        read_manifest(artefact)


def test_an_interrupted_save_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "modell.bin"
    target.write_text("alt")
    with pytest.raises(KeyboardInterrupt), atomic_path(target) as path:
        path.write_text("halb")
        raise KeyboardInterrupt
    assert target.read_text() == "alt"
    assert list(tmp_path.iterdir()) == [target]

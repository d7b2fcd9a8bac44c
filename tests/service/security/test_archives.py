"""Archives and documents that mean harm: nothing leaves its folder, nothing fills the memory."""

from __future__ import annotations

import io
import resource
import stat
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.documents import read_bytes
from nlp.errors import BadInputError, DamagedFileError, FundstelleError
from service.imports.parcel import open_parcel

TEXT = "Auf dem Treffen ging es um die Frage, wie man die Eltern in Kiel erreicht."


def zipped(
    *files: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return data.getvalue()


def pieces(tmp_path: Path, data: bytes) -> list:
    path = tmp_path / "paket.zip"
    path.write_bytes(data)
    with open_parcel(path, "zip", name="paket.zip") as parcel:
        return list(parcel.pieces(0))


def refused(tmp_path: Path, data: bytes) -> bool:
    """Whether the archive, or all that is in it, is refused with a German sentence."""
    try:
        found = [piece.found for piece in pieces(tmp_path, data)]
    except BadInputError as error:
        return bool(str(error))
    return all(isinstance(getattr(one, "error", None), FundstelleError) for one in found)


def quick(work: Callable[[], object], *, seconds: float = 10, megabytes: int = 300) -> None:
    """Within so much time and so much more memory than there was."""
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    work()
    assert time.process_time() - begun < seconds
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < megabytes


@pytest.mark.parametrize(
    "name",
    [
        "../boese.txt",
        "a/../../boese.txt",
        "/boese.txt",
        "..\\boese.txt",
        "C:boese.txt",
        "a\x1f.txt",
    ],
)
def test_a_name_that_leaves_its_folder_refuses_the_archive(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInputError, match="Dateinamen"):
        pieces(tmp_path, zipped((name, TEXT.encode())))
    assert [path.name for path in tmp_path.iterdir()] == ["paket.zip"]


def test_a_link_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("passwort.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    found = pieces(tmp_path, zipped((link, b"/etc/passwd"), ("gut.txt", TEXT.encode())))
    assert {piece.name: hasattr(piece.found, "error") for piece in found} == {
        "gut.txt": False,
        "passwort.txt": True,
    }
    assert "root:" not in str(found)


def test_an_archive_of_archives_is_not_unpacked_further(tmp_path: Path) -> None:
    bomb = zipped(("nullen.txt", b"\0" * 20_000_000))
    for _ in range(4):
        bomb = zipped(*((f"{at}.zip", bomb) for at in range(8)))
    quick(lambda: refused(tmp_path, bomb))
    assert refused(tmp_path, bomb)


def test_a_huge_ratio_is_refused(tmp_path: Path) -> None:
    data = zipped(*((f"{at}.txt", b"a" * 10_000_000) for at in range(20)))
    quick(lambda: refused(tmp_path, data))
    assert refused(tmp_path, data)


def test_very_many_entries_are_refused_quickly(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for at in range(100_001):
            archive.writestr(f"{at}", b"")
    quick(lambda: refused(tmp_path, data.getvalue()), seconds=20)
    assert refused(tmp_path, data.getvalue())


def test_entries_that_share_their_bytes_are_bounded(tmp_path: Path) -> None:
    """As David Fifield's bombs: many entries of the list point at the same content."""
    content = zipped(("a.txt", b"a " * 4_000_000))
    end = content.index(b"PK\x05\x06")
    listed = content[content.index(b"PK\x01\x02") : end]
    again = b"".join(listed.replace(b"a.txt", f"{at:05}"[:5].encode()) for at in range(2000))
    start = content.index(b"PK\x01\x02")
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 2000, 2000, len(again), start, 0)
    data = content[:start] + again + tail
    quick(lambda: refused(tmp_path, data))
    assert refused(tmp_path, data)


def test_a_size_that_is_not_true_gives_no_more_than_it_says(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.txt", b"a " * 5_000_000)))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(mark) + at
        data[start : start + 4] = struct.pack("<I", 100)
    quick(lambda: refused(tmp_path, bytes(data)))
    assert refused(tmp_path, bytes(data))


# Documents


LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "'
    + "ha" * 50
    + '">'
    + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/boese.dtd">'
PARAMETER = '<!DOCTYPE x [<!ENTITY % j SYSTEM "file:///etc/passwd"> %j;]>'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def docx(head: str, body: str = "&j;") -> bytes:
    document = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W}"><w:body><w:p><w:r>'
    document += f"<w:t>{TEXT} {body}</w:t></w:r></w:p></w:body></w:document>"
    return zipped(("[Content_Types].xml", TYPES), ("word/document.xml", document.encode()))


def odt(head: str, body: str = "&j;") -> bytes:
    document = (
        f'<?xml version="1.0"?>{head}<office:document-content xmlns:office="{OFFICE}:office:1.0" '
        f'xmlns:text="{OFFICE}:text:1.0"><office:body><office:text><text:p>{TEXT} {body}</text:p>'
        "</office:text></office:body></office:document-content>"
    )
    return zipped(
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", b"<x/>"),
        ("content.xml", document.encode()),
    )


@pytest.mark.parametrize("made", [docx, odt])
@pytest.mark.parametrize("head", [LAUGHS, OUTSIDE, REMOTE, PARAMETER])
def test_a_document_that_brings_entities_is_refused(made, head: str) -> None:
    begun = time.process_time()
    with pytest.raises(DamagedFileError):
        read_bytes(made(head, "" if head in (REMOTE, PARAMETER) else "&j;"), name="bericht")
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("made", [docx, odt])
def test_the_same_document_without_them_is_read(made) -> None:
    [document] = read_bytes(made("", ""), name="bericht")
    assert TEXT in document.text


def test_a_page_brings_nothing_from_outside() -> None:
    page = f"<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><html><p>{TEXT} &x;</p>"
    [document] = read_bytes(page.encode(), name="seite.html")
    assert "root:" not in document.text

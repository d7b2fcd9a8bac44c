"""Files become documents, and every bad one gets one clear line."""

from __future__ import annotations

import io
import json
import logging
import zipfile
from pathlib import Path

import pytest
from docx import Document as WordFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus.documents import Document, Limits, Refusal, read_bytes, read_each, read_paths
from nlp.errors import (
    BadInputError,
    DamagedFileError,
    EmptyDocumentError,
    NotFoundError,
    NotGermanError,
    TooLargeError,
    UnsupportedFormatError,
)

GERMAN = "Für die Übergänge „Schule – Beruf“ braucht es größere Netzwerke, so die Leiterin.\n"
PLAIN_GERMAN = "Für die Übergänge braucht es größere Netzwerke, und das ist schön.\n"
ENGLISH = "The workshop was about the transition from school to work and how it is funded.\n"


def pdf(*pages: list[str], title: str = "", password: str = "") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setTitle(title)
    for page in pages:
        for number, line in enumerate(page):
            canvas.drawString(70, 780 - 16 * number, line)
        canvas.showPage()
    canvas.save()
    if not password:
        return out.getvalue()
    writer, locked = PdfWriter(clone_from=io.BytesIO(out.getvalue())), io.BytesIO()
    writer.encrypt(password, algorithm="RC4-128")
    writer.write(locked)
    return locked.getvalue()


def docx() -> bytes:
    file, out = WordFile(), io.BytesIO()
    file.add_paragraph("Gemeinsam für Bildung", style="Title")
    file.add_heading("Was gut lief", level=1)
    file.add_paragraph("Die Abstimmung mit den Schulen hat sich bewährt.")
    file.add_paragraph("Elterncafé", style="List Bullet")
    file.add_paragraph("Lernpaten", style="List Bullet")
    table = file.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Ort", "Kiel"
    file.save(out)
    return out.getvalue()


def packed(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def odt(body: str) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{office}:office:1.0" '
        f'xmlns:text="{office}:text:1.0" xmlns:table="{office}:table:1.0">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed(mimetype="application/vnd.oasis.opendocument.text", content_xml=content)


def word(body: str, head: str = "") -> bytes:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'{head}<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
    return packed(word__document_xml=document)


def text_of(data: bytes, name: str) -> str:
    return read_bytes(data, name=name)[0].text


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"],
)
def test_umlauts_and_quotes_are_right_in_every_usual_encoding(encoding: str) -> None:
    assert text_of(GERMAN.encode(encoding), "bericht.txt") == GERMAN


@pytest.mark.parametrize("encoding", ["latin-1", "iso-8859-15", "cp850", "utf-16-le"])
def test_umlauts_are_right_in_older_encodings(encoding: str) -> None:
    assert text_of(PLAIN_GERMAN.encode(encoding), "bericht.txt") == PLAIN_GERMAN


def test_a_stray_byte_does_not_spoil_a_utf8_text() -> None:
    data = GERMAN.encode() * 3 + "für alle".encode("latin-1")
    assert text_of(data, "gemischt.txt") == GERMAN * 3 + "für alle"


def test_a_text_that_was_misread_once_is_repaired_as_a_whole_or_not_at_all() -> None:
    misread = PLAIN_GERMAN.encode().decode("cp1252")
    assert text_of(misread.encode(), "a.txt") == PLAIN_GERMAN
    mixed = "Das „Ã¼“ steht hier mit Absicht, und es ist ein 漢 dabei.\n"
    assert text_of(mixed.encode(), "b.txt") == mixed


def test_a_clean_file_keeps_its_offsets_and_its_bytes() -> None:
    document = read_bytes(GERMAN.encode(), name="Mein Bericht.txt")[0]
    assert (document.text, document.original) == (GERMAN, GERMAN.encode())
    assert (document.id, document.title, document.media_type) == (
        "Mein Bericht",
        None,
        "text/plain",
    )
    assert len(document.digest) == 64


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"", "leer.txt", EmptyDocumentError),
        (b" \n\t\n ", "blank.txt", EmptyDocumentError),
        (b"--- *** ...", "zeichen.txt", EmptyDocumentError),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
            "bild.txt",
            UnsupportedFormatError,
        ),
        (bytes(range(256)) * 20, "daten.txt", UnsupportedFormatError),
        (b"Die Stadt und der Kreis. " * 2_000_000, "riesig.txt", TooLargeError),
        (b"Die Stadt und der Kreis. " * 100_000, "lang.txt", TooLargeError),
        (ENGLISH.encode(), "english.txt", NotGermanError),
        (ENGLISH.encode("utf-16"), "english16.txt", NotGermanError),
        (pdf(["Ein Bericht"])[:300], "kaputt.pdf", DamagedFileError),
        (b"%PDF-1.4\nkein Inhalt", "kaputt2.pdf", DamagedFileError),
        (pdf(["Ein Bericht"], password="geheim"), "zu.pdf", UnsupportedFormatError),
        (pdf([], []), "scan.pdf", EmptyDocumentError),
        (docx()[:2000], "kaputt.docx", DamagedFileError),
        (docx()[:-200] + b"\0" * 200, "kaputt2.docx", DamagedFileError),
        (packed(tabelle_xml="<a/>"), "tabelle.xlsx", UnsupportedFormatError),
        (word("<w:p>"), "offen.docx", DamagedFileError),
        (word("<w:p><w:r><w:t>" + "A" * 150_000_000), "bombe.docx", TooLargeError),
        (word("<w:p/>", '<!DOCTYPE a [<!ENTITY b "c">]>'), "entity.docx", DamagedFileError),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "alt.doc", UnsupportedFormatError),
        (b"{\\rtf1 Hallo}", "alt.rtf", UnsupportedFormatError),
        (b"<html>" + b"<div>" * 100_000 + b"Tief", "tief.html", DamagedFileError),
        (b"titel,inhalt\na,b\n", "ohne.csv", DamagedFileError),
        (b'{"text": ', "kaputt.jsonl", DamagedFileError),
        (b"[" * 100_000, "tief.json", DamagedFileError),
        (b'{"titel": "ohne Text"}', "ohne.json", EmptyDocumentError),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_input_gets_its_kind_of_error_and_a_german_sentence(
    data: bytes, name: str, error: type[BadInputError]
) -> None:
    with pytest.raises(error) as raised:
        read_bytes(data, name=name)
    message = str(raised.value)
    assert message.endswith((".", "!")) and "\n" not in message and len(message) < 160


def test_reading_a_broken_pdf_says_nothing_on_stderr(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(DamagedFileError):
        read_bytes(pdf(["Ein Bericht"])[:500], name="kaputt.pdf")
    assert capfd.readouterr().err == ""
    assert not caplog.records


def test_limits_can_be_set() -> None:
    with pytest.raises(TooLargeError, match="kleinere Dateien"):
        read_bytes(GERMAN.encode() * 20, name="a.txt", limits=Limits(max_bytes=1_000))
    with pytest.raises(TooLargeError, match="Seiten"):
        read_bytes(pdf(["Die"], ["und"]), name="a.pdf", limits=Limits(max_pages=1))


# HTML

PAGE = """<!DOCTYPE html><html><head><title>Bericht | Portal</title>
<meta property="og:title" content="Fachtag &bdquo;Ganztag&ldquo;">
<style>p {color: red}</style></head>
<body><nav><a href="/">Startseite</a></nav><header>Kopf der Seite</header>
<main><header><h1>Fachtag „Ganztag“</h1></header>
<!-- nicht zeigen --><script>alert("nein")</script><noscript>Bitte JavaScript</noscript>
<p>Am Fachtag   nahmen&nbsp;80 Personen
teil &amp; diskutierten.</p><p hidden>versteckt</p><p style="display: none">auch versteckt</p>
<ul><li><p>Eltern früh einbeziehen</p></li><li>Räume öffnen</li></ul>
<table><tr><th>Ort</th><td>Kiel</td></tr><tr><th>Jahr</th><td>2019</td></tr></table>
<p>Erste Zeile<br>Zweite Zeile</p></main>
<div role="navigation">Weiter</div><aside>Werbung</aside><footer>Impressum</footer></body></html>"""


def test_html_gives_the_visible_text_line_by_line() -> None:
    document = read_bytes(PAGE.encode(), name="seite.txt")[0]
    assert document.title == "Fachtag „Ganztag“"
    assert document.media_type == "text/html"
    assert document.text == (
        "Fachtag „Ganztag“\n\nAm Fachtag nahmen 80 Personen teil & diskutierten.\n\n"
        "• Eltern früh einbeziehen\n• Räume öffnen\n\nOrt | Kiel\nJahr | 2019\n\n"
        "Erste Zeile\nZweite Zeile\n"
    )


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "utf-16", "gibt-es-nicht"])
@pytest.mark.parametrize("real", ["utf-8", "cp1252"])
def test_html_is_read_right_whatever_encoding_it_declares(declared: str, real: str) -> None:
    page = (
        f'<html><head><meta charset="{declared}"></head><body><p>{PLAIN_GERMAN}</p></body></html>'
    )
    assert text_of(page.encode(real), "a.html") == PLAIN_GERMAN


def test_html_title_falls_back_to_heading_and_title_element() -> None:
    head = "<head><title>Aus dem Titel</title></head>"
    with_heading = (
        f"<html>{head}<body><h1>Die Über<b>schrift</b></h1><p>Das ist gut.</p></body></html>"
    )
    assert read_bytes(with_heading.encode(), name="a.html")[0].title == "Die Überschrift"
    without = f"<html>{head}<body><p>Das ist gut.</p></body></html>"
    assert read_bytes(without.encode(), name="a.html")[0].title == "Aus dem Titel"


def test_a_page_that_is_all_header_is_read_all_the_same() -> None:
    assert text_of(b"<html><body><header><p>Das ist alles.</p></header></body></html>", "a.html")


def test_a_deep_page_that_a_browser_shows_is_read() -> None:
    page = "<html><body>" + "<div>" * 1_000 + "Das ist tief." + "</div>" * 1_000
    assert text_of(page.encode(), "tief.html") == "Das ist tief.\n"


def test_html_never_reads_other_files(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("Losungswort")
    page = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>'
        f'<html><body><p>Das ist &x; die Seite.</p><iframe src="file://{secret}"></iframe></body></html>'
    )
    assert "Losungswort" not in text_of(page.encode(), "a.html")


# PDF


def test_pdf_lines_become_paragraphs_and_hyphens_go_where_they_were_added() -> None:
    lines = [
        "Der Fachtag zeigte, dass sich die Zusammenarbeit in der kommunalen Bil-",
        "dung bewährt hat. Gefragt sind nach Ansicht aller Beteiligten Bildungs-",
        "und Beratungsangebote, die in allen Regionen von Nordrhein-",
        "Westfalen gut zu erreichen sind.",
        "• Eltern einbeziehen",
        "• Räume öffnen",
    ]
    assert text_of(pdf(lines), "a.pdf") == (
        "Der Fachtag zeigte, dass sich die Zusammenarbeit in der kommunalen Bildung bewährt hat. "
        "Gefragt sind nach Ansicht aller Beteiligten Bildungs- und Beratungsangebote, die in allen "
        "Regionen von Nordrhein-Westfalen gut zu erreichen sind.\n\n"
        "• Eltern einbeziehen\n• Räume öffnen\n"
    )


def test_pdf_headers_footers_and_page_numbers_go_but_sentences_run_on() -> None:
    pages = [
        ["Bildungsbericht Kiel", f"Abschnitt {word}", "Die Stadt und der Kreis haben gemeinsam",
         f"beraten, was für {word} zu tun ist und wer das macht.", f"Seite {n} von 3"]
        for n, word in enumerate(["Kitas", "Schulen", "Betriebe"], start=1)
    ]  # fmt: skip
    text = text_of(pdf(*pages), "a.pdf")
    assert text.count("Bildungsbericht Kiel") == 1
    assert "Seite" not in text
    assert "Kreis haben gemeinsam beraten, was für Schulen zu tun ist" in text


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Fachtag Ganztag in Kiel", "Fachtag Ganztag in Kiel"),
        ("Microsoft Word - Bericht_final.docx", None),
        ("Vorlage Briefkopf Landesamt", None),
        ("", None),
    ],
)
def test_pdf_title_counts_only_if_it_is_about_the_text(title: str, expected: str | None) -> None:
    data = pdf(["Fachtag Ganztag", "Der Tag in Kiel war gut und hat sich gelohnt."], title=title)
    assert read_bytes(data, name="a.pdf")[0].title == expected


# DOCX, ODT


def test_docx_gives_headings_lists_tables_and_title() -> None:
    document = read_bytes(docx(), name="a.docx")[0]
    assert document.title == "Gemeinsam für Bildung"
    assert document.text == (
        "Gemeinsam für Bildung\n\nWas gut lief\n\n"
        "Die Abstimmung mit den Schulen hat sich bewährt.\n\n"
        "• Elterncafé\n• Lernpaten\nOrt | Kiel\n"
    )


def test_docx_counts_inserted_and_not_deleted_text() -> None:
    body = (
        "<w:p><w:r><w:t>Das ist</w:t></w:r><w:ins><w:r><w:t> jetzt</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText> nicht</w:delText><w:t> nie</w:t></w:r></w:del>"
        "<w:r><w:t> gut</w:t><w:tab/><w:t>so.</w:t></w:r></w:p>"
    )
    assert text_of(word(body), "a.docx") == "Das ist jetzt gut so.\n"


def test_docx_deeply_nested_does_not_exhaust_the_stack() -> None:
    body = (
        "<w:sdt>" * 50_000 + "<w:p><w:r><w:t>Das ist tief.</w:t></w:r></w:p>" + "</w:sdt>" * 50_000
    )
    assert text_of(word(body), "a.docx") == "Das ist tief.\n"


def test_odt_gives_headings_lists_and_tables() -> None:
    body = (
        "<text:h>Was gut lief</text:h><text:p>Das <text:span>hat</text:span><text:s/>sich bewährt."
        "<text:note><text:p>Fußnote</text:p></text:note></text:p>"
        "<text:list><text:list-item><text:p>Elterncafé</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Ort</text:p></table:table-cell>"
        "<table:table-cell><text:p>Kiel</text:p></table:table-cell></table:table-row></table:table>"
    )
    expected = "Was gut lief\n\nDas hat sich bewährt.\n\n• Elterncafé\nOrt | Kiel\n"
    assert text_of(odt(body), "a.odt") == expected


# Lists


def test_json_lines_bring_id_and_title_and_one_bad_line_is_one_refusal() -> None:
    lines = [
        '{"id": "a1", "title": "Ein Titel", "text": "Das ist der erste Text."}',
        "{kaputt",
        '{"id": 7, "text": "Das ist der zweite Text."}',
        '{"id": "leer", "text": " "}',
        '{"text": "Das ist der dritte Text."}',
    ]
    found = list(read_each("\n".join(lines).encode(), name="liste.jsonl"))
    assert [d.id for d in found if isinstance(d, Document)] == ["a1", "7", "liste-5"]
    assert [r.name for r in found if isinstance(r, Refusal)] == [
        "liste.jsonl, Zeile 2",
        "liste.jsonl, leer",
    ]
    assert isinstance(found[0], Document) and found[0].title == "Ein Titel"
    with pytest.raises(DamagedFileError):
        read_bytes("\n".join(lines).encode(), name="liste.jsonl")


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("as_list", [True, False])
def test_one_json_object_or_array_is_fine_too(indent: int | None, as_list: bool) -> None:
    entry = {"id": "x", "text": "Das ist ein Text."}
    data = json.dumps([entry] if as_list else entry, indent=indent).encode("utf-16")
    assert [d.id for d in read_bytes(data, name="a.json")] == ["x"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_rows_are_documents(delimiter: str) -> None:
    rows = [["ID", "Title", "Text"], ["r1", "Über uns", '"Das ist\nein Text."'], ["r2", "Leer", ""]]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode("cp1252")
    found = list(read_each(data, name="tabelle.csv"))
    assert isinstance(found[0], Document)
    assert (found[0].id, found[0].title, found[0].text) == ("r1", "Über uns", "Das ist\nein Text.")
    assert isinstance(found[1], Refusal) and found[1].name == "tabelle.csv, Zeile 3"


def test_half_a_sign_in_json_does_not_reach_the_text() -> None:
    data = b'{"id": "a\\ud800", "text": "Das ist \\ud83d gut."}'
    document = read_bytes(data, name="a.json")[0]
    assert (document.id, document.text) == ("a", "Das ist  gut.")


# Folders


def test_folders_are_read_in_order_with_unique_ids_and_bad_files_do_not_stop(
    tmp_path: Path,
) -> None:
    (tmp_path / "b").mkdir()
    for name in ["b/bericht.txt", "bericht.txt", "bericht.md", ".versteckt.txt", "~$bericht.docx"]:
        (tmp_path / name).write_text(GERMAN, encoding="utf-8")
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_text(ENGLISH)
    found = list(read_paths([tmp_path, tmp_path / "fehlt.txt"]))
    assert [d.id for d in found if isinstance(d, Document)] == ["bericht", "bericht-2", "bericht-3"]
    refused = {r.name: type(r.error) for r in found if isinstance(r, Refusal)}
    assert refused == {
        "a.txt": EmptyDocumentError,
        "c.txt": NotGermanError,
        "fehlt.txt": NotFoundError,
    }
    assert all(d.modified for d in found if isinstance(d, Document))


def test_a_loop_of_links_and_a_pipe_do_not_hang(tmp_path: Path) -> None:
    import os

    (tmp_path / "schleife").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "rohr")
    found = list(read_paths([tmp_path]))
    assert [type(each) for each in found] == [Refusal]


@given(
    data=st.binary(max_size=300),
    head=st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"{", b"\xff\xfe"]),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_bytes_raise_anything_but_the_errors_of_the_tree(data: bytes, head: bytes) -> None:
    for name in ("a.txt", "a.html", "a.csv", "a.json"):
        list(read_each(head + data, name=name))


@pytest.mark.parametrize(
    "whole",
    [docx(), pdf(["Das ist ein Text."]), odt("<text:p>Das ist gut.</text:p>")],
    ids=["docx", "pdf", "odt"],
)
def test_truncated_and_flipped_files_never_crash(whole: bytes) -> None:
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        list(read_each(whole[:at], name="a"))
        list(read_each(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :], name="a"))


def test_a_pdf_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(TooLargeError, match="zu lange"):
        read_bytes(pdf(["Die Stadt"]), name="a.pdf", limits=Limits(max_seconds=0))


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "data",
    [
        b"<!---->" * 1_400 + b"das ist und",
        b"<html><table><tr>" + b"<td>und</td>" * 30_000,
        b"<html><ul>" + b"<li>" * 30_000 + b"das ist und",
        b'{"a":' * 100_000,
    ],
    ids=["comments", "cells", "items", "objects"],
)
def test_hostile_repetition_takes_no_quadratic_time(data: bytes) -> None:
    assert len(list(read_each(data, name="a.txt"))) == 1

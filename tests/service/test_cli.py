"""The command line as other programs, and people, rely on it."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.cli import main
from tests.fakes import FakeModels, FakeReader

ELTERN = """Elternarbeit in Kiel

Auf dem Treffen ging es um die Frage, wie man Eltern erreicht.

Wir haben die Eltern am Schultor angesprochen, und das hat sich bewährt.
"""
BUS = """Beratung auf Rädern

Der Beratungsbus hält jede Woche in denselben Dörfern, weil dort keine Bahn mehr fährt.
"""
RUN = (
    "import sys; from service.cli import main; from tests.fakes import FakeModels; "
    "sys.exit(main(sys.argv[1:], FakeModels()))"
)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main([str(argument) for argument in arguments], FakeModels())
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return call


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "berichte"
    (folder / "alt").mkdir(parents=True)
    (folder / "eltern.txt").write_text(ELTERN)
    (folder / "alt" / "bus.txt").write_text(BUS)
    return folder


@pytest.fixture
def data(run: Run, files: Path, tmp_path: Path) -> Path:
    assert run("ingest", files, "--data", tmp_path / "data")[0] == 0
    return tmp_path / "data"


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


# Help and wrong calls


def test_help_comes_at_once_and_in_german() -> None:
    command = [sys.executable, "-m", "service.cli", "--help"]
    began = _seconds_of_children()
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert _seconds_of_children() - began < 1
    assert shown.startswith("Aufruf: fundstelle")
    for name in ("analyse", "ingest", "search", "similar", "projects", "serve", "evaluate"):
        assert f"    {name} " in shown
    assert not {"usage", "optional", "arguments", "show this"} & set(shown.split())


def _seconds_of_children() -> float:
    """Of the processor: a busy machine makes nothing of it more."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from service.cli import build_parser; build_parser().format_help();"
        "heavy = {'numpy', 'torch', 'spacy', 'sqlalchemy', 'onnxruntime', 'fastapi', 'pydantic',"
        "'snowballstemmer', 'rdflib', 'alembic', 'pypdf', 'docx'};"
        "print(heavy & set(sys.modules))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "es fehlt: BEFEHL"),
        (["such"], "gibt es nicht"),
        (["search"], "eine dieser Angaben wird gebraucht"),
        (["search", "a", "--queries", "b"], "geht nicht zusammen mit"),
        (["search", "a", "--limit", "0"], "„0“ ist keine ganze Zahl ab 1"),
        (["search", "a", "--limit", "viele"], "„viele“ ist keine ganze Zahl ab 1"),
        (["search", "a", "--limit"], "zu --limit fehlt der Wert"),
        (["search", "a", "--farbe"], "unbekannte Angabe: --farbe"),
        (["similar"], "--project --report --text"),
        (["analyse"], "es fehlt: FILE"),
        (["serve", "--port", "99999"], "„99999“ ist kein Port"),
    ],
)
def test_a_wrong_call_is_explained_in_german(
    run: Run, arguments: list[str], complaint: str
) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("Fehler: ")
    assert complaint in err
    assert "--help" in err.splitlines()[-1]


# analyse


def test_analyse_gives_one_document_a_line_in_the_order_given(run: Run, files: Path) -> None:
    code, out, err = run("analyse", files / "eltern.txt", files / "alt" / "bus.txt")
    first, second = lines(out)
    assert (code, err, first["id"], second["id"]) == (0, "", "eltern", "bus")
    assert list(first) == [
        "id", "title", "text", "doc_kind", "event",
        "mentions", "projects", "located_in", "themes", "lessons",
    ]  # fmt: skip
    assert first["event"] == {
        "start": "2013-11-14", "end": None, "kind": None, "place": "Kiel", "venue": None,
    }  # fmt: skip
    [mention] = first["mentions"]
    assert list(mention) == ["start", "end", "text", "label", "score", "place"]
    assert first["text"][mention["start"] : mention["end"]] == mention["text"]
    assert first["themes"] == [
        {"id": "elternarbeit", "label": "Elternarbeit", "score": 0.5, "evidence": []}
    ]
    assert "Rädern" in out.splitlines()[1]


def test_files_that_cannot_be_read_get_one_line_and_the_rest_goes_through(
    run: Run, files: Path
) -> None:
    (files / "leer.txt").write_bytes(b"")
    (files / "bild.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (files / "gift.txt").write_text("Ein deutscher Bericht, der nicht ausgewertet werden kann ☠.")
    names = ["leer.txt", "eltern.txt", "fehlt.txt", "bild.txt", "gift.txt", "alt/bus.txt"]
    code, out, err = run("analyse", *(files / name for name in names))
    assert code == 1
    assert [document["id"] for document in lines(out)] == ["eltern", "bus"]
    assert [line.partition(":")[0] for line in err.splitlines()] == [
        "leer.txt", "fehlt.txt", "bild.txt", "gift.txt",
    ]  # fmt: skip


def test_a_line_of_json_brings_its_own_id(run: Run, tmp_path: Path) -> None:
    (tmp_path / "alle.jsonl").write_text(
        json.dumps({"id": "b-7", "title": "Bus", "text": BUS}, ensure_ascii=False) + "\n"
    )
    [document] = lines(run("analyse", tmp_path / "alle.jsonl")[1])
    assert (document["id"], document["title"]) == ("b-7", "Bus")


# ingest


def test_ingest_says_what_was_new_changed_unchanged_and_refused(run: Run, files: Path) -> None:
    data = files.parent / "data"
    assert run("ingest", files, "--data", data)[1].startswith(
        "2 neu, 0 geändert, 0 unverändert, 0 abgewiesen"
    )
    (files / "eltern.txt").write_text(ELTERN + "\nUnd noch ein Satz für die Eltern.")
    (files / "leer.txt").write_bytes(b"")
    code, out, err = run("ingest", files, "--data", data)
    assert (code, err.startswith("leer.txt: ")) == (1, True)
    assert out.startswith("0 neu, 1 geändert, 1 unverändert, 1 abgewiesen")


def test_the_data_folder_can_be_set_once_for_all(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FUNDSTELLE_DATA", str(data))
    assert "Elternarbeit in Kiel" in run("search", "Eltern")[1]


def test_another_encoder_reads_the_whole_store_again(
    data: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = FakeModels(FakeReader("fake-2", dimensions=32))
    assert main(["search", "Eltern", "--data", str(data)], other) == 1
    assert "fundstelle ingest" in capsys.readouterr().err
    assert main(["ingest", str(files / "eltern.txt"), "--data", str(data)], other) == 0
    assert [line[:21] for line in capsys.readouterr().out.splitlines()] == [
        "0 neu, 1 geändert, 0 ", "1 neu eingelesen, 0 a",
    ]  # fmt: skip
    assert main(["search", "Eltern", "--data", str(data)], other) == 0


# search and similar


def test_search_names_title_place_passage_and_reason(run: Run, data: Path) -> None:
    code, out, err = run("search", "Wie erreicht man Eltern?", "--data", data)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == " 1. Elternarbeit in Kiel [eltern]"
    assert out.splitlines()[1] == "    14.11.2013 · Kiel"
    assert "wie man Eltern erreicht." in out
    assert "→ Die Passage nennt „Eltern“" in out
    assert "\x1b" not in out


HIT = ["report", "title", "text", "start", "end", "score", "why"]


def test_search_as_json_has_the_fields_of_the_contract(run: Run, data: Path) -> None:
    _, out, _ = run("search", "Eltern", "--data", data, "--limit", 1, "--json")
    [answer] = lines(out)
    [hit] = answer["hits"]
    assert list(hit)[: len(HIT)] == HIT
    assert hit["report"] == "eltern"
    assert ELTERN.strip()[hit["start"] : hit["end"]] == hit["text"]
    assert list(hit["why"]) == ["words", "meaning", "matched", "sentence"]
    assert hit["why"]["words"] + hit["why"]["meaning"] == pytest.approx(1)


def test_search_as_json_lists_reports_whatever_the_question_says(run: Run, data: Path) -> None:
    _, out, _ = run("search", "Projekte für Eltern", "--data", data, "--json")
    [answer] = lines(out)
    assert answer["kind"] == "reports"
    assert answer["hits"]


@pytest.mark.parametrize(
    ("options", "reports"),
    [
        (["--since", "2013"], ["eltern", "bus"]),
        (["--until", "2012"], []),
        (["--theme", "Elternarbeit", "--sort", "title"], ["bus", "eltern"]),
        (["--lesson", "obstacle"], []),
        (["--kind", "passages", "--limit", "1"], ["eltern"]),
    ],
)
def test_search_takes_filters_kind_and_order(
    run: Run, data: Path, options: list[str], reports: list[str]
) -> None:
    code, out, _ = run("search", "Eltern", *options, "--data", data, "--json")
    [answer] = lines(out)
    assert (code, [hit["report"] for hit in answer["hits"]]) == (0, reports)
    assert bool(answer["notices"]) == (not reports)


def test_without_a_question_filters_list_what_passes(run: Run, data: Path) -> None:
    _, out, _ = run("search", "", "--since", "2013", "--data", data, "--json")
    assert {hit["report"] for hit in lines(out)[0]["hits"]} == {"eltern", "bus"}


@pytest.mark.parametrize("kind", ["projects", "lessons"])
def test_other_kinds_have_lists_of_their_own(run: Run, data: Path, kind: str) -> None:
    _, out, _ = run("search", "Eltern", "--kind", kind, "--data", data, "--json")
    [answer] = lines(out)
    assert (answer["kind"], answer["hits"], answer[kind]) == (kind, [], [])
    assert run("search", "Eltern", "--kind", kind, "--data", data)[1] == "Keine Treffer.\n"


def test_a_file_of_questions_is_answered_line_by_line(run: Run, data: Path, tmp_path: Path) -> None:
    questions = [{"id": f"q{n}", "text": ("Eltern", "Beratungsbus")[n % 2]} for n in range(70)]
    file = tmp_path / "fragen.jsonl"
    file.write_text("\ufeff" + "\n".join(json.dumps(question) for question in questions) + "\n\n")
    code, out, err = run("search", "--queries", file, "--data", data, "--limit", 1)
    answers = lines(out)
    assert (code, err) == (0, "")
    assert [answer["id"] for answer in answers] == [f"q{n}" for n in range(70)]
    assert [answer["hits"][0]["report"] for answer in answers[:2]] == ["eltern", "bus"]
    assert list(answers[0]) == ["id", "hits"]
    assert list(answers[0]["hits"][0]) == HIT


def test_bad_lines_among_the_questions_are_named_and_the_rest_is_answered(
    run: Run, data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "fragen.jsonl"
    bad = ["kein JSON", "[1]", '{"text": "ohne id"}', '{"id": "x", "text": 7}', "[" * 9999]
    empty, good = '{"id": "leer", "text": "  "}', '{"id": 3, "text": "Eltern"}'
    file.write_text("\n".join([*bad, empty, good]))
    code, out, err = run("search", "--queries", file, "--data", data)
    assert code == 1
    assert [(a["id"], len(a["hits"])) for a in lines(out)] == [("leer", 0), (3, 2)]
    assert [line.partition(":")[0] for line in err.splitlines()] == [
        f"Zeile {n}" for n in range(1, 7)
    ]


def test_similar_by_report_and_by_text(run: Run, data: Path, files: Path) -> None:
    _, out, _ = run("similar", "--report", "eltern", "--data", data, "--json")
    assert [hit["report"] for hit in lines(out)[0]["hits"]] == ["bus"]
    code, out, _ = run("similar", "--text", files / "alt" / "bus.txt", "--data", data)
    assert (code, out.splitlines()[0]) == (0, " 1. Beratung auf Rädern [bus]")


def test_ingest_tells_what_is_nearly_there(run: Run, data: Path, tmp_path: Path) -> None:
    again = tmp_path / "wieder.txt"
    again.write_text(f"Pressemitteilung\n\n{ELTERN}", encoding="utf-8")
    code, _, err = run("ingest", again, "--data", data)
    assert code == 0
    assert "fast gleich: wieder.txt und der Bericht" in err
    assert "[eltern]" in err


def test_similar_says_what_is_alike(run: Run, data: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("Wir wollen die Eltern am Schultor ansprechen.", encoding="utf-8")
    _, out, _ = run("similar", "--text", plan, "--data", data)
    assert "→ Beide: Elternarbeit; Eltern." in out or "→ Beide: Eltern." in out
    _, out, _ = run("similar", "--text", plan, "--data", data, "--json")
    (answer,) = lines(out)
    assert answer["report"] is None
    assert answer["hits"][0]["compared"]["sentences"]
    assert answer["projects"][0]["report"] == answer["hits"][0]["report"] == "eltern"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["search", ""], "Frage ist leer"),
        (["search", "?!"], "Frage ist leer"),
        (["similar", "--report", "fehlt"], "„fehlt“ gibt es nicht"),
        (["similar", "--project", "fehlt"], "„fehlt“ gibt es nicht"),
        (["similar", "--text", "fehlt.txt"], "lässt sich nicht öffnen"),
        (["search", "--queries", "fehlt.jsonl"], "lässt sich nicht öffnen"),
        (["search", "--queries", "f.jsonl", "--place", "Kiel"], "nur ohne Filter"),
        (["search", "Eltern", "--place", "Nirgendwosdorf"], "„Nirgendwosdorf“"),
        (["search", "Eltern", "--theme", "Raumfahrt"], "„Raumfahrt“ gibt es nicht"),
        (["search", "Eltern", "--since", "gestern"], "kein Datum"),
    ],
)
def test_what_cannot_be_answered_is_one_german_line(
    run: Run, data: Path, arguments: list[str], complaint: str
) -> None:
    code, out, err = run(*arguments, "--data", data)
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert complaint in err


def test_a_folder_without_reports_is_no_place_to_search(run: Run, tmp_path: Path) -> None:
    code, _, err = run("search", "Eltern", "--data", tmp_path / "nichts")
    assert (code, "noch kein Bestand" in err) == (1, True)
    assert not (tmp_path / "nichts").exists()


def test_an_impossible_setting_is_named(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FUNDSTELLE_DENSE_WEIGHT", "viel")
    code, _, err = run("search", "Eltern", "--data", data)
    assert (code, "FUNDSTELLE_DENSE_WEIGHT" in err) == (1, True)


# The world outside


class BrokenModels(FakeModels):
    def encoder(self, settings: object) -> FakeReader:
        raise RuntimeError("inner workings")


def test_an_unforeseen_error_is_one_line_with_a_hint(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["search", "Eltern", "--data", str(data)]
    assert main(arguments, BrokenModels()) == 1
    assert capsys.readouterr().err == (
        "Unerwarteter Fehler (RuntimeError); mehr dazu mit FUNDSTELLE_DEBUG=1.\n"
    )
    monkeypatch.setenv("FUNDSTELLE_DEBUG", "1")
    with pytest.raises(RuntimeError, match="inner workings"):
        main(arguments, BrokenModels())


def started(*arguments: object, **options: Any) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN, *map(str, arguments)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )


def test_a_closed_pipe_is_no_error_message(files: Path) -> None:
    many = files / "viele.jsonl"
    many.write_text("\n".join(json.dumps({"id": n, "text": BUS * 40}) for n in range(300)))
    with started("analyse", many) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 141


def test_ctrl_c_finishes_the_report_at_hand_and_says_what_is_done(tmp_path: Path) -> None:
    many = tmp_path / "viele.jsonl"
    many.write_text("\n".join(json.dumps({"id": n, "text": BUS}) for n in range(20_000)))
    data = tmp_path / "data"
    with started("ingest", many, "--data", data) as process:
        while not (data / "index" / "about.json").exists():
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "wird noch fertig" in err
    assert "Traceback" not in err
    assert "Abgebrochen; ein neuer Aufruf setzt fort." in out


def test_kill_9_in_the_middle_is_made_up_for_by_the_next_run(run: Run, tmp_path: Path) -> None:
    many = tmp_path / "viele.jsonl"
    many.write_text("\n".join(json.dumps({"id": f"r{n:03}", "text": BUS}) for n in range(300)))
    data = tmp_path / "data"
    with started("ingest", many, "--data", data) as process:
        while not (data / "index" / "about.json").exists():
            time.sleep(0.05)
        time.sleep(0.3)
        process.kill()
    code, out, _ = run("ingest", many, "--data", data)
    assert code == 0
    new, unchanged = (int(part.split()[0]) for part in out.split(", ")[0:3:2])
    assert new + unchanged == 300
    _, out, _ = run("search", "Beratungsbus", "--data", data, "--limit", 400, "--json")
    [hit] = lines(out)[0]["hits"]  # all have the same text
    assert len(hit["also_in"]) == 299

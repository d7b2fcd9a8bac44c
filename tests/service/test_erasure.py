"""A person who is erased is nowhere any more, and does not come back."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from nlp.errors import BadInputError, NotFoundError
from nlp.person_names import read_name
from nlp.types import Lesson, Mention, Passage, Project
from service.api.parts import Parts
from service.app import create_app
from service.cli import main
from service.erased_names import ErasedNames
from service.erasing import Eraser
from service.erasure_wish import Wish
from service.found_persons import find_person
from service.imports import ImportDesk
from service.ingest import ingest
from service.keys import create_key
from service.settings import Settings
from service.store import FeedbackDocument, LoggedSearch, Store, Vote
from service.vocabulary import Vocabulary
from service.workspace import open_workspace
from tests.fakes import FakeAnalyser, FakeModels, FakeReader, document_of

NAME, SURNAME = "Eva Quellmalz", "quellmalz"
TEXT = (
    "Rückblick: Gespräch mit Eva Quellmalz\n\n"
    "Dr. Eva Quellmalz, Leiterin der VHS Gera, sprach über Hausbesuche in Kiel. Für sie braucht "
    "es Zeit, sagte Frau Quellmalz.\n\n"
    "Quellmalz’ Rat: früh beginnen. Kontakt: eva.quellmalz@vhs-gera.example\n\n"
    "Auch Max Quellmanns Projekt Brückenbau kam vor."
)
OTHER = "Ein anderer Bericht\n\nDie Patinnen begleiten Eltern in Kiel. Niemand wird genannt."


class NamingAnalyser(FakeAnalyser):
    """Headings, lessons with their source, and a project, all of them with the name."""

    def analyse(self, reports):
        reports = list(reports)
        for report, analysis in zip(reports, super().analyse(reports), strict=True):
            yield replace(
                analysis,
                lessons=tuple(_lessons(report.text)),
                mentions=tuple(_mentions(report.text)),
                projects=tuple(_projects(report.text)),
                passages=tuple(
                    Passage(start=p.start, end=p.end, heading=report.text.partition("\n")[0])
                    for p in analysis.passages
                ),
            )


def _lessons(text: str) -> Iterator[Lesson]:
    for start_word in ("Für sie", "Quellmalz’ Rat"):
        if (start := text.find(start_word)) >= 0:
            end = text.index(".", start) + 1
            source = "Eva Quellmalz" if "Quellmalz" in text else None
            yield Lesson(
                start=start,
                end=end,
                text=text[start:end],
                kind="recommendation",
                score=0.9,
                source=source,
            )


def _mentions(text: str) -> Iterator[Mention]:
    for words, label in (("Eva Quellmalz", "PERSON"), ("Brückenbau", "PROJECT")):
        if (at := text.find(words)) >= 0:
            yield Mention(start=at, end=at + len(words), text=words, label=label)


def _projects(text: str) -> Iterator[Project]:
    mentions = list(_mentions(text))
    for at, mention in enumerate(mentions):
        if mention.label == "PROJECT":
            alias = ("Quellmalz-Projekt Eva Quellmalz",) if "Quellmalz" in text else ()
            yield Project(name=mention.text, aliases=alias, mentions=(at,))


class NamingModels(FakeModels):
    def analyser(self, settings):
        return NamingAnalyser(self._encoder, version=self._encoder.name)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def run(data: Path, *arguments: str) -> int:
    return main([*arguments, "--data", str(data)], NamingModels())


def stocked(tmp_path: Path, data: Path) -> Path:
    """A data folder with two reports, and everything that can stand beside them."""
    folder = tmp_path / "berichte"
    folder.mkdir()
    (folder / "interview-eva-quellmalz.txt").write_text(TEXT, encoding="utf-8")
    (folder / "anderer.txt").write_text(OTHER, encoding="utf-8")
    assert run(data, "ingest", str(folder)) == 0
    report = "interview-eva-quellmalz"
    with Store(f"sqlite:///{data / 'fundstelle.db'}") as store:
        store.themes.vote(
            [Vote(report=report, theme="elternarbeit", verdict="accepted", by="Eva Quellmalz")]
        )
        store.themes.keep_document(
            FeedbackDocument(
                id="text-1",
                title="Text",
                text="Es sprach Eva Quellmalz.",
                passages=(Passage(start=0, end=24),),
                vectors=FakeReader().encode_passages(["x"]),
            )
        )
        today = date.today()
        for number, question in enumerate(("was sagt quellmalz", "Eltern gewinnen")):
            store.searches.add(
                LoggedSearch(day=today, question=question, shown=(report,)), key=f"k{number}"
            )
        store.jobs.add("auftrag", name="Eva Quellmalz.zip", format="zip", total=1)
        store.jobs.take()
        store.jobs.finish("auftrag", "failed", "Eva Quellmalz.txt ist beschädigt")
    (data / "imports").mkdir(exist_ok=True)
    (data / "imports" / "auftrag").write_text(TEXT, encoding="utf-8")
    (data / "judgments.csv").write_text("frage;was sagt Eva Quellmalz\n", encoding="utf-8")
    return folder


def store_in(data: Path) -> Store:
    return Store(f"sqlite:///{data / 'fundstelle.db'}")


def files_with(data: Path, word: str) -> list[str]:
    """Files of the data folder whose bytes hold a word in any usual encoding and case."""
    forms = {
        w.encode(code)
        for w in (word, word.capitalize(), word.upper())
        for code in ("utf-8", "utf-16-le")
    }
    return [
        str(path.relative_to(data))
        for path in sorted(data.rglob("*"))
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]


def test_nothing_in_the_data_folder_holds_the_name_afterwards(tmp_path, data, capsys) -> None:
    folder = stocked(tmp_path, data)
    with sqlite3.connect(data / "fundstelle.db") as connection:
        # What was changed before leaves its former state in free pages.
        connection.execute(
            "UPDATE reports SET original = replace(hex(zeroblob(9000)), '00', ?)", ["Quellmalz "]
        )
        connection.execute("UPDATE reports SET original = CAST(text AS BLOB)")
    assert "fundstelle.db" in files_with(data, SURNAME)
    assert run(data, "persons", "erase", NAME, "--yes") == 0
    said = capsys.readouterr()
    assert "Berichten ersetzt" in said.out
    assert files_with(data, SURNAME) == []
    with Store(f"sqlite:///{data / 'fundstelle.db'}") as store:
        report = store.get("interview-person")
        assert report.analysis.text.startswith("Rückblick: Gespräch mit eine beteiligte Person")
        assert "Eine beteiligte Person, Leiterin der VHS Gera" in report.analysis.text
        assert "Max Quellmanns" in report.analysis.text
        assert store.original("interview-person").decode() == report.analysis.text
        assert (report.name, report.media_type) == ("interview-person.txt", "text/plain")
        assert [vote.report for vote in store.themes.votes()] == ["interview-person"]
        assert store.get("anderer").analysis.text == OTHER
        [entry] = store.erasures.log()
        assert (entry.reports, entry.key) == (1, "")
        assert [search.question for search in store.searches.all(since=date.min)] == [
            "Eltern gewinnen"
        ]
    # The same again changes nothing, under the same name or another.
    assert run(data, "ingest", str(folder)) == 0
    assert "2 unverändert" in capsys.readouterr().out
    (folder / "abschrift.txt").write_text("Abschrift.\n\n" + TEXT, encoding="utf-8")
    assert run(data, "ingest", str(folder)) == 0
    assert files_with(data, SURNAME) == []
    assert run(data, "persons", "find", NAME) == 1


def test_the_index_keeps_no_trace_of_what_was_replaced(tmp_path, data) -> None:
    stocked(tmp_path, data)
    assert run(data, "persons", "erase", NAME, "--yes") == 0
    manifest = json.loads((data / "index" / "segments" / "manifest.json").read_text())
    assert [dead for _, dead in json.loads(manifest["parts"])] in ([], [[]], [[], []])
    with store_in(data) as store:
        assert store.note("index-purge") == ""
    settings = Settings(data=data)
    with open_workspace(settings, FakeReader(), purpose="search") as space:
        assert all("uellmalz" not in hit.text for hit in space.finder.find("Quellmalz Eva Rat"))


def a_store(tmp_path: Path, **texts: str) -> Store:
    store = Store(f"sqlite:///{tmp_path / 'fundstelle.db'}")
    documents = [document_of(name, text) for name, text in texts.items()]
    ingest(documents, store=store, analyser=NamingAnalyser())
    return store


def eraser(store: Store, tmp_path: Path) -> Eraser:
    desk = ImportDesk(store, tmp_path / "imports", most=1_000_000)
    return Eraser(store, NamingAnalyser(), Settings(data=tmp_path), imports=desk)


def test_everything_that_is_read_out_of_a_report_is_read_anew(tmp_path: Path) -> None:
    with a_store(tmp_path, a=TEXT, b=OTHER) as store:
        outcome = eraser(store, tmp_path).erase(Wish.of(NAME))
        assert [each.report for each in outcome.reports] == ["a"]
        assert (outcome.left, outcome.clean) == (0, True)
        analysis = store.get("a").analysis
        assert {m.label for m in analysis.mentions} == {"PROJECT"}
        assert "Quell" not in "".join(p.heading for p in analysis.passages)
        assert all(lesson.of(analysis.text) == lesson.text for lesson in analysis.lessons)
        changes = [change.report_id for change in store.pending()]
        assert changes[-1] == "a"


def test_an_erasure_can_be_of_single_reports(tmp_path: Path) -> None:
    with a_store(tmp_path, a=TEXT, b=TEXT.replace("Rückblick", "Nachlese")) as store:
        eraser(store, tmp_path).erase(Wish.of(NAME, only=["a"], stand_in="eine Referentin"))
        assert "eine Referentin" in store.get("a").analysis.text
        assert "Eva Quellmalz" in store.get("b").analysis.text
        # The same report again, even if it has become another, stays without the name …
        only_surname = "Neu\n\nHier sagte Quellmalz etwas über Hausbesuche in Kiel."
        ingest([document_of("a", only_surname)], store=store, analyser=NamingAnalyser())
        assert "Quellmalz" not in store.get("a").analysis.text
        # … and so does what is the same as it was, under another id; other reports keep it.
        again = replace(document_of("a", TEXT), id="c")
        ingest([again, document_of("d", TEXT + "!")], store=store, analyser=NamingAnalyser())
        assert "Quellmalz" not in store.get("c").analysis.text
        assert "Quellmalz" in store.get("d").analysis.text
        with pytest.raises(NotFoundError):
            eraser(store, tmp_path).erase(Wish.of(NAME, only=["fehlt"]))


@pytest.mark.parametrize(
    "text",
    [
        "Es kam Eva Quellmalz nach Kiel.",
        "Es kam Dr. EVA QUELLMALZ nach Kiel. Quellmalz sprach.",
        "Teilnehmende: Quellmalz, Eva; Muster, Max",
        "Kontakt: eva.quellmalz@gera.example",
        "Eva Quellmalzens Rat und Quellmalz’ Bitte",
    ],
)
def test_an_erased_name_does_not_come_back_in_new_reports(tmp_path: Path, text: str) -> None:
    with a_store(tmp_path, a=TEXT) as store:
        eraser(store, tmp_path).erase(Wish.of(NAME))
        ingest([document_of("neu", text)], store=store, analyser=NamingAnalyser())
        assert "uellmalz" not in store.get("neu").analysis.text.casefold()
        assert "uellmalz" not in store.original("neu").decode().casefold()


def test_a_name_erased_while_reports_are_analysed_is_left_out_of_them(tmp_path: Path) -> None:
    class Meanwhile(NamingAnalyser):
        """Analyses two reports at a time; the name is erased before the first is stored."""

        def analyse(self, reports):
            found = list(super().analyse(list(reports)))
            if len(found) > 1:
                eraser(store, tmp_path).erase(Wish.of(NAME))
            yield from found

    with a_store(tmp_path, a=TEXT) as store:
        new = [document_of("neu", TEXT + " Neu."), document_of("ohne", OTHER)]
        report = ingest(new, store=store, analyser=Meanwhile())
        assert (report.new, report.refused) == (2, 0)
        assert "uellmalz" not in store.get("neu").analysis.text.casefold()
        assert store.get("ohne").analysis.text == OTHER
        again = ErasedNames(store).without(replace(new[0], text=store.get("neu").analysis.text))
        assert again.text == store.get("neu").analysis.text


def test_others_are_not_taken_for_the_one_who_was_erased(tmp_path: Path) -> None:
    text = "Es kamen Max Quellmalz und Eva Muster. Quellmalz sprach."
    with a_store(tmp_path, a=TEXT) as store:
        eraser(store, tmp_path).erase(Wish.of(NAME))
        ingest([document_of("neu", text)], store=store, analyser=NamingAnalyser())
        assert store.get("neu").analysis.text == text
        assert store.original("neu").decode() == text


def test_a_name_with_a_particle_is_recognised(tmp_path: Path) -> None:
    text = "Es sprach Eva von der Quelle in Kiel. Das sagte Frau von der Quelle."
    with a_store(tmp_path, a=text) as store:
        eraser(store, tmp_path).erase(Wish.of("Eva von der Quelle"))
        ingest([document_of("neu", text)], store=store, analyser=NamingAnalyser())
        for report in ("a", "neu"):
            assert "Quelle" not in store.get(report).analysis.text


def test_a_name_can_be_let_in_again(tmp_path: Path, data: Path, capsys) -> None:
    stocked(tmp_path, data)
    assert run(data, "persons", "allow", NAME) == 1
    assert run(data, "persons", "erase", NAME, "--yes") == 0
    assert run(data, "persons", "allow", NAME) == 0
    with store_in(data) as store:
        assert ErasedNames(store).remembered(read_name(NAME), "x")[0].digest not in {
            each.digest for each in store.erasures.names()
        }
    assert run(data, "persons", "log") == 0
    assert "1 Berichte" in capsys.readouterr().out


def test_what_is_kept_of_a_name_does_not_show_it(tmp_path: Path) -> None:
    with a_store(tmp_path, a=TEXT) as store:
        eraser(store, tmp_path).erase(Wish.of(NAME))
        kept = store.erasures.names()
        assert len(kept) == 5
        assert {len(each.digest) for each in kept} == {64}
    with a_store(tmp_path / "andere", a=TEXT) as other:
        eraser(other, tmp_path / "andere").erase(Wish.of(NAME))
        assert not {e.digest for e in kept} & {e.digest for e in other.erasures.names()}


def test_an_interrupted_erasure_is_begun_again(tmp_path: Path) -> None:
    texts = {f"r{number}": f"Bericht {number}\n\n{TEXT}" for number in range(3)}
    with a_store(tmp_path, **texts) as store:
        first = eraser(store, tmp_path).erase(Wish.of(NAME), most=2)
        assert (len(first.reports), first.left) == (2, 1)
        assert [each.report for each in find_person(store, read_name(NAME))] == ["r2"]
        second = eraser(store, tmp_path).erase(Wish.of(NAME))
        assert [each.report for each in second.reports] == ["r2"]
        assert [entry.reports for entry in store.erasures.log()] == [1, 2]


def test_who_reads_meanwhile_is_told_of(tmp_path: Path) -> None:
    with a_store(tmp_path, a=TEXT) as store:
        with sqlite3.connect(tmp_path / "fundstelle.db") as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM reports").fetchone()
            assert eraser(store, tmp_path).erase(Wish.of(NAME)).clean is False
            reader.rollback()
        assert eraser(store, tmp_path).erase(Wish.of(NAME)).clean is True


def test_misspelt_words_do_not_mean_the_name_any_more(tmp_path: Path) -> None:
    texts = {f"r{number}": f"Bericht {number}\n\n{TEXT}" for number in range(5)}
    with a_store(tmp_path, **texts) as store:
        vocabulary = Vocabulary(store)
        vocabulary.refresh()
        assert vocabulary.meant("quelmalz") == "quellmalz"
        eraser(store, tmp_path).erase(Wish.of(NAME))
        vocabulary.refresh()
        assert vocabulary.meant("quelmalz") != "quellmalz"


@pytest.mark.parametrize("stand_in", ["Frau Quellmalz", "x" * 101, "a\x00b"])
def test_an_unfit_stand_in_is_refused_without_the_name(stand_in: str) -> None:
    with pytest.raises(BadInputError) as caught:
        Wish.of(NAME, stand_in=stand_in)
    assert "Quellmalz" not in str(caught.value)


# On the command line


def test_find_tells_the_reports_by_the_forms_of_the_name(tmp_path, data, capsys) -> None:
    stocked(tmp_path, data)
    capsys.readouterr()
    assert run(data, "persons", "find", NAME, "--json") == 0
    [line] = capsys.readouterr().out.splitlines()
    found = json.loads(line)
    assert found["report"] == "interview-eva-quellmalz"
    assert found["counts"] == {"full": 3, "titled": 1, "mail": 1, "surname": 1, "address": 1}
    assert run(data, "persons", "find", NAME) == 0
    assert "voller Name: 3" in capsys.readouterr().out


def test_nothing_is_erased_without_a_yes(tmp_path, data, capsys, monkeypatch) -> None:
    stocked(tmp_path, data)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{NAME}\nnein\n"))
    assert run(data, "persons", "erase", "-") == 1
    assert "Nichts wurde geändert" in capsys.readouterr().err
    assert files_with(data, SURNAME)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{NAME}\nja\n"))
    assert run(data, "persons", "erase", "-") == 0
    assert files_with(data, SURNAME) == []


# Over HTTP


@pytest.fixture
def stock(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path, a=TEXT, b=OTHER) as store:
        yield store


def client_over(store: Store, tmp_path: Path) -> TestClient:
    from tests.service.corpus import a_finder

    settings = Settings(data=tmp_path, admin_key="geheim-und-lang")
    finder = a_finder(store)
    parts = Parts(settings=settings, store=store, finder=finder, analyser=NamingAnalyser())
    return TestClient(create_app(settings, parts=parts), raise_server_exceptions=False)


ADMIN = {"X-API-Key": "geheim-und-lang"}


def test_a_person_is_found_and_erased_over_http(stock, tmp_path, caplog) -> None:
    client = client_over(stock, tmp_path)
    with caplog.at_level("DEBUG", logger="fundstelle"):
        found = client.post("/v1/persons/find", json={"name": NAME}, headers=ADMIN)
        assert [each["report"] for each in found.json()["reports"]] == ["a"]
        assert found.json()["reports"][0]["counts"]["full"] == 3
        assert found.headers["cache-control"] == "no-store"
        done = client.post("/v1/persons/erase", json={"name": NAME}, headers=ADMIN)
        assert done.json()["reports"] == [{"report": "a", "link": "/berichte/a", "places": 6}]
        again = client.post("/v1/persons/find", json={"name": NAME}, headers=ADMIN)
        assert again.json() == {"reports": [], "total": 0}
    assert "uellmalz" not in caplog.text
    [entry] = client.get("/v1/persons/erasures", headers=ADMIN).json()["erasures"]
    assert (entry["key"], entry["reports"]) == ("FUNDSTELLE_ADMIN_KEY", 1)
    page = client.get("/berichte/a")
    assert "uellmalz" not in page.text
    entered = client.put(
        "/v1/reports/eva-quellmalz", json={"text": f"{TEXT}\n\nNeu."}, headers=ADMIN
    )
    assert entered.status_code == 201
    assert "uellmalz" not in entered.text
    assert entered.headers["location"] == "/v1/reports/person"


@pytest.mark.parametrize("path", ["find", "erase"])
def test_erasing_needs_the_scope_admin(stock, tmp_path, path) -> None:
    client = client_over(stock, tmp_path)
    _, secret = create_key(stock.keys, name="Redaktion", scopes=["write", "persons"])
    for headers, code in (({}, 401), ({"X-API-Key": secret}, 403)):
        answer = client.post(f"/v1/persons/{path}", json={"name": NAME}, headers=headers)
        assert answer.status_code == code
    wrong = client.post(f"/v1/persons/{path}", json={"name": "Quellmalz" * 20}, headers=ADMIN)
    assert wrong.status_code == 422
    assert "uellmalz" not in wrong.text


def test_a_bulk_import_does_not_bring_the_name_back(stock, tmp_path) -> None:
    client = client_over(stock, tmp_path)
    client.post("/v1/persons/erase", json={"name": NAME}, headers=ADMIN)
    lines = "".join(json.dumps({"id": f"eva-quellmalz-{n}", "text": TEXT}) + "\n" for n in (1, 2))
    from service.api.parts import background

    parts = client.app.state.parts
    with background(parts):
        job = client.post("/v1/imports", content=lines, headers=ADMIN).json()["id"]
        for _ in range(200):
            state = client.get(f"/v1/jobs/{job}", headers=ADMIN).json()
            if state["state"] == "done":
                break
            parts.imports.news.wait(0.05)
    assert state["new"] == 2, state
    documents = client.get(f"/v1/jobs/{job}/documents", headers=ADMIN)
    assert "uellmalz" not in documents.text
    assert stock.count() == 4
    assert all("uellmalz" not in stored.analysis.text for stored in stock.all())

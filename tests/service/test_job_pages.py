"""The pages of jobs: for those who may write; nothing is lost, every refusal is told in German."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.service.fakes import KEY
from tests.service.test_jobs import TEXT, Service, line, ndjson, zipped
from tests.service.test_pages import EVIL, Page, open_page

HERE = {"Sec-Fetch-Site": "same-origin"}
ELSEWHERE = {"Sec-Fetch-Site": "cross-site"}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    opened = logged_in(Service(tmp_path))
    yield opened
    opened.store.close()


def logged_in(service: Service) -> Service:
    service.client.headers.update(HERE)
    answer = service.client.post("/anmelden", data={"schluessel": KEY}, follow_redirects=False)
    assert answer.status_code == 303
    return service


def upload(service: Service, data: bytes, name: str = "alt.ndjson", status: int = 303) -> str:
    answer = service.client.post(
        "/auftraege/neu", files={"file": (name, data)}, follow_redirects=False
    )
    assert answer.status_code == status, answer.text
    return answer.headers.get("location", answer.text)


def press(service: Service, path: str, status: int = 303, **send: Any) -> str:
    answer = service.client.post(path, follow_redirects=False, **send)
    assert answer.status_code == status, answer.text
    return answer.headers.get("location", answer.text)


def told(page: Page) -> str:
    return " ".join(page.text.split())


def forms(page: Page) -> list[str]:
    return [form["action"] for form in page.all("form") if form["action"] != "/abmelden"]


def test_without_a_login_the_pages_lead_to_it_and_nothing_is_taken(tmp_path: Path) -> None:
    service = Service(tmp_path)
    for path in ("/auftraege", "/auftraege/x"):
        answer = service.client.get(path, follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/anmelden?zurueck=%2Fauftraege")
    upload(service, ndjson(line("a")), status=401)
    for action in ("abbrechen", "fortsetzen", "vergessen"):
        press(service, f"/auftraege/x/{action}", 401)
    assert not (service.folder / "imports").exists()
    service.store.close()


def test_another_site_cannot_make_a_browser_send_anything(service: Service) -> None:
    job = upload(service, ndjson(line("a")))
    service.client.headers.update(ELSEWHERE)
    upload(service, ndjson(line("b")), status=403)
    press(service, f"{job}/abbrechen", 403)
    basic = {"Authorization": "Basic Zng6ZnN0X3g=", **ELSEWHERE}
    assert service.client.post(f"{job}/abbrechen", headers=basic).status_code in (401, 403)
    assert service.store.jobs.all(limit=9)[0].state == "queued"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (ndjson(line("a"), line("b"), line("c", "This is plain English text.")), "alt.ndjson"),
        (zipped({"a.txt": TEXT, "b.txt": TEXT + " Mehr.", "c.png": b"\x89PNG...."}), "alt.zip"),
    ],
)
def test_a_file_becomes_a_job_and_every_document_is_told(
    service: Service, data: bytes, name: str
) -> None:
    where = upload(service, data, name)
    page = open_page(service.client, where)
    assert f"{name} – Auftrag" in told(page)
    assert "wartet" in page.text
    assert "0 von 3 gelesen" in told(page)
    service.run()
    page = open_page(service.client, where)
    for shown in ("fertig", "3 von 3 gelesen", "2 neu", "1 abgewiesen", "Beendet:"):
        assert shown in told(page)
    assert {"/berichte/a", "/berichte/b"} <= {a["href"] for a in page.all("a")}
    refused = open_page(service.client, f"{where}?nur=abgewiesen")
    assert len([a for a in refused.all("li") if "fs-document" in a.get("class", "")]) == 1
    assert "fs-under" in str(refused.tags)  # the reason, in German
    assert "Alle 3 Neu 2 Abgewiesen 1" in told(refused)


def test_the_list_shows_state_progress_and_numbers(service: Service) -> None:
    upload(service, ndjson(line("a"), line("b", "This is plain English text.")), "eins.ndjson")
    service.run()
    upload(service, ndjson(line("c")), "zwei.ndjson")
    page = open_page(service.client, "/auftraege")
    words = told(page)
    assert words.index("zwei.ndjson") < words.index("eins.ndjson")
    for shown in ("fertig", "wartet", "1 neu", "1 abgewiesen"):
        assert shown in words
    assert [p["max"] for p in page.all("progress")] == ["1"]


def test_a_job_is_stopped_resumed_and_forgotten_by_buttons(service: Service) -> None:
    where = upload(service, ndjson(line("a"), line("b")))
    assert forms(open_page(service.client, where)) == [f"{where}/abbrechen"]
    assert press(service, f"{where}/abbrechen") == where
    assert forms(open_page(service.client, where)) == [f"{where}/fortsetzen", f"{where}/vergessen"]
    assert press(service, f"{where}/fortsetzen") == where
    service.run()
    assert service.ids() == ["a", "b"]
    assert "schon beendet" in press(service, f"{where}/abbrechen", 409)
    assert "schon fertig" in press(service, f"{where}/fortsetzen", 409)
    assert press(service, f"{where}/vergessen") == "/auftraege"
    open_page(service.client, where, 404)
    assert service.ids() == ["a", "b"]


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        (b"", 422, "leer"),
        (b"Ein Text", 415, "weder NDJSON"),
        (b"PK\x03\x04 kaputt", 422, "beschädigt"),
    ],
)
def test_what_cannot_be_read_is_told_beside_the_form(
    service: Service, data: bytes, status: int, words: str
) -> None:
    page = Page(upload(service, data, status=status))
    assert words in page.text
    assert "/auftraege/neu" in forms(page)
    assert list((service.folder / "imports").iterdir()) == []


def test_a_form_without_a_file_asks_for_one(service: Service) -> None:
    assert "wählen Sie eine Datei" in press(service, "/auftraege/neu", 422, data={"x": "y"})
    broken = {"Content-Type": "multipart/form-data"}
    assert "noch einmal" in press(service, "/auftraege/neu", 422, content=b"x", headers=broken)


def test_a_file_may_be_larger_than_other_forms_but_not_than_an_import(tmp_path: Path) -> None:
    service = logged_in(Service(tmp_path, max_import=40))
    where = upload(service, ndjson(line("a", TEXT + " wie" * 7_000_000)))
    assert "0 von 1 gelesen" in told(open_page(service.client, where))
    page = upload(service, b"x" * 60_000_000, status=413)
    assert "größer als 40 MB" in page
    assert len(list((service.folder / "imports").iterdir())) == 1
    service.store.close()


def test_documents_and_jobs_go_on_page_by_page(service: Service) -> None:
    where = upload(service, ndjson(*(line(f"d{n:03}", f"{TEXT} {n}") for n in range(60))))
    service.run()
    seen, address = 0, where
    while address:
        page = open_page(service.client, address)
        seen += len([a for a in page.all("li") if "fs-document" in a.get("class", "")])
        address = next((a["href"] for a in page.all("a") if a.get("rel") == "next"), "")
    assert seen == 60


def test_names_and_reasons_never_become_markup(service: Service) -> None:
    name = EVIL.replace('"', "")
    where = upload(service, zipped({f"{name}.txt": TEXT, f"{name}.png": b"\x89PNG...."}), name)
    service.run()
    for path in (where, "/auftraege"):
        page = open_page(service.client, path)
        assert len(page.all("script")) == 1
        assert not [a for _, a in page.tags if "onerror" in a]
        assert name[:8] in page.text


def test_no_job_yet_says_so_and_what_to_do(service: Service) -> None:
    page = open_page(service.client, "/auftraege")
    assert "noch keinen Auftrag" in page.text
    assert "/auftraege/neu" in forms(page)


def test_the_pages_can_be_used_without_eyes_mouse_and_script(service: Service) -> None:
    where = upload(service, ndjson(line("a")))
    for path in ("/auftraege", where, "/auftraege/fehlt"):
        answer = service.client.get(path)
        page = Page(answer.text)
        assert page.headings[0] == 1
        assert all(low - high <= 1 for high, low in pairwise(page.headings))
        assert len(page.ids) == len(set(page.ids))
        labelled = {label.get("for") for label in page.all("label")}
        assert {field["id"] for field in page.all("input")} <= labelled
        assert all(p.get("aria-label") for p in page.all("progress"))
        assert "refresh" not in str(page.all("meta"))
    page = open_page(service.client, where)
    assert where in [a["href"] for a in page.all("a")]  # „Aktualisieren“


def test_the_script_is_one_file_of_ours_and_knows_every_state(service: Service) -> None:
    where = upload(service, ndjson(line("a")))
    answer = service.client.get(where)
    (script,) = Page(answer.text).all("script")
    assert script == {"type": "module", "src": "/static/job-progress.js"}
    assert "script-src 'self'; connect-src 'self'" in answer.headers["content-security-policy"]
    code = service.client.get(script["src"]).text
    from service.web.words import JOB_STATES

    for state, word in JOB_STATES.items():
        assert f'{state}: "{word}"' in code
    fields = set(re.findall(r'data-field="(\w+)"', answer.text))
    assert {"state", "progress", "said", "message", "position", "refused"} <= fields
    assert service.client.get(f"/v1/jobs/{where.rpartition('/')[2]}").json()["state"] == "queued"

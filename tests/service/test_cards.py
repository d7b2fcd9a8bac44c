"""The practice card of a project: in the API, on its page, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.cli import main
from service.store import Store
from tests.fakes import FakeModels
from tests.service.databases import url_in
from tests.service.projects import client_over, put

LINE = "Das Projekt Lotsen besucht <b>Familien</b> zu Hause."
TEXT = f"Netzwerktreffen\n\nVorgestellt wurde viel. {LINE}"


def test_the_card_is_in_the_api_and_on_the_page(tmp_path: Path) -> None:
    with Store(url_in(tmp_path)) as store:
        put(store, "kiel", "Lotsen", text=TEXT)
        client = client_over(store)
        card = client.get("/v1/projects/lotsen/card").json()
        page = client.get("/projekte/lotsen").text
        assert client.get("/v1/projects/none/card").status_code == 404
    sections = {each["section"]: each for each in card["sections"]}
    assert len(sections) == 7
    (extract,) = sections["approach"]["extracts"]
    (shown,) = extract["evidence"]
    assert TEXT[shown["start"] : shown["end"]] == extract["text"] == LINE
    assert sections["obstacles"]["extracts"] == []
    assert "Praxiskarte" in page
    assert "&lt;b&gt;Familien&lt;/b&gt; zu Hause." in page
    assert shown["link"] in page


def test_the_card_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store(url_in(tmp_path)) as store:
        put(store, "kiel", "Lotsen", text=TEXT)
    call = ["projects", "--card", "lotsen", "--data", str(tmp_path)]
    assert main(call, FakeModels()) == 0
    out = capsys.readouterr().out
    assert f"  {LINE} [kiel]" in out
    assert "Hürden: –" in out
    assert main([*call, "--json"], FakeModels()) == 0
    assert json.loads(capsys.readouterr().out)["sections"]["approach"][0]["text"] == LINE

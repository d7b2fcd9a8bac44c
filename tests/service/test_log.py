"""What the log holds: what happened and how large it was, never what somebody said."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from nlp.errors import BadInputError, StoreError
from service.log import LogHandler, begin_log, told
from service.settings import load_settings
from tests.service.fakes import FakeFinder, a_client, an_analysis

SECRET = "Tomke Harmsen"


class Written:
    """What goes to standard error, from the beginning."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._so_far = ""

    def getvalue(self) -> str:
        self._so_far += self._capsys.readouterr().err
        return self._so_far


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Written]:
    """The log is as before afterwards."""
    levels = {name: logging.getLogger(name).level for name in ("fundstelle", "service", "uvicorn")}
    yield Written(capsys)
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, LogHandler)]:
        root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def found(lines: Written) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def test_each_request_is_one_line_of_json_without_anything_that_was_said(lines) -> None:
    begin_log(form="json")
    client = a_client(an_analysis(), admin_key="geheimer-Schlüssel")
    headers = {"X-Request-ID": "portal-42", "Authorization": "Bearer geheimer-Schlüssel"}
    latin = {name: value.encode() for name, value in headers.items()}
    latin["Accept-Encoding"] = b"identity"
    answer = client.get("/v1/reports/kiel?frage=Tomke+Harmsen", headers=latin)
    client.post("/v1/tag", json={"text": SECRET}, headers=latin)
    first, second = found(lines)
    assert first | {"time": "", "milliseconds": 0, "process": 0} == {
        "time": "",
        "level": "info",
        "logger": "fundstelle.access",
        "message": "GET /v1/reports/{report_id} 200",
        "process": 0,
        "request_id": "portal-42",
        "method": "GET",
        "route": "/v1/reports/{report_id}",
        "status": 200,
        "milliseconds": 0,
        "bytes": len(answer.content),
        "key": first["key"],
    }
    assert str(first["time"]).endswith("Z")
    assert second["route"] == "/v1/tag"
    for word in ("Tomke", "Harmsen", "frage", "geheimer", "kiel", "testclient"):
        assert word not in lines.getvalue()


def test_addresses_are_named_only_where_that_is_wanted(lines) -> None:
    begin_log(form="json", addresses=True)
    a_client().get("/v1/themes")
    assert found(lines)[0]["address"] == "testclient"


class QuotingFinder(FakeFinder):
    def search(self, request):
        raise ValueError(f"{SECRET}: {request.question}")


@pytest.mark.parametrize("form", ["json", "text", ""])
def test_of_a_bug_the_places_are_told_and_not_its_words(lines, form) -> None:
    begin_log(form=form)
    client = a_client()
    client.app.state.parts.finder = QuotingFinder()
    assert client.get("/v1/search?q=Familie+Petersen").status_code == 500
    written = lines.getvalue()
    assert "ValueError" in written
    assert "test_log:" in written
    assert "request_id" in written
    assert "Tomke" not in written
    assert "Petersen" not in written


def test_who_looks_for_a_bug_gets_the_traceback(lines) -> None:
    begin_log(debug=True)
    client = a_client()
    client.app.state.parts.finder = QuotingFinder()
    client.get("/v1/search?q=x")
    assert "Traceback (most recent call last)" in lines.getvalue()
    assert f"ValueError: {SECRET}" in lines.getvalue()


def test_what_the_database_and_the_system_say_is_told(lines) -> None:
    begin_log(form="json")
    for error in (StoreError("Auf dem Datenträger ist kein Platz mehr."), OSError(28, "voll", "x")):
        try:
            raise error
        except Exception:
            logging.getLogger("service.x").exception("it failed")
    assert [line["reason"] for line in found(lines)] == [
        "Auf dem Datenträger ist kein Platz mehr.",
        "voll",
    ]


def test_nobody_can_begin_a_line_of_their_own(lines) -> None:
    begin_log(form="text")
    logging.getLogger("fundstelle").info("eins\nzwei", extra=told(name="drei\r\nvier\x1b[31m"))
    assert len(lines.getvalue().splitlines()) == 1
    assert "\x1b" not in lines.getvalue()


def test_without_the_setting_only_what_goes_wrong_is_told(lines) -> None:
    begin_log()
    a_client().get("/v1/themes")
    assert lines.getvalue() == ""
    logging.getLogger("fundstelle").warning("Achtung")
    assert "WARNING Achtung" in lines.getvalue()


def test_whoever_watches_is_not_told_of(lines) -> None:
    begin_log(form="json")
    a_client().get("/health/live")
    assert lines.getvalue() == ""


def test_begun_twice_each_line_comes_once(lines) -> None:
    begin_log(form="json")
    begin_log(form="json")
    a_client().get("/v1/themes")
    assert len(found(lines)) == 1


def test_an_unknown_form_is_named() -> None:
    with pytest.raises(BadInputError, match="FUNDSTELLE_LOG"):
        load_settings({"FUNDSTELLE_LOG": "xml"})

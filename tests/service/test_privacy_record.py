"""What the record for data-protection officers claims is so."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.routing import Match

from service.cli import build_parser
from service.commands.persons import FORMS
from service.scopes import INCLUDED, SCOPES
from service.sessions import LIFETIME
from service.settings import Settings
from service.store import retries
from service.store.tables import metadata
from service.webhooks import courier
from tests.service.fakes import TEXT, a_client, an_analysis

RECORD = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")
WORDS = {"nein": False, "ja": True, "leer": "", "keine": "", "90": 90}


def section(title: str) -> str:
    return RECORD.split(f"## {title}", 1)[1].split("\n## ", 1)[0]


def test_every_table_is_told_and_none_that_is_not_there() -> None:
    first = [row.split("|")[1] for row in section("Was wo").splitlines() if row.startswith("| `")]
    told = {name for cell in first for name in re.findall(r"`([a-z_]+)`", cell)}
    assert told == {table.name for table in metadata.sorted_tables} | {"alembic_version"}


def test_the_settings_are_as_they_come() -> None:
    rows = re.findall(r"^\| `FUNDSTELLE_(\w+)` \| (\w+) \|", section("Einstellungen"), re.MULTILINE)
    assert len(rows) >= 6
    for name, word in rows:
        assert getattr(Settings(), name.lower()) == WORDS[word], name


def test_what_is_kept_is_kept_for_as_long_as_told() -> None:
    told = section("Was wo")
    assert ("12 Stunden" in told, timedelta(hours=12)) == (True, LIFETIME)
    assert ("90 Tage" in told, Settings().log_days) == (True, 90)
    assert ("| 1 Tag |" in told, retries.KEPT) == (True, timedelta(days=1))
    assert ("Sendungen 30 Tage" in told, courier.KEPT) == (True, timedelta(days=30))


def test_the_commands_are_there() -> None:
    lines = re.findall(r"^\$ fundstelle (persons .+)$", RECORD, re.MULTILINE)
    assert len(lines) == 3
    for line in lines:
        words = [word.strip('"') for word in re.findall(r'"[^"]+"|\S+', line)]
        build_parser().parse_args(words)
    for form in ("voller Name", "mit Anrede oder Titel"):
        assert form in FORMS.values()


@pytest.mark.parametrize(
    ("method", "path"), sorted(set(re.findall(r"`(GET|POST|PUT|DELETE) (/v1/[\w/…]+)", RECORD)))
)
def test_the_operations_are_there(method: str, path: str) -> None:
    scope = {"type": "http", "method": method, "path": path.replace("…", "x"), "headers": []}
    routes = a_client().app.routes
    assert any(route.matches(scope)[0] is Match.FULL for route in routes)


def test_the_scopes_are_all_and_none_brings_persons_along() -> None:
    assert set(re.findall(r"`(\w+)`", section("Technische"))) >= set(SCOPES)
    assert all("persons" not in brought for brought in INCLUDED.values())


def test_no_cookie_is_set_without_a_login() -> None:
    client = a_client(an_analysis())
    for path in ("/", "/?q=Eltern", "/berichte", "/berichte/kiel", "/anmelden", "/v1/reports"):
        assert "set-cookie" not in client.get(path).headers
    assert "set-cookie" not in client.post("/analyse", data={"text": TEXT}).headers


def test_what_is_entered_to_be_analysed_is_not_stored() -> None:
    client = a_client(an_analysis())
    client.post("/analyse", data={"text": TEXT})
    client.post("/v1/tag", json={"text": TEXT})
    assert client.app.state.parts.store.written == 0

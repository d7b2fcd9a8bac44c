"""The described operation with containers fits the program: settings, health, ports, secrets."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.settings import FROM_FILE, PREFIX, SECRETS, Settings, load_settings

FOLDER = Path(__file__).parents[2] / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = SERVICES["fundstelle"]


def test_each_image_has_a_version() -> None:
    images = {name: service["image"] for name, service in SERVICES.items()}
    assert set(images) == {"fundstelle", "postgres", "qdrant"}
    for image in images.values():
        assert re.search(r":v?\d+\.\d+", image), image
    assert images["postgres"].startswith("postgres:15.")


def test_it_is_built_as_the_container_alone_is() -> None:
    """Only what that file names gets into the image: not the secrets beside it, no data."""
    build = OURS["build"]
    assert set(build) == {"context", "dockerfile", "args"}
    containerfile = (FOLDER / build["context"] / build["dockerfile"]).read_text(encoding="utf-8")
    assert set(build["args"]) <= set(re.findall(r"^ARG (\w+)", containerfile, re.MULTILINE))
    project = tomllib.loads((FOLDER.parent / "pyproject.toml").read_text(encoding="utf-8"))
    extras = set(build["args"]["EXTRAS"].split(","))
    assert {"postgres", "qdrant"} <= extras <= set(project["project"]["optional-dependencies"])
    assert 'ENTRYPOINT ["fundstelle"]' in containerfile
    assert OURS["command"][0] == "serve"


def test_who_reads_secrets_is_told() -> None:
    """They are mounted with the rights that they have: the service's user has to own its own."""
    described = (FOLDER.parent / "docs" / "operation-qdrant.md").read_text(encoding="utf-8")
    assert f"chown 10001 secrets/{{{','.join(OURS['secrets'])}}}" in described


def test_settings_are_known_and_valid() -> None:
    known = {f"{PREFIX}{field.name.upper()}" for field in fields(Settings)}
    known |= {f"{PREFIX}{name.upper()}{FROM_FILE}" for name in SECRETS}
    assert set(OURS["environment"]) <= known
    plain = {k: v for k, v in OURS["environment"].items() if not k.endswith(FROM_FILE)}
    settings = load_settings(plain)
    assert settings.index_url == "http://qdrant:6333"
    assert settings.index_quantised


def test_secrets_come_from_files_and_each_is_there() -> None:
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            assert not re.search(r"(KEY|PASSWORD|URL)$", name) or name == f"{PREFIX}INDEX_URL"
            if name.endswith(FROM_FILE):
                assert value.removeprefix("/run/secrets/") in service["secrets"]
        for each in service.get("secrets", []):
            assert (each if isinstance(each, str) else each["source"]) in COMPOSE["secrets"]


def test_each_service_says_whether_it_is_well() -> None:
    for name, service in SERVICES.items():
        assert service["healthcheck"]["test"][0] == "CMD", name
        assert service["restart"] == "unless-stopped"
    assert {each["condition"] for each in OURS["depends_on"].values()} == {"service_healthy"}


def test_only_this_machine_reaches_the_service_and_nobody_the_rest() -> None:
    assert OURS["ports"] == ["127.0.0.1:8000:8000"]
    assert not any("ports" in SERVICES[name] for name in ("postgres", "qdrant"))
    assert COMPOSE["networks"]["inside"]["internal"]
    assert all(SERVICES[name]["networks"] == ["inside"] for name in ("postgres", "qdrant"))


def test_what_is_kept_lies_in_volumes() -> None:
    kept = {v.partition(":")[0] for s in SERVICES.values() for v in s.get("volumes", [])}
    assert kept == set(COMPOSE["volumes"]) == {"data", "database", "index"}


@pytest.mark.parametrize("name", sorted(COMPOSE["secrets"]))
def test_secrets_are_described(name: str) -> None:
    described = (FOLDER.parent / "docs" / "operation-qdrant.md").read_text(encoding="utf-8")
    assert COMPOSE["secrets"][name]["file"].removeprefix("secrets/") in described

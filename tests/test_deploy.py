"""What stands in deploy/ is so: settings, paths, limits; and what the wheel holds."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from dataclasses import fields
from pathlib import Path

import pytest

from service.settings import FROM_FILE, PREFIX, SECRETS, Settings, load_settings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
SETTINGS = {field.name.upper() for field in fields(Settings)}
SETTINGS |= {f"{name.upper()}{FROM_FILE}" for name in SECRETS}
CONTAINERFILE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
UNIT = (DEPLOY / "fundstelle.service").read_text(encoding="utf-8")
NGINX = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
NAMING = [*sorted((ROOT / "docs").glob("*.md")), *sorted(DEPLOY.iterdir())]


@pytest.mark.parametrize("path", NAMING, ids=lambda path: path.name)
def test_every_setting_that_is_named_is_there(path: Path) -> None:
    named = set(re.findall(rf"{PREFIX}([A-Z_]+[A-Z])", path.read_text(encoding="utf-8")))
    assert named <= SETTINGS


def test_settings_of_container_and_unit_are_understood() -> None:
    for written in (CONTAINERFILE, UNIT):
        given = dict(re.findall(rf"({PREFIX}[A-Z_]+)=(\S+)", written))
        assert given
        load_settings(given)


def test_what_the_container_copies_is_there_and_not_ignored() -> None:
    ignored = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    for line in re.findall(r"^COPY (?!--from)(.+)$", CONTAINERFILE, re.MULTILINE):
        *sources, _target = line.split()
        for source in sources:
            assert (ROOT / source).exists()
            assert f"!{source}" in ignored


def test_podman_and_docker_leave_out_the_same() -> None:
    """Docker reads no ``.containerignore``, but the list beside the file it builds from."""
    ignored = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8")
    assert ignored == (ROOT / ".containerignore").read_text(encoding="utf-8")


def test_the_container_has_a_user_one_volume_and_no_tools() -> None:
    final = CONTAINERFILE.split("\nFROM ")[-1]
    assert re.findall(r"^VOLUME (.+)$", final, re.MULTILINE) == ["/data"]
    assert re.search(r"^USER 10001:10001$", final, re.MULTILINE)
    assert "pip uninstall" in final
    assert "apt-get" not in final
    assert "/health/live" in final
    assert "STOPSIGNAL SIGTERM" in final
    bases = re.findall(r"^FROM (\S+)", CONTAINERFILE, re.MULTILINE)
    assert set(bases) == {"docker.io/library/python:3.11-slim-bookworm"}


def test_the_proxy_lets_through_what_the_service_takes() -> None:
    sizes = [int(each) for each in re.findall(r"client_max_body_size (\d+)m", NGINX)]
    assert sizes == [Settings().max_megabytes + 1, Settings().max_import + 1]
    assert int(re.findall(r"proxy_read_timeout (\d+)s", NGINX)[0]) > Settings().timeout
    for header in ("Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Request-ID"):
        assert f"proxy_set_header {header} " in NGINX
    assert "gzip off;" in NGINX
    assert NGINX.count("{") == NGINX.count("}")
    for line in NGINX.splitlines():
        code = line.partition("#")[0].strip()
        assert not code or code[-1] in "{};", line


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_the_unit_is_right_and_hardened(tmp_path: Path) -> None:
    path = tmp_path / "fundstelle.service"
    path.write_text(re.sub(r"^ExecStart=\S+.*$", "ExecStart=/bin/true", UNIT, flags=re.MULTILINE))
    beside = Path(shutil.copy(DEPLOY / "fundstelle.socket", tmp_path))
    done = subprocess.run(
        ["systemd-analyze", "verify", str(path), str(beside)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "fundstelle." not in done.stderr, done.stderr
    assert f"ListenStream={Settings().host}:{Settings().port}\n" in beside.read_text()
    assert int(re.findall(r"TimeoutStopSec=(\d+)", UNIT)[0]) > 10 + Settings().drain


def test_the_unit_lets_processes_lower_their_priority() -> None:
    """``service.aside`` does; the group of calls that is taken away holds that one too."""
    filters = re.findall(r"^SystemCallFilter=(.+)$", UNIT, re.MULTILINE)
    assert filters.index("setpriority") > filters.index("~@privileged @resources")


def test_the_unit_leaves_the_processor_to_be_seen() -> None:
    """Else the models warn at each start that they do not know what it can do."""
    assert not re.search(r"^ProcSubset=", UNIT, re.MULTILINE)


@pytest.mark.slow
def test_the_wheel_holds_all_that_runs(tmp_path: Path) -> None:
    from hatchling.builders.wheel import WheelBuilder

    [built] = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(built) as wheel:
        names = set(wheel.namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "nlp", "corpus", "models", "service"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert set(tracked) <= names
    for part in ("models/artefacts/encoder/", "service/web/templates/", "service/web/static/"):
        assert any(name.startswith(part) for name in names)
    assert "service/store/migrations/env.py" in names
    assert any(name.startswith("corpus/data/") for name in names)

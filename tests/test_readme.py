"""What the README says about settings and commands is so."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from corpus.gold import REPORTS, read_gold
from service.cli import COMMANDS
from service.fusion import DENSE_WEIGHT
from service.settings import PREFIX, Settings

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_described_and_none_is_made_up() -> None:
    described = set(re.findall(rf"`{PREFIX}(\w+)`", README))
    assert described == {field.name.upper() for field in fields(Settings)}


def test_every_command_is_described() -> None:
    assert {f"fundstelle {command.NAME}" for command in COMMANDS} <= set(
        re.findall(r"^fundstelle \w+", README, re.MULTILINE)
    )


def test_the_default_weight_is_the_one_described() -> None:
    assert f"`FUNDSTELLE_DENSE_WEIGHT` | `{DENSE_WEIGHT}`" in README
    assert Settings().dense_weight == DENSE_WEIGHT


def test_what_the_exchange_shows_stands_in_the_report_that_it_names() -> None:
    (title, name, shown) = re.search(r"^ 1\. (.+) \[(.+)\]\n((?:    .+\n)+)", README, re.M).groups()
    report = next(each for each in read_gold(REPORTS) if each.id == name)
    _, *pieces, _ = " ".join(shown.split("→")[0].split()).split("…")
    assert report.title == title and pieces
    assert all(piece.strip() in " ".join(report.text.split()) for piece in pieces)


def test_every_folder_of_the_map_is_there() -> None:
    for folder in re.findall(r"^\| `(\w+/)` \|", README, re.MULTILINE):
        assert (Path(__file__).parents[1] / folder).is_dir()

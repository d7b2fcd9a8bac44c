"""docs/benchmarks.md: its tables are written by the benchmarks, the words around them by hand."""

from __future__ import annotations

import os
import re
import shlex
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"


def add_write(parser: ArgumentParser) -> None:
    """--write"""
    parser.add_argument("--write", action="store_true", help="the table into docs/benchmarks.md")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """In Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(str(cell) for cell in line)} |" for line in lines]


def publish(name: str, lines: Sequence[str], *, write: bool, versions: Mapping[str, str]) -> None:
    """Prints a section and puts it in place of the one of that name in the document.

    ``name``: the module's, with a dash and more where it has several sections.
    """
    section = "\n".join([_made(name, versions), "", *lines])
    print(section)
    if write:
        text = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(replaced(text, name, section), encoding="utf-8")


def replaced(text: str, name: str, section: str) -> str:
    """The document with another section; KeyError where it has no place for it."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    place = re.compile(re.escape(begin) + r".*?" + re.escape(end), re.DOTALL)
    if not place.search(text):
        raise KeyError(f"docs/benchmarks.md has no {begin} … {end}")
    return place.sub(lambda _: f"{begin}\n{section}\n{end}", text)


def versions_of(*packages: str) -> dict[str, str]:
    """Of installed packages."""
    return {name: version(name) for name in packages}


def _made(name: str, versions: Mapping[str, str]) -> str:
    options = [one for one in sys.argv[1:] if one != "--write"]
    module = name.partition("-")[0]
    command = shlex.join(["python", "-m", f"benchmarks.{module}", *options])
    used = ", ".join(f"{package} {number}" for package, number in versions.items())
    load = os.getloadavg()[0]
    return (
        f"`{command}`, {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} processor cores, "
        f"load at the end {load:.1f}; {used}"
    )

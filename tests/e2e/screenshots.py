"""Pictures of all pages for people to look at: ``python -m tests.e2e.screenshots --out DIR``."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

from playwright.sync_api import Browser, Page

from tests.e2e.chromium import a_browser
from tests.e2e.running import KEY, a_service, filled
from tests.e2e.states import STATES, for_editors
from tests.e2e.tour import has_login, tour
from tests.e2e.visitor import Scheme, Visitor, a_visitor

WIDTHS = (1280, 360)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
PATIENCE = 60_000
"""Milliseconds for one picture: some pages are very long."""


def main() -> None:
    """Starts the service over the stock of the tests, unless one is given by its address."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--base", help="address of a running service")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.base:
        take_all(given.base, given.out)
        return
    with TemporaryDirectory() as folder, a_service(Path(folder) / "daten", RATE="0") as running:
        take_all(filled(running).base, given.out)


def take_all(base: str, out: Path) -> None:
    """One PNG for each page, width and scheme: ``NAME-WIDTH-SCHEME.png``."""
    openings = dict(_openings(base))
    with a_browser() as browser:
        for width in WIDTHS:
            for scheme in SCHEMES:
                _take(browser, base, openings, out, width, scheme)


def _take(
    browser: Browser,
    base: str,
    openings: dict[str, Callable[[Visitor], Page]],
    out: Path,
    width: int,
    scheme: Scheme,
) -> None:
    with a_visitor(browser, base, width=width, scheme=scheme) as visitor:
        for name, opened in openings.items():
            page = opened(visitor)
            path = out / f"{name}-{width}-{scheme}.png"
            page.screenshot(path=path, full_page=True, timeout=PATIENCE)


def _openings(base: str) -> Iterator[tuple[str, Callable[[Visitor], Page]]]:
    pages = {kind: each[0] for kind, each in tour(base).pages.items() if len(kind[1]) < 2}
    for address in pages.values():
        yield _name(address), lambda visitor, at=address: visitor.visit(at)
    yield from STATES.items()
    if has_login():
        for kind, found in tour(base, key=KEY).pages.items():
            if kind not in pages and len(kind[1]) < 2:
                yield _name(found[0]), for_editors(found[0])


def _name(address: str) -> str:
    return re.sub(r"\W+", "-", unquote(address)).strip("-")[:60] or "start"


if __name__ == "__main__":
    main()

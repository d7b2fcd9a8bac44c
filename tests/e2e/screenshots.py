"""Pictures of all pages for people to look at: ``python -m tests.e2e.screenshots --out DIR``.

Says what it took; a page that cannot be taken is named at the end and keeps no other from it.
"""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

from playwright.sync_api import Browser, Error, FloatRect, Page

from tests.e2e.chromium import a_browser
from tests.e2e.running import KEY, a_service, filled, ingested
from tests.e2e.states import STATES, for_editors
from tests.e2e.tour import has_login, tour
from tests.e2e.visitor import Scheme, Visitor, a_visitor

WIDTHS = (1280, 360)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
PATIENCE = 60_000
"""Milliseconds for one picture."""
TALLEST = 12_000
"""Pixels of a picture: the description of the API is longer than most programs show."""
Openings = dict[str, Callable[[Visitor], Page]]


def main() -> None:
    """Starts the service over the stock of the tests, unless one is given by its address."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--base", help="address of a running service")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.base:
        failures = take_all(given.base, given.out)
    else:
        with (
            TemporaryDirectory() as folder,
            a_service(ingested(Path(folder) / "daten"), RATE="0") as running,
        ):
            failures = take_all(filled(running).base, given.out)
    sys.exit("\n".join(failures))


def take_all(base: str, out: Path) -> list[str]:
    """One PNG for each page, width and scheme: ``NAME-WIDTH-SCHEME.png``; what went wrong."""
    openings = dict(_openings(base))
    with a_browser() as browser:
        return [
            failure
            for width in WIDTHS
            for scheme in SCHEMES
            for failure in _take(browser, base, openings, out, width=width, scheme=scheme)
        ]


def _take(
    browser: Browser, base: str, openings: Openings, out: Path, *, width: int, scheme: Scheme
) -> Iterator[str]:
    with a_visitor(browser, base, width=width, scheme=scheme) as visitor:
        for name, opened in openings.items():
            path = out / f"{name}-{width}-{scheme}.png"
            try:
                _picture(opened(visitor), path)
            except (Error, AssertionError) as error:
                yield f"{path.name}: {str(error).splitlines()[0]}"
            else:
                print(path, flush=True)
        yield from visitor.problems
        visitor.problems.clear()


def _picture(page: Page, path: Path) -> None:
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    shown = FloatRect(x=0, y=0, width=width, height=min(height, TALLEST))
    page.screenshot(path=path, full_page=True, clip=shown, timeout=PATIENCE)


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

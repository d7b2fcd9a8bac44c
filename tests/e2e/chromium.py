"""The browser of the tests: a Chromium of the system; none is downloaded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserType, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "no Chromium: install the package “chromium”, or run “make test” as root on Debian"
# A container lets Chromium make no sandbox of its own, and has little shared memory.
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"]


def chromium() -> str | None:
    """The path of the program, None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def is_needed() -> bool:
    """Whether a missing browser is a failure: where the tests run for everyone."""
    return os.environ.get("CI", "").lower() in {"true", "1"}


@contextmanager
def a_browser() -> Iterator[Browser]:
    """A running headless browser."""
    with sync_playwright() as playwright:
        browser = launched(playwright.chromium)
        try:
            yield browser
        finally:
            browser.close()


def launched(kind: BrowserType, *, cache: bool = False) -> Browser:
    """A browser to be closed; with ``cache`` former pages come back as they were left."""
    return kind.launch(
        executable_path=chromium(),
        args=ARGUMENTS,
        ignore_default_args=["--disable-back-forward-cache"] if cache else None,
    )

"""Somebody with a browser: opens pages, and notes all that goes wrong on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

Scheme = Literal["light", "dark"]
HEIGHT = 900
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that see what a scheme of colours changes; light and dark differ in nothing else."""
# Of the parts of a list that are all made alike, some stand for the others.
MADE_ALIKE = [
    ".fs-operation:nth-of-type(n+12)",
    ".fs-hits > :nth-child(n+5)",
    ".fs-list > :nth-child(n+9)",
    ".fs-options > :nth-child(n+7)",
]
SCAN = """async ([options, exclude]) => (
  await axe.run({exclude}, {...options, reporter: "no-passes"})
).violations"""


@cache
def axe() -> str:
    """The source of axe-core."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@dataclass(kw_only=True)  # without slots: Playwright notes its handlers on it
class Visitor:
    """One tab on one site. ``problems``: what went wrong so far, one line each.

    ``others``: origins beside ``base`` that pages may ask.
    """

    page: Page
    base: str
    others: tuple[str, ...] = ()
    problems: list[str] = field(default_factory=list)
    _expected: int = 200
    _key: str = ""

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self._note(f"script: {error}"))
        self.page.on("request", self._asked)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)

    def visit(self, path: str, *, status: int = 200) -> Page:
        """Opens a path of the site, or a whole address, and waits until all is loaded."""
        self.expect(status)
        address = path if "://" in path else self.base + path
        answer = self.page.goto(address, wait_until="load")
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"
        return self.page

    def log_in(self, key: str) -> None:
        """By the form, unless it was done before."""
        if key != self._key:
            page = self.visit("/anmelden")
            page.get_by_label("Schlüssel").fill(key)
            page.get_by_role("main").get_by_role("button", name="Anmelden").click()
            # On a phone it lies in the fold of the head.
            page.locator("[action='/abmelden']").wait_for(state="attached")
            self._key = key

    def expect(self, status: int) -> None:
        """The next page comes with that status, and the browser's remark on it is no problem."""
        self._expected = status

    def violations(self) -> list[str]:
        """What axe-core finds on the open page, one line for each element."""
        return self._scan({"type": "tag", "values": TAGS})

    def violations_but_colours(self) -> list[str]:
        """The same without the rules that look at colours."""
        off = {rule: {"enabled": False} for rule in COLOURS}
        return self._scan({"type": "tag", "values": TAGS}, rules=off)

    def violations_in_the_dark(self) -> list[str]:
        """What the rules that look at colours find in the dark scheme."""
        self.page.emulate_media(color_scheme="dark")
        found = self._scan({"type": "rule", "values": COLOURS})
        self.page.emulate_media(color_scheme="light")
        return found

    def _scan(self, run_only: dict[str, Any], **options: Any) -> list[str]:
        if not self.page.evaluate("typeof axe == 'object'"):
            self.page.evaluate(axe())
        found = self.page.evaluate(SCAN, [{"runOnly": run_only} | options, MADE_ALIKE])
        return [line for each in found for line in _lines(each)]

    def assert_no_problems(self) -> None:
        """Nothing went wrong: no console error, no refused source, no request elsewhere."""
        assert not self.problems, "\n".join(self.problems)

    def _note(self, problem: str) -> None:
        self.problems.append(f"{urlsplit(self.page.url).path}: {problem}")

    def _said(self, message: ConsoleMessage) -> None:
        expected = f"status of {self._expected} " in message.text and self._expected >= 400
        if message.type in {"error", "warning"} and not expected:
            self._note(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        known = {self.base, *self.others}
        if parts.scheme in {"http", "https"} and f"{parts.scheme}://{parts.netloc}" not in known:
            self._note(f"asks another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # A page that is left while it loads aborts what is under way.
        if request.failure != "net::ERR_ABORTED":
            self._note(f"failed: {request.url} ({request.failure})")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self._note(f"{response.status}: {response.url}")


@contextmanager
def a_visitor(
    browser: Browser,
    base: str,
    *,
    width: int = 1280,
    scheme: Scheme = "light",
    others: tuple[str, ...] = (),
    **options: Any,
) -> Iterator[Visitor]:
    """A visitor with a window of that width, in CSS pixels; at the end nothing was wrong.

    ``options``: of the browser's context, such as ``java_script_enabled``.
    """
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        color_scheme=scheme,
        locale="de-DE",
        **options,
    )
    context.set_default_timeout(10_000)
    try:
        visitor = Visitor(page=context.new_page(), base=base, others=others)
        yield visitor
        visitor.assert_no_problems()
    finally:
        context.close()


def _lines(violation: dict[str, Any]) -> Iterator[str]:
    for node in violation["nodes"]:
        why = "; ".join(check["message"] for check in (*node["any"], *node["all"], *node["none"]))
        yield f"{violation['id']}: {node['target']} {node['html'][:200]} ({why})"

"""What must hold for every page, beside what axe-core looks at; each gives one line a finding."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from playwright.sync_api import Page

STRUCTURE = """[
  document.title,
  document.documentElement.lang,
  [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter(each => each.checkVisibility())
    .map(each => [Number(each.tagName[1]), each.innerText.trim()]),
]"""

# A page wider than its window, or a box that hides what does not fit. Text for screen readers
# alone is hidden in a box of one pixel; what is typed into a field goes along with the caret.
CUT = """() => {
  const name = e => `${e.tagName}.${e.className} „${e.textContent.trim().slice(0, 40)}“`;
  const root = document.documentElement;
  const found = root.scrollWidth > root.clientWidth ? [`page ${root.scrollWidth} px wide`] : [];
  for (const e of document.body.querySelectorAll("*")) {
    if (!e.checkVisibility() || e.clientWidth <= 1 || e.matches("input, textarea")) continue;
    const style = getComputedStyle(e);
    const scrolls = /auto|scroll/.test(style.overflowX);
    const wide = e.scrollWidth > e.clientWidth + 1, high = e.scrollHeight > e.clientHeight + 1;
    if (/hidden|clip/.test(style.overflowX) && wide && !scrolls) found.push(`cut: ${name(e)}`);
    if (/hidden|clip/.test(style.overflowY) && high) found.push(`cut below: ${name(e)}`);
  }
  return found;
}"""

# The distances of WCAG 1.4.12. A constructed sheet passes the policy of the pages.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
TWICE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("html { font-size: 200% !important; }");
  document.adoptedStyleSheets = [sheet];
}"""

# Focus by keyboard, so that :focus-visible holds; what the eye sees of it must change.
UNSEEN_FOCUS = """() => {
  const look = e => {
    const s = getComputedStyle(e);
    const width = s.outlineStyle === "none" ? 0 : parseFloat(s.outlineWidth);
    return [width >= 2 ? s.outlineColor : "", s.boxShadow, s.borderColor, s.backgroundColor,
      s.stroke, s.strokeWidth].join();
  };
  const found = [];
  const some = document.querySelectorAll("a[href], button, input:not([type=hidden]), textarea, "
    + "select, summary, [tabindex='0']");
  for (const e of some) {
    if (!e.checkVisibility() || e.disabled) continue;
    const around = [e, e.parentElement, ...e.querySelectorAll("circle, path, rect")];
    document.activeElement?.blur();
    const before = around.map(look).join("|");
    e.focus({preventScroll: true});
    if (document.activeElement !== e) found.push(`takes no focus: ${e.outerHTML.slice(0, 90)}`);
    else if (around.map(look).join("|") === before) found.push(e.outerHTML.slice(0, 90));
  }
  return found;
}"""

MOVING = """[...document.querySelectorAll("*")].filter(e => {
  const s = getComputedStyle(e);
  const takes = time => time.split(",").some(each => parseFloat(each) > 0.01);
  return takes(s.animationDuration) && s.animationName !== "none"
    || takes(s.transitionDuration) || s.scrollBehavior === "smooth";
}).map(e => e.outerHTML.slice(0, 90))"""

PRINTED_NEEDLESSLY = """[...document.querySelectorAll("nav, form, footer, button, input")]
  .filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 90))"""


def structure(page: Page) -> list[str]:
    """Title, language, one main heading, headings in order."""
    title, language, headings = page.evaluate(STRUCTURE)
    levels = [level for level, _ in headings]
    found = []
    if not title.endswith(" – Fundstelle") or title.startswith(" –"):
        found.append(f"title „{title}“")
    if language != "de":
        found.append(f"language „{language}“")
    if levels.count(1) != 1 or levels[0] != 1:
        found.append(f"main headings: {levels}")
    found += [f"heading of level {b} after {a}" for a, b in pairwise(levels) if b > a + 1]
    found += [f"empty heading of level {level}" for level, text in headings if not text]
    return found


def cut(page: Page) -> list[str]:
    """Content that cannot be seen, or only by scrolling sideways."""
    return _lines(page, CUT)


def cut_when_spaced(page: Page) -> list[str]:
    """The same with the distances between letters, words and lines of WCAG 1.4.12."""
    return _styled(page, SPACING)


def cut_when_large(page: Page) -> list[str]:
    """The same with letters of twice the size."""
    return _styled(page, TWICE)


def unseen_focus(page: Page) -> list[str]:
    """What can be focused without a visible sign."""
    page.keyboard.press("Tab")
    return _lines(page, UNSEEN_FOCUS)


def moving(page: Page) -> list[str]:
    """What moves though the reader asked for less of it."""
    page.emulate_media(reduced_motion="reduce")
    found = _lines(page, MOVING)
    page.emulate_media(reduced_motion="no-preference")
    return found


def printed_needlessly(page: Page) -> list[str]:
    """Navigation and controls on paper."""
    page.emulate_media(media="print")
    found = _lines(page, PRINTED_NEEDLESSLY)
    page.emulate_media(media="screen")
    return found


def _styled(page: Page, style: str) -> list[str]:
    page.evaluate(style)
    found = _lines(page, CUT)
    page.evaluate("document.adoptedStyleSheets = []")
    return found


def _lines(page: Page, script: str) -> list[str]:
    found: Any = page.evaluate(script)
    return [str(line) for line in found]

"""HTML pages: the visible text without navigation. Nothing is executed, nothing is loaded."""

from __future__ import annotations

import re
from typing import Any

from corpus.readers.content import Content, Limits
from corpus.readers.text import decode, repaired
from nlp.clean import clean
from nlp.errors import DamagedFileError

UNSEEN = frozenset(
    """
    script style noscript template iframe object embed canvas audio video svg math head map
    button select textarea datalist dialog frameset noframes
    """.split()
)
FRAME = frozenset(["nav", "header", "footer", "aside"])
FRAME_ROLES = frozenset(["navigation", "banner", "contentinfo", "complementary", "search"])
ARTICLE = frozenset(["article", "main"])
PARAGRAPHS = frozenset(
    """
    p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre section article main header footer aside
    nav figure figcaption form fieldset details address hr
    """.split()
)
LINES = frozenset("div br li dt dd tr caption summary legend thead tbody tfoot".split())
CELLS = frozenset(["td", "th"])
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read(data: bytes, limits: Limits) -> Content:
    """The text of a page, one heading, paragraph or list item a line, and its title."""
    del limits
    source = clean(repaired(decode(data)))
    root = _parsed(source)
    if root is None:
        return Content(text="")
    page = _Page(skip_frame=True).walk(root)
    if not re.search(r"\w", page.text):
        page = _Page(skip_frame=False).walk(root)
    return Content(text=page.text, title=_title(root, page))


def _parsed(source: str) -> Any:
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(source.encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        return None
    if any("depth" in entry.message for entry in parser.error_log):
        raise DamagedFileError(
            "Die HTML-Datei ist zu tief verschachtelt: Bitte den Text herauskopieren."
        )
    return root


def _title(root: Any, page: _Page) -> str | None:
    shared = root.xpath("string(//meta[@property='og:title']/@content)")
    named = root.xpath("string(//head/title)")
    candidates = (" ".join(each.split()) for each in (shared, page.heading, named))
    return next((each for each in candidates if each), None)


class _Page:
    """Collects the text of the elements in the order of the page."""

    def __init__(self, *, skip_frame: bool) -> None:
        self.heading = ""
        self._skip_frame = skip_frame
        self._lines: list[str] = []
        self._line: list[str] = []
        self._has_words = False
        self._articles = 0
        self._preformatted = 0
        self._heading_from: int | None = None

    @property
    def text(self) -> str:
        """The lines so far, at most one blank line between two."""
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines))
        return re.sub(r"(?m)^(• .*)\n\n(?=• )", r"\1\n", text).strip("\n") + "\n"

    def walk(self, root: Any) -> _Page:
        """Goes through the tree without recursion, however deep it is."""
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                if self._is_dropped(element):
                    walker.skip_subtree()
                else:
                    self._open(element)
            else:
                self._close(element)
        self._end_line()
        return self

    def _is_dropped(self, element: Any) -> bool:
        tag, style = element.tag, element.get("style", "")
        if tag in UNSEEN or "hidden" in element.attrib or HIDDEN_STYLE.search(style):
            return True
        if element.get("aria-hidden") == "true":
            return True
        frame = tag in FRAME and not (tag == "header" and self._articles)
        return self._skip_frame and (frame or element.get("role") in FRAME_ROLES)

    def _open(self, element: Any) -> None:
        tag = element.tag
        self._articles += tag in ARTICLE
        self._preformatted += tag == "pre"
        self._break(tag)
        if tag == "h1" and not self.heading:
            self._heading_from = len(self._lines)
        if tag == "li":
            self._line = ["• "]
        elif tag in CELLS and self._has_words:
            self._line.append(" | ")
        self._add(element.text)

    def _close(self, element: Any) -> None:
        tag = element.tag
        if not self._is_dropped(element):
            self._articles -= tag in ARTICLE
            self._preformatted -= tag == "pre"
            self._break(tag)
        if tag == "h1" and self._heading_from is not None:
            self.heading = " ".join(self._lines[self._heading_from :]).strip()
            self._heading_from = None
        self._add(element.tail)

    def _break(self, tag: str) -> None:
        if tag in PARAGRAPHS or tag in LINES:
            if self._line[:1] == ["• "] and not self._has_words:
                return  # a bullet waits for the paragraph that it belongs to
            self._end_line()
            if tag in PARAGRAPHS:
                self._lines.append("")

    def _add(self, text: str | None) -> None:
        if not text:
            return
        self._has_words = self._has_words or not text.isspace()
        if self._preformatted:
            *whole, last = text.split("\n")
            for line in whole:
                self._line.append(line)
                self._end_line()
            self._line.append(last)
        else:
            self._line.append(re.sub(r"\s+", " ", text))

    def _end_line(self) -> None:
        line = re.sub(r" {2,}", " ", "".join(self._line)).strip()
        self._line = []
        self._has_words = False
        if line.strip("•| "):
            self._lines.append(line)

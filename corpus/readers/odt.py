"""OpenDocument texts: headings, paragraphs, lists and tables.

Notes, comments, frames and deleted text do not count.
"""

from __future__ import annotations

import re

from corpus.readers.content import Content, Limits
from corpus.readers.lines import Lines
from corpus.readers.office import read_office

PARAGRAPHS = frozenset(["text:p", "text:h"])
SKIPPED = frozenset(
    ["text:note", "office:annotation", "draw:frame", "text:tracked-changes", "office:forms"]
)
SIGNS = {"text:s": " ", "text:tab": " ", "text:line-break": "\n"}
NAMESPACE = re.compile(r"\{urn:oasis:names:tc:opendocument:xmlns:(\w+):[\d.]+\}")
ROWS = frozenset(["table:table-row"])


def read(data: bytes, limits: Limits) -> Content:
    """The text of the document and its title, if a paragraph or the properties give one."""
    return read_office(data, limits, _Body(limits), document="content.xml", properties="meta.xml")


class _Body:
    """Takes the events of ``content.xml``."""

    def __init__(self, limits: Limits) -> None:
        self.lines = Lines(limits)
        self.title: str | None = None
        self._skipped = 0
        self._paragraphs = 0
        self._items = 0
        self._style = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = NAMESPACE.sub(r"\1:", tag)
        self._skipped += name in SKIPPED
        if self._skipped:
            return
        self._items += name == "text:list-item"
        if name in PARAGRAPHS:
            self._paragraphs += 1
            self._style = _style(attributes)
        elif name in ROWS:
            self.lines.begin_row()
        elif name == "table:table-cell":
            self.lines.begin_cell()
        elif name in SIGNS and self._paragraphs:
            self.lines.add(SIGNS[name])

    def data(self, text: str) -> None:
        """Text, in pieces; line ends in the XML mean no more than a blank."""
        if self._paragraphs and not self._skipped:
            self.lines.add(re.sub(r"\s+", " ", text))

    def end(self, tag: str) -> None:
        """An element ends."""
        name = NAMESPACE.sub(r"\1:", tag)
        if name in SKIPPED:
            self._skipped -= 1
        elif self._skipped:
            return
        elif name in PARAGRAPHS:
            self._end_paragraph(name)
        elif name in ROWS:
            self.lines.end_row()
        self._items -= name == "text:list-item" and not self._skipped

    def close(self) -> None:
        """The document ends."""

    def _end_paragraph(self, name: str) -> None:
        self._paragraphs -= 1
        text = self.lines.end_paragraph(is_item=bool(self._items) and name == "text:p")
        if self._style == "title" and text and not self.title:
            self.title = " ".join(text.split())


def _style(attributes: dict[str, str]) -> str:
    return next((v for key, v in attributes.items() if key.endswith("}style-name")), "").lower()

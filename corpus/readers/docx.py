"""Word documents (Office Open XML): headings, paragraphs, lists and tables.

Inserted text counts, deleted text, comments, notes and text boxes do not.
"""

from __future__ import annotations

from corpus.readers.content import Content, Limits
from corpus.readers.lines import Lines
from corpus.readers.office import read_office

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
SKIPPED = frozenset(
    [
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
        "w:pict",
        "w:del",
        "w:moveFrom",
        "w:instrText",
    ]
)
SIGNS = {"w:tab": " ", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}


def read(data: bytes, limits: Limits) -> Content:
    """The text of the document and its title, if a paragraph or the properties give one."""
    return read_office(
        data, limits, _Body(limits), document="word/document.xml", properties="docProps/core.xml"
    )


class _Body:
    """Takes the events of ``word/document.xml``."""

    def __init__(self, limits: Limits) -> None:
        self.lines = Lines(limits)
        self.title: str | None = None
        self._skipped = 0
        self._in_text = False
        self._style = ""
        self._is_item = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = _short(tag)
        self._skipped += name in SKIPPED
        if self._skipped:
            return
        if name in ("w:p", "w:t"):
            self._begin(name)
        elif name in ("w:pStyle", "w:numId"):
            self._format(name, attributes)
        elif name == "w:tr":
            self.lines.begin_row()
        elif name == "w:tc":
            self.lines.begin_cell()
        elif name in SIGNS:
            self.lines.add(SIGNS[name])

    def data(self, text: str) -> None:
        """Text, in pieces."""
        if self._in_text and not self._skipped:
            self.lines.add(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        name = _short(tag)
        if name in SKIPPED:
            self._skipped -= 1
        elif self._skipped:
            return
        elif name == "w:t":
            self._in_text = False
        elif name == "w:p":
            self._end_paragraph()
        elif name == "w:tr":
            self.lines.end_row()

    def close(self) -> None:
        """The document ends."""

    def _begin(self, name: str) -> None:
        if name == "w:t":
            self._in_text = True
        else:
            self._style, self._is_item = "", False

    def _format(self, name: str, attributes: dict[str, str]) -> None:
        value = next((v for key, v in attributes.items() if key.endswith("}val")), "")
        if name == "w:pStyle":
            self._style = value.lower()
            self._is_item = self._style.startswith(("listbullet", "listnumber", "aufzhl"))
        else:
            self._is_item = value != "0"

    def _end_paragraph(self) -> None:
        is_heading = self._style.startswith(("heading", "berschrift", "title", "titel"))
        text = self.lines.end_paragraph(is_item=self._is_item and not is_heading)
        if self._style in ("title", "titel") and text and not self.title:
            self.title = " ".join(text.split())


def _short(tag: str) -> str:
    for namespace in (WORD, STRICT):
        if tag.startswith(namespace):
            return "w:" + tag[len(namespace) :]
    return tag

"""Collects the lines of an office document: paragraphs, list items and table rows."""

from __future__ import annotations

from corpus.readers.content import Limits, too_long


class Lines:
    """Paragraphs stand apart by a blank line, list items and rows below one another."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._done: list[tuple[str, bool]] = []
        self._pieces: list[str] = []
        self._rows: list[list[list[str]]] = []
        """Of each open row the cells, each in pieces."""
        self._length = 0

    def add(self, text: str) -> None:
        """Text of the paragraph that is open."""
        self._length += len(text)
        if self._length > self._limits.max_characters:
            raise too_long(self._limits)
        self._pieces.append(text)

    def end_paragraph(self, *, is_item: bool = False) -> str:
        """Closes the paragraph, which may be a list item or a part of a table cell."""
        text = "".join(self._pieces).strip()
        self._pieces = []
        if text and self._rows:
            self._rows[-1][-1].append(text)
        elif text:
            self._done.append((f"• {text}" if is_item else text, is_item))
        return text

    def begin_row(self) -> None:
        """A table row; one inside a cell becomes a part of that cell."""
        self._rows.append([[]])

    def begin_cell(self) -> None:
        """The next cell of the row."""
        if self._rows and self._rows[-1] != [[]]:
            self._rows[-1].append([])

    def end_row(self) -> None:
        """Closes the row: its cells, parted by " | ", are one line."""
        if not self._rows:
            return
        row = " | ".join(" ".join(cell) for cell in self._rows.pop() if cell)
        if row and self._rows:
            self._rows[-1][-1].append(row)
        elif row:
            self._done.append((row, True))

    def text(self) -> str:
        """All lines."""
        parts: list[str] = []
        was_tight = False
        for line, is_tight in self._done:
            parts.append(line if (is_tight and was_tight) or not parts else f"\n{line}")
            was_tight = is_tight
        return "\n".join(parts) + "\n"

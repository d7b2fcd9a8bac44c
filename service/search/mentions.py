"""Which projects of the registry a passage mentions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from nlp.registry import Entry
from nlp.types import Span

Mention = tuple[int, int, Entry]


class ProjectMentions:
    """The mentions of all entries by report."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_report: dict[str, list[Mention]] = {}
        for entry in entries:
            for record in entry.records:
                own = self._by_report.setdefault(record.report, [])
                own += [(span.start, span.end, entry) for span in record.mentions]
        for own in self._by_report.values():
            own.sort(key=lambda mention: (mention[0], mention[1], mention[2].id))

    def in_passage(self, report: str, passage: Span) -> Iterator[Entry]:
        """Entries whose mentions begin in the passage, each once, in the order of the text."""
        own = self._by_report.get(report, [])
        at = bisect_left(own, passage.start, key=lambda mention: mention[0])
        seen: set[str] = set()
        while at < len(own) and own[at][0] < passage.end:
            entry = own[at][2]
            at += 1
            if entry.id not in seen:
                seen.add(entry.id)
                yield entry

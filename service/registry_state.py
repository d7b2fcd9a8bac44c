"""The state of the registry: its entries by id and by report, and the decisions in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nlp.errors import NotFoundError
from nlp.registry import Decision, Entry, ProjectRecord, Registry

Named = tuple[Entry, ProjectRecord]
"""An entry and what one report says of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A registry as it was at a time; ``in_reports``: what each report names."""

    registry: Registry
    decisions: tuple[Decision, ...]
    entries: dict[str, Entry]
    in_reports: dict[str, list[Named]]

    def entry(self, entry_id: str) -> Entry:
        """By its id or a former one; NotFoundError."""
        if not self.knows(entry_id):
            raise NotFoundError(f"Ein Projekt mit der Kennung „{entry_id}“ gibt es nicht.")
        return self.entries[self._current(entry_id)]

    def knows(self, entry_id: str) -> bool:
        """Whether there is an entry that has this id or had it."""
        return self._current(entry_id) in self.entries

    def entries_of(self, decision: Decision) -> tuple[Entry, ...]:
        """The entries that a decision is about."""
        homes = self.registry.homes
        names = (homes.get(ref) for group in decision.groups for ref in group)
        return tuple(self.entries[name] for name in dict.fromkeys(names) if name in self.entries)

    def _current(self, entry_id: str) -> str:
        return self.registry.moved.get(entry_id, entry_id)


def state_of(registry: Registry, decisions: tuple[Decision, ...]) -> State:
    """A registry with the decisions that are in it."""
    return State(
        registry=registry,
        decisions=decisions,
        entries={entry.id: entry for entry in registry.entries},
        in_reports=_by_report(registry.entries),
    )


def _by_report(entries: Iterable[Entry]) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = {}
    for entry in entries:
        for record in entry.records:
            found.setdefault(record.report, []).append((entry, record))
    return found

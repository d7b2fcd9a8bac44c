"""A registry with what was just decided, for the time until all of it is built again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from nlp.registry.build import Registry, build_registry, sort_key
from nlp.registry.records import Decision, Entry, Proposal, Ref

NOWHERE = ""
"""A report's id that no report has."""


def amended(
    registry: Registry,
    refs: Iterable[Ref],
    *,
    decisions: Sequence[Decision],
    homes: Mapping[Ref, str],
) -> Registry:
    """The registry with the entries of these records put together by the decisions.

    ``homes``: the ids that records of the reports of these entries were given, the oldest first.
    All other entries stay, so that it takes no longer with many of them. What they would add to
    the grouping of these, and some proposals of both, are left to the next ``build_registry``.
    """
    about = {registry.homes[ref] for ref in refs if ref in registry.homes}
    old = [entry for entry in registry.entries if entry.id in about]
    others = [entry for entry in registry.entries if entry.id not in about]
    taken = {Ref(report=NOWHERE, key=entry.id): entry.id for entry in others}
    records = [record for entry in old for record in entry.records]
    new = build_registry(records, decisions=decisions, homes={**homes, **taken})
    return _joined(registry, others, about, new)


def _joined(
    registry: Registry, others: Sequence[Entry], about: set[str], new: Registry
) -> Registry:
    entries = sorted((*others, *new.entries), key=sort_key)
    current = {entry.id for entry in entries}
    moved = {**registry.moved, **new.moved}
    kept = _kept(registry.proposals, about, current, new.moved)
    return Registry(
        entries=tuple(entries),
        proposals=(*kept, *new.proposals),
        homes={**registry.homes, **new.homes},
        moved={old: now for old, now in moved.items() if old not in current},
    )


def _kept(
    proposals: Iterable[Proposal], about: set[str], current: set[str], moved: Mapping[str, str]
) -> Iterator[Proposal]:
    """Those that other entries are part of."""
    for proposal in proposals:
        if about.isdisjoint(proposal.entries):
            yield proposal
        elif not about.issuperset(proposal.entries):
            names = dict.fromkeys(moved.get(name, name) for name in proposal.entries)
            left = tuple(name for name in names if name in current)
            if len(left) > 1:
                yield replace(proposal, entries=left)

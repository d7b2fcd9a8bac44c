"""The registry of projects in use: built from the store when it has changed, searched, decided on.

What editors decide is bound to report id and form of name, so that it outlasts new analyses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from nlp.errors import BadInputError, NotFoundError
from nlp.registry import Decision, Entry, Proposal, Ref, amended, form_key, standing
from service.registry_builder import Builds, Built, RegistryBuilder
from service.registry_decisions import (
    all_refs,
    check_members,
    decisions_about,
    is_apart,
    main_refs,
    merge_or_split,
    split_before,
)
from service.registry_filter import fits
from service.registry_mentions import FoundMention, mentions_of
from service.registry_pages import (
    EntryPage,
    ProposalPage,
    Proposed,
    key_of_proposed,
    page_of_entries,
    page_of_proposals,
)
from service.registry_state import Named, State, state_of
from service.renewed import LONG, Dated, Renewed

if TYPE_CHECKING:
    from service.store import Store

MANY = 3000
"""Projects of all reports; so many are put together in half a second."""
P = ParamSpec("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """All about one entry; ``others`` are the entries that the proposals name, by id."""

    entry: Entry
    mentions: tuple[FoundMention, ...]
    proposals: tuple[Proposal, ...]
    others: dict[str, Entry]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a wish: the decision, None where there was nothing to do, and the entries
    that it is about as they are now."""

    decision: Decision | None
    entries: tuple[Entry, ...]


def _one_at_a_time(
    decide: Callable[Concatenate[ProjectRegistry, P], Outcome],
) -> Callable[Concatenate[ProjectRegistry, P], Outcome]:
    """Of two same wishes at once only one becomes a decision: an undo of it is enough."""

    @wraps(decide)
    def alone(registry: ProjectRegistry, /, *args: P.args, **options: P.kwargs) -> Outcome:
        with registry.deciding:
            return decide(registry, *args, **options)

    return alone


class ProjectRegistry:
    """The registry over one store; safe to share between threads."""

    def __init__(self, store: Store, *, apart: Builds | None = None, long: float = LONG) -> None:
        """``apart``: what builds it where reports name many projects. ``long``: where building
        takes so many seconds a decision is answered, and seen, before all is built again."""
        self._store = store
        self._builder, self._apart = RegistryBuilder(store), apart
        self.deciding = Lock()
        self._kept = Renewed(self._built, store.projects.revision, long=long)

    def find(
        self,
        *,
        name: str = "",
        place: str = "",
        programme: str = "",
        after: str | None = None,
        limit: int = 20,
    ) -> EntryPage:
        """Entries whose forms, places (or their states) and programmes fit, by name.

        ``after`` is the ``next`` of the page before; BadInputError where it is none.
        """
        fitting = [
            entry
            for entry in self._kept.ready().registry.entries
            if fits(entry, name=name, place=place, programme=programme)
        ]
        return page_of_entries(fitting, after=after, limit=limit)

    def all(self) -> tuple[Entry, ...]:
        """All entries by name."""
        return self._kept.ready().registry.entries

    def recent(self) -> tuple[Entry, ...]:
        """The same, some seconds old where reports keep coming in and all take long to read."""
        return self._kept.recent().registry.entries

    def entry(self, entry_id: str) -> Entry:
        """By its id or a former one; NotFoundError."""
        return self._kept.ready().entry(entry_id)

    def in_reports(self, ids: Iterable[str]) -> dict[str, list[Named]]:
        """What each of the reports names."""
        known = self._kept.ready().in_reports
        return {name: known.get(name, []) for name in ids}

    def detail(self, entry_id: str, *, persons: bool = False) -> Detail:
        """An entry with all mentions, the earliest event first; NotFoundError.

        ``persons``: whether their names are shown in the passages around the mentions.
        """
        state = self._kept.ready()
        entry = state.entry(entry_id)
        own = tuple(p for p in state.registry.proposals if entry.id in p.entries)
        refs = {record.ref for record in entry.records}
        reports = self._store.find(entry.reports)
        return Detail(
            entry=entry,
            mentions=tuple(mentions_of(entry, reports, persons=persons)),
            proposals=own,
            others={name: state.entries[name] for p in own for name in p.entries},
            decisions=tuple(decisions_about(refs, state.decisions)),
        )

    def proposals(self) -> tuple[Proposed, ...]:
        """What editors may decide, each with its entries, by the name of the first."""
        state = self._kept.ready()
        found = (
            (proposal, tuple(state.entries[name] for name in proposal.entries))
            for proposal in state.registry.proposals
        )
        return tuple(sorted(found, key=key_of_proposed))

    def proposed(self, *, after: str | None = None, limit: int = 20) -> ProposalPage:
        """A page of ``proposals``; BadInputError where ``after`` is no ``next`` of one before."""
        return page_of_proposals(self.proposals(), after=after, limit=limit)

    def decisions(self) -> tuple[tuple[Decision, bool], ...]:
        """All decisions, the latest first, and whether each is in force."""
        decisions = self._kept.ready().decisions
        valid = standing(decisions)
        return tuple((each, each.id in valid) for each in reversed(decisions))

    @_one_at_a_time
    def merge(self, entry_ids: Sequence[str], *, by: str | None = None) -> Outcome:
        """Make entries one. Nothing to do where they are; BadInputError for a single id."""
        entries = self._several(entry_ids)
        if len(entries) == 1:
            return Outcome(decision=None, entries=entries)
        groups = tuple(main_refs(entry.records) for entry in entries)
        decision = self._decide(Decision(id=0, kind="merge", groups=groups, by=by))
        return Outcome(decision=decision, entries=(self.entry(entries[0].id),))

    @_one_at_a_time
    def split(
        self, entry_id: str, members: Sequence[tuple[str, str]], *, by: str | None = None
    ) -> Outcome:
        """Part members (report id and name of the project there) from an entry.

        NotFoundError for members that it does not have; BadInputError where none would be left.
        """
        state = self._knowing([entry_id])
        wanted = {Ref(report=report, key=form_key(name)) for report, name in members}
        if known := split_before(state, wanted):
            return Outcome(decision=None, entries=state.entries_of(known))
        entry = state.entry(entry_id)
        leaving = [record for record in entry.records if wanted & all_refs(record)]
        check_members(entry, leaving, wanted)
        gone = set(main_refs(leaving))
        staying = [record for record in entry.records if record.ref not in gone]
        decision = self._decide(
            Decision(id=0, kind="split", groups=(main_refs(staying), main_refs(leaving)), by=by),
            leaving=[ref for record in leaving for ref in all_refs(record)],
            entry=entry.id,
        )
        return Outcome(decision=decision, entries=self._kept.ready().entries_of(decision))

    @_one_at_a_time
    def keep_apart(self, entry_ids: Sequence[str], *, by: str | None = None) -> Outcome:
        """Note that entries are different projects: they are no longer proposed."""
        entries = self._several(entry_ids)
        if len(entries) == 1:
            raise BadInputError("Das ist schon ein einziger Eintrag: bitte zuerst trennen.")
        groups = tuple(main_refs(entry.records) for entry in entries)
        if is_apart(groups, self._store.projects.decisions()):
            return Outcome(decision=None, entries=entries)
        decision = self._decide(Decision(id=0, kind="split", groups=groups, by=by))
        return Outcome(decision=decision, entries=entries)

    @_one_at_a_time
    def undo(self, number: int, *, by: str | None = None) -> Outcome:
        """Take back a decision. Nothing to do where it is undone already; NotFoundError."""
        decisions = self._store.projects.decisions()
        target = next((each for each in decisions if each.id == number), None)
        if target is None:
            raise NotFoundError(f"Eine Entscheidung mit der Nummer {number} gibt es nicht.")
        made = None
        if number in standing(decisions):
            made = self._decide(Decision(id=0, kind="undo", target=number, by=by))
        meant = merge_or_split(target, decisions)
        return Outcome(decision=made, entries=self._kept.ready().entries_of(meant))

    def _several(self, entry_ids: Sequence[str]) -> tuple[Entry, ...]:
        if len(set(entry_ids)) < 2:
            raise BadInputError("Bitte mindestens zwei verschiedene Einträge nennen.")
        state = self._knowing(entry_ids)
        found = {entry.id: entry for entry in (state.entry(each) for each in entry_ids)}
        return tuple(found.values())

    def _decide(
        self, decision: Decision, *, leaving: Iterable[Ref] = (), entry: str = ""
    ) -> Decision:
        decided = self._store.projects.decide(decision, leaving=leaving, entry=entry)
        self._kept.change(lambda state: self._amended(state, decided))
        return decided

    def _knowing(self, entry_ids: Iterable[str]) -> State:
        """The state that is there, built anew where it does not know one of the entries."""
        state = self._kept.ready()
        known = all(state.knows(each) for each in entry_ids)
        return state if known else self._kept.fresh()

    def _amended(self, state: State, decision: Decision) -> State:
        """With a decision applied to the entries that it is about, unless it is."""
        if any(each.id == decision.id for each in state.decisions):
            return state
        decisions = self._store.projects.decisions()
        meant = merge_or_split(decision, decisions)
        refs = [ref for group in meant.groups for ref in group]
        reports = [record.report for each in state.entries_of(meant) for record in each.records]
        homes = self._store.projects.homes(reports)
        registry = amended(state.registry, refs, decisions=decisions, homes=homes)
        return state_of(registry, (*state.decisions, decision))

    def _built(self) -> Dated[State]:
        built = self._built_apart() or self._builder.build()
        return Dated(revision=built.revision, value=state_of(built.registry, built.decisions))

    def _built_apart(self) -> Built | None:
        if self._apart is None or self._store.projects.count() <= MANY:
            return None
        return self._apart.build()

"""The registry of projects in use: built from the store when it has changed, searched, decided on.

What editors decide is bound to report id and form of name, so that it outlasts new analyses.
"""

from __future__ import annotations

import base64
import binascii
import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from nlp.errors import BadInputError, NotFoundError
from nlp.programme_names import same_programme
from nlp.registry import (
    Decision,
    Entry,
    ProjectRecord,
    Proposal,
    Ref,
    Registry,
    amended,
    form_key,
    in_force,
    sort_key,
    standing,
)
from nlp.types import Analysis, Event, Passage, Span
from service.api.persons import for_extracts
from service.registry_builder import Builds, Built, RegistryBuilder
from service.renewed import LONG, Dated, Renewed

if TYPE_CHECKING:
    from service.store import Store

MANY = 3000
"""Projects of all reports; so many are put together in half a second."""
P = ParamSpec("P")
T = TypeVar("T")
Key = tuple[str, str]
Proposed = tuple[Proposal, tuple[Entry, ...]]
Named = tuple[Entry, ProjectRecord]
"""An entry and what one report says of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """Some entries by name; ``next`` is what to ask for behind them, None at the end."""

    total: int
    entries: tuple[Entry, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalPage:
    """Some proposals, each with its entries, by the name of the first; ``next`` as above."""

    total: int
    proposals: tuple[Proposed, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMention(Span):
    """A mention of a project with the passage around it."""

    report: str
    title: str
    event: Event
    text: str
    passage: Passage
    around: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    registry: Registry
    decisions: tuple[Decision, ...]
    entries: dict[str, Entry]
    in_reports: dict[str, list[Named]]


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
            if _fits(entry, name=name, place=place, programme=programme)
        ]
        shown, following = _behind(fitting, sort_key, after=after, limit=limit)
        return EntryPage(total=len(fitting), entries=shown, next=following)

    def all(self) -> tuple[Entry, ...]:
        """All entries by name."""
        return self._kept.ready().registry.entries

    def recent(self) -> tuple[Entry, ...]:
        """The same, some seconds old where reports keep coming in and all take long to read."""
        return self._kept.recent().registry.entries

    def entry(self, entry_id: str) -> Entry:
        """By its id or a former one; NotFoundError."""
        return _entry(self._kept.ready(), entry_id)

    def in_reports(self, ids: Iterable[str]) -> dict[str, list[Named]]:
        """What each of the reports names."""
        known = self._kept.ready().in_reports
        return {name: known.get(name, []) for name in ids}

    def detail(self, entry_id: str, *, persons: bool = False) -> Detail:
        """An entry with all mentions, the earliest event first; NotFoundError.

        ``persons``: whether their names are shown in the passages around the mentions.
        """
        state = self._kept.ready()
        entry = _entry(state, entry_id)
        own = tuple(p for p in state.registry.proposals if entry.id in p.entries)
        refs = {record.ref for record in entry.records}
        return Detail(
            entry=entry,
            mentions=tuple(self._mentions(entry, persons=persons)),
            proposals=own,
            others={name: state.entries[name] for p in own for name in p.entries},
            decisions=tuple(_about(refs, state.decisions)),
        )

    def proposals(self) -> tuple[Proposed, ...]:
        """What editors may decide, each with its entries, by the name of the first."""
        state = self._kept.ready()
        found = (
            (proposal, tuple(state.entries[name] for name in proposal.entries))
            for proposal in state.registry.proposals
        )
        return tuple(sorted(found, key=_key_of_proposed))

    def proposed(self, *, after: str | None = None, limit: int = 20) -> ProposalPage:
        """A page of ``proposals``; BadInputError where ``after`` is no ``next`` of one before."""
        found = self.proposals()
        shown, following = _behind(found, _key_of_proposed, after=after, limit=limit)
        return ProposalPage(total=len(found), proposals=shown, next=following)

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
        groups = tuple(_refs(entry.records) for entry in entries)
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
        if known := _split_before(state, wanted):
            return Outcome(decision=None, entries=_entries_of(state, known))
        entry = _entry(state, entry_id)
        leaving = [record for record in entry.records if wanted & _refs_of(record)]
        _check_members(entry, leaving, wanted)
        gone = set(_refs(leaving))
        staying = [record for record in entry.records if record.ref not in gone]
        decision = self._decide(
            Decision(id=0, kind="split", groups=(_refs(staying), _refs(leaving)), by=by),
            leaving=[ref for record in leaving for ref in _refs_of(record)],
            entry=entry.id,
        )
        return Outcome(decision=decision, entries=_entries_of(self._kept.ready(), decision))

    @_one_at_a_time
    def keep_apart(self, entry_ids: Sequence[str], *, by: str | None = None) -> Outcome:
        """Note that entries are different projects: they are no longer proposed."""
        entries = self._several(entry_ids)
        if len(entries) == 1:
            raise BadInputError("Das ist schon ein einziger Eintrag: bitte zuerst trennen.")
        groups = tuple(_refs(entry.records) for entry in entries)
        if _has(self._store.projects.decisions(), groups):
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
        meant = _merge_or_split(target, decisions)
        return Outcome(decision=made, entries=_entries_of(self._kept.ready(), meant))

    def _several(self, entry_ids: Sequence[str]) -> tuple[Entry, ...]:
        if len(set(entry_ids)) < 2:
            raise BadInputError("Bitte mindestens zwei verschiedene Einträge nennen.")
        state = self._knowing(entry_ids)
        found = {entry.id: entry for entry in (_entry(state, each) for each in entry_ids)}
        return tuple(found.values())

    def _decide(
        self, decision: Decision, *, leaving: Iterable[Ref] = (), entry: str = ""
    ) -> Decision:
        decided = self._store.projects.decide(decision, leaving=leaving, entry=entry)
        self._kept.change(lambda state: self._amended(state, decided))
        return decided

    def _knowing(self, entry_ids: Iterable[str]) -> _State:
        """The state that is there, built anew where it does not know one of the entries."""
        state = self._kept.ready()
        known = all(state.registry.moved.get(each, each) in state.entries for each in entry_ids)
        return state if known else self._kept.fresh()

    def _amended(self, state: _State, decision: Decision) -> _State:
        """With a decision applied to the entries that it is about, unless it is."""
        if any(each.id == decision.id for each in state.decisions):
            return state
        decisions = self._store.projects.decisions()
        meant = _merge_or_split(decision, decisions)
        refs = [ref for group in meant.groups for ref in group]
        reports = [record.report for each in _entries_of(state, meant) for record in each.records]
        homes = self._store.projects.homes(reports)
        registry = amended(state.registry, refs, decisions=decisions, homes=homes)
        return _state_of(registry, (*state.decisions, decision))

    def _mentions(self, entry: Entry, *, persons: bool) -> Iterator[FoundMention]:
        reports = self._store.find(entry.reports)
        found = [
            mention
            for record in entry.records
            if record.report in reports
            for mention in _found(record, reports[record.report].analysis, persons=persons)
        ]
        yield from sorted(found, key=lambda m: (m.event.start or "9999", m.report, m.start))

    def _built(self) -> Dated[_State]:
        built = self._built_apart() or self._builder.build()
        return Dated(revision=built.revision, value=_state_of(built.registry, built.decisions))

    def _built_apart(self) -> Built | None:
        if self._apart is None or self._store.projects.count() <= MANY:
            return None
        return self._apart.build()


def _state_of(registry: Registry, decisions: tuple[Decision, ...]) -> _State:
    return _State(
        registry=registry,
        decisions=decisions,
        entries={entry.id: entry for entry in registry.entries},
        in_reports=_by_report(registry.entries),
    )


def _entry(state: _State, entry_id: str) -> Entry:
    current = state.registry.moved.get(entry_id, entry_id)
    if current not in state.entries:
        raise NotFoundError(f"Ein Projekt mit der Kennung „{entry_id}“ gibt es nicht.")
    return state.entries[current]


def _by_report(entries: Iterable[Entry]) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = {}
    for entry in entries:
        for record in entry.records:
            found.setdefault(record.report, []).append((entry, record))
    return found


def _fits(entry: Entry, *, name: str, place: str, programme: str) -> bool:
    return (
        _any_holds(name, (variant.form for variant in entry.variants))
        and _any_is(place, (text for p in entry.places for text in (p.name, p.state)))
        and _is_programme(programme, entry.programmes)
    )


def _any_holds(wanted: str, texts: Iterable[str]) -> bool:
    plain = form_key(wanted) if wanted.strip() else ""
    folded = wanted.strip().casefold()
    return not folded or any(folded in t.casefold() or plain in form_key(t) for t in texts)


def _any_is(wanted: str, texts: Iterable[str | None]) -> bool:
    folded = wanted.strip().casefold()
    return not folded or any(text is not None and text.casefold() == folded for text in texts)


def _is_programme(wanted: str, programmes: Iterable[str]) -> bool:
    folded = wanted.strip().casefold()
    return not folded or any(
        folded in name.casefold() or same_programme(wanted.strip(), name) for name in programmes
    )


def _behind(
    items: Sequence[T], key: Callable[[T], Key], *, after: str | None, limit: int
) -> tuple[tuple[T, ...], str | None]:
    """The next of the items, which are in order, and what to ask for behind them.

    A page goes on though what it ended with is gone, as after a decision about it.
    """
    start = bisect_right(items, _key_of(after), key=key) if after else 0
    some = tuple(items[start : start + limit])
    return some, _cursor(key(some[-1])) if len(items) > start + limit else None


def _key_of_proposed(proposed: Proposed) -> Key:
    proposal, entries = proposed
    return sort_key(entries[0])[0], proposal.id


def _cursor(key: Key) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode()


def _key_of(cursor: str) -> Key:
    try:
        name, entry_id = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii")))
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise BadInputError("„after“ ist kein Wert von „next“ einer Seite davor.") from error
    return str(name), str(entry_id)


def _refs(records: Iterable[ProjectRecord]) -> tuple[Ref, ...]:
    return tuple(record.ref for record in records)


def _refs_of(record: ProjectRecord) -> set[Ref]:
    """By all its forms."""
    return {Ref(report=record.report, key=form_key(form)) for form in record.forms}


def _check_members(entry: Entry, leaving: Sequence[ProjectRecord], wanted: set[Ref]) -> None:
    found = {ref for record in leaving for ref in _refs_of(record)}
    if missing := sorted(wanted - found):
        raise NotFoundError(
            f"Der Eintrag „{entry.name}“ hat im Bericht „{missing[0].report}“ kein solches Projekt."
        )
    if not leaving or len(leaving) == len(entry.records):
        raise BadInputError("Bitte einen Teil des Eintrags nennen: etwas muss bei ihm bleiben.")


def _split_before(state: _State, wanted: set[Ref]) -> Decision | None:
    """The split in force that parted exactly these, if they are apart now."""
    homes = state.registry.homes
    for decision in in_force(state.decisions):
        if decision.kind == "split" and _names_all(wanted, decision.groups[-1], state):
            staying = {homes.get(ref) for group in decision.groups[:-1] for ref in group}
            if staying.isdisjoint(homes.get(ref, "") for ref in decision.groups[-1]):
                return decision
    return None


def _names_all(wanted: set[Ref], refs: Sequence[Ref], state: _State) -> bool:
    """Whether these and no others are wanted, each by any of its names."""
    entries = {home: state.entries[home] for ref in refs if (home := state.registry.homes.get(ref))}
    own = set(refs)
    records = [r for entry in entries.values() for r in entry.records if r.ref in own]
    names = [_refs_of(record) for record in records]
    return own <= set(_refs(records)) and _match(wanted, names)


def _match(wanted: set[Ref], names: Sequence[set[Ref]]) -> bool:
    return all(some & wanted for some in names) and wanted <= set().union(*names)


def _has(decisions: Sequence[Decision], groups: Iterable[Sequence[Ref]]) -> bool:
    wanted = {frozenset(group) for group in groups}
    splits = (d for d in in_force(decisions) if d.kind == "split")
    return any({frozenset(group) for group in split.groups} == wanted for split in splits)


def _merge_or_split(decision: Decision, decisions: Sequence[Decision]) -> Decision:
    """What an undo is about in the end."""
    by_number = {each.id: each for each in decisions}
    while decision.kind == "undo" and decision.target in by_number:
        decision = by_number[decision.target]
    return decision


def _entries_of(state: _State, decision: Decision) -> tuple[Entry, ...]:
    homes = state.registry.homes
    names = (homes.get(ref) for group in decision.groups for ref in group)
    return tuple(state.entries[name] for name in dict.fromkeys(names) if name in state.entries)


def _about(refs: set[Ref], decisions: Sequence[Decision]) -> Iterator[Decision]:
    for decision in in_force(decisions):
        if any(ref in refs for group in decision.groups for ref in group):
            yield decision


def _found(record: ProjectRecord, analysis: Analysis, *, persons: bool) -> Iterator[FoundMention]:
    spans = [span for span in record.mentions if span.end <= len(analysis.text)]
    pieces = [_around(span, analysis.passages) for span in spans]
    read = analysis if persons else for_extracts(analysis, pieces)
    for span in spans:
        passage = _around(span, read.passages)
        yield FoundMention(
            start=span.start,
            end=span.end,
            report=analysis.id,
            title=analysis.title,
            event=analysis.event,
            text=span.of(read.text),
            passage=passage,
            around=passage.of(read.text),
        )


def _around(span: Span, passages: Sequence[Passage]) -> Passage:
    """The passage that a mention begins in; passages lie in order of the text."""
    at = bisect_right(passages, span.start, key=lambda passage: passage.start) - 1
    if at >= 0 and passages[at].end > span.start:
        return passages[at]
    return Passage(start=span.start, end=span.end)

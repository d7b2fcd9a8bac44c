"""What decisions of editors are about: the members that they name, and those made before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from nlp.errors import BadInputError, NotFoundError
from nlp.registry import Decision, Entry, ProjectRecord, Ref, form_key, in_force
from service.registry_state import State


def main_refs(records: Iterable[ProjectRecord]) -> tuple[Ref, ...]:
    """Each by its own form."""
    return tuple(record.ref for record in records)


def all_refs(record: ProjectRecord) -> set[Ref]:
    """One record by all its forms."""
    return {Ref(report=record.report, key=form_key(form)) for form in record.forms}


def check_members(entry: Entry, leaving: Sequence[ProjectRecord], wanted: set[Ref]) -> None:
    """NotFoundError for members that an entry does not have, BadInputError where none stays."""
    found = {ref for record in leaving for ref in all_refs(record)}
    if missing := sorted(wanted - found):
        raise NotFoundError(
            f"Der Eintrag „{entry.name}“ hat im Bericht „{missing[0].report}“ kein solches Projekt."
        )
    if not leaving or len(leaving) == len(entry.records):
        raise BadInputError("Bitte einen Teil des Eintrags nennen: etwas muss bei ihm bleiben.")


def split_before(state: State, wanted: set[Ref]) -> Decision | None:
    """The split in force that parted exactly these, if they are apart now."""
    homes = state.registry.homes
    for decision in in_force(state.decisions):
        if decision.kind == "split" and _names_all(wanted, decision.groups[-1], state):
            staying = {homes.get(ref) for group in decision.groups[:-1] for ref in group}
            if staying.isdisjoint(homes.get(ref, "") for ref in decision.groups[-1]):
                return decision
    return None


def _names_all(wanted: set[Ref], refs: Sequence[Ref], state: State) -> bool:
    """Whether these and no others are wanted, each by any of its names."""
    entries = {home: state.entries[home] for ref in refs if (home := state.registry.homes.get(ref))}
    own = set(refs)
    records = [r for entry in entries.values() for r in entry.records if r.ref in own]
    names = [all_refs(record) for record in records]
    return own <= set(main_refs(records)) and _match(wanted, names)


def _match(wanted: set[Ref], names: Sequence[set[Ref]]) -> bool:
    return all(some & wanted for some in names) and wanted <= set().union(*names)


def is_apart(groups: Iterable[Sequence[Ref]], decisions: Sequence[Decision]) -> bool:
    """Whether a split in force keeps exactly these apart."""
    wanted = {frozenset(group) for group in groups}
    splits = (d for d in in_force(decisions) if d.kind == "split")
    return any({frozenset(group) for group in split.groups} == wanted for split in splits)


def merge_or_split(decision: Decision, decisions: Sequence[Decision]) -> Decision:
    """What an undo is about in the end."""
    by_number = {each.id: each for each in decisions}
    while decision.kind == "undo" and decision.target in by_number:
        decision = by_number[decision.target]
    return decision


def decisions_about(refs: set[Ref], decisions: Sequence[Decision]) -> Iterator[Decision]:
    """Those in force that name any of these."""
    for decision in in_force(decisions):
        if any(ref in refs for group in decision.groups for ref in group):
            yield decision

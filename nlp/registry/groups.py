"""Records to groups: certain links joined, contradictions parted, decisions of editors on top."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from nlp.registry.forms import form_key
from nlp.registry.links import AGREED, EQUAL, NAME, Link
from nlp.registry.records import Decision, ProjectRecord, Ref
from nlp.registry.setting import Setting, agree_on_places, agree_on_programme
from nlp.registry.unions import Unions

Groups = list[list[int]]


def certain_groups(settings: Sequence[Setting], links: Sequence[Link]) -> Groups:
    """What hangs together by links, as long as its places and programmes do not contradict.

    Where they do, names alone are not enough; where they still do, only records that agree in
    both stay together. The result does not depend on the order of the links.
    """
    found: Groups = []
    open_groups: Groups = [list(range(len(settings)))]
    for level in (NAME, AGREED, EQUAL):
        unions = Unions(len(settings))
        inside = {at for group in open_groups for at in group}
        for link in links:
            if link.level >= level and link.one in inside and link.other in inside:
                unions.join(link.one, link.other)
        parts = [part for group in open_groups for part in unions.sets(group)]
        found.extend(part for part in parts if level == EQUAL or _is_one(part, settings))
        open_groups = [part for part in parts if not _is_one(part, settings)]
    return sorted(found)


def _is_one(group: Sequence[int], settings: Sequence[Setting]) -> bool:
    own = [settings[at] for at in group]
    return agree_on_programme(own) and agree_on_places(own)


def standing(decisions: Iterable[Decision]) -> set[int]:
    """The numbers of the decisions, undos among them, that no undo takes back."""
    undone: set[int | None] = set()
    found: set[int] = set()
    for decision in sorted(decisions, key=lambda decision: decision.id, reverse=True):
        if decision.id not in undone:
            found.add(decision.id)
            if decision.kind == "undo":
                undone.add(decision.target)
    return found


def in_force(decisions: Sequence[Decision]) -> list[Decision]:
    """The merges and splits that stand, in order."""
    valid = standing(decisions)
    ordered = sorted(decisions, key=lambda decision: decision.id)
    return [d for d in ordered if d.id in valid and d.kind != "undo"]


class Refs:
    """Finds the record that a ref means: by its name, or by an alias that was once its name."""

    def __init__(self, records: Sequence[ProjectRecord]) -> None:
        self._numbers: dict[Ref, int] = {}
        for at, record in enumerate(records):
            self._numbers[record.ref] = at
        for at, record in enumerate(records):
            for alias in record.aliases:
                self._numbers.setdefault(Ref(report=record.report, key=form_key(alias)), at)

    def find(self, refs: Iterable[Ref]) -> list[int]:
        """Numbers of the records that are there, each once."""
        return list(dict.fromkeys(self._numbers[ref] for ref in refs if ref in self._numbers))


def decided(
    groups: Groups,
    decisions: Iterable[Decision],
    refs: Refs,
    records: Sequence[ProjectRecord],
    settings: Sequence[Setting],
) -> Groups:
    """The groups as editors want them; a later decision goes before an earlier one."""
    current = _Grouping(groups)
    for decision in decisions:
        sides = [refs.find(side) for side in decision.groups]
        if decision.kind == "merge":
            current.merge([at for side in sides for at in side])
        else:
            current.split(sides, records, settings)
    return current.groups()


class _Grouping:
    """Groups of numbers that can be joined and parted."""

    def __init__(self, groups: Groups) -> None:
        self._members = {number: list(group) for number, group in enumerate(groups)}
        self._group = {at: number for number, group in enumerate(groups) for at in group}
        self._next = len(groups)

    def groups(self) -> Groups:
        """All groups, in order of their first members."""
        return sorted(sorted(group) for group in self._members.values())

    def merge(self, members: Iterable[int]) -> None:
        """Join the groups of these members."""
        numbers = sorted({self._group[at] for at in members})
        for number in numbers[1:]:
            self._move(self._members.pop(number), numbers[0])

    def split(
        self,
        sides: Sequence[Sequence[int]],
        records: Sequence[ProjectRecord],
        settings: Sequence[Setting],
    ) -> None:
        """Part every group that holds records of several sides."""
        side_of = {at: side for side, members in enumerate(sides) for at in members}
        for number in sorted({self._group[at] for at in side_of}):
            parted = _parted(self._members[number], side_of, records, settings)
            if len(parted) > 1:
                self._members[number] = parted[0]
                for part in parted[1:]:
                    self._members[self._next] = []
                    self._move(part, self._next)
                    self._next += 1

    def _move(self, members: Iterable[int], number: int) -> None:
        for at in members:
            self._group[at] = number
            self._members[number].append(at)


def _parted(
    members: Sequence[int],
    side_of: Mapping[int, int],
    records: Sequence[ProjectRecord],
    settings: Sequence[Setting],
) -> Groups:
    """One part for each side; who is of none goes where it shares most, in doubt to the first."""
    parts: dict[int, list[int]] = defaultdict(list)
    for at in sorted(members, key=lambda at: side_of.get(at, -1)):
        if at in side_of:
            parts[side_of[at]].append(at)
    traits = {side: _Traits(part, records, settings) for side, part in parts.items()}
    for at in members:
        if at not in side_of and traits:
            parts[max(traits, key=lambda side: traits[side].shared(at))].append(at)
    return [parts[side] for side in traits]


class _Traits:
    """Places, programmes and forms of one side of a split."""

    def __init__(
        self, own: Sequence[int], records: Sequence[ProjectRecord], settings: Sequence[Setting]
    ) -> None:
        self._records, self._settings = records, settings
        self._places = {place for at in own for place in settings[at].own}
        self._programmes = {settings[at].programme for at in own} - {None}
        self._forms = {form_key(form) for at in own for form in records[at].forms}

    def shared(self, at: int) -> int:
        """How much a record has in common with the side."""
        setting = self._settings[at]
        forms = {form_key(form) for form in self._records[at].forms}
        return (
            4 * len(setting.own & self._places)
            + 4 * (setting.programme in self._programmes)
            + len(forms & self._forms)
        )

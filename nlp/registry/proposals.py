"""Groups that may be one project, for an editor to decide."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations

from nlp.registry.forms import form_key
from nlp.registry.groups import Groups, Refs
from nlp.registry.links import Forms, Relation
from nlp.registry.nearness import apart_by
from nlp.registry.records import Against, Decision, ProjectRecord, Proposal, Reason
from nlp.registry.setting import Setting, agree_on_places, agree_on_programme

MOST_ENTRIES = 20
"""Entries that one proposal names."""
MOST_PAIRS = 20
FEW_TITLES = 3
MOST_ALIKE = 40
"""Forms that begin or end alike among which misspellings are looked for."""
SHORTEST, LONGEST = 6, 60
"""Letters of a form that may be a misspelling of another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that proposals are read from; ``ids`` has one id for each group."""

    records: Sequence[ProjectRecord]
    settings: Sequence[Setting]
    forms: Forms
    relations: Sequence[Relation]
    groups: Groups
    ids: Sequence[str]
    apart: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """``few``: the short form begins so few titles that it may mean this one."""

    reason: Reason
    keys: tuple[str, ...]
    groups: tuple[int, ...]
    few: bool = False


def apart(decisions: Iterable[Decision], refs: Refs, groups: Groups) -> frozenset[tuple[int, int]]:
    """Pairs of groups, by number, that an editor holds apart."""
    group_of = {at: number for number, group in enumerate(groups) for at in group}
    found: set[tuple[int, int]] = set()
    for decision in decisions:
        if decision.kind == "split":
            sides = [{group_of[at] for at in refs.find(side)} for side in decision.groups]
            for one, other in combinations(sides, 2):
                found.update((a, b) for a in one for b in other if a != b)
                found.update((b, a) for a in one for b in other if a != b)
    return frozenset(found)


def proposals(scene: Scene) -> tuple[Proposal, ...]:
    """All proposals, each set of entries once, in order of their entries."""
    group_of = {at: number for number, group in enumerate(scene.groups) for at in group}
    found: dict[tuple[int, ...], _Case] = {}
    for case in _cases(scene, group_of):
        undecided = _undecided(case.groups, scene.apart)
        if len(undecided) > 1:
            shown = _Case(reason=case.reason, keys=case.keys, groups=undecided)
            found.setdefault(undecided, shown)
    return tuple(_proposal(scene, case) for _, case in sorted(found.items()))


def _undecided(groups: tuple[int, ...], apart_pairs: frozenset[tuple[int, int]]) -> tuple[int, ...]:
    return tuple(
        one
        for one in groups
        if any(one != other and (one, other) not in apart_pairs for other in groups)
    )


def _cases(scene: Scene, group_of: dict[int, int]) -> Iterator[_Case]:
    holding = {
        key: {group_of[at] for at in holders} for key, holders in scene.forms.holders.items()
    }
    yield from _same_names(scene, holding)
    for case in (*_relations(scene, holding, group_of), *_misspelt(scene, holding)):
        if _is_possible(scene, case):
            yield case


def _same_names(scene: Scene, holding: dict[str, set[int]]) -> Iterator[_Case]:
    for key, groups in holding.items():
        if len(groups) > 1:
            some = tuple(sorted(groups)[:MOST_ENTRIES])
            yield _Case(reason=_same_name(scene, key, some), keys=(key,), groups=some)


def _same_name(scene: Scene, key: str, groups: Iterable[int]) -> Reason:
    kind = scene.forms.kinds[key]
    if kind != "distinctive":
        return "acronym" if kind == "acronym" else "common_name"
    sides = _sides(scene, groups)
    return "contradiction" if _against(chain.from_iterable(sides)) else "name_only"


def _sides(scene: Scene, groups: Iterable[int]) -> list[list[Setting]]:
    return [[scene.settings[at] for at in scene.groups[group]] for group in groups]


def _nameless(scene: Scene, short: str, group_of: dict[int, int]) -> set[int]:
    """Groups whose records know a form as their whole name: the others have their title."""
    holders = scene.forms.holders[short]
    return {group_of[at] for at in holders if form_key(scene.records[at].name) == short}


def _relations(
    scene: Scene, holding: dict[str, set[int]], group_of: dict[int, int]
) -> Iterator[_Case]:
    titles = Counter(r.short for r in scene.relations if r.kind == "longer_title")
    for relation in scene.relations:
        short, long = _nameless(scene, relation.short, group_of), holding[relation.long]
        reason: Reason = "acronym_of" if relation.kind == "acronym_of" else "longer_title"
        few = 0 < titles[relation.short] <= FEW_TITLES
        for case in _pairs(reason, (relation.short, relation.long), short - long, long - short):
            yield replace(case, few=few)


def _misspelt(scene: Scene, holding: dict[str, set[int]]) -> Iterator[_Case]:
    for one, other in misspellings(
        key for key in scene.forms.holders if scene.forms.kinds[key] != "acronym"
    ):
        if not holding[one] & holding[other]:
            yield from _pairs("spelling", (one, other), holding[one], holding[other])


def _pairs(
    reason: Reason, keys: tuple[str, str], some: set[int], others: set[int]
) -> Iterator[_Case]:
    if len(some) * len(others) <= MOST_PAIRS:
        for one in sorted(some):
            for other in sorted(others):
                yield _Case(reason=reason, keys=keys, groups=tuple(sorted((one, other))))


def _is_possible(scene: Scene, case: _Case) -> bool:
    """Nothing contradicts; names of common words need a place in common, or be few."""
    sides = _sides(scene, case.groups)
    if _against(chain.from_iterable(sides)):
        return False
    if case.few or all(scene.forms.kinds[key] != "common" for key in case.keys):
        return True
    first, second = ({place for s in side for place in s.own} for side in sides)
    return bool(first & second)


def _all_against(sides: Sequence[Sequence[Setting]]) -> tuple[Against, ...]:
    """Different places say that the states differ."""
    strong = _against(chain.from_iterable(sides))
    weak = (name for name in apart_by(sides) if name == "years" or "places" not in strong)
    return (*strong, *weak)


def _against(some: Iterable[Setting]) -> tuple[Against, ...]:
    own = list(some)
    found: tuple[tuple[Against, bool], ...] = (
        ("places", not agree_on_places(own)),
        ("programmes", not agree_on_programme(own)),
    )
    return tuple(name for name, holds in found if holds)


def _proposal(scene: Scene, case: _Case) -> Proposal:
    entries = tuple(scene.ids[group] for group in case.groups)
    shown = [_witness(scene, group, case.keys) for group in case.groups]
    name = "\n".join((case.reason, *case.keys, *sorted(entries)))
    return Proposal(
        id=hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12],
        entries=entries,
        reason=case.reason,
        forms=tuple(scene.forms.texts[key] for key in case.keys),
        evidence=tuple(scene.records[at] for at in shown),
        against=_all_against(_sides(scene, case.groups)),
    )


def _witness(scene: Scene, group: int, keys: Iterable[str]) -> int:
    holders = {at for key in keys for at in scene.forms.holders[key]}
    return next((at for at in scene.groups[group] if at in holders), scene.groups[group][0])


def misspellings(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs that differ in one letter, which is no digit.

    Such pairs share their first or their second half.
    """
    filed: dict[tuple[str, int, str], list[str]] = defaultdict(list)
    for key in keys:
        if SHORTEST <= len(key) <= LONGEST:
            for half in {len(key) // 2, (len(key) - 1) // 2}:
                filed["front", half, key[:half]].append(key)
                filed["back", half, key[-half:]].append(key)
    seen: set[tuple[str, str]] = set()
    for some in filed.values():
        if len(some) <= MOST_ALIKE:
            for one, other in combinations(sorted(set(some)), 2):
                if (one, other) not in seen and differ_in_a_letter(one, other):
                    seen.add((one, other))
                    yield one, other


def differ_in_a_letter(one: str, other: str) -> bool:
    """Whether one letter is another, missing, too many or swapped with the next."""
    short, long = sorted((one, other), key=len)
    at = next(
        (i for i, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]),
        len(short),
    )
    if len(short) == len(long):
        swapped = short[at + 1 : at + 2] + short[at : at + 1] + short[at + 2 :]
        is_near = short[at + 1 :] == long[at + 1 :] or swapped == long[at:]
        return is_near and not _has_digit(short[at : at + 1] + long[at : at + 1])
    return short[at:] == long[at + 1 :] and not _has_digit(long[at : at + 1])


def _has_digit(letters: str) -> bool:
    return any(letter.isdigit() for letter in letters)

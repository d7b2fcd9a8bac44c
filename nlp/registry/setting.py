"""Whether records of one name can be one project by where they work and who finances them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nlp.programme_names import is_fund
from nlp.projects import group_projects
from nlp.registry.records import ProjectRecord, state_of
from nlp.registry.unions import Unions
from nlp.types import Mention, PlaceKind

SMALL: frozenset[PlaceKind] = frozenset({"municipality", "district", "quarter"})
"""Places small enough that two projects of one name in them are one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """``own``: ids of small places, ``above``: what they lie in, ``states``: named on their own.

    ``programme`` is a name shared by all spellings; None for a fund, which tells nothing.
    ``seen``: names of the states of its places, own or of the report; ``year``: of the report.
    """

    own: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    programme: str | None = None
    seen: frozenset[str] = frozenset()
    year: int | None = None


def settings_of(records: Sequence[ProjectRecord]) -> list[Setting]:
    """One for each record."""
    names = programme_names(record.programme for record in records)
    return [_setting(record, names.get(record.programme or "")) for record in records]


def programme_names(given: Iterable[str | None]) -> dict[str, str]:
    """The longest spelling for each programme's name."""
    mentions, end = [], 0
    for name in sorted({name for name in given if name}):
        mentions.append(Mention(start=end, end=end + len(name), text=name, label="PROJECT"))
        end += len(name) + 9
    alike = group_projects(mentions)
    return {mentions[at].text: group.name for group in alike for at in group.mentions}


def _setting(record: ProjectRecord, programme: str | None) -> Setting:
    places = record.places
    small = [place for place in places if place.kind in SMALL]
    return Setting(
        own=frozenset(place.id for place in small),
        above=frozenset(parent for place in small for parent in place.parents),
        states=frozenset(place.id for place in places if place.kind == "state"),
        programme=programme if programme and not is_fund(programme) else None,
        seen=frozenset(filter(None, (*record.states, *map(state_of, places)))),
        year=record.year,
    )


def agree_on_places(some: Sequence[Setting]) -> bool:
    """Whether nothing speaks for different places: small places hang together by what reports
    name in common, and states named alone are states of those."""
    if len(some) < 2:
        return True
    placed = [setting for setting in some if setting.own]
    if not _hang_together([(setting.own, setting.above) for setting in placed]):
        return False
    alone = [setting.states for setting in some if setting.states and not setting.own]
    if not placed:
        return _hang_together([(states, frozenset()) for states in alone])
    around = frozenset().union(*(setting.above for setting in placed))
    # Foreign places and those of old databases lie in no known state.
    return not any(state.startswith("de:land:") for state in around) or all(
        states & around for states in alone
    )


def agree_on_programme(some: Iterable[Setting]) -> bool:
    """Whether they name no two programmes."""
    return len({setting.programme for setting in some} - {None}) <= 1


def _hang_together(sets: Sequence[tuple[frozenset[str], frozenset[str]]]) -> bool:
    unions = Unions(len(sets))
    for low, high in shared_places(sets):
        unions.join(low, high)
    return len({unions.root(at) for at in range(len(sets))}) <= 1


def shared_places(
    sets: Sequence[tuple[frozenset[str], frozenset[str]]],
) -> Iterator[tuple[int, int]]:
    """Pairs that share a place or of which one lies in a place of the other; enough to join
    all such pairs. Each item is its own places and those around them."""
    owner: dict[str, int] = {}
    for at, (own, _) in enumerate(sets):
        for place in own:
            if place in owner:
                yield owner[place], at
            owner.setdefault(place, at)
    for at, (_, above) in enumerate(sets):
        yield from ((owner[place], at) for place in above if place in owner)

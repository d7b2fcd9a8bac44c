"""Ids of entries: given once, kept while reports come and go."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from nlp.registry.forms import form_key, kind_of, plain_letters
from nlp.registry.groups import Groups
from nlp.registry.records import ProjectRecord, Ref
from nlp.types import Place

LONGEST = 60
RESERVED = frozenset({"proposals", "decisions", "merge", "split", "undo", "keep-apart"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids:
    """``of_groups``: one for each group; ``moved``: former ids and what they are now."""

    of_groups: tuple[str, ...]
    moved: dict[str, str]


def give_ids(
    groups: Groups,
    records: Sequence[ProjectRecord],
    homes: Mapping[Ref, str],
    names: Sequence[str],
    places: Sequence[Sequence[Place]],
) -> Ids:
    """Each group keeps the oldest id that its records had; the others get one from their names.

    ``homes`` are ids once given to records, the oldest first. An id that two groups have a claim
    to goes to the one with more of its records. ``names`` and ``places`` are those of the groups.
    """
    claims = _claims(groups, records, homes)
    given: dict[int, str] = {}
    for home, claimants in claims.items():
        open_claims = [group for group in claimants if group not in given]
        if open_claims:
            given[max(open_claims, key=lambda group: (claimants[group], -group))] = home
    taken = dict.fromkeys({*given.values(), *homes.values(), *RESERVED}, 1)
    for group, name in enumerate(names):
        if group not in given:
            given[group] = _fresh(name, places[group], taken)
            taken.setdefault(given[group], 1)
    current = set(given.values())
    moved = {
        home: given[max(claimants, key=lambda group: (claimants[group], -group))]
        for home, claimants in claims.items()
        if home not in current
    }
    return Ids(of_groups=tuple(given[group] for group in range(len(groups))), moved=moved)


def _claims(
    groups: Groups, records: Sequence[ProjectRecord], homes: Mapping[Ref, str]
) -> dict[str, Counter[int]]:
    age = {home: at for at, home in enumerate(dict.fromkeys(homes.values()))}
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for group, members in enumerate(groups):
        for at in members:
            if (home := home_of(records[at], homes)) is not None:
                found[home][group] += 1
    return dict(sorted(found.items(), key=lambda item: age[item[0]]))


def home_of(record: ProjectRecord, homes: Mapping[Ref, str]) -> str | None:
    """The id that a record had, under its name or under an alias that was once its name."""
    keys: Iterable[str] = map(form_key, record.forms)
    found = (homes.get(Ref(report=record.report, key=key)) for key in keys)
    return next((home for home in found if home is not None), None)


def _fresh(name: str, places: Sequence[Place], taken: dict[str, int]) -> str:
    """From the name; with the place where the name alone tells little or is taken.

    ``taken``: the ids that are, each with the last number put behind it.
    """
    base = slug(name) or "projekt"
    placed = f"{base}-{slug(places[0].name)}"[:LONGEST].strip("-") if places else base
    first = base if kind_of(name) == "distinctive" else placed
    if first not in taken:
        return first
    if placed not in taken:
        return placed
    number = next(n for n in count(taken[placed] + 1) if f"{placed}-{n}" not in taken)
    taken[placed] = number
    return f"{placed}-{number}"


def slug(name: str) -> str:
    """Letters, digits and hyphens of a name, for an address."""
    plain = plain_letters(name[: 4 * LONGEST])
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")

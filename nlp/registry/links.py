"""Which records belong together for certain, and on what grounds.

Time is linear in the number of records: records are compared under keys that they share (a form,
initials, a place), never each with each.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from nlp.registry import forms as f
from nlp.registry.nearness import near_sets
from nlp.registry.records import ProjectRecord
from nlp.registry.setting import Setting, shared_places
from nlp.registry.unions import Unions

NAME, AGREED, EQUAL = range(3)
"""What a link rests on: the name alone; also a place or a programme; places and programme."""
SUCCESSOR = re.compile(r"(?:plu|plus|neu|next|reloaded|i{1,3}|i?v|\d+)(?:\d*)")
MOST_TITLES = 50
"""Longer titles that a form is compared with; with more it tells nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two records, by their numbers, that are one project as far as ``level`` goes."""

    one: int
    other: int
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A short form that may stand for a longer one, both by key.

    ``apart``: a mark sets the short form off in the longer, so that it stands for it.
    ``successor``: what the longer adds is a number or the like, so that it may be another.
    """

    kind: str
    short: str
    long: str
    apart: bool = False
    successor: bool = False


@dataclass(slots=True, kw_only=True)
class Forms:
    """All forms by key: who bears them, how they are written, how much they tell."""

    holders: dict[str, list[int]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, f.FormKind] = field(default_factory=dict)

    def demote(self, relations: Iterable[Relation]) -> None:
        """A form that several names go on from in different ways tells no project from another:
        ``Dolmetscherpool Nord`` and ``Dolmetscherpool Weststadt``."""
        longer = Counter(r.short for r in relations if r.kind == "longer_title" and not r.apart)
        for key, count in longer.items():
            if count > 1 and self.kinds[key] == "distinctive":
                self.kinds[key] = "common"

    @classmethod
    def of(cls, records: Sequence[ProjectRecord]) -> Forms:
        """The forms of all records; of several spellings the most telling counts."""
        found = cls()
        for at, record in enumerate(records):
            for key, text in {f.form_key(form): form for form in reversed(record.forms)}.items():
                found.holders.setdefault(key, []).append(at)
                kind = f.kind_of(text)
                if f.STRENGTH[kind] >= f.STRENGTH[found.kinds.get(key, "common")]:
                    found.kinds[key] = kind
                found.texts[key] = max(found.texts.get(key, text), text)
        return found


def links(
    records: Sequence[ProjectRecord],
    settings: Sequence[Setting],
    forms: Forms,
    relations: Iterable[Relation],
) -> list[Link]:
    """All that is certain unless places or programmes contradict."""
    found = list(_same_forms(settings, forms))
    by_name = Unions(len(records))
    for link in found:
        if link.level == NAME:
            by_name.join(link.one, link.other)
    found.extend(_explained(records, settings, forms, by_name))
    related = list(relations)
    found.extend(_titles(settings, forms, related, by_name))
    found.extend(_spelt(settings, forms, related))
    return found


def relations_of(forms: Forms) -> list[Relation]:
    """Acronyms and the names that spell them; beginnings and parts, and the longer titles."""
    return [*_acronym_relations(forms), *_title_relations(forms)]


def _same_forms(settings: Sequence[Setting], forms: Forms) -> Iterator[Link]:
    for key, holders in forms.holders.items():
        if len(holders) > 1:
            kind = forms.kinds[key]
            if kind == "distinctive":
                is_firm = f.is_firm(forms.texts[key])
                for some in near_sets(holders, settings, is_firm=is_firm):
                    yield from _chained(some, NAME)
                    yield from _placeless(some, settings)
            yield from _agreeing(holders, settings, is_common=kind == "common")


def _placeless(holders: Iterable[int], settings: Sequence[Setting]) -> Iterator[Link]:
    """Records that say nothing of a place stay together where others contradict each other."""
    by_programme: dict[str | None, list[int]] = defaultdict(list)
    for at in holders:
        if not settings[at].own and not settings[at].states:
            by_programme[settings[at].programme].append(at)
    yield from _chained([at for some in by_programme.values() for at in some], AGREED)
    for some in by_programme.values():
        yield from _chained(some, EQUAL)


def _explained(
    records: Sequence[ProjectRecord], settings: Sequence[Setting], forms: Forms, by_name: Unions
) -> Iterator[Link]:
    """An acronym that reports show beside one name only stands for it wherever it is alone."""
    for key, holders in forms.holders.items():
        if forms.kinds[key] == "acronym" and len(holders) > 1:
            telling = [at for at in holders if _tells_more(records[at])]
            if telling and len({by_name.root(at) for at in telling}) == 1:
                for some in near_sets(holders, settings, is_firm=False):
                    yield from _chained(some, NAME)


def _tells_more(record: ProjectRecord) -> bool:
    return any(f.kind_of(form) == "distinctive" for form in record.forms)


def _titles(
    settings: Sequence[Setting], forms: Forms, relations: Sequence[Relation], by_name: Unions
) -> Iterator[Link]:
    titles: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        if relation.kind == "longer_title":
            titles[relation.short].append(relation)
    for key, own in titles.items():
        is_telling = forms.kinds[key] == "distinctive"
        if is_telling and not any(relation.successor for relation in own):
            yield from _only_title(settings, forms, own, by_name)
        for relation in own if is_telling or len(own) == 1 else ():
            if is_telling or relation.apart:
                both = [*forms.holders[key], *forms.holders[relation.long]]
                yield from _agreeing(both, settings, is_common=not is_telling)


def _only_title(
    settings: Sequence[Setting], forms: Forms, own: Sequence[Relation], by_name: Unions
) -> Iterator[Link]:
    """A name and the only longer title that it begins.

    Unless a mark sets it off, a name that comes with a place may have its title elsewhere.
    """
    longer = [at for relation in own for at in forms.holders[relation.long]]
    if len({by_name.root(at) for at in longer}) == 1:
        is_apart = any(relation.apart for relation in own)
        short = [at for at in forms.holders[own[0].short] if is_apart or not settings[at].own]
        is_firm = f.is_firm(forms.texts[own[0].short])
        for some in near_sets([*short, *longer], settings, is_firm=is_firm):
            yield from _chained(some, NAME)


def _spelt(
    settings: Sequence[Setting], forms: Forms, relations: Iterable[Relation]
) -> Iterator[Link]:
    for relation in relations:
        if relation.kind == "acronym_of":
            both = [*forms.holders[relation.short], *forms.holders[relation.long]]
            is_common = forms.kinds[relation.long] != "distinctive"
            yield from _agreeing(both, settings, is_common=is_common)


def _chained(holders: Iterable[int], level: int) -> Iterator[Link]:
    ordered = sorted(set(holders))
    yield from (Link(one=one, other=other, level=level) for one, other in pairwise(ordered))


def _agreeing(
    holders: Iterable[int], settings: Sequence[Setting], *, is_common: bool
) -> Iterator[Link]:
    """Links by a place or programme in common; common names need the very same place."""
    ordered = sorted(set(holders))
    yield from _by_place(ordered, settings, AGREED, is_common=is_common)
    by_programme: dict[str | None, list[int]] = defaultdict(list)
    for at in ordered:
        by_programme[settings[at].programme].append(at)
    for programme, some in by_programme.items():
        yield from _by_place(some, settings, EQUAL, is_common=is_common)
        if programme is not None and not is_common:
            yield from _chained(some, AGREED)


def _by_place(
    some: Sequence[int], settings: Sequence[Setting], level: int, *, is_common: bool
) -> Iterator[Link]:
    nothing: frozenset[str] = frozenset()
    sets = [(settings[at].own, nothing if is_common else settings[at].above) for at in some]
    for low, high in shared_places(sets):
        yield Link(one=some[low], other=some[high], level=level)


def _acronym_relations(forms: Forms) -> Iterator[Relation]:
    names: Mapping[str, list[str]] = _names_by_initials(forms)
    for key, text in forms.texts.items():
        if forms.kinds[key] != "acronym":
            continue
        capitals = "".join(letter for letter in text if letter.isupper()).casefold()
        fitting = [
            long for long in names.get(capitals, ()) if f.is_spelt_by(text, forms.texts[long])
        ]
        if len(fitting) <= MOST_TITLES:
            yield from (Relation(kind="acronym_of", short=key, long=long) for long in fitting)


def _names_by_initials(forms: Forms) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, text in forms.texts.items():
        if forms.kinds[key] != "acronym":
            for initials in sorted(f.acronym_keys(text)):
                if len(found[initials]) <= MOST_TITLES:
                    found[initials].append(key)
    return found


def _title_relations(forms: Forms) -> Iterator[Relation]:
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for key, text in forms.texts.items():
        for apart, pieces in ((True, f.parts_of(text)), (False, f.beginnings_of(text))):
            for piece in map(f.form_key, pieces):
                if piece in forms.holders and piece != key:
                    found[piece].setdefault(key, apart)
    for short, longer in found.items():
        if len(longer) <= MOST_TITLES:
            for long, apart in longer.items():
                yield Relation(
                    kind="longer_title",
                    short=short,
                    long=long,
                    apart=apart,
                    successor=SUCCESSOR.fullmatch(long.removeprefix(short)) is not None,
                )

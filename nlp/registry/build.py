"""The registry put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nlp.registry.forms import form_key, kind_of
from nlp.registry.groups import Refs, certain_groups, decided, in_force
from nlp.registry.ids import give_ids
from nlp.registry.links import Forms, links, relations_of
from nlp.registry.proposals import Scene, apart, proposals
from nlp.registry.records import Decision, Entry, ProjectRecord, Proposal, Ref, Variant
from nlp.registry.setting import programme_names, settings_of
from nlp.types import Place

LONGEST_KEY = 60
"""Letters of a name that entries are ordered by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """``entries`` by name; ``homes``: the entry of each record; ``moved``: former ids of entries
    that were joined to others."""

    entries: tuple[Entry, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    homes: Mapping[Ref, str] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)


def build_registry(
    records: Iterable[ProjectRecord],
    *,
    decisions: Sequence[Decision] = (),
    homes: Mapping[Ref, str] | None = None,
) -> Registry:
    """Groups the records of all reports; the order of the records does not matter.

    ``homes`` are the ids that records were given before, the oldest first: they are kept.
    """
    own = _each_once(records)
    settings = settings_of(own)
    forms = Forms.of(own)
    relations = relations_of(forms)
    forms.demote(relations)
    refs, valid = Refs(own), in_force(decisions)
    groups = certain_groups(settings, links(own, settings, forms, relations))
    groups = decided(groups, valid, refs, own, settings)
    programmes = programme_names(record.programme for record in own)
    drafts = [_entry([own[at] for at in group], programmes) for group in groups]
    ids = give_ids(groups, own, homes or {}, [d.name for d in drafts], [d.places for d in drafts])
    scene = Scene(
        records=own,
        settings=settings,
        forms=forms,
        relations=relations,
        groups=groups,
        ids=ids.of_groups,
        apart=apart(valid, refs, groups),
    )
    entries = [replace(d, id=name) for d, name in zip(drafts, ids.of_groups, strict=True)]
    return Registry(
        entries=tuple(sorted(entries, key=sort_key)),
        proposals=proposals(scene),
        homes={record.ref: entry.id for entry in entries for record in entry.records},
        moved=ids.moved,
    )


def sort_key(entry: Entry) -> tuple[str, str]:
    """The order of entries: by name, then id."""
    return entry.name.casefold()[:LONGEST_KEY], entry.id


def _each_once(records: Iterable[ProjectRecord]) -> list[ProjectRecord]:
    """In order, with records of one ref made one."""
    found: dict[Ref, ProjectRecord] = {}
    for record in sorted(records, key=lambda r: (r.report, form_key(r.name), r.name)):
        known = found.get(record.ref)
        found[record.ref] = _joined(known, record) if known else record
    return list(found.values())


def _joined(one: ProjectRecord, other: ProjectRecord) -> ProjectRecord:
    aliases = dict.fromkeys((*one.aliases, *other.forms))
    return replace(
        one,
        aliases=tuple(alias for alias in aliases if alias != one.name),
        places=tuple(dict.fromkeys((*one.places, *other.places))),
        programme=one.programme or other.programme,
        states=tuple(dict.fromkeys((*one.states, *other.states))),
        themes=tuple(dict.fromkeys((*one.themes, *other.themes))),
        mentions=tuple(sorted({*one.mentions, *other.mentions})),
    )


def _entry(own: Sequence[ProjectRecord], programmes: Mapping[str, str]) -> Entry:
    funded = Counter(programmes[r.programme] for r in own if r.programme)
    variants = _variants(own)
    return Entry(
        id="",
        name=_name(own),
        variants=variants,
        places=_places(own),
        programmes=tuple(name for name, _ in _ranked(funded)),
        years=tuple(sorted({record.year for record in own if record.year})),
        themes=tuple(name for name, _ in _ranked(Counter(t for r in own for t in r.themes))),
        records=tuple(own),
    )


def _name(own: Sequence[ProjectRecord]) -> str:
    """What most reports call it; a written-out name goes before an acronym."""
    counts = Counter(record.name for record in own)
    return max(counts, key=lambda n: (kind_of(n) != "acronym", counts[n], len(n), n))


def _variants(own: Sequence[ProjectRecord]) -> tuple[Variant, ...]:
    pairs = {(record.report, form) for record in own for form in record.forms}
    counts = Counter(form for _, form in pairs)
    return tuple(Variant(form=form, reports=count) for form, count in _ranked(counts))


def _places(own: Sequence[ProjectRecord]) -> tuple[Place, ...]:
    places = {place.id: place for record in own for place in record.places}
    counts = Counter(place.id for record in own for place in dict.fromkeys(record.places))
    ranked = sorted(counts, key=lambda place: (-counts[place], places[place].name, place))
    return tuple(places[place] for place in ranked)


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

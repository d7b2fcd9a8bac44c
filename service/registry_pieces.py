"""A registry in pieces, so that of two that are much alike only the difference has to be sent.

A piece is an entry or a proposal, written as JSON. It is known by the digest of that; places, which
many of them share, go on their own and are there once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any

from nlp.registry import Decision, Entry, ProjectRecord, Proposal, Registry
from nlp.registry.records import Variant
from nlp.types import Place, Span
from service.registry_builder import Built

Digest = bytes
Piece = Entry | Proposal
Packed = Sequence[tuple[Digest, bytes]]
TOGETHER = 100
"""Pieces that are sent at once: some milliseconds in which nothing else runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """All of a registry but its pieces, of which it has the digests, and the places in them."""

    revision: str
    decisions: tuple[Decision, ...]
    moved: Mapping[str, str]
    places: Mapping[str, Place]
    entries: tuple[Digest, ...]
    proposals: tuple[Digest, ...]


def taken_apart(built: Built, known: frozenset[Digest]) -> Iterator[Outline | Packed]:
    """The outline, then the pieces that are not known, some at a time."""
    places = _Places()
    entries = [_packed(_written_entry(each, places)) for each in built.registry.entries]
    proposals = [_packed(_written_proposal(each, places)) for each in built.registry.proposals]
    yield Outline(
        revision=built.revision,
        decisions=built.decisions,
        moved=built.registry.moved,
        places={key: place for place, key in places.keys.items()},
        entries=tuple(digest for digest, _ in entries),
        proposals=tuple(digest for digest, _ in proposals),
    )
    missing = [each for each in (*entries, *proposals) if each[0] not in known]
    yield from (missing[at : at + TOGETHER] for at in range(0, len(missing), TOGETHER))


def put_together(
    outline: Outline, told: Iterable[Packed], known: Mapping[Digest, Piece]
) -> tuple[Built, dict[Digest, Piece]]:
    """The registry, and its pieces to be known by next time; KeyError where one is missing."""
    found = dict(known)
    for some in told:
        found.update((digest, _read(json.loads(text), outline.places)) for digest, text in some)
    entries: tuple[Any, ...] = tuple(found[digest] for digest in outline.entries)
    proposals: tuple[Any, ...] = tuple(found[digest] for digest in outline.proposals)
    registry = Registry(
        entries=entries,
        proposals=proposals,
        homes={record.ref: entry.id for entry in entries for record in entry.records},
        moved=outline.moved,
    )
    built = Built(revision=outline.revision, registry=registry, decisions=outline.decisions)
    return built, {digest: found[digest] for digest in (*outline.entries, *outline.proposals)}


class _Places:
    """Keys for places, the same for the same place in whatever process."""

    def __init__(self) -> None:
        self.keys: dict[Place, str] = {}

    def of(self, places: Iterable[Place]) -> list[str]:
        return [self.keys.get(place) or self._new(place) for place in places]

    def _new(self, place: Place) -> str:
        key = hashlib.blake2b(repr(place).encode(), digest_size=9).hexdigest()
        return self.keys.setdefault(place, key)


def _packed(written: list[Any]) -> tuple[Digest, bytes]:
    text = json.dumps(written, separators=(",", ":")).encode()
    return hashlib.blake2b(text, digest_size=16).digest(), text


def _written_entry(entry: Entry, places: _Places) -> list[Any]:
    return [
        entry.id,
        entry.name,
        [(variant.form, variant.reports) for variant in entry.variants],
        places.of(entry.places),
        entry.programmes,
        entry.years,
        entry.themes,
        [_written_record(record, places) for record in entry.records],
    ]


def _written_proposal(proposal: Proposal, places: _Places) -> list[Any]:
    return [
        proposal.id,
        proposal.entries,
        proposal.reason,
        proposal.forms,
        [_written_record(record, places) for record in proposal.evidence],
        proposal.against,
    ]


def _written_record(record: ProjectRecord, places: _Places) -> list[Any]:
    return [
        record.report,
        record.name,
        record.aliases,
        places.of(record.places),
        record.programme,
        record.year,
        record.states,
        record.themes,
        [(span.start, span.end) for span in record.mentions],
    ]


def _read(written: list[Any], places: Mapping[str, Place]) -> Piece:
    is_entry = len(written) == len(Entry.__slots__)
    return _entry(written, places) if is_entry else _proposal(written, places)


def _entry(written: list[Any], places: Mapping[str, Place]) -> Entry:
    own, name, variants, where, programmes, years, themes, records = written
    return Entry(
        id=own,
        name=name,
        variants=tuple(Variant(form=form, reports=count) for form, count in variants),
        places=tuple(places[key] for key in where),
        programmes=_once(programmes),
        years=tuple(years),
        themes=_once(themes),
        records=tuple(_record(each, places) for each in records),
    )


def _proposal(written: list[Any], places: Mapping[str, Place]) -> Proposal:
    own, entries, reason, forms, evidence, against = written
    return Proposal(
        id=own,
        entries=tuple(entries),
        reason=reason,
        forms=tuple(forms),
        evidence=tuple(_record(each, places) for each in evidence),
        against=tuple(against),
    )


def _record(written: list[Any], places: Mapping[str, Place]) -> ProjectRecord:
    report, name, aliases, where, programme, year, states, themes, mentions = written
    return ProjectRecord(
        report=intern(report),
        name=intern(name),
        aliases=_once(aliases),
        places=tuple(places[key] for key in where),
        programme=intern(programme) if programme is not None else None,
        year=year,
        states=_once(states),
        themes=_once(themes),
        mentions=tuple(Span(start=start, end=end) for start, end in mentions),
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    """What many records say in the same words is there once."""
    return tuple(map(intern, names))

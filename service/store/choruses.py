"""Choruses: the reports that speak in a group of lessons, and those that speak against it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from nlp.corroboration import Voice, copies_among
from nlp.shingles import Sketch
from service.store.passage_rows import in_batches
from service.store.prints import sketches_of
from service.store.tables import lesson_opposites, lesson_reads, lesson_statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Chorus:
    """The reports that speak in a group, and those that say the opposite.

    ``copies``: those of nearly the same text as another of them, with that one.
    """

    voices: tuple[Voice, ...] = ()
    against: tuple[Voice, ...] = ()
    copies: Mapping[str, str] = field(default_factory=dict)


def choruses_of(connection: Connection, groups: Iterable[str]) -> dict[str, Chorus]:
    """Of each of the groups."""
    wanted = list(dict.fromkeys(groups))
    against = opposites_of(connection, wanted)
    others = [name for names in against.values() for name in names]
    voices = _voices(connection, dict.fromkeys([*wanted, *others]))
    sides = {
        name: (
            voices.get(name, []),
            [v for other in against.get(name, ()) for v in voices.get(other, ())],
        )
        for name in wanted
    }
    several = [side for pair in sides.values() for side in pair if len(side) > 1]
    drawn = sketches_of(connection, (v.report for side in several for v in side))
    return {name: _chorus(own, opposite, drawn) for name, (own, opposite) in sides.items()}


def opposites_of(connection: Connection, groups: Sequence[str]) -> dict[str, list[str]]:
    """The groups that hold a lesson opposite to one of these."""
    mine, theirs = lesson_statements.alias(), lesson_statements.alias()
    found: dict[str, list[str]] = {}
    for some in in_batches(groups):
        query = (
            select(mine.c.group, theirs.c.group.label("against"))
            .join(lesson_opposites, lesson_opposites.c.one == mine.c.id)
            .join(theirs, theirs.c.id == lesson_opposites.c.other)
            .where(mine.c.group.in_(some))
            .distinct()
        )
        for row in connection.execute(query.order_by(theirs.c.group)):
            if row.against != row.group:
                found.setdefault(row.group, []).append(row.against)
    return found


def voice_in(written: str) -> Voice:
    """A report as a witness, from what is stored."""
    row = json.loads(written)
    return Voice(**{**row, "programmes": tuple(row["programmes"])})


def _voices(connection: Connection, groups: Iterable[str]) -> dict[str, list[Voice]]:
    found: dict[str, dict[str, Voice]] = {}
    for some in in_batches(groups):
        query = (
            select(lesson_statements.c.group, lesson_reads.c.report_id, lesson_reads.c.voice)
            .join(lesson_reads, lesson_reads.c.report_id == lesson_statements.c.report_id)
            .where(lesson_statements.c.group.in_(some))
            .order_by(lesson_statements.c.id)
        )
        for row in connection.execute(query):
            found.setdefault(row.group, {}).setdefault(row.report_id, voice_in(row.voice))
    return {group: list(voices.values()) for group, voices in found.items()}


def _chorus(own: Sequence[Voice], against: Sequence[Voice], drawn: Mapping[str, Sketch]) -> Chorus:
    repeated = copies_among([[voice.report for voice in side] for side in (against, own)], drawn)
    return Chorus(voices=tuple(own), against=tuple(against), copies=repeated)

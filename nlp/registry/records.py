"""The records that the registry works on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from nlp.registry.forms import form_key
from nlp.types import Analysis, Place, Project, Span

Reason = Literal[
    "common_name",
    "acronym",
    "name_only",
    "contradiction",
    "acronym_of",
    "longer_title",
    "spelling",
]
Against = Literal["places", "programmes", "states", "years"]
DecisionKind = Literal["merge", "split", "undo"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Ref:
    """A project of a report by facts that outlast a new analysis: report id and form of name."""

    report: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRecord:
    """What one report says of one project; ``mentions`` are spans of its text.

    ``states`` are those that the report is set in: of its event, else of the places that it names.
    """

    report: str
    name: str
    aliases: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    programme: str | None = None
    year: int | None = None
    states: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()

    @property
    def ref(self) -> Ref:
        """By what it is known."""
        return Ref(report=self.report, key=form_key(self.name))

    @property
    def forms(self) -> tuple[str, ...]:
        """All its names."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an editor decided. Decisions are only ever added, in the order of their numbers.

    A merge holds all ``groups`` together; a split holds each of them apart from the others; an
    undo takes back the decision ``target``, which may be an undo.
    """

    id: int
    kind: DecisionKind
    groups: tuple[tuple[Ref, ...], ...] = ()
    target: int | None = None
    by: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A form of the name and in how many reports it stands."""

    form: str
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One project with all that the reports say of it; ``records`` in order of their reports.

    ``programmes`` are those of its records, the most frequent first.
    """

    id: str
    name: str
    variants: tuple[Variant, ...]
    places: tuple[Place, ...]
    programmes: tuple[str, ...]
    years: tuple[int, ...]
    themes: tuple[str, ...]
    records: tuple[ProjectRecord, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        """The ids of the reports, each once."""
        return tuple(dict.fromkeys(record.report for record in self.records))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Entries that may be one project: why, by which forms, and one record each that shows it.

    ``against``: what speaks against it.
    """

    id: str
    entries: tuple[str, ...]
    reason: Reason
    forms: tuple[str, ...]
    evidence: tuple[ProjectRecord, ...]
    against: tuple[Against, ...] = ()


def records_of(analysis: Analysis) -> Iterator[ProjectRecord]:
    """The records of a report's projects."""
    places = {m.place.name: m.place for m in reversed(analysis.mentions) if m.place}
    year = _year(analysis.event.start or analysis.event.end)
    states = _states(places, analysis.event.place)
    for project in analysis.projects:
        yield ProjectRecord(
            report=analysis.id,
            name=project.name,
            aliases=project.aliases,
            places=tuple(places.get(name) or _unlinked(name) for name in project.places),
            programme=project.programme,
            year=year,
            states=states,
            themes=project.themes,
            mentions=_spans(project, analysis),
        )


def _spans(project: Project, analysis: Analysis) -> tuple[Span, ...]:
    own = (analysis.mentions[index] for index in project.mentions)
    return tuple(sorted(Span(start=m.start, end=m.end) for m in own))


def _states(places: Mapping[str, Place], event_place: str | None) -> tuple[str, ...]:
    event = places.get(event_place or "")
    some = [event] if event and state_of(event) else places.values()
    return tuple(sorted({state for place in some if (state := state_of(place))}))


def state_of(place: Place) -> str | None:
    """The name of the federal state that a place is or lies in, or of a foreign country."""
    return place.name if place.kind == "state" else place.state


def _unlinked(name: str) -> Place:
    return Place(id=f"name:{name.casefold()}", name=name, kind="other")


def _year(iso: str | None) -> int | None:
    return int(iso[:4]) if iso and iso[:4].isdigit() else None

"""What reports say of an initiative, aspect by aspect.

Every statement comes with the places in the text that show it: without one there is no statement.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from nlp import phases, settlements
from nlp.initiatives import Subject
from nlp.periods import find_years, in_words
from nlp.phases import find_phases, phase_of
from nlp.programme_names import is_fund, same_programme
from nlp.registry.records import state_of
from nlp.settlements import settlement_of
from nlp.target_groups import find_groups, label_of
from nlp.types import Mention, Place, Span

Aspect = Literal[
    "themes", "target_groups", "settlements", "states", "phases", "programmes", "periods"
]
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)
MOST_EVIDENCE = 3
MOST_GROUPS = 5
Find = Callable[[str], Place | None]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Evidence(Span):
    """A place in the text of a report; ``report`` is empty for a plan."""

    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A statement; ``value`` tells it apart, ``label`` is German.

    The value of a period is ``2011/2014``, open where a side is not known.
    """

    aspect: Aspect
    value: str
    label: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """All statements about an initiative, those of an aspect together."""

    facts: tuple[Fact, ...] = ()

    def of(self, aspect: Aspect) -> tuple[Fact, ...]:
        """The statements of one aspect."""
        return tuple(fact for fact in self.facts if fact.aspect == aspect)


@dataclass(slots=True)
class _Facts:
    """Statements as they are found, each with its evidence."""

    found: dict[tuple[Aspect, str], tuple[str, list[Evidence]]] = field(default_factory=dict)

    def add(self, aspect: Aspect, value: str, label: str, shown: Iterable[Span], name: str) -> None:
        """``name`` is the id of the report."""
        evidence = [Evidence(report=name, start=s.start, end=s.end) for s in shown]
        if evidence:
            self.found.setdefault((aspect, value), (label, []))[1].extend(evidence)

    def portrait(self) -> Portrait:
        facts = (
            Fact(aspect=aspect, value=value, label=label, evidence=tuple(shown[:MOST_EVIDENCE]))
            for (aspect, value), (label, shown) in self.found.items()
        )
        return Portrait(facts=tuple(sorted(facts, key=lambda fact: ASPECTS.index(fact.aspect))))


def portrait_of(subjects: Iterable[Subject], *, find: Find = lambda _: None) -> Portrait:
    """All that is said of an initiative; ``find`` gives the place of an identifier."""
    facts = _Facts()
    told: list[tuple[Subject, str]] = []
    for subject in subjects:
        told.append((subject, subject.analysis.id))
        for say in (_say_themes, _say_places, _say_programmes):
            say(facts, subject, find)
    _say_groups(facts, told)
    _say_phase(facts, told)
    _say_period(facts, told)
    return facts.portrait()


def _say_themes(facts: _Facts, subject: Subject, _: Find) -> None:
    for theme in subject.analysis.themes:
        shown = [span for span in theme.evidence if _any_overlaps(span, subject.lines)]
        facts.add("themes", theme.id, theme.label, shown, subject.analysis.id)


def _say_places(facts: _Facts, subject: Subject, find: Find) -> None:
    for place in subject.places:
        shown = _nearest(
            (m for m in subject.analysis.mentions if m.place and m.place.id == place.id), subject
        )
        if kind := settlement_of(find(place.id) or place, find):
            label = settlements.label_of(kind, place)
            facts.add("settlements", kind, label, shown, subject.analysis.id)
        if place.country == "DE" and (state := state_of(place)):
            facts.add("states", state, state, shown, subject.analysis.id)


def _say_programmes(facts: _Facts, subject: Subject, _: Find) -> None:
    named = [m for m in subject.analysis.mentions if m.label == "PROGRAMME"]
    for programme in subject.programmes:
        known = (v for a, v in facts.found if a == "programmes" and same_programme(v, programme))
        value = next(known, programme)
        shown = _nearest((m for m in named if same_programme(m.text, programme)), subject)
        if not is_fund(programme):
            facts.add("programmes", value, value, shown, subject.analysis.id)


def _say_groups(facts: _Facts, told: Sequence[tuple[Subject, str]]) -> None:
    shown: dict[str, list[tuple[str, Span]]] = {}
    for subject, name in told:
        others = [m for m in subject.analysis.mentions if m.label in {"ORG", "PROGRAMME"}]
        for hit in find_groups(
            subject.analysis.text, subject.lines, names=sorted(others, key=lambda m: m.start)
        ):
            shown.setdefault(hit.group, []).append((name, hit))
    for group, places in sorted(shown.items(), key=lambda item: -len(item[1]))[:MOST_GROUPS]:
        for name, span in places:
            facts.add("target_groups", group, label_of(group), [span], name)


def _say_phase(facts: _Facts, told: Sequence[tuple[Subject, str]]) -> None:
    """As the latest report that says something of it has it."""
    for subject, name in sorted(told, key=lambda pair: -(pair[0].year or 0)):
        hits = find_phases(subject.analysis.text, subject.lines, year=subject.year)
        if phase := phase_of(hits):
            shown = [hit for hit in hits if hit.phase == phase]
            facts.add("phases", phase, phases.LABELS[phase], shown, name)
            return


def _say_period(facts: _Facts, told: Sequence[tuple[Subject, str]]) -> None:
    """When it runs, else when a report speaks of it."""
    for subject, name in told:
        for years in find_years(subject.analysis.text, subject.lines)[:1]:
            value = f"{years.since or ''}/{years.until or ''}"
            facts.add("periods", value, in_words(years.since, years.until), [years], name)
            return
    for subject, name in told:
        at = subject.analysis.text.find(str(subject.year)) if subject.year else -1
        if at >= 0:
            shown = [Span(start=at, end=at + 4)]
            label = f"Bericht von {subject.year}"
            facts.add("periods", f"{subject.year}/{subject.year}", label, shown, name)
            return


def _nearest(mentions: Iterable[Mention], subject: Subject) -> list[Span]:
    """The mention next to the initiative's name, one in its passages before all others."""
    ranked = sorted(
        mentions,
        key=lambda m: (not _any_overlaps(m, subject.parts), _distance(m, subject.named), m.start),
    )
    return [Span(start=mention.start, end=mention.end) for mention in ranked[:1]]


def _distance(mention: Span, named: Sequence[Span]) -> int:
    at = bisect_left(named, mention.start, key=lambda span: span.start)
    return min(
        (abs(mention.start - span.start) for span in named[max(0, at - 1) : at + 1]), default=0
    )


def _any_overlaps(span: Span, parts: Sequence[Span]) -> bool:
    """``parts`` lie in the order of the text."""
    at = bisect_left(parts, span.end, key=lambda part: part.start) - 1
    return at >= 0 and span.overlaps(parts[at])

"""What reports say of an initiative, aspect by aspect, and how two initiatives compare.

An initiative is a project, a whole report, or a described plan. Every statement comes with the
places in the text that show it: without one there is no statement.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from nlp import phases, settlements
from nlp.periods import find_years
from nlp.phases import find_phases, phase_of
from nlp.programme_names import is_fund, same_programme
from nlp.project_passages import all_sentences, is_alone, own_passages, own_sentences
from nlp.registry import ProjectRecord
from nlp.registry.records import state_of
from nlp.settlements import settlement_of
from nlp.target_groups import find_groups, label_of
from nlp.types import Analysis, Mention, Passage, Place, Span

Aspect = Literal[
    "themes", "target_groups", "settlements", "states", "phases", "programmes", "periods"
]
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)
MOST_EVIDENCE = 3
MOST_GROUPS = 5
MOST_PLACES = 3
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An initiative in one text: the ``parts`` and sentences (``lines``) that are about it.

    ``named``: where its name stands; ``year``: of the report.
    """

    analysis: Analysis
    parts: Sequence[Passage]
    lines: Sequence[Span]
    named: Sequence[Span] = ()
    places: Sequence[Place] = ()
    programmes: Sequence[str] = ()
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What both say, in the words of each."""

    aspect: Aspect
    label: str
    here: Fact
    there: Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What only one of both says of an aspect that both speak of; one side may be empty."""

    aspect: Aspect
    here: tuple[Fact, ...]
    there: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two initiatives; ``unsaid``: what the other says of aspects that this one is silent on."""

    common: tuple[Common, ...] = ()
    different: tuple[Difference, ...] = ()
    unsaid: tuple[Fact, ...] = ()


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


# What an initiative is


def project_subject(analysis: Analysis, record: ProjectRecord) -> Subject:
    """A project in one of its reports."""
    alone = is_alone(analysis, record)
    parts = own_passages(analysis.passages, record, alone=alone)
    return Subject(
        analysis=analysis,
        parts=parts,
        lines=own_sentences(
            analysis.text, parts, record, others=_other_projects(analysis, record), alone=alone
        ),
        named=record.mentions,
        places=record.places,
        programmes=(record.programme,) if record.programme else (),
        year=record.year,
    )


def report_subject(analysis: Analysis) -> Subject:
    """A whole report, or a described plan."""
    parts = [part for part in analysis.passages if part.searchable]
    start = analysis.event.start or analysis.event.end or ""
    return Subject(
        analysis=analysis,
        parts=parts,
        lines=all_sentences(analysis.text, parts),
        places=_places(analysis),
        programmes=tuple(
            dict.fromkeys(m.text for m in analysis.mentions if m.label == "PROGRAMME")
        ),
        year=int(start[:4]) if start[:4].isdigit() else None,
    )


def _other_projects(analysis: Analysis, record: ProjectRecord) -> list[Span]:
    own = {(span.start, span.end) for span in record.mentions}
    projects = (m for m in analysis.mentions if m.label == "PROJECT")
    return sorted(Span(start=m.start, end=m.end) for m in projects if (m.start, m.end) not in own)


def _places(analysis: Analysis) -> tuple[Place, ...]:
    """Where projects work and the event was, else what is named most."""
    linked = [mention.place for mention in analysis.mentions if mention.place]
    known = {place.name: place for place in reversed(linked)}
    names = [relation.place for relation in analysis.located_in]
    names += [analysis.event.place] if analysis.event.place else []
    if told := [known[name] for name in dict.fromkeys(names) if name in known]:
        return tuple(told)
    counts = Counter(place.id for place in linked)
    by_id = {place.id: place for place in linked}
    return tuple(by_id[name] for name, _ in counts.most_common(MOST_PLACES))


# What is said of it


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
            label = settlements.LABELS[kind]
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
            facts.add("periods", value, _in_words(years.since, years.until), [years], name)
            return
    for subject, name in told:
        at = subject.analysis.text.find(str(subject.year)) if subject.year else -1
        if at >= 0:
            shown = [Span(start=at, end=at + 4)]
            label = f"Bericht von {subject.year}"
            facts.add("periods", f"{subject.year}/{subject.year}", label, shown, name)
            return


def _in_words(since: int | None, until: int | None) -> str:
    if since and until:
        return f"{since} bis {until}" if since < until else str(since)
    return f"seit {since}" if since else f"bis {until}"


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


# How two compare


def compare(here: Portrait, there: Portrait) -> Comparison:
    """What both say, what only one of both says, and what the first is silent on."""
    common: list[Common] = []
    different: list[Difference] = []
    unsaid: list[Fact] = []
    for aspect in ASPECTS:
        mine, theirs = here.of(aspect), there.of(aspect)
        if not mine:
            unsaid += theirs
            continue
        shared = list(_shared(mine, theirs))
        common += shared
        rest = _rest(aspect, mine, theirs, shared)
        if theirs and (rest.here or rest.there):
            different.append(rest)
    return Comparison(common=tuple(common), different=tuple(different), unsaid=tuple(unsaid))


def _shared(mine: Sequence[Fact], theirs: Sequence[Fact]) -> Iterator[Common]:
    for fact in mine:
        for other in theirs:
            if label := _agreement(fact, other):
                yield Common(aspect=fact.aspect, label=label, here=fact, there=other)
                break


def _agreement(one: Fact, other: Fact) -> str:
    """What both have in common, in German; empty for nothing."""
    if one.aspect == "periods":
        return _overlap(one.value, other.value)
    if one.aspect == "programmes":
        return one.label if same_programme(one.value, other.value) else ""
    return one.label if one.value == other.value else ""


def _overlap(one: str, other: str) -> str:
    (a, b), (c, d) = _years(one), _years(other)
    since, until = max(a, c), min(b, d)
    if since > until:
        return ""
    return _in_words(since or None, until if until < _OPEN else None)


_OPEN = 9999


def _years(value: str) -> tuple[int, int]:
    since, _, until = value.partition("/")
    return int(since or 0), int(until or _OPEN)


def _rest(
    aspect: Aspect, mine: Sequence[Fact], theirs: Sequence[Fact], shared: Sequence[Common]
) -> Difference:
    here = {each.here.value for each in shared}
    there = {each.there.value for each in shared}
    return Difference(
        aspect=aspect,
        here=tuple(fact for fact in mine if fact.value not in here),
        there=tuple(fact for fact in theirs if fact.value not in there),
    )

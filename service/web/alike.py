"""A similar initiative as its page shows it: what shows it, what is alike, what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from nlp.comparisons import Common, Difference
from nlp.portraits import Aspect, Fact
from service.api.project_shapes import link_to_project
from service.api.shapes import link_to, link_to_place
from service.initiatives import Initiative, Shown
from service.proposal_words import short_name

ASPECTS: dict[Aspect, str] = {
    "themes": "Themen",
    "target_groups": "Zielgruppen",
    "settlements": "Art des Ortes",
    "states": "Land",
    "phases": "Phase",
    "programmes": "Förderprogramm",
    "periods": "Zeitraum",
}
OF_ONE: dict[Aspect, str] = {"themes": "Thema", "target_groups": "Zielgruppe"}
"""What an aspect is called where one thing is said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement; ``href`` leads to the place that shows it, empty where that is a plan."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is said of one aspect: of the one asked with (``here``) and of the other."""

    title: str
    here: tuple[Said, ...] = ()
    there: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlikeBox:
    """A similar project, or a report that names none; ``passages`` are of the report."""

    title: str
    href: str
    project: bool
    report: str
    report_title: str
    passages: tuple[Shown, ...]
    common: tuple[Row, ...]
    different: tuple[Row, ...]
    unsaid: tuple[Row, ...]


def alike_box(found: Initiative) -> AlikeBox:
    """The box for one of what was found."""
    entry, first = found.entry, found.passages[0]
    title = found.title or found.report
    return AlikeBox(
        title=short_name(entry.name) if entry else title,
        href=link_to_project(entry.id) if entry else link_to(found.report, first),
        project=entry is not None,
        report=found.report,
        report_title=title,
        passages=found.passages,
        common=tuple(_common(found.compared.common)),
        different=tuple(map(_different, found.compared.different)),
        unsaid=tuple(_unsaid(found.compared.unsaid)),
    )


def _common(common: Iterable[Common]) -> Iterator[Row]:
    """The evidence is that of the other: what it says is what one wants to read."""
    for aspect, some in groupby(common, key=lambda each: each.aspect):
        yield _row(aspect, there=[_said(each.there, text=each.label) for each in some])


def _different(difference: Difference) -> Row:
    here, there = map(_said, difference.here), map(_said, difference.there)
    return _row(difference.aspect, here=list(here), there=list(there))


def _unsaid(facts: Iterable[Fact]) -> Iterator[Row]:
    for aspect, some in groupby(facts, key=lambda fact: fact.aspect):
        yield _row(aspect, there=[_said(fact) for fact in some])


def _row(aspect: Aspect, *, here: Sequence[Said] = (), there: Sequence[Said]) -> Row:
    one = OF_ONE.get(aspect) if len(here) + len(there) == 1 else None
    return Row(title=one or ASPECTS[aspect], here=tuple(here), there=tuple(there))


def _said(fact: Fact, text: str = "") -> Said:
    shown = fact.evidence[0]
    href = link_to_place(shown.report, shown) if shown.report else ""
    return Said(text=text or fact.label, href=href)

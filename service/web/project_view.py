"""A project of the registry as its page shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from nlp.phases import LABELS
from nlp.practice_card import TITLES, Card, Extract
from nlp.registry import Entry, Proposal
from nlp.types import Event, Place, Span
from service.api.project_shapes import link_to_project
from service.api.shapes import link_to
from service.project_years import ProjectYear
from service.proposal_words import sentence_of, short_name
from service.registry import Detail
from service.registry_mentions import FoundMention
from service.web import words
from service.web.marks import highlighted_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A word with an address."""

    text: str
    href: str


SharedAt = Callable[[str, Span], Link | None]


def nobody(report: str, span: Span) -> Link | None:  # noqa: ARG001
    """Where it is not known what others say."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A passage with the mentions in it marked, and a link to the place of each."""

    heading: str
    lines: tuple[Markup, ...]
    href: str
    mentions: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLine:
    """A sentence of the practice card with a link to each report that has it.

    ``shared``: to what other reports say of the same.
    """

    text: str
    links: tuple[Link, ...]
    shared: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardBox:
    """One side of a project."""

    section: str
    title: str
    lines: tuple[CardLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """A year of a project; ``share``: of the most mentions, in per cent."""

    name: str
    share: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportBox:
    """A report with all passages that name the project."""

    title: str
    href: str
    event: Event
    passages: tuple[Quoted, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What one report says, as evidence."""

    project: Link
    report: Link
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalBox:
    """Why other entries may be the same project, with a line for each."""

    sentence: str
    shown: tuple[Shown, ...]


def report_boxes(mentions: Iterable[FoundMention]) -> tuple[ReportBox, ...]:
    """Mentions by report, in their order."""
    return tuple(_box(list(own)) for _, own in groupby(mentions, key=lambda m: m.report))


def card_boxes(
    card: Card, titles: Mapping[str, str], shared: SharedAt = nobody
) -> tuple[CardBox, ...]:
    """The sides of which the reports say something; ``titles`` of the reports by id."""
    return tuple(
        CardBox(
            section=section, title=title, lines=tuple(_line(one, titles, shared) for one in own)
        )
        for section, title in TITLES.items()
        if (own := card.of(section))
    )


def reports_of(proposals: Iterable[Proposal]) -> set[str]:
    """Ids of the reports that proposals go by."""
    return {record.report for proposal in proposals for record in proposal.evidence}


def proposal_boxes(detail: Detail, titles: Mapping[str, str]) -> tuple[ProposalBox, ...]:
    """The proposals of an entry; the evidence of the entry itself comes first.

    ``titles``: of the reports by id.
    """
    return tuple(
        ProposalBox(sentence=sentence_of(proposal), shown=tuple(_shown(proposal, detail, titles)))
        for proposal in detail.proposals
    )


def year_rows(years: Sequence[ProjectYear]) -> tuple[YearRow, ...]:
    """Empty where no report has a date: there is nothing to order."""
    if not any(each.year for each in years):
        return ()
    most = max(each.mentions for each in years)
    return tuple(
        YearRow(
            name=str(each.year) if each.year else "ohne Jahr",
            share=round(100 * each.mentions / most),
            text=_year_in_words(each),
        )
        for each in years
    )


def places_in_words(places: Sequence[Place]) -> str:
    """``Kiel, Hamm``; two of one name with their states."""
    names = [place.name for place in places]
    return ", ".join(
        f"{place.name} ({place.state})" if names.count(place.name) > 1 and place.state else name
        for place, name in zip(places, names, strict=True)
    )


def years_in_words(years: Sequence[int]) -> str:
    """``2012 bis 2014``; single years one by one."""
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]} bis {years[-1]}"
    return ", ".join(map(str, years))


def _year_in_words(each: ProjectYear) -> str:
    mentions = "eine Nennung" if each.mentions == 1 else f"{each.mentions} Nennungen"
    reports = "einem Bericht" if each.reports == 1 else f"{each.reports} Berichten"
    phases = ", ".join(LABELS[phase] for phase in each.phases)
    return f"{mentions} in {reports}{f' · Phase: {phases}' if phases else ''}"


def _line(extract: Extract, titles: Mapping[str, str], shared: SharedAt) -> CardLine:
    first = {shown.report: shown for shown in reversed(extract.evidence)}
    return CardLine(
        text=" ".join(extract.text.split()),
        links=tuple(
            Link(text=titles.get(name) or name, href=link_to(name, first[name]))
            for name in dict.fromkeys(shown.report for shown in extract.evidence)
        ),
        shared=next(filter(None, (shared(e.report, e) for e in extract.evidence)), None),
    )


def _box(own: Sequence[FoundMention]) -> ReportBox:
    first = own[0]
    by_passage = groupby(own, key=lambda mention: mention.passage)
    return ReportBox(
        title=first.title or first.report,
        href=link_to(first.report),
        event=first.event,
        passages=tuple(_quoted(list(some)) for _, some in by_passage),
        count=len(own),
    )


def _quoted(some: Sequence[FoundMention]) -> Quoted:
    passage, around = some[0].passage, some[0].around
    return Quoted(
        heading="" if words.begins(around, passage.heading) else passage.heading,
        lines=tuple(highlighted_lines(around, some, offset=passage.start)),
        href=link_to(some[0].report, passage),
        mentions=tuple(Link(text=m.text, href=link_to(m.report, m)) for m in some),
    )


def _shown(proposal: Proposal, detail: Detail, titles: Mapping[str, str]) -> Iterable[Shown]:
    homes = {r.ref: e for e in detail.others.values() for r in e.records}
    found = [(homes[record.ref], record) for record in proposal.evidence]
    for entry, record in sorted(found, key=lambda pair: pair[0].id != detail.entry.id):
        about = (places_in_words(record.places), record.programme or "", str(record.year or ""))
        yield Shown(
            project=Link(text=short_name(entry.name), href=_address(entry, detail.entry)),
            report=Link(
                text=titles.get(record.report) or record.report, href=link_to(record.report)
            ),
            about=" · ".join(filter(None, about)),
        )


def _address(entry: Entry, here: Entry) -> str:
    """The page of another entry; empty for the one that is shown."""
    return "" if entry.id == here.id else link_to_project(entry.id)

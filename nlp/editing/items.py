"""Everything in a report that an editor looks through, in one order, as it stands now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from nlp.editing.apply import Applied, Open
from nlp.editing.decisions import SUBJECTS, Decision, Subject, Value, Verdict, in_force
from nlp.editing.evidence import of_dates, of_event_kind, of_title
from nlp.editing.keys import lesson_key, mention_key, place_key, project_key
from nlp.types import Analysis, Mention, Place, Span

State = Literal["proposed", "accepted", "rejected", "corrected", "added"]
_STATES: Mapping[Verdict, State] = {
    "accepted": "accepted",
    "rejected": "rejected",
    "corrected": "corrected",
    "added": "added",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing: its value, where the text shows it, and what became of it.

    ``proposed`` is the machine's value where that is another one, ``probability`` the machine's,
    None where it gives none. ``decision`` is the number of the decision in force; ``open`` says
    why that has no effect on the text as it is.
    """

    subject: Subject
    key: str
    state: State
    value: Value
    evidence: tuple[Span, ...] = ()
    probability: float | None = None
    proposed: Value | None = None
    decision: int | None = None
    open: Literal["vanished", "covered"] | None = None


def items_of(
    machine: Analysis, applied: Applied, decisions: Iterable[Decision]
) -> tuple[Item, ...]:
    """What the machine proposes and what was decided; an item keeps its place when it is decided.

    ``applied``: what ``apply_decisions`` made of both. Decisions that rest are left out.
    """
    proposals = {(item.subject, item.key): item for item in _things(machine)}
    said = tuple(each for each in in_force(decisions) if each not in applied.resting)
    lost = {each.decision.id: each for each in applied.open}
    decided = [_decided(each, applied, lost, proposals) for each in said]
    settled = {(d.subject, d.key) for d in said} | set(_results(said, applied))
    left = [item for item in _things(applied.analysis) if (item.subject, item.key) not in settled]
    order = {key: at for at, key in enumerate(proposals)}
    return tuple(sorted([*decided, *left], key=lambda item: _place(item, order)))


def progress(items: Sequence[Item]) -> tuple[int, int]:
    """How many are decided, and how many there are; what has no effect waits again."""
    done = sum(item.state != "proposed" and item.open is None for item in items)
    return done, len(items)


def _place(item: Item, order: dict[tuple[Subject, str], int]) -> tuple[int, int, int, str]:
    """Themes in the machine's order, the rest as the text has it."""
    subject = SUBJECTS.index(item.subject)
    rank = order.get((item.subject, item.key), len(order)) if item.subject == "theme" else 0
    start = item.evidence[0].start if item.evidence else -1
    return subject, rank, start, item.key


def _decided(
    decision: Decision,
    applied: Applied,
    lost: dict[int, Open],
    proposals: dict[tuple[Subject, str], Item],
) -> Item:
    proposal = proposals.get(decision.item)
    is_open = lost.get(decision.id)
    evidence = applied.spans.get(decision.id, ())
    if not evidence and not decision.anchors and proposal:
        evidence = proposal.evidence
    return Item(
        subject=decision.subject,
        key=decision.key,
        state=_STATES[decision.verdict],
        value=decision.value,
        evidence=evidence,
        probability=proposal.probability if proposal else None,
        proposed=proposal.value if proposal and proposal.value != decision.value else None,
        decision=decision.id,
        open=is_open.reason if is_open else None,
    )


def _results(said: Iterable[Decision], applied: Applied) -> Iterator[tuple[Subject, str]]:
    """The keys by which what was decided stands in the analysis."""
    text = applied.analysis.text
    for each in said:
        if each.subject == "project":
            yield "project", project_key(each.value.text)
        elif each.subject == "place" and each.keeps:
            yield "place", place_key(each.value.place, each.value.text)
        elif each.subject == "lesson":
            for span in applied.spans.get(each.id, ()):
                yield "lesson", lesson_key(text, span)


# What an analysis holds


def _things(analysis: Analysis) -> Iterator[Item]:
    yield from _single(analysis)
    for theme in analysis.themes:
        yield Item(
            subject="theme",
            key=theme.id,
            state="proposed",
            value=Value(text=theme.label, score=theme.score),
            evidence=theme.evidence,
            probability=theme.score,
        )
    yield from _projects(analysis)
    yield from _places(analysis)
    for lesson in analysis.lessons:
        yield Item(
            subject="lesson",
            key=lesson_key(analysis.text, lesson),
            state="proposed",
            value=Value(kind=lesson.kind, source=lesson.source, score=lesson.score),
            evidence=(Span(start=lesson.start, end=lesson.end),),
            probability=lesson.score,
        )


def _single(analysis: Analysis) -> Iterator[Item]:
    event, linked = analysis.event, _linked(analysis)
    where = [m for m in analysis.mentions if m.place and m.place.name == event.place]
    yield _one("title", analysis.title, of_title(analysis))
    yield _one("doc_kind", analysis.doc_kind)
    yield _one("event_start", event.start, of_dates(analysis, event.start))
    yield _one("event_end", event.end, of_dates(analysis, event.end))
    yield _one("event_kind", event.kind, of_event_kind(analysis, event.kind))
    yield _one("event_place", event.place, _spans(where), linked.get(event.place or ""))


def _one(
    subject: Subject, text: str | None, evidence: tuple[Span, ...] = (), place: Place | None = None
) -> Item:
    return Item(
        subject=subject,
        key="",
        state="proposed",
        value=Value(text=text or "", place=place),
        evidence=evidence,
    )


def _projects(analysis: Analysis) -> Iterator[Item]:
    linked = _linked(analysis)
    for project in analysis.projects:
        own = [analysis.mentions[number] for number in project.mentions]
        yield Item(
            subject="project",
            key=project_key(project.name),
            state="proposed",
            value=Value(
                text=project.name,
                places=tuple(linked.get(n) or _unlinked(n) for n in project.places),
                programme=project.programme,
                score=_best(own),
            ),
            evidence=_spans(own),
            probability=_best(own) if own else None,
        )


def _places(analysis: Analysis) -> Iterator[Item]:
    by_key: dict[str, list[Mention]] = {}
    for mention in analysis.mentions:
        if mention.label == "PLACE":
            by_key.setdefault(mention_key(mention), []).append(mention)
    for key, own in by_key.items():
        place = own[0].place
        yield Item(
            subject="place",
            key=key,
            state="proposed",
            value=Value(text=place.name if place else own[0].text, place=place, score=_best(own)),
            evidence=_spans(own),
            probability=_best(own),
        )


def _linked(analysis: Analysis) -> dict[str, Place]:
    return {m.place.name: m.place for m in reversed(analysis.mentions) if m.place}


def _unlinked(name: str) -> Place:
    return Place(id=f"name:{name.casefold()}", name=name, kind="other")


def _best(mentions: Sequence[Mention]) -> float:
    return max((mention.score for mention in mentions), default=1.0)


def _spans(mentions: Iterable[Mention]) -> tuple[Span, ...]:
    return tuple(sorted(Span(start=m.start, end=m.end) for m in mentions))

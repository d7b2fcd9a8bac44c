"""The programme that a project belongs to, where the report says so.

Evidence, the surest first: ``XENOS-Projekt Aufwind``; the programme in brackets after the name;
one sentence that says who finances what; a next sentence about ``das Projekt``; a heading that
names the programme; a sentence about all projects. What is only named beside a project is none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from nlp.german import programmes as words
from nlp.programme_names import in_nominative, is_fund
from nlp.project_pages import Page, clipped, holding, named_in, page_of
from nlp.projects import group_projects
from nlp.types import Block, DocKind, Mention, Project, Span

COMPOUND, BRACKET, SENTENCE, ANAPHORA, HEADING, ALL = range(6)
REACH = 300
"""Characters on either side of a programme that are read."""
MOST_LISTED = 12
SHORT_HEADING = 25
"""Characters that a heading may have beside the programme that it names."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Evidence:
    """Orders by what is believed first: a programme before a fund, sure before unsure."""

    fund: bool
    rank: int
    at: int
    number: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Programme(Span):
    """A mention of a programme; ``name`` is the longest form in the report."""

    name: str


def name_programmes(  # noqa: PLR0913 - all that a programme is read from
    text: str,
    *,
    blocks: Sequence[Block],
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    projects: Sequence[Project],
    title: str | None = None,
    doc_kind: DocKind = "report",
) -> tuple[str | None, ...]:
    """The programme of each project, None where the report does not say.

    ``projects`` are those of ``group_projects`` over the same ``mentions``; the result has one
    item for each, in order.
    """
    named = _programmes(mentions, text)
    best: dict[int, _Evidence] = {}
    if named and projects:
        page = page_of(text, title, doc_kind, None, blocks, sentences, mentions, projects)
        for evidence in _evidence(page, named):
            known = best.get(evidence.number)
            best[evidence.number] = min(known, evidence) if known else evidence
    return tuple(
        in_nominative(best[number].name) if number in best else None
        for number in range(len(projects))
    )


def _programmes(mentions: Sequence[Mention], text: str) -> list[_Programme]:
    own = sorted((m for m in mentions if m.label == "PROGRAMME"), key=lambda m: m.start)
    alike = group_projects([replace(m, label="PROJECT") for m in own], text=text)
    names = {at: group.name for group in alike for at in group.mentions}
    return [_Programme(start=m.start, end=m.end, name=names[at]) for at, m in enumerate(own)]


def _evidence(page: Page, named: Sequence[_Programme]) -> Iterator[_Evidence]:
    for programme in named:
        for number, rank in _around(page, programme):
            yield _found(programme, number, rank)
    for programme, number in _under_headings(page, named):
        yield _found(programme, number, HEADING)
    for programme in _of_all(page, named):
        for number in range(page.many):
            yield _found(programme, number, ALL)


def _found(programme: _Programme, number: int, rank: int) -> _Evidence:
    return _Evidence(
        fund=is_fund(programme.name),
        rank=rank,
        at=programme.start,
        number=number,
        name=programme.name,
    )


def _around(page: Page, programme: _Programme) -> Iterator[tuple[int, int]]:
    sentence = _sentence(page, programme)
    near = named_in(page, sentence)[: 4 * MOST_LISTED]
    yield from ((number, COMPOUND) for number in _compounds(page, programme, near))
    if (bracketed := _bracketed(page, programme, near)) is not None:
        yield bracketed, BRACKET
    if not _is_said(page.text, sentence, programme):
        return
    if near:
        yield from ((number, SENTENCE) for number in _subjects(page, programme, near))
    elif (meant := _meant(page, sentence)) is not None:
        yield meant, ANAPHORA


def _sentence(page: Page, programme: _Programme) -> Span:
    own = holding(page.sentences, programme.start) or holding(page.blocks, programme.start)
    return clipped(own or programme, programme.start, REACH)


def _compounds(
    page: Page, programme: _Programme, near: Sequence[tuple[Mention, int]]
) -> Iterator[int]:
    match = words.COMPOUND.match(page.text, programme.end)
    if match is None:
        return
    for place, (mention, number) in enumerate(near):
        if mention.end <= programme.start:
            if words.IS_ONE.fullmatch(
                page.text, mention.end, min(programme.start, mention.end + 90)
            ):
                yield number
        elif mention.start >= match.end():
            if words.TO_NAME.fullmatch(page.text, match.end(), mention.start):
                yield from _listed(page, near[place : place + MOST_LISTED])
            return


def _listed(page: Page, near: Sequence[tuple[Mention, int]]) -> Iterator[int]:
    """The first and those that an enumeration joins to it."""
    yield near[0][1]
    for (before, _), (after, number) in pairwise(near):
        if not words.ENUMERATED.fullmatch(page.text, before.end, after.start):
            return
        yield number


def _bracketed(
    page: Page, programme: _Programme, near: Sequence[tuple[Mention, int]]
) -> int | None:
    before = [pair for pair in near if pair[0].end <= programme.start]
    if before and words.IN_BRACKET.fullmatch(page.text, before[-1][0].end, programme.start):
        return before[-1][1]
    return None


def _is_said(text: str, sentence: Span, programme: _Programme) -> bool:
    """Whether the words around a programme make it one that finances."""
    if words.NOT_SAID.search(text, sentence.start, sentence.end):
        return False
    lead = text[sentence.start : programme.start]
    if words.CUE_BEFORE.search(lead) or words.LABEL.match(lead):
        return True
    if words.ASSIGNED_AFTER.match(text, programme.end, sentence.end):
        return words.ASSIGNED.search(lead) is not None
    is_led = words.LEAD_IN.search(lead[-120:]) is not None
    return is_led and words.FUNDED_AFTER.match(text, programme.end, sentence.end) is not None


def _subjects(page: Page, programme: _Programme, near: Sequence[tuple[Mention, int]]) -> list[int]:
    """The nearest project before the programme, else the first after it; all of a list."""
    before = [pair for pair in near if pair[0].end <= programme.start]
    if not before:
        later = [pair for pair in near if pair[0].start >= programme.end][:MOST_LISTED]
        is_near = later and later[0][0].start - programme.end <= REACH // 2
        return list(_listed(page, later)) if is_near else []
    if not words.PLURAL.search(page.text, before[-1][0].end, programme.start):
        return [before[-1][1]]
    return _listed_back(page, before[-MOST_LISTED:])


def _listed_back(page: Page, before: Sequence[tuple[Mention, int]]) -> list[int]:
    """The last and those before it that an enumeration joins to it."""
    found = [before[-1][1]]
    for at in range(len(before) - 1, 0, -1):
        left, right = before[at - 1], before[at]
        if not words.ENUMERATED.fullmatch(page.text, left[0].end, right[0].start):
            break
        found.append(left[1])
    return found


def _meant(page: Page, sentence: Span) -> int | None:
    """The one project that a sentence without a project's name is about."""
    said = sentence.of(page.text)
    if page.many == 1:
        return 0 if words.ANAPHOR.search(said) or words.LABEL.match(said) else None
    at = bisect_left(page.sentences, sentence.start, key=lambda span: span.start)
    if at == 0 or not words.ANAPHOR.search(said):
        return None
    before = clipped(page.sentences[at - 1], page.sentences[at - 1].end, REACH)
    named = {number for _, number in named_in(page, before)}
    is_next = sentence.start - before.end <= 3
    return named.pop() if len(named) == 1 and is_next else None


def _under_headings(page: Page, named: Sequence[_Programme]) -> Iterator[tuple[_Programme, int]]:
    """Projects first named under a heading that is about a programme."""
    seen: set[int] = set()
    current: _Programme | None = None
    for block in page.blocks:
        if block.kind == "heading":
            current = _heads(page, block, named)
        for _, number in named_in(page, block):
            if current and number not in seen:
                yield current, number
            seen.add(number)


def _heads(page: Page, heading: Block, named: Sequence[_Programme]) -> _Programme | None:
    low = bisect_left(named, heading.start, key=lambda span: span.start)
    high = bisect_left(named, heading.end, key=lambda span: span.start)
    inside = named[low:high]
    if not inside or len({programme.name for programme in inside}) > 1:
        return None
    words_of_it = heading.of(page.text)
    is_short = len(words_of_it) <= inside[0].end - inside[0].start + SHORT_HEADING
    return inside[0] if is_short or words.PROJECTS_HEADING.search(words_of_it) else None


def _of_all(page: Page, named: Sequence[_Programme]) -> Iterator[_Programme]:
    """The only programme of the report, where a sentence says that it finances all projects."""
    if len({p.name for p in named if not is_fund(p.name)} or {p.name for p in named}) > 1:
        return
    for programme in named:
        sentence = _sentence(page, programme)
        is_about_all = words.ALL_PROJECTS.search(page.text, sentence.start, sentence.end)
        if is_about_all and _is_said(page.text, sentence, programme):
            yield programme
            return

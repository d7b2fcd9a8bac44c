"""Projects: which mentions are one project, and the places where it works.

``locate`` weighs each pair of a project and a place mention by what stands around both; the
weights are those of a logistic regression on the development part of the annotated corpus.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from nlp.german import names as words
from nlp.names_rules import abbreviates
from nlp.types import Block, DocKind, Event, LocatedIn, Mention, Project, Span

SpanT = TypeVar("SpanT", bound=Span)
THRESHOLD = 0.45


# Which mentions are one project


def group_projects(mentions: Sequence[Mention], *, text: str = "") -> tuple[Project, ...]:
    """The projects that the PROJECT mentions name, in the order of the text.

    One project are: spellings that differ in case, dash, quotation mark or genitive; a name and
    its acronym; a name and its beginning, if no other name begins so. The longest form is the
    name, the others are aliases. With ``text``, a name in brackets right after another is an
    alias of it, whatever its letters.
    """
    indices: dict[str, list[int]] = {}
    for index, mention in enumerate(mentions):
        if mention.label == "PROJECT":
            indices.setdefault(mention.text, []).append(index)
    return tuple(
        _project(sorted(group, key=len, reverse=True), indices, mentions)
        for group in _groups(list(indices), _bracketed_pairs(text, mentions))
    )


def _project(
    forms: Sequence[str], indices: dict[str, list[int]], mentions: Sequence[Mention]
) -> Project:
    found = sorted(
        (index for form in forms for index in indices[form]), key=lambda i: mentions[i].start
    )
    return Project(name=forms[0], aliases=tuple(forms[1:]), mentions=tuple(found))


def _groups(forms: Sequence[str], explained: set[tuple[str, str]]) -> list[list[str]]:
    ordered = sorted(forms, key=lambda form: (len(form), form))
    leader = {form: form for form in forms}
    for index, short in enumerate(ordered):
        longer = ordered[index + 1 :]
        same = [form for form in longer if (short, form) in explained or is_same(short, form)]
        begun = [form for form in longer if _begins(short, form)]
        leader[short] = next(iter(same or (begun if len(begun) == 1 else [])), short)
    groups: dict[str, list[str]] = {}
    for form in forms:
        groups.setdefault(_last_leader(form, leader), []).append(form)
    return list(groups.values())


def _last_leader(form: str, leader: dict[str, str]) -> str:
    while leader[form] != form:
        form = leader[form]
    return form


def _bracketed_pairs(text: str, mentions: Sequence[Mention]) -> set[tuple[str, str]]:
    """``Name (KÜRZEL)``: two mentions of which the second stands in brackets."""
    projects = [mention for mention in mentions if mention.label == "PROJECT"]
    ends = {mention.end: mention.text for mention in projects}
    return {
        (mention.text, ends[mention.start - gap])
        for mention in projects
        for gap in (2, 3)
        if mention.start - gap in ends and text[mention.start - 2 : mention.start] == " ("
    }


def is_same(short: str, long: str) -> bool:
    """Whether two forms name one project: spelling, acronym, or a part set off by a mark."""
    first, second = _plain(short), _plain(long)
    if first == second or _differ_in_case_ending(first, second) or first in _parts(long):
        return True
    return " " not in short and abbreviates(short, long)


def _differ_in_case_ending(first: str, second: str) -> bool:
    """``Bildungspakt Odenwald`` and ``Bildungspakts Odenwald``."""
    some, others = first.split(), second.split()
    endings = ("", "s", "es")
    return len(some) == len(others) and all(
        one in [other + ending for ending in endings]
        or other in [one + ending for ending in endings]
        for one, other in zip(some, others, strict=True)
    )


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    spaced = re.sub(r"\s*[-\u2011–—]\s*", "-", name.casefold())
    return re.sub(r"\s+", " ", re.sub(r"[„“”\"»«‚‘’'!?.]", "", spaced)).strip()


@lru_cache(maxsize=4096)
def _parts(name: str) -> frozenset[str]:
    parts = re.split(r"\s[-–—]\s|:\s|\s?\(|\)", name)
    return frozenset(_plain(part) for part in parts if len(part) > 2 and len(parts) > 1)


def _begins(short: str, long: str) -> bool:
    first, second = _plain(short), _plain(long)
    if len(first) <= 3 or first not in second:
        return False
    lead, _, rest = second.partition(f" {first}")
    after_type = not rest and words.PROJECT_WORD.match(lead) is not None
    return second.startswith((f"{first} ", f"{first}-", f"{first}: ")) or after_type


# Where a project works


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A report with what its pairs of project and place are weighed by."""

    text: str
    title: str
    doc_kind: DocKind
    event: Event
    blocks: Sequence[Block]
    sentences: Sequence[Span]
    places: Sequence[Mention]
    named: Sequence[tuple[Mention, int]]
    """Project mentions in order, each with the number of its project."""
    many: int
    """How many projects there are."""
    others: Sequence[Mention]
    """PERSON and ORG mentions in order."""
    counts: Counter[str]
    """How often each place is named."""


def locate(  # noqa: PLR0913 - all that a relation is read from
    text: str,
    *,
    blocks: Sequence[Block],
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    projects: Sequence[Project],
    title: str | None = None,
    doc_kind: DocKind = "report",
    event: Event | None = None,
) -> tuple[LocatedIn, ...]:
    """Where the report says that its projects work: project name and gazetteer name.

    ``projects`` are those of ``group_projects`` over the same ``mentions``.
    """
    page = _page(text, title, doc_kind, event, blocks, sentences, mentions, projects)
    weighed = [(pair, _probability(pair.features)) for pair in pairs(page)]
    best: dict[tuple[int, int], float] = {}
    for pair, probability in weighed:
        key = (pair.number, pair.series)
        best[key] = max(best.get(key, 0.0), probability)
    found = dict.fromkeys(
        (pair.number, pair.place)
        for pair, _ in weighed
        if best[pair.number, pair.series] >= THRESHOLD
    )
    return tuple(LocatedIn(project=projects[n].name, place=place) for n, place in found)


def _page(  # noqa: PLR0913, PLR0917 - one field each
    text: str,
    title: str | None,
    doc_kind: DocKind,
    event: Event | None,
    blocks: Sequence[Block],
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    projects: Sequence[Project],
) -> _Page:
    named = [(mentions[i], number) for number, p in enumerate(projects) for i in p.mentions]
    return _Page(
        text=text,
        title=title or "",
        doc_kind=doc_kind,
        event=event or Event(),
        blocks=blocks,
        sentences=sentences,
        places=_in_order(m for m in mentions if m.label == "PLACE" and m.place is not None),
        named=sorted(named, key=lambda pair: pair[0].start),
        many=len(projects),
        counts=Counter(m.place.name for m in mentions if m.label == "PLACE" and m.place),
        others=_in_order(m for m in mentions if m.label in ("PERSON", "ORG")),
    )


def _in_order(mentions: Iterable[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda mention: mention.start)


def _probability(features: dict[str, float]) -> float:
    total = sum(WEIGHTS.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A project and a place that it may work in.

    ``number`` is the project's index, ``place`` a gazetteer name. Places of one enumeration
    (``in Hamm, Unna und Soest``) share their ``series``: they stand or fall together.
    """

    number: int
    place: str
    series: int
    features: dict[str, float]


def pairs(page: _Page) -> Iterator[Pair]:
    """The pairs to weigh: projects named in the block of a place, before it, or right after."""
    starts = [mention.start for mention, _ in page.named]
    for index, series in enumerate(_series(page)):
        place = page.places[index]
        if place.place is None:
            continue
        for number in sorted(_candidates(page, starts, place)):
            features = _features(page, starts, place, number) | {"first": float(index == 0)}
            yield Pair(number=number, place=place.place.name, series=series, features=features)


_ENUMERATION = re.compile(
    r"\s?(?:,|/|und|sowie|oder)\s(?:(?:in|im|dem|der|den|die|das|aus)\s){0,2}"
    r"(?:(?:Stadt|Landkreis|Kreis|Städten|Gemeinden)\s)?"
)


def _series(page: _Page) -> list[int]:
    """For each place the index of the first place of its enumeration."""
    series: list[int] = []
    for index, place in enumerate(page.places):
        gap = page.text[page.places[index - 1].end : place.start] if index else "."
        goes_on = index > 0 and len(gap) < 40 and _ENUMERATION.fullmatch(gap)
        series.append(series[-1] if goes_on else index)
    return series


def _candidates(page: _Page, starts: Sequence[int], place: Mention) -> set[int]:
    at = bisect_right(starts, place.start)
    near = {number for _, number in page.named[max(0, at - 2) : at + 1]}
    block = _holding(page.blocks, place.start)
    if block is None:
        return near
    around = _clipped(block, place.start, 1500)
    inside = page.named[bisect_left(starts, around.start) : bisect_left(starts, around.end)]
    return near | {number for _, number in inside[:12]}


def _holding(spans: Sequence[SpanT], at: int) -> SpanT | None:
    place = bisect_right(spans, at, key=lambda span: span.start) - 1
    return spans[place] if place >= 0 and spans[place].end > at else None


def _features(page: _Page, starts: Sequence[int], place: Mention, number: int) -> dict[str, float]:
    before = page.text[max(0, place.start - 40) : place.start].rpartition("\n")[2]
    sentence = _holding(page.sentences, place.start) or _line(page.text, place.start)
    sentence = _clipped(sentence, place.start, 400)
    around = sentence.of(page.text)
    return {
        "bias": 1.0,
        **_nearness(page, starts, place, number, sentence),
        **_wording(before, around),
        **_kind_of_place(place),
        **_document(page, place, number),
        **_neighbours(page, place),
    }


def _line(text: str, at: int) -> Span:
    end = text.find("\n", at, at + 400)
    start = text.rfind("\n", max(0, at - 400), at)
    return Span(start=max(start + 1, at - 400, 0), end=end if end >= 0 else at + 400)


def _clipped(span: Span, at: int, reach: int) -> Span:
    """No more than ``reach`` characters either way, so that endless lines cost no more."""
    return Span(start=max(span.start, at - reach), end=min(span.end, at + reach))


def _nearness(
    page: _Page, starts: Sequence[int], place: Mention, number: int, sentence: Span
) -> dict[str, float]:
    at = bisect_right(starts, place.start)
    last, last_number = page.named[at - 1] if at else (None, -1)
    block = _holding(page.blocks, place.start)
    inside = _numbers_in(page, starts, sentence)
    around = _clipped(block, place.start, 1500) if block else sentence
    in_block = _numbers_in(page, starts, around)
    gap = page.text[last.end : place.start] if last else ""
    is_last = last_number == number
    return {
        "sentence": float(number in inside),
        "sentence_alone": float(inside == {number}),
        "block": float(number in in_block),
        "block_alone": float(in_block == {number}),
        "last": float(is_last),
        "last_far": float(is_last and len(gap) > 400),
        "bracket": float(is_last and _BRACKET.fullmatch(gap) is not None),
        "bracket_other": float(not is_last and _BRACKET.fullmatch(gap) is not None and bool(gap)),
        "apposition": float(is_last and _APPOSITION.fullmatch(gap) is not None),
        "apposition_other": float(
            not is_last and _APPOSITION.fullmatch(gap) is not None and bool(gap)
        ),
        "next_line": float(is_last and _NEXT_LINE.fullmatch(gap) is not None),
        "heading": float(_is_under(page, starts, place, number)),
        "follows": float(
            number in _numbers_in(page, starts, Span(start=place.end, end=place.end + 60))
        ),
    }


_BRACKET = re.compile(
    r"[“”\"«‘!.]{0,2},?\s?\((?:[^()\n]{2,40}[,/]\s?|(?:[^()\n]{2,30}\s)?und\s|Landkreis\s"
    r"|Kreis\s|Stadtteil\s){0,3}"
)
_APPOSITION = re.compile(
    r"[“”\"«‘]?,?\s(?:\([^()\n]{1,40}\),?\s)?(?:aus|in|im|–|-|aus dem|aus der|in der|im Kreis"
    r"|für)?\s?"
    r"(?:(?:Stadt|Gemeinde|Stadtteil|Landkreis|Kreis|Raum)\s)?"
)
_NEXT_LINE = re.compile(r"[“”\"«‘]?\s?\n\s{0,3}(?:[^\n:]{2,20}:\s?)?")


def _numbers_in(page: _Page, starts: Sequence[int], span: Span) -> set[int]:
    inside = page.named[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
    return {number for _, number in inside}


def _is_under(page: _Page, starts: Sequence[int], place: Mention, number: int) -> bool:
    """Whether the last heading before the place names the project."""
    at = bisect_right(page.blocks, place.start, key=lambda block: block.start) - 1
    for block in reversed(page.blocks[max(0, at - 12) : at]):
        if block.kind == "heading":
            return number in _numbers_in(page, starts, block)
    return False


def _wording(before: str, around: str) -> dict[str, float]:
    return {name: float(bool(pattern.search(before))) for name, pattern in _BEFORE.items()} | {
        name: float(bool(pattern.search(around))) for name, pattern in _AROUND.items()
    }


_BEFORE: dict[str, re.Pattern[str]] = {
    "from": re.compile(r"\b(?:[Aa]us|[Vv]on|[Vv]om|nach)\s(?:(?:der|dem|den)\s)?$"),
    "label": re.compile(
        r"^\s*(?:Ort|Orte|Stadt|Kommune|Standort|Standorte|Gebiet|Region|Einsatzort\w*"
        r"|Umsetzungsort\w*|Räumlich\w*"
        r"|Wo|Landkreis|Kreis|Projektort|Träger und Ort|Durchführungsort\w*|Land|Raum"
        r"|Haltepunkte|Sitz)\w*\s?[^:]{0,20}:\s"
    ),
    "land": re.compile(
        r"\b(?:Land|Landes|Bundesland|Freistaat|Stadt|Gemeinde|Universität|Hochschule)\s$"
    ),
    "between": re.compile(r"\b(?:zwischen|bei|nahe|gegen|über|mit)\s(?:[\w-]+\sund\s)?$"),
    "line_start": re.compile(r"^\s*$"),
}
_AROUND: dict[str, re.Pattern[str]] = {
    "event": re.compile(
        r"\b(?:f[ai]nd\w*\b.{0,200}\bstatt|trafen sich|eingeladen|lud\w*\b|Einladung|Tagung"
        r"|Fachtag|Konferenz|Workshop|Treffen)\b"
    ),
    "dated": re.compile(r"\b\d{1,2}\.\s?(?:\d{1,2}\.|[A-Z][a-zä]{2,8})\s?\d{2,4}"),
    "funding": re.compile(
        r"(?:[Gg]efördert|[Ff]örder|[Ff]inanz|Mittel\b|trägt|zahlt|bezahl|Ministerium|Stiftung"
        r"|Zuschuss|Kosten|Euro)"
    ),
    "elsewhere": re.compile(
        r"\b(?:[Aa]uch (?:in|im)|[Ää]hnlich\w*|Vorbild|abgeschaut|abgeguckt|übernommen"
        r"|übertragen|Nachbar\w*|anderswo|andere[nr]? (?:Städte|Kommunen|Kreise|Orte)"
        r"|Interesse|geplant|soll\b|künftig|ab Herbst|will\b|wollen\b|besucht|Delegation"
        r"|Vergleich|dagegen|stammt|gebürtig|nächste\w*)"
    ),
    "guests": re.compile(
        r"\b(?:Teilnehm\w+|Gäste|angereist|Besucher\w*|kamen|Vertreter\w*|Fachkräfte aus)\b"
    ),
    "anaphora": re.compile(
        r"\b(?:[Dd]ort|[Hh]ier|[Dd]as Projekt|[Dd]as Vorhaben|[Dd]as Angebot|[Dd]ie Initiative"
        r"|[Dd]as Team|[Dd]as Netzwerk|[Ss]eit \d{4}|arbeitet|bietet)\b"
    ),
    "speaker": re.compile(
        r"\b(?:sagte?|berichtete\w*|erläuterte\w*|erklärte|stellte\w* vor|so\s[A-Z])\b"
    ),
}


def _kind_of_place(place: Mention) -> dict[str, float]:
    kind = place.place.kind if place.place else "other"
    adjective = (
        place.place is not None
        and place.text.endswith("er")
        and not place.place.name.endswith("er")
    )
    return {f"kind_{kind}": 1.0, "adjective": float(adjective)}


def _document(page: _Page, place: Mention, number: int) -> dict[str, float]:
    name = place.place.name if place.place else ""
    alone = page.many == 1
    is_profile = page.doc_kind in ("profile", "measure")
    kind = place.place.kind if place.place else "other"
    return {
        "alone": float(alone),
        "profile": float(is_profile),
        "alone_profile": float(alone and is_profile),
        "alone_profile_state": float(alone and is_profile and kind in ("state", "country")),
        "main": float(number == 0 and not alone and is_profile),
        "event_place": float(name == page.event.place),
        "in_title": float(place.text in page.title or name in page.title),
        "early": float(place.start < 300),
        "repeated": float(page.counts[name] > 1),
    }


def _neighbours(page: _Page, place: Mention) -> dict[str, float]:
    at = bisect_left(page.others, place.start, key=lambda mention: mention.start)
    other = page.others[at - 1] if at else None
    gap = place.start - other.end if other else 99
    return {
        "after_org": float(other is not None and other.label == "ORG" and gap < 8),
        "person_before": float(other is not None and other.label == "PERSON" and gap < 60),
    }


WEIGHTS: dict[str, float] = {
    "adjective": 0.19,
    "after_org": -0.46,
    "alone": 0.53,
    "alone_profile": 0.53,
    "alone_profile_state": -1.45,
    "anaphora": 0.29,
    "apposition": 1.59,
    "apposition_other": -1.34,
    "between": -0.3,
    "bias": -3.48,
    "block": 0.53,
    "block_alone": 0.19,
    "bracket": 2.37,
    "bracket_other": -2.18,
    "dated": -0.47,
    "early": 0.66,
    "elsewhere": -0.45,
    "event": -0.54,
    "event_place": 0.14,
    "first": 1.2,
    "follows": 0.47,
    "from": -0.99,
    "funding": -0.24,
    "guests": -0.57,
    "heading": 0.84,
    "in_title": 0.2,
    "kind_country": -1.81,
    "kind_district": 0.5,
    "kind_quarter": 0.66,
    "kind_region": -0.48,
    "kind_river": -1.25,
    "kind_state": -1.1,
    "label": 0.82,
    "land": -0.42,
    "last": 1.53,
    "last_far": -1.25,
    "line_start": 0.84,
    "main": 0.27,
    "next_line": 0.29,
    "person_before": 0.13,
    "profile": -0.16,
    "repeated": 1.35,
    "sentence": 1.11,
    "sentence_alone": 1.19,
    "speaker": -0.11,
}

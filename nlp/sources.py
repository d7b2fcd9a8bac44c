"""Who said a lesson: a choice among the persons whom a report names, and nobody.

Organisations, which seldom speak in reports, are not chosen.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from nlp.choices import Choice
from nlp.german import reported as words
from nlp.german.persons import DEGREE
from nlp.types import Mention, Span

FAR, MANY = 8, 4
"""Sentences from which on a name is as good as anywhere; names, or mentions, that are many."""
WEIGHED, CANDIDATES = 40, 12
"""Mentions on either side, and persons, that are weighed."""
LONGEST_NAME = 3
"""Words in marks that may be a name; more are speech."""
LONGEST_QUOTE = 1500
"""Characters from a mark on within which what is said may go on."""
Named = tuple[str, Mention]
"""The longest form of a person's name, and where it stands in some form."""
DEGREE_BEFORE = re.compile(rf"^(?:{DEGREE}\s?)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a sentence says of who speaks in it."""

    says: bool
    reports: bool
    is_upper: bool
    beginning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report as sources are read from it: its ``sentences`` and ``mentions`` are in order."""

    text: str
    sentences: Sequence[Span]
    mentions: Sequence[Mention]
    persons: Sequence[Mention] = field(init=False)
    names: Mapping[str, str] = field(init=False)
    """The longest form of each person's name."""
    counts: Mapping[str, int] = field(init=False)
    """How often each person is named, in any form."""
    breaks: Sequence[int] = field(init=False)
    """Where lines end."""
    _lines: dict[int, Line] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        persons = [mention for mention in self.mentions if mention.label == "PERSON"]
        object.__setattr__(self, "persons", persons)
        object.__setattr__(self, "names", full_names([each.text for each in persons]))
        counts = Counter(self.names[each.text] for each in persons)
        object.__setattr__(self, "counts", counts)
        breaks = [at for at, sign in enumerate(self.text) if sign == "\n"]
        object.__setattr__(self, "breaks", breaks)

    def line(self, at: int) -> int:
        """The number of the sentence around ``at``, or of the last one before it."""
        return max(0, bisect_right(self.sentences, at, key=lambda span: span.start) - 1)

    def sign(self, number: int) -> Line:
        """What that sentence says of who speaks, read once."""
        if number not in self._lines:
            piece = self.sentences[number].of(self.text)
            self._lines[number] = Line(
                says=words.SAYING.search(piece) is not None,
                reports=words.SUBJUNCTIVE.search(piece) is not None,
                is_upper=piece.isupper(),
                beginning=piece[:20],
            )
        return self._lines[number]

    def breaks_between(self, start: int, end: int) -> Sequence[int]:
        """The line breaks from one place to before another."""
        return self.breaks[bisect_left(self.breaks, start) : bisect_left(self.breaks, end)]


def full_names(found: Sequence[str]) -> dict[str, str]:
    """Each form of a person's name with the longest one that ends in it."""
    longest: dict[str, str] = {}
    for name in sorted(set(found), key=lambda name: (-len(name), name)):
        parts = name.split(" ")
        for at in range(len(parts)):
            longest.setdefault(" ".join(parts[at:]), name)
    return {name: longest.get(DEGREE_BEFORE.sub("", name), name) for name in found}


def source_of(told: Told, lesson: Span, choice: Choice) -> str | None:
    """The name of who said it, in its longest form; None where nobody did."""
    near = _nearest(told, lesson)
    shares = choice.shares(_rows(told, lesson, near))
    best = max(range(len(shares)), key=shares.__getitem__)
    return near[best - 1][0] if best else None


def candidates(told: Told, lesson: Span) -> list[str]:
    """The persons of the report, each once, in the order of ``features_of``."""
    return [name for name, _ in _nearest(told, lesson)]


def features_of(told: Told, lesson: Span) -> list[dict[str, float]]:
    """First those of nobody, then those of each candidate."""
    return _rows(told, lesson, _nearest(told, lesson))


def _rows(told: Told, lesson: Span, near: Sequence[Named]) -> list[dict[str, float]]:
    level = _level(told, lesson)
    rows = [_nobody(told, lesson, near)]
    for rank, (name, mention) in enumerate(near):
        rows.append(_candidate(told, lesson, name, mention) | _ranked(near, rank, lesson))
    return [row | {f"{key}_{level}": value for key, value in row.items()} for row in rows]


def _nearest(told: Told, lesson: Span) -> list[Named]:
    """Each person by the name in the lesson, else the last one before it, else the first after."""
    first = bisect_left(told.persons, lesson.start, key=lambda each: each.start)
    last = bisect_left(told.persons, lesson.end, key=lambda each: each.start)
    order = [
        *told.persons[first : min(last, first + WEIGHED)],
        *reversed(told.persons[max(0, first - WEIGHED) : first]),
        *told.persons[last : last + WEIGHED // 2],
    ]
    found: dict[str, Mention] = {}
    for mention in order:
        found.setdefault(told.names[mention.text], mention)
        if len(found) == CANDIDATES:
            break
    return list(found.items())


def _level(told: Told, lesson: Span) -> str:
    """How plainly the words are somebody's: quoted, reported, said, or none of it."""
    piece = lesson.of(told.text)
    if _is_quoted(told, lesson):
        return "quoted"
    if words.SUBJUNCTIVE.search(piece):
        return "reported"
    return "said" if words.SAYING.search(piece) else "plain"


def _is_quoted(told: Told, lesson: Span) -> bool:
    """Whether it holds speech in marks, or lies within some."""
    piece = lesson.of(told.text)
    opened = words.OPENING.search(piece)
    if opened and len(piece[opened.end() :].split()) > LONGEST_NAME:
        return True
    before = told.text[max(0, lesson.start - LONGEST_QUOTE) : lesson.start].rpartition("\n\n")[2]
    return len(words.OPENING.findall(before)) > len(words.CLOSING.findall(before))


def _nobody(told: Told, lesson: Span, near: Sequence[Named]) -> dict[str, float]:
    piece = lesson.of(told.text)
    at = told.line(lesson.start)
    before = [told.sign(number).reports for number in range(max(0, at - 2), at)]
    return {
        "none": 1.0,
        "none_subjunctives": min(len(words.SUBJUNCTIVE.findall(piece)), 3) / 3,
        "none_saying": float(bool(words.SAYING.search(piece))),
        "none_pronoun": float(bool(words.PRONOUN.search(piece))),
        "none_first_person": float(bool(words.FIRST_PERSON.search(piece))),
        "none_role": float(bool(words.ROLE_SPEAKS.search(piece))),
        "none_reported_before": sum(before) / 2,
        "none_few": float(len(near) < 2),
        "none_many": min(len(near), 12) / 12,
        "none_item": float(piece[:1] in "-•*–"),
    }


def _candidate(told: Told, lesson: Span, name: str, mention: Mention) -> dict[str, float]:
    piece = lesson.of(told.text)
    inside = lesson.start <= mention.start < lesson.end
    after = mention.start >= lesson.end
    own, line = told.line(mention.start), told.line(lesson.start)
    sign = told.sign(own)
    lead = told.text[max(0, mention.start - 12) : mention.start]
    behind = told.text[mention.end : mention.end + 60]
    between = range(own + 1, line) if own < line <= own + FAR else range(0)
    reported = sum(told.sign(number).reports for number in between)
    is_near = not inside and not after and line <= own + FAR
    breaks = told.breaks_between(mention.end, lesson.start) if is_near else []
    return {
        "person": 1.0,
        "inside": float(inside),
        "after": float(after),
        "next": float(after and own - told.line(lesson.end - 1) <= 1),
        "so": float(bool(words.SO.search(lead))),
        "says": float(words.SAYING.search(f"{lead} {behind[:30]}") is not None),
        "sentence_says": float(sign.says),
        "sentence_reports": float(sign.reports),
        "begins": float(mention.start - told.sentences[own].start < 25),
        "label": float(behind.startswith(":") or sign.is_upper),
        "credit": float(words.NOT_SAID_BY.search(f"{lead}\n{sign.beginning}") is not None),
        "distance": min(line - own, FAR) / FAR if line >= own else 1.0,
        "just_before": float(line - own == 1),
        "same_paragraph": float(is_near and not _has_blank_line(breaks)),
        "same_line": float(is_near and not breaks),
        "chain": reported / len(between) if between else 0.0,
        "broken": float(bool(between) and reported < len(between)),
        "pronoun": float(words.PRONOUN.search(piece) is not None and line > own),
        "role": float(words.ROLE_SPEAKS.search(piece) is not None and line > own),
        "often": min(told.counts[name], MANY) / MANY,
        "only": float(len(told.counts) == 1),
        "comma": float(behind.startswith((",", " ("))),
    }


def _has_blank_line(breaks: Sequence[int]) -> bool:
    return any(right - left == 1 for left, right in pairwise(breaks))


def _ranked(near: Sequence[Named], rank: int, lesson: Span) -> dict[str, float]:
    """How many others stand nearer."""
    first = [mention for _, mention in near[:rank]]
    return {
        "nearest": float(rank == 0),
        "rank": min(rank, MANY) / MANY,
        "other_inside": float(any(lesson.start <= m.start < lesson.end for m in first)),
    }

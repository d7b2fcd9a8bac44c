"""Who said a lesson: a choice among the persons whom a report names, and nobody."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nlp.choices import Choice
from nlp.german import reported as words
from nlp.german.names import DEGREE
from nlp.types import Mention, Span

FAR, MANY = 8, 4
"""Sentences, and persons, from which on a name is as good as anywhere."""
WEIGHED = 40
"""Names on either side that are weighed."""
LONGEST_QUOTE = 1500
"""Characters from a mark on within which what is said may go on."""
DEGREE_BEFORE = re.compile(rf"^(?:{DEGREE}\s?)+")
SO = re.compile(r"\b[Ss]o(?: (?:Herr|Frau))? $")


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

    def __post_init__(self) -> None:
        persons = [mention for mention in self.mentions if mention.label == "PERSON"]
        object.__setattr__(self, "persons", persons)
        object.__setattr__(self, "names", full_names([each.text for each in persons]))
        counts = Counter(self.names[each.text] for each in persons)
        object.__setattr__(self, "counts", counts)

    def line(self, at: int) -> int:
        """The number of the sentence around ``at``, or of the last one before it."""
        return max(0, bisect_right(self.sentences, at, key=lambda span: span.start) - 1)

    def lines(self, first: int, last: int) -> Iterator[str]:
        """The sentences from one to before another."""
        return (self.sentences[at].of(self.text) for at in range(first, last))

    def around(self, mention: Span) -> str:
        """The sentence that a name stands in."""
        return self.sentences[self.line(mention.start)].of(self.text)


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
    names, rows = [None, *candidates(told, lesson)], features_of(told, lesson)
    shares = choice.shares(rows)
    best = max(range(len(names)), key=shares.__getitem__)
    return names[best]


def candidates(told: Told, lesson: Span) -> list[str]:
    """The persons of the report, each once, in the order of ``features_of``."""
    return [name for name, _ in _nearest(told, lesson)]


def features_of(told: Told, lesson: Span) -> list[dict[str, float]]:
    """First those of nobody, then those of each candidate."""
    level = _level(told, lesson)
    near = _nearest(told, lesson)
    rows = [_nobody(told, lesson, near)]
    for rank, (name, mention) in enumerate(near):
        rows.append(_candidate(told, lesson, name, mention) | _ranked(near, rank, lesson))
    return [row | {f"{key}_{level}": value for key, value in row.items()} for row in rows]


def _nearest(told: Told, lesson: Span) -> list[tuple[str, Mention]]:
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
    if any(mark in piece for mark in "„»") and len(piece.partition("„")[2].split()) > 3:
        return True
    before = told.text[max(0, lesson.start - LONGEST_QUOTE) : lesson.start].rpartition("\n\n")[2]
    return before.count("„") > before.count("“") + before.count("”") or (
        before.count("»") > before.count("«")
    )


def _nobody(told: Told, lesson: Span, near: Sequence[tuple[str, Mention]]) -> dict[str, float]:
    piece = lesson.of(told.text)
    at = told.line(lesson.start)
    before = list(told.lines(max(0, at - 2), at))
    return {
        "none": 1.0,
        "none_subjunctives": min(len(words.SUBJUNCTIVE.findall(piece)), 3) / 3,
        "none_saying": float(bool(words.SAYING.search(piece))),
        "none_pronoun": float(bool(words.PRONOUN.search(piece))),
        "none_first_person": float(bool(words.FIRST_PERSON.search(piece))),
        "none_role": float(bool(words.ROLE_SPEAKS.search(piece))),
        "none_reported_before": sum(bool(words.SUBJUNCTIVE.search(line)) for line in before) / 2,
        "none_few": float(len(near) < 2),
        "none_many": min(len(near), 12) / 12,
        "none_item": float(piece[:1] in "-•*–"),
    }


def _candidate(told: Told, lesson: Span, name: str, mention: Mention) -> dict[str, float]:
    piece = lesson.of(told.text)
    inside = lesson.start <= mention.start < lesson.end
    after = mention.start >= lesson.end
    own, line = told.line(mention.start), told.line(lesson.start)
    sentence = told.around(mention)
    lead = told.text[max(0, mention.start - 12) : mention.start]
    behind = told.text[mention.end : mention.end + 60]
    between = list(told.lines(own + 1, line)) if own < line <= own + FAR else []
    reported = sum(bool(words.SUBJUNCTIVE.search(each)) for each in between)
    gap = told.text[mention.end : lesson.start] if not inside and not after else ""
    return {
        "person": 1.0,
        "inside": float(inside),
        "after": float(after),
        "next": float(after and own - told.line(lesson.end - 1) <= 1),
        "so": float(bool(SO.search(lead))),
        "says": float(words.SAYING.search(f"{lead} {behind[:30]}") is not None),
        "sentence_says": float(words.SAYING.search(sentence) is not None),
        "sentence_reports": float(words.SUBJUNCTIVE.search(sentence) is not None),
        "begins": float(mention.start - told.sentences[own].start < 25),
        "label": float(behind.startswith(":") or sentence.isupper()),
        "credit": float(words.NOT_SAID_BY.search(f"{lead}{sentence[:20]}") is not None),
        "distance": min(line - own, FAR) / FAR if line >= own else 1.0,
        "just_before": float(line - own == 1),
        "same_paragraph": float(bool(gap) and "\n\n" not in gap),
        "same_line": float(bool(gap) and "\n" not in gap),
        "chain": reported / len(between) if between else 0.0,
        "broken": float(bool(between) and reported < len(between)),
        "pronoun": float(words.PRONOUN.search(piece) is not None and line > own),
        "role": float(words.ROLE_SPEAKS.search(piece) is not None and line > own),
        "often": min(told.counts[name], MANY) / MANY,
        "only": float(len(told.counts) == 1),
        "comma": float(behind.startswith((",", " ("))),
    }


def _ranked(near: Sequence[tuple[str, Mention]], rank: int, lesson: Span) -> dict[str, float]:
    """How many others stand nearer."""
    first = [mention for _, mention in near[:rank]]
    return {
        "nearest": float(rank == 0),
        "rank": min(rank, MANY) / MANY,
        "other_inside": float(any(lesson.start <= m.start < lesson.end for m in first)),
    }

"""New terms for a vocabulary: frequent noun phrases of many reports that no concept is named by."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from nlp.concepts import Vocabulary
from nlp.labels import FUNCTION_WORDS, LabelMatcher, word_stem
from nlp.segment import blocks, sentences
from nlp.types import Analysis, Span

LEAST_REPORTS, LARGEST_SHARE, SMALL_CORPUS = 3, 0.06, 50
MOST_EVIDENCE = 3
SHORTEST_NOUN, SHORTEST_TERM, LONGEST_NOUN, SHORTEST_ADJECTIVE = 5, 9, 40, 5
PHRASE_BONUS = 1.5
LEAST_REPEATED = 1.3

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADJECTIVE = re.compile(r"^[a-zäöüß]{3,}(?:e|er|en|es|em)")
_NO_ADJECTIVES = FUNCTION_WORDS | frozenset(
    """
    alle allen aller anderen andere anderer beiden beide diese diesem diesen dieser dieses eigene
    eigenen ersten erste gemeinsame gemeinsamen gesamten jede jeden jeder jedes keine keinen mehrere
    mehreren meisten neue neuen neuer neues unsere unseren unserer viele vielen vieler verschiedene
    verschiedenen weitere weiteren weiterer welche welchen wenige wenigen wurden werden konnten
    können sollen müssen haben hatten waren ihre ihren ihrer seine seinen seiner zwischen unter
    große großen großer guten gute guter zweiten dritten letzten nächsten
    """.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A sentence of a report that holds a term."""

    report: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TermProposal:
    """A term, in how many reports it stands, how often, and where (up to three reports)."""

    term: str
    reports: int
    count: int
    score: float
    evidence: tuple[Shown, ...]


@dataclass(slots=True, kw_only=True)
class _Seen:
    forms: Counter[str] = field(default_factory=Counter)
    reports: dict[str, Span] = field(default_factory=dict)
    inside: bool = False


def propose_terms(
    analyses: Iterable[Analysis], vocabulary: Vocabulary, *, limit: int = 50
) -> list[TermProposal]:
    """The best first. Names in the text (projects, places, persons …) are no terms.

    A term stands in at least three reports and in no more than 6 % of many: what stands everywhere
    says nothing. What a report is about it names again and again, so repetitions count; a word of
    its own is a term from nine letters, as compounds are.
    """
    matcher = LabelMatcher({concept.id: concept.names for concept in vocabulary.concepts})
    seen: dict[str, _Seen] = defaultdict(_Seen)
    total = 0
    for analysis in analyses:
        total += 1
        _read(analysis, matcher, seen)
    found = [_proposal(one, total) for one in seen.values() if _is_term(one, total)]
    return _without_parts(sorted(found, key=lambda one: (-one.score, one.term)))[:limit]


def _read(analysis: Analysis, matcher: LabelMatcher, seen: dict[str, _Seen]) -> None:
    lines = sentences(analysis.text, blocks(analysis.text))
    barred = sorted(
        (span.start, span.end) for span in (*analysis.mentions, *matcher.find(analysis.text, lines))
    )
    taken = _Taken(barred)
    for line in lines:
        for key, span, at_start in _phrases(analysis.text, line):
            if taken.overlaps(span):
                continue
            one = seen[key]
            one.forms[" ".join(span.of(analysis.text).split())] += 1
            one.reports.setdefault(analysis.id, Span(start=line.start, end=line.end))
            one.inside |= not at_start


class _Taken:
    """Ranges of the text, in order; whether one is touched is asked in order as well."""

    def __init__(self, ranges: Sequence[tuple[int, int]]) -> None:
        self._ranges = ranges
        self._at = 0
        self._reach = 0

    def overlaps(self, span: Span) -> bool:
        while self._at < len(self._ranges) and self._ranges[self._at][0] < span.end:
            self._reach = max(self._reach, self._ranges[self._at][1])
            self._at += 1
        return self._reach > span.start


def _phrases(text: str, line: Span) -> Iterator[tuple[str, Span, bool]]:
    """Nouns, and nouns with the adjective before them; whether one begins its sentence."""
    before: re.Match[str] | None = None
    for word in _WORD.finditer(text, line.start, line.end):
        if _is_noun(word.group()):
            stem = word_stem(word.group())
            at_start = before is None
            if before and _is_adjective(before.group()) and _touch(text, before, word):
                key = f"{word_stem(before.group())} {stem}"
                yield key, Span(start=before.start(), end=word.end()), False
            yield stem, Span(start=word.start(), end=word.end()), at_start
        before = word


def _is_noun(word: str) -> bool:
    rest = word.replace("-", "")[1:]
    return (
        SHORTEST_NOUN <= len(word) <= LONGEST_NOUN
        and word[0].isupper()
        and any(map(str.islower, rest))
    )


def _is_adjective(word: str) -> bool:
    return (
        len(word) >= SHORTEST_ADJECTIVE
        and word not in _NO_ADJECTIVES
        and _ADJECTIVE.fullmatch(word) is not None
    )


def _touch(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    return text[first.end() : second.start()] == " "


def _is_term(one: _Seen, total: int) -> bool:
    many = len(one.reports)
    common = total >= SMALL_CORPUS and many > LARGEST_SHARE * total
    known = one.inside and many >= LEAST_REPORTS and not common
    again = one.forms.total() >= LEAST_REPEATED * many
    return known and again and (" " in _usual(one) or len(_usual(one)) >= SHORTEST_TERM)


def _proposal(one: _Seen, total: int) -> TermProposal:
    many = len(one.reports)
    term = _usual(one)
    longer = PHRASE_BONUS if " " in term else 1.0
    shown = list(one.reports.items())[:MOST_EVIDENCE]
    return TermProposal(
        term=term,
        reports=many,
        count=one.forms.total(),
        score=round(longer * _repeated(one) * math.log1p(total / many), 3),
        evidence=tuple(Shown(report=report, span=span) for report, span in shown),
    )


def _usual(one: _Seen) -> str:
    return min(one.forms, key=lambda form: (-one.forms[form], form))


def _repeated(one: _Seen) -> float:
    """How often it stands in a report beyond the first time; a little for every report."""
    many = len(one.reports)
    return one.forms.total() - many + math.log1p(many)


def _without_parts(ordered: Iterable[TermProposal]) -> list[TermProposal]:
    """Without a noun whose phrase is proposed already, and the other way round."""
    found: list[TermProposal] = []
    nouns: set[str] = set()
    for one in ordered:
        noun = word_stem(one.term.split()[-1])
        if noun not in nouns:
            nouns.add(noun)
            found.append(one)
    return found

"""What a report is about in its own words: nouns and short groups around them.

Names are left out, whatever they are of: places, projects and programmes are suggested as such,
and those of persons nowhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from nlp.german.given_names import GIVEN_NAMES
from nlp.german.phrases import ARTICLES, LINKS, LITTLE
from nlp.german.stopwords import STOP_WORDS
from nlp.types import Analysis, Span

MOST = 40
"""Phrases of one report that are kept: those that it says most often."""
SHORTEST, LONGEST = 5, 80
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADJECTIVE = re.compile(r"[^\W\d_]{4,}(?:e|en|er|es|em)")


def phrases(analysis: Analysis) -> tuple[str, ...]:
    """The phrases of the parts of a report that are searched, the most frequent first."""
    counts: Counter[str] = Counter()
    names = _name_words(analysis)
    covered = sorted((m.start, m.end) for m in analysis.mentions)
    for passage in analysis.passages:
        if passage.searchable:
            for run in _runs(passage.of(analysis.text), passage.start, covered):
                counts.update(_in_run(run, names))
    return tuple(phrase for phrase, _ in counts.most_common(MOST))


def _name_words(analysis: Analysis) -> frozenset[str]:
    """Words that are part of a person's name somewhere in the report, in all their forms."""
    own = {word for m in analysis.mentions if m.label == "PERSON" for word in _WORD.findall(m.text)}
    return frozenset(own | {f"{word}s" for word in own} | GIVEN_NAMES)


def _runs(text: str, offset: int, covered: Sequence[tuple[int, int]]) -> Iterator[list[str]]:
    """Words with nothing but a blank between them, outside of names."""
    run: list[str] = []
    end = -1
    for match in _WORD.finditer(text):
        span = Span(start=offset + match.start(), end=offset + match.end())
        is_name = any(s < span.end and span.start < e for s, e in _near(covered, span))
        if is_name or text[end : match.start()] != " ":
            yield run
            run = []
        if not is_name:
            run.append(match[0])
        end = match.end()
    yield run


def _near(covered: Sequence[tuple[int, int]], span: Span) -> Sequence[tuple[int, int]]:
    at = bisect_left(covered, (span.end, 0))
    return covered[max(0, at - 3) : at]


def _in_run(run: Sequence[str], names: frozenset[str]) -> Iterator[str]:
    for at, word in enumerate(run):
        if not _is_noun(word, names):
            continue
        if word not in LITTLE and at:
            yield word
        if at and _is_adjective(run[at - 1]):
            yield f"{run[at - 1]} {word}"
        yield from _linked(run, at, names)


def _linked(run: Sequence[str], at: int, names: frozenset[str]) -> Iterator[str]:
    """A noun, a link and the next noun."""
    if at + 2 >= len(run) or run[at + 1] not in LINKS:
        return
    end = at + 2 + (run[at + 2] in ARTICLES)
    if end < len(run) and _is_noun(run[end], names):
        phrase = " ".join(run[at : end + 1])
        if len(phrase) <= LONGEST and not {run[at], run[end]} <= LITTLE:
            yield phrase


def _is_noun(word: str, names: frozenset[str]) -> bool:
    return (
        len(word) >= SHORTEST
        and word[0].isupper()
        and not word.isupper()
        and word.lower() not in STOP_WORDS
        and names.isdisjoint((word, *word.split("-")))
    )


def _is_adjective(word: str) -> bool:
    return word.islower() and word not in STOP_WORDS and _ADJECTIVE.fullmatch(word) is not None

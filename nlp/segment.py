"""Text to blocks (lines and what they are), sentences and passages. All three keep offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from nlp.german.layout import BULLET, CRUMB, FUSED, SERVICE_STARTS, SERVICE_WORDS
from nlp.types import Block, BlockKind, Passage, Span

if TYPE_CHECKING:
    from spacy.language import Language

PASSAGE_CHARACTERS = 800
SMALL_SECTION = 240
LONGEST_SENTENCE = 1200
LONGEST_HEADING = 140
SHORT_LINE, WIDEST_WRAP, WRAP_SLACK, MANY_LINES = 45, 120, 22, 8
ENDS = ".!?:;"
LONGEST_LEAD = 60
"""Characters before a sentence that are searched for an abbreviation."""

_SENTENCE_END = re.compile(r"[.!?:;,…][“”\"»«’')\]]*$")
_WORD = re.compile(r"\w+")
_ENDLESS = re.compile(r"\S{200,}")
_OPENING = frozenset('„‚»«“"([')
_YEAR_END = re.compile(r"(?<=\b\d{4}\.)\s+(?=[A-ZÄÖÜ„\"»])")
_ABBREVIATED = re.compile(r"\b(?:Nr|Dr|Prof|St|Str|bzw|ca|vgl|inkl|z\. ?B|d\. ?h|u\. ?a)\.\s*$")


@lru_cache(maxsize=1)
def german() -> Language:
    """spaCy's German tokeniser with its rule-based sentence splitter, loaded once."""
    import spacy

    language = spacy.blank("de")
    language.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", "…"]})
    language.max_length = 10_000_000
    return language


def blocks(text: str, *, telling: int = MANY_LINES) -> tuple[Block, ...]:
    """The lines of a text as blocks, in order; blank lines are left out.

    Hard-wrapped lines are joined to one block, fused lines are parted. ``telling``: from so many
    long lines on their lengths tell whether the text is hard-wrapped; a piece has fewer of them.
    """
    lines = list(_lines(text))
    joined = _joined(text, lines, _full_line(text, lines, telling))
    parts = [part for line in joined for part in _parted(text, line)]
    kinds = [_kind(text, parts, at) for at in range(len(parts))]
    return tuple(Block(start=p.start, end=p.end, kind=k) for p, k in zip(parts, kinds, strict=True))


def sentences(text: str, parts: Sequence[Block]) -> tuple[Span, ...]:
    """The sentences of all blocks, in order; a sentence never crosses a block."""
    bodies = [_without_bullet(text, part) for part in parts]
    documents = german().pipe(_harmless(body.of(text)) for body in bodies)
    found: list[Span] = []
    for body, document in zip(bodies, documents, strict=True):
        for start, end in _rejoined([s.start_char for s in document.sents], document.text):
            found.extend(_bounded(text, _stripped(text, body.start + start, body.start + end)))
    return tuple(found)


def passages(text: str, parts: Sequence[Block], lines: Sequence[Span]) -> tuple[Passage, ...]:
    """Tiles the blocks with passages of whole sentences, each with the heading it stands under.

    ``lines`` are the sentences. Boilerplate gets passages of its own that are not searchable.
    """
    found: list[Passage] = []
    starts = [line.start for line in lines]
    for heading, searchable, section in _sections(text, parts):
        pieces = lines[bisect_left(starts, section.start) : bisect_left(starts, section.end)]
        found.extend(
            Passage(start=p.start, end=p.end, heading=heading, searchable=searchable)
            for p in _packed(pieces)
        )
    return tuple(found)


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield _stripped(text, start, start + len(line))
        start += len(line) + 1


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    return Span(start=begin, end=begin + len(piece.strip()))


def _harmless(piece: str) -> str:
    """Runs without a blank that are no words made so: spaCy peels them sign by sign."""
    return _ENDLESS.sub(lambda run: "x" * len(run[0]), piece)


def _without_bullet(text: str, part: Block) -> Span:
    bullet = BULLET.match(text, part.start, part.end) if part.kind == "item" else None
    return _stripped(text, bullet.end(), part.end) if bullet else part


def _joined(text: str, lines: Sequence[Span], full: int) -> Iterator[Span]:
    current: Span | None = None
    for line in lines:
        if current and _continues(text, current, line, full):
            current = Span(start=current.start, end=line.end)
            continue
        if current:
            yield current
        current = line
    if current:
        yield current


def _full_line(text: str, lines: Sequence[Span], telling: int) -> int:
    """Length from which a line counts as full where a text is hard-wrapped; 0 where it is not.

    In a wrapped text most long lines are about equally long and end within a sentence.
    """
    long = [line for line in lines if line.end - line.start > SHORT_LINE]
    if len(long) < telling:
        return 0
    widest = sorted(line.end - line.start for line in long)[len(long) * 9 // 10]
    full = widest - WRAP_SLACK
    wrapped = sum(line.end - line.start >= full and text[line.end - 1] not in ENDS for line in long)
    return full if widest <= WIDEST_WRAP and wrapped >= len(long) * 0.6 else 0


def _continues(text: str, before: Span, line: Span, full: int) -> bool:
    """Whether a line goes on with the sentence of a hard-wrapped line before it."""
    last = text.rfind("\n", before.start, before.end) + 1 or before.start
    length = before.end - max(last, before.start)
    return (
        "\n" not in text[before.end : line.start].replace("\n", "", 1)
        and length >= SHORT_LINE
        and line.end - line.start <= WIDEST_WRAP
        and (text[line.start].islower() or 0 < full <= length)
        and text[before.end - 1] not in ENDS
        and not BULLET.match(text, line.start)
    )


def _parted(text: str, line: Span) -> Iterator[Span]:
    fused = (match.start() for match in FUSED.finditer(text, line.start, line.end))
    return _pieces(text, [line.start, *fused, line.end])


def _pieces(text: str, cuts: Sequence[int]) -> Iterator[Span]:
    """What lies between the cuts, without blanks around it; nothing but blanks is none."""
    for start, end in pairwise(cuts):
        if text[start:end].strip():
            yield _stripped(text, start, end)


def _kind(text: str, parts: Sequence[Span], at: int) -> BlockKind:
    piece = parts[at].of(text)
    if _is_boilerplate(piece):
        return "boilerplate"
    if BULLET.match(piece):
        return "item"
    return "heading" if _is_heading(text, parts, at) else "paragraph"


def _is_boilerplate(piece: str) -> bool:
    if len(piece) > 400:
        return False
    if SERVICE_STARTS.match(piece):
        return True
    words = [word.lower() for word in _WORD.findall(piece)]
    if not words:
        return True
    service = sum(word in SERVICE_WORDS for word in words)
    crumbs = len(CRUMB.findall(piece))
    return service == len(words) <= 12 or (crumbs >= 2 and service > 0 and len(piece) < 250)


def _is_heading(text: str, parts: Sequence[Span], at: int) -> bool:
    piece = parts[at].of(text)
    if not 2 < len(piece) <= LONGEST_HEADING or _SENTENCE_END.search(piece):
        return False
    if piece[0].islower() or "\t" in piece:
        return False
    following = parts[at + 1] if at + 1 < len(parts) else None
    return following is not None and following.end - following.start > min(len(piece), 60)


def _rejoined(starts: Sequence[int], text: str) -> Iterator[tuple[int, int]]:
    """The splitter's sentences, with opening quotes moved to the sentence that they open.

    Cuts after which no sentence can begin are undone.
    """
    cuts = [0]
    last_word = max((match.end() for match in _WORD.finditer(text)), default=0)
    for start in sorted({*starts[1:], *(m.end() for m in _YEAR_END.finditer(text))}):
        cut = _before_opening(text, cuts[-1], start)
        if cuts[-1] < cut < last_word and _can_begin(text, cuts[-1], cut):
            cuts.append(cut)
    return pairwise([*cuts, len(text)])


def _before_opening(text: str, low: int, start: int) -> int:
    at = start
    while at > low and text[at - 1] in _OPENING:
        at -= 1
    return at if at == low or text[at - 1].isspace() else start


def _can_begin(text: str, before: int, start: int) -> bool:
    small = text[start].islower() or text[start] in ",;)"
    lead = text[max(before, start - LONGEST_LEAD) : start].rstrip()
    return not small and not _ABBREVIATED.search(lead)


def _bounded(text: str, sentence: Span) -> Iterator[Span]:
    """Cuts what has no sentence ends (tables, lists of names) at blanks."""
    start = sentence.start
    cuts = [start]
    while sentence.end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        start = cut if cut > start else start + LONGEST_SENTENCE
        cuts.append(start)
    yield from _pieces(text, [*cuts, sentence.end])


def _sections(text: str, parts: Sequence[Block]) -> Iterator[tuple[str, bool, Span]]:
    """Runs of blocks under one heading; short runs are joined to the one before."""
    runs: list[tuple[str, bool, Span]] = []
    heading = ""
    for part in parts:
        searchable = part.kind != "boilerplate"
        if part.kind == "heading":
            heading = part.of(text)
        if runs and _joins(runs[-1], part, searchable):
            runs[-1] = (runs[-1][0], searchable, Span(start=runs[-1][2].start, end=part.end))
        else:
            runs.append((heading, searchable, Span(start=part.start, end=part.end)))
    return iter(runs)


def _joins(run: tuple[str, bool, Span], part: Block, searchable: bool) -> bool:
    _, run_searchable, span = run
    small = span.end - span.start < SMALL_SECTION
    return run_searchable == searchable and (part.kind != "heading" or small)


def _packed(pieces: Sequence[Span]) -> Iterator[Span]:
    """Joins sentences to pieces of similar length, none much above ``PASSAGE_CHARACTERS``."""
    if not pieces:
        return
    total = pieces[-1].end - pieces[0].start
    wanted = total / max(1, round(total / PASSAGE_CHARACTERS + 0.3))
    start = pieces[0].start
    for before, piece in pairwise(pieces):
        if piece.end - start > PASSAGE_CHARACTERS * 1.25 or before.end - start >= wanted:
            yield Span(start=start, end=before.end)
            start = piece.start
    yield Span(start=start, end=pieces[-1].end)

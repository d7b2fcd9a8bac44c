"""Extracts of reports without the names of the persons in them.

A name is replaced by ``[Name]``. Where places in the text still have to hold, it is filled up to
the length of the name with signs that are not seen (U+2060), so that no offset moves.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from nlp.german.persons import ADDRESS, DEGREE, NO_SURNAME
from nlp.german.stopwords import STOP_WORDS
from nlp.persons import persons
from nlp.types import Analysis, Lesson, Mention, Passage, Span

HIDDEN, SHORT, SHORTEST = "[Name]", "[…]", "…"
FILL = "\u2060"
SHORTEST_SURNAME = 3
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_BESIDE = re.compile(rf"{ADDRESS}|{DEGREE}|[\W\d_]+")


def without_persons(text: str, span: Span, mentions: Sequence[Mention]) -> str:
    """A piece of a text with ``[Name]`` in place of every person.

    ``mentions`` of the text, in its order; persons that only the rules find are hidden as well.
    """
    return unfilled(veiled(text, persons_in(text, mentions, within=(span,)))[span.start : span.end])


def veiled_analysis(analysis: Analysis, *, within: Iterable[Span] | None = None) -> Analysis:
    """The analysis with text, lessons and headings of passages veiled; title and mentions stay.

    ``within``: pieces of the text that matter, with the passages that they lie in; elsewhere only
    what was read as a person is hidden.
    """
    within = None if within is None else tuple(within)
    mentions = sorted(analysis.mentions, key=lambda mention: mention.start)
    spans = persons_in(analysis.text, mentions, within=within)
    text = veiled(analysis.text, spans)
    return replace(
        analysis,
        text=text,
        lessons=tuple(_veiled_lesson(lesson, text) for lesson in analysis.lessons),
        passages=tuple(_veiled_passages(analysis, spans, within)),
    )


def veiled_lessons(analysis: Analysis) -> Analysis:
    """The analysis with the lessons veiled, as extracts; its text and all else stay."""
    veiled_too = veiled_analysis(analysis, within=analysis.lessons)
    plain = (replace(each, text=unfilled(each.text)) for each in veiled_too.lessons)
    return replace(analysis, lessons=tuple(plain))


def persons_in(
    text: str, mentions: Sequence[Mention], *, within: Iterable[Span] | None = None
) -> list[Span]:
    """Where persons are named: what was read as one, what the rules find, and surnames again.

    ``mentions`` in the order of the text. Rules and surnames are looked for ``within``, or in all
    of it.
    """
    whole = (Span(start=0, end=len(text)),)
    pieces = whole if within is None else tuple(within)
    found = [Span(start=m.start, end=m.end) for m in mentions if m.label == "PERSON"]
    for piece in pieces:
        found += (_moved(each, piece.start) for each in persons(piece.of(text)))
        found += _surnames(text, piece, mentions)
    return sorted(found)


def veiled(text: str, spans: Iterable[Span]) -> str:
    """The text, as long as it was, with the spans hidden; line breaks in them stay."""
    pieces, at = list[str](), 0
    for start, end in _joined(spans):
        pieces += [text[at:start], _sign(text[start:end])]
        at = end
    return "".join((*pieces, text[at:]))


def unfilled(text: str) -> str:
    """A veiled text as it is read."""
    return text.replace(FILL, "")


def _sign(name: str) -> str:
    first, *rest = name.split("\n")
    sign = next((s for s in (HIDDEN, SHORT, SHORTEST) if len(s) <= len(first)), "")
    return "\n".join((sign.ljust(len(first), FILL), *(FILL * len(line) for line in rest)))


def _surnames(text: str, piece: Span, mentions: Sequence[Mention]) -> Iterator[Span]:
    """Where the surname of a person stands alone, and was not read as a part of anything else."""
    wanted = {name for m in mentions if m.label == "PERSON" and (name := _surname(m.text))}
    if not wanted:
        return
    starts = [mention.start for mention in mentions]
    for match in _WORD.finditer(text, piece.start, piece.end):
        word = match[0]
        if word in wanted or (word[-1] == "s" and word[:-1] in wanted):
            span = Span(start=match.start(), end=match.end())
            at = bisect_left(starts, span.end) - 1
            if at < 0 or not mentions[at].overlaps(span):
                yield span


def _surname(name: str) -> str:
    words = _WORD.findall(name)
    last = words[-1] if words else ""
    is_name = len(last) >= SHORTEST_SURNAME and last[0].isupper() and last not in NO_SURNAME
    return last if is_name and last.lower() not in STOP_WORDS else ""


def _veiled_lesson(lesson: Lesson, text: str) -> Lesson:
    return replace(lesson, text=lesson.of(text))


def _veiled_passages(
    analysis: Analysis, spans: Sequence[Span], within: Sequence[Span] | None
) -> Iterator[Passage]:
    known: dict[str, str] = {"": ""}
    for passage in analysis.passages:
        heading = passage.heading
        if within is not None and not any(piece.overlaps(passage) for piece in within):
            yield replace(passage, heading="")
            continue
        if heading not in known:
            known[heading] = _veiled_heading(heading, analysis.text, spans)
        yield replace(passage, heading=known[heading])


def _veiled_heading(heading: str, text: str, spans: Sequence[Span]) -> str:
    """Empty where it says nothing but a name."""
    found = [*persons(heading), *_spans_in_line(heading, text, spans)]
    if not found:
        return heading
    shown = unfilled(veiled(heading, found))
    rest = shown.replace(HIDDEN, "").replace(SHORT, "").replace(SHORTEST, "")
    return shown if _BESIDE.sub("", rest) else ""


def _spans_in_line(line: str, text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """What of the spans lies in the line, wherever it stands in the text."""
    for match in re.finditer(rf"^{re.escape(line)}", text, re.MULTILINE):
        here = Span(start=match.start(), end=match.end())
        for span in spans:
            if span.overlaps(here):
                start, end = max(span.start, here.start), min(span.end, here.end)
                yield Span(start=start - here.start, end=end - here.start)


def _moved(span: Span, by: int) -> Span:
    return Span(start=span.start + by, end=span.end + by)


def _joined(spans: Iterable[Span]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for span in sorted(Span(start=s.start, end=s.end) for s in spans):
        if joined and span.start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], span.end))
        elif span.start < span.end:
            joined.append((span.start, span.end))
    return joined

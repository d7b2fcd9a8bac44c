"""Names of persons are personal data: they leave the service only where they are released.

The text of a report is shown as it was published on its own page, and where it is asked for by its
id. What is held back is everything that would turn it into a register of persons: the list of
their names, their places in the text, and who said a lesson; instead of the latter their office is
named, where the text gives one. Extracts, exports and what stands beside a text are veiled:
``nlp.hiding``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.hiding import persons_in, veiled, veiled_analysis
from nlp.speakers import shown_source
from nlp.types import Analysis, Project, Span


def without_persons(analysis: Analysis) -> Analysis:
    """The analysis without PERSON mentions, and with nobody's name as the source of a lesson."""
    kept = [i for i, mention in enumerate(analysis.mentions) if mention.label != "PERSON"]
    moved = {old: new for new, old in enumerate(kept)}
    mentions = sorted(analysis.mentions, key=lambda mention: mention.start)
    return replace(
        analysis,
        mentions=tuple(analysis.mentions[i] for i in kept),
        projects=tuple(_moved(project, moved) for project in analysis.projects),
        lessons=tuple(
            replace(lesson, source=shown_source(analysis.text, lesson, mentions))
            for lesson in analysis.lessons
        ),
    )


def for_extracts(analysis: Analysis, within: Sequence[Span]) -> Analysis:
    """The analysis with its text veiled, as long as it was: what extracts are made of.

    ``within``: the pieces that are shown.
    """
    public = without_persons(analysis)
    hidden = veiled_analysis(replace(analysis, lessons=public.lessons), within=within)
    return replace(hidden, mentions=public.mentions, projects=public.projects)


def for_export(analysis: Analysis) -> Analysis:
    """The analysis with its whole text veiled, and without passages.

    The text is as long as it was: every ``text`` of a mention or lesson is still
    ``text[start:end]``. Organisations and places that are called after somebody keep their names.
    """
    public = without_persons(analysis)
    text = veiled(analysis.text, _named(analysis))
    return replace(
        public,
        text=text,
        mentions=tuple(replace(each, text=each.of(text)) for each in public.mentions),
        lessons=tuple(replace(each, text=each.of(text)) for each in public.lessons),
        passages=(),
        vectors=analysis.vectors[:0],
    )


def _named(analysis: Analysis) -> Iterator[Span]:
    """Where persons are named, but for the names of something else."""
    mentions = sorted(analysis.mentions, key=lambda mention: mention.start)
    persons = {(m.start, m.end) for m in mentions if m.label == "PERSON"}
    else_named = bytearray(len(analysis.text))
    for mention in mentions:
        if mention.label != "PERSON":
            else_named[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    for span in persons_in(analysis.text, mentions):
        if (span.start, span.end) in persons or not all(else_named[span.start : span.end]):
            yield span


def _moved(project: Project, moved: dict[int, int]) -> Project:
    return replace(project, mentions=tuple(moved[i] for i in project.mentions if i in moved))

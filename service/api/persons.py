"""Names of persons are personal data: they leave the service only where they are released.

The text of a report is shown as it was published, on its own page and wherever it is handed out
whole. What is held back is everything that would turn it into a register of persons: the list of
their names, their places in the text, and who said a lesson; instead of the latter their office is
named, where the text gives one. Extracts are veiled: ``nlp.hiding``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlp.hiding import veiled_analysis
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
    veiled = veiled_analysis(replace(analysis, lessons=public.lessons), within=within)
    return replace(veiled, mentions=public.mentions, projects=public.projects)


def _moved(project: Project, moved: dict[int, int]) -> Project:
    return replace(project, mentions=tuple(moved[i] for i in project.mentions if i in moved))

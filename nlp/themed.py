"""Which projects and lessons of a report belong to which of its themes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from nlp.segment import blocks, sentences
from nlp.themes import ThemeTagger
from nlp.types import Analysis, Lesson, Mention, Passage, Project, Span, Theme


def themes_of_projects(
    projects: Sequence[Project],
    *,
    mentions: Sequence[Mention],
    passages: Sequence[Passage],
    themes: Sequence[Theme],
) -> list[tuple[str, ...]]:
    """For each project the ids of the themes that a passage which names it shows."""
    shown = [{t.id for t in themes if _shown(t, passage)} for passage in passages]
    starts = [passage.start for passage in passages]
    return [
        _of_passages(themes, shown, _around(project, passages, mentions, starts))
        for project in projects
    ]


def with_themes(lesson: Lesson, themes: Sequence[Theme]) -> Lesson:
    """The lesson with the themes that its sentences show."""
    return replace(lesson, themes=tuple(theme.id for theme in themes if _shown(theme, lesson)))


def retagged(analysis: Analysis, tagger: ThemeTagger, *, exclude: tuple[str, ...] = ()) -> Analysis:
    """The analysis with the themes of another tagger, from the vectors of its passages.

    Nothing is encoded: ``analysis.vectors`` must be those of the model that the tagger knows.
    ``exclude``: ids of concepts that are not assigned, nor what is narrower.
    """
    lines = sentences(analysis.text, blocks(analysis.text))
    passages = analysis.passages
    themes = tagger.tag(
        analysis.text, analysis.title, passages, analysis.vectors, lines, exclude=exclude
    )
    told = themes_of_projects(
        analysis.projects, mentions=analysis.mentions, passages=passages, themes=themes
    )
    return replace(
        analysis,
        themes=themes,
        projects=tuple(
            replace(project, themes=own)
            for project, own in zip(analysis.projects, told, strict=True)
        ),
        lessons=tuple(with_themes(lesson, themes) for lesson in analysis.lessons),
        vocabulary=tagger.vocabulary.version,
    )


def _around(
    project: Project,
    passages: Sequence[Passage],
    mentions: Sequence[Mention],
    starts: Sequence[int],
) -> set[int]:
    """Which passages name a project; ``starts`` are those of the passages, which lie in order."""
    return {
        at
        for mention in (mentions[number] for number in project.mentions)
        for at in range(
            max(0, bisect_right(starts, mention.start) - 1), bisect_left(starts, mention.end)
        )
        if passages[at].overlaps(mention)
    }


def _of_passages(
    themes: Iterable[Theme], shown: Sequence[set[str]], chosen: Iterable[int]
) -> tuple[str, ...]:
    found = set().union(*(shown[at] for at in chosen))
    return tuple(theme.id for theme in themes if theme.id in found)


def _shown(theme: Theme, span: Span) -> bool:
    return any(span.overlaps(evidence) for evidence in theme.evidence)

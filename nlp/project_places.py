"""The places where a project works.

Each pair of a project and a place mention is weighed by what stands around both: boosted trees
that ``models.recipes.project_places`` trains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.place_pairs import pairs
from nlp.project_pages import Page, page_of
from nlp.trees import Trees
from nlp.types import Block, DocKind, Event, LocatedIn, Mention, Project, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPlaces:
    """Says where projects work; ``threshold``: the probability from which a pair counts."""

    trees: Trees
    threshold: float

    def locate(  # noqa: PLR0913 - all that a relation is read from
        self,
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
        page = page_of(text, title, doc_kind, event, blocks, sentences, mentions, projects)
        return tuple(
            LocatedIn(project=projects[number].name, place=place)
            for number, place in self.chosen(page)
        )

    def chosen(self, page: Page) -> list[tuple[int, str]]:
        """Numbers of projects and gazetteer names of the places where they work.

        Both must hold: that the name is a project, by its surest mention, and that it works there.
        """
        found = list(pairs(page))
        weighed = self.trees.probabilities([pair.features for pair in found])
        is_project = [max(mention.score for mention in own) for own in page.own]
        best: dict[tuple[int, int], float] = {}
        for pair, works_there in zip(found, weighed, strict=True):
            key = (pair.number, pair.series)
            probability = float(works_there) * is_project[pair.number]
            best[key] = max(best.get(key, 0.0), probability)
        right = (pair for pair in found if best[pair.number, pair.series] >= self.threshold)
        return list(dict.fromkeys((pair.number, pair.place) for pair in right))

"""Projects: mentions grouped to sets, and the places where they work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpus.gold import GoldReport
from models.evaluation.rows import Pairs, Row, counted
from models.metrics import Counts, exact, matched, total
from nlp.gazetteer import name_key
from nlp.projects import group_projects
from nlp.segment import blocks, sentences
from nlp.types import Analysis, LocatedIn, Mention, Span

Groups = Sequence[frozenset[str]]


def project_rows(part: str, pairs: Pairs) -> Iterator[Row]:
    """Projects as sets of names, and ``located_in``.

    Baseline of ``located_in``: every project with every place named in the same sentence.
    """
    wanted = [_gold_groups(gold) for gold, _ in pairs]
    found = [[_names(p.name, p.aliases) for p in analysis.projects] for _, analysis in pairs]
    yield counted(part, "projects as sets F1", list(map(matched, found, wanted)))
    near = total(
        _located(gold, _same_sentence(analysis), groups, own)
        for (gold, analysis), groups, own in zip(pairs, wanted, found, strict=True)
    )
    relations = [
        _located(gold, analysis.located_in, groups, own)
        for (gold, analysis), groups, own in zip(pairs, wanted, found, strict=True)
    ]
    yield counted(part, "located_in F1", relations, same_sentence=near.f1)


def _gold_groups(gold: GoldReport) -> Groups:
    mentions = [
        Mention(start=m.start, end=m.end, text=m.text, label=m.label) for m in gold.mentions
    ]
    return [_names(p.name, p.aliases) for p in group_projects(mentions, text=gold.text)]


def _names(name: str, aliases: Iterable[str]) -> frozenset[str]:
    return frozenset((name, *aliases))


def _located(
    gold: GoldReport, located: Iterable[LocatedIn], wanted: Groups, found: Groups
) -> Counts:
    """Pairs of project and place; a project counts under any of its gold names."""

    def canonical(name: str, groups: Groups) -> str:
        own = next((g for g in groups if name in g), frozenset({name}))
        return min(next((w for w in wanted if w & own), own))

    right = {(canonical(r.project, wanted), name_key(r.place)) for r in gold.located_in}
    here = {(canonical(r.project, found), name_key(r.place)) for r in located}
    return exact(here, right)


def _same_sentence(analysis: Analysis) -> Iterator[LocatedIn]:
    lines = sentences(analysis.text, blocks(analysis.text))
    projects = [m for m in analysis.mentions if m.label == "PROJECT"]
    places = [m for m in analysis.mentions if m.label == "PLACE" and m.place]
    for line in lines:
        for project in _inside(projects, line):
            for place in _inside(places, line):
                if place.place:
                    yield LocatedIn(project=project.text, place=place.place.name)


def _inside(mentions: Iterable[Mention], line: Span) -> list[Mention]:
    return [m for m in mentions if line.start <= m.start < line.end]

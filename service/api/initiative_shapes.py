"""Similar initiatives, comparisons and near duplicates to schemas of the API."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.comparisons import Comparison
from nlp.portraits import Evidence, Fact
from service import initiative_schemas, schemas
from service.api.project_shapes import entry_of
from service.api.search_shapes import hit_of
from service.api.shapes import link_to, link_to_place, link_to_review
from service.document import rounded
from service.hits import Hit
from service.initiative_words import sentences_of
from service.initiatives import Initiative, Shown
from service.prints import Near


def initiative_of(found: Initiative) -> initiative_schemas.SimilarInitiative:
    """A similar project or report."""
    return initiative_schemas.SimilarInitiative(
        kind="project" if found.entry else "report",
        project=entry_of(found.entry) if found.entry else None,
        report=found.report,
        title=found.title,
        passages=[_passage(shown, found.report) for shown in found.passages],
        score=rounded(found.score),
        compared=compared_of(found.compared),
    )


def compared_hit(hit: Hit, compared: Comparison) -> initiative_schemas.ComparedHit:
    """A report that is like another, with the comparison."""
    return initiative_schemas.ComparedHit(
        **hit_of(hit).model_dump(), compared=compared_of(compared)
    )


def compared_of(compared: Comparison) -> initiative_schemas.Compared:
    """A comparison in sentences and as data."""
    return initiative_schemas.Compared(
        sentences=list(sentences_of(compared)),
        common=[
            initiative_schemas.Common(
                aspect=each.aspect,
                label=each.label,
                here=_fact(each.here),
                there=_fact(each.there),
            )
            for each in compared.common
        ],
        different=[
            initiative_schemas.Difference(
                aspect=each.aspect, here=_facts(each.here), there=_facts(each.there)
            )
            for each in compared.different
        ],
        unsaid=_facts(compared.unsaid),
    )


def near_reports(found: Iterable[Near]) -> list[initiative_schemas.NearReport]:
    """The stored reports that a text is nearly the same as."""
    return [
        initiative_schemas.NearReport(
            report=near.report,
            title=near.title,
            share=near.share,
            link=link_to_review(near.report) if near.draft else link_to(near.report),
        )
        for near in found
    ]


def _passage(shown: Shown, report: str) -> initiative_schemas.ShownPassage:
    return initiative_schemas.ShownPassage(
        start=shown.start,
        end=shown.end,
        text=shown.text,
        heading=shown.heading,
        highlights=[schemas.Range(start=s.start, end=s.end) for s in shown.highlights],
        link=link_to(report, shown),
    )


def _facts(facts: Iterable[Fact]) -> list[initiative_schemas.Fact]:
    return [_fact(fact) for fact in facts]


def _fact(fact: Fact) -> initiative_schemas.Fact:
    return initiative_schemas.Fact(
        aspect=fact.aspect,
        value=fact.value,
        label=fact.label,
        evidence=[_evidence(each) for each in fact.evidence],
    )


def _evidence(shown: Evidence) -> initiative_schemas.Evidence:
    return initiative_schemas.Evidence(
        start=shown.start,
        end=shown.end,
        report=shown.report or None,
        link=link_to_place(shown.report, shown) if shown.report else None,
    )

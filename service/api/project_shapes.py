"""Entries, mentions, proposals and decisions of the registry to schemas of the API."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from nlp.registry import Decision, Entry, ProjectRecord, Proposal
from service import project_schemas, schemas
from service.api.shapes import link_to
from service.document import event_to_dict
from service.proposal_words import sentence_of
from service.registry import Detail, Outcome
from service.registry_mentions import FoundMention


def entry_of(entry: Entry) -> project_schemas.ProjectEntry:
    """An entry in a list."""
    return project_schemas.ProjectEntry(
        id=entry.id,
        name=entry.name,
        variants=[
            project_schemas.ProjectForm(form=v.form, reports=v.reports) for v in entry.variants
        ],
        places=[
            project_schemas.ProjectPlace(id=p.id, name=p.name, state=p.state) for p in entry.places
        ],
        years=list(entry.years),
        programme=next(iter(entry.programmes), None),
        programmes=list(entry.programmes),
        themes=list(entry.themes),
        reports=list(entry.reports),
        link=link_to_project(entry.id),
    )


def detail_of(detail: Detail, *, persons: bool) -> project_schemas.ProjectDetail:
    """An entry with everything."""
    entries = detail.others.values()
    return project_schemas.ProjectDetail(
        **entry_of(detail.entry).model_dump(),
        mentions=[mention_of(mention) for mention in detail.mentions],
        proposals=[proposal_of(proposal, entries) for proposal in detail.proposals],
        decisions=[decision_of(each, in_force=True, persons=persons) for each in detail.decisions],
    )


def mention_of(mention: FoundMention) -> project_schemas.ProjectMention:
    """A mention with the link to its place in the report's page."""
    return project_schemas.ProjectMention(
        report=mention.report,
        title=mention.title,
        event=schemas.Event.model_validate(event_to_dict(mention.event)),
        start=mention.start,
        end=mention.end,
        text=mention.text,
        passage=project_schemas.AroundMention(
            start=mention.passage.start,
            end=mention.passage.end,
            heading=mention.passage.heading,
            text=mention.around,
        ),
        link=link_to(mention.report, mention),
    )


def proposal_of(proposal: Proposal, entries: Iterable[Entry]) -> project_schemas.ProjectProposal:
    """A proposal; ``entries`` hold those that it names."""
    homes = {record.ref: entry.id for entry in entries for record in entry.records}
    return project_schemas.ProjectProposal(
        id=proposal.id,
        entries=list(proposal.entries),
        reason=proposal.reason,
        sentence=sentence_of(proposal),
        forms=list(proposal.forms),
        against=list(proposal.against),
        evidence=[_evidence(record, homes[record.ref]) for record in proposal.evidence],
    )


def decision_of(
    decision: Decision, *, in_force: bool, persons: bool
) -> project_schemas.ProjectDecision:
    """A decision; who took it is a person, named where persons are released."""
    return project_schemas.ProjectDecision(
        id=decision.id,
        kind=decision.kind,
        in_force=in_force,
        groups=[
            [project_schemas.ProjectRef(report=ref.report, key=ref.key) for ref in group]
            for group in decision.groups
        ],
        target=decision.target,
        by=decision.by if persons else None,
        at=decision.at.isoformat() if decision.at else None,
    )


def outcome_of(outcome: Outcome, *, persons: bool) -> project_schemas.Decided:
    """What became of a wish."""
    made = outcome.decision
    return project_schemas.Decided(
        state="decided" if made else "unchanged",
        decision=decision_of(made, in_force=True, persons=persons) if made else None,
        entries=[entry_of(entry) for entry in outcome.entries],
    )


def link_to_project(entry_id: str) -> str:
    """The address of an entry's page."""
    return f"/projekte/{quote(entry_id, safe='')}"


def _evidence(record: ProjectRecord, entry_id: str) -> project_schemas.ProjectEvidence:
    return project_schemas.ProjectEvidence(
        entry=entry_id,
        report=record.report,
        project=record.name,
        places=[place.name for place in record.places],
        programme=record.programme,
    )

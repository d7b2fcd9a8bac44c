"""``/v1/feedback``: what editors say of themes, and what is learnt from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Query
from starlette.responses import StreamingResponse

from service import theme_schemas as schemas
from service.api.access import ADMIN, READ, WRITE, PersonsDep
from service.api.parts import Parts, PartsDep
from service.feedback import exported, take_vote
from service.learn import sentences_of, waiting_votes
from service.schemas import MAX_LIMIT
from service.store import Vote

router = APIRouter(prefix="/v1/feedback", tags=["Rückmeldungen"])


@router.post("", summary="Sagen, ob ein Thema stimmt", status_code=201, dependencies=[WRITE])
def add_feedback(
    parts: PartsDep, persons: PersonsDep, said: schemas.NewFeedback, later: BackgroundTasks
) -> schemas.Feedback:
    """Ein vergebenes Thema angenommen oder abgelehnt, ein fehlendes ergänzt.

    Nichts wird überschrieben: zu jedem Thema eines Berichts gilt das zuletzt Gesagte.
    """
    vote = Vote(report=said.report, theme=said.theme, verdict=said.verdict, by=said.by)
    kept = take_vote(parts.store, parts.desk.active(), vote)
    if 0 < parts.settings.learn_after <= waiting_votes(parts.store):
        later.add_task(parts.learn_later)
    return _shape(kept, persons=persons)


@router.get("", summary="Alle Rückmeldungen, die älteste zuerst", dependencies=[READ])
def list_feedback(
    parts: PartsDep,
    persons: PersonsDep,
    report: Annotated[str | None, Query(max_length=500, description="Nur zu diesem.")] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT, description="So viele.")] = 20,
    after: Annotated[int, Query(ge=0, description="Der Wert von „next“ der Seite davor.")] = 0,
) -> schemas.FeedbackPage:
    """Wer etwas gesagt hat, steht nur dabei, wo der Betrieb Namen freigibt."""
    found = parts.store.themes.votes(report=report, after=after, limit=limit + 1)
    return schemas.FeedbackPage(
        total=parts.store.themes.count_votes(),
        waiting=waiting_votes(parts.store),
        feedback=[_shape(vote, persons=persons) for vote in found[:limit]],
        next=found[limit - 1].id if len(found) > limit else None,
    )


@router.get(
    "/export",
    summary="Alles für ein späteres Training (JSON Lines)",
    dependencies=[ADMIN],
    response_class=StreamingResponse,
)
def export_feedback(parts: PartsDep) -> StreamingResponse:
    """Je Bericht Text, angenommene und abgelehnte Themen."""
    return StreamingResponse(_lines(parts), media_type="application/x-ndjson")


@router.post("/learn", summary="Aus den Rückmeldungen lernen", dependencies=[WRITE])
def learn_feedback(parts: PartsDep, later: BackgroundTasks) -> schemas.Learnt:
    """Gilt sofort, wenn es die Themen besser macht; die Antwort sagt, was sich geändert hat."""
    report = parts.learn(retag=False)
    if report.in_force:
        later.add_task(parts.retag)
    return schemas.Learnt(sentences=list(sentences_of(report)), report=report.to_dict())


def _lines(parts: Parts) -> Iterator[str]:
    for line in exported(parts.store):
        yield json.dumps(line, ensure_ascii=False) + "\n"


def _shape(vote: Vote, *, persons: bool) -> schemas.Feedback:
    if vote.at is None:
        raise ValueError("a kept vote has its time")
    return schemas.Feedback(
        id=vote.id,
        report=vote.report,
        theme=vote.theme,
        verdict=vote.verdict,
        by=vote.by if persons else None,
        at=vote.at,
        vocabulary=vote.vocabulary,
    )

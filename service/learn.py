"""Learns from the feedback in a store and says what it has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from corpus.vocabulary import default_vocabulary
from models.evaluation.theme_check import Material, Quality, quality
from models.theme_feedback import (
    Reviewed,
    cross_validated,
    fit_adjustment,
    review_loss,
)
from nlp.errors import BadInputError
from nlp.segment import blocks, sentences
from service.feedback import voted
from service.store import Learning, Store

if TYPE_CHECKING:
    from nlp.themes import ThemeTagger
    from service.theme_desk import ThemeDesk

LEAST_REPORTS = 2
TOLERATED = 0.01
"""So much F1 or nDCG@5 may be lost on held-out reports: less than chance moves them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """How the votes fare: loss of a report (less is better) and how many are agreed with."""

    loss: float
    agreed: int
    count: int

    def to_dict(self) -> dict[str, Any]:
        """As it is kept."""
        return {"loss": round(self.loss, 4), "agreed": self.agreed, "count": self.count}


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningReport:
    """What was learnt. ``before``, ``after``: votes by cross-validation, each judged by what had
    not seen it; ``held_before``, ``held_after``: on reports that nobody has voted on."""

    reports: int
    concepts: int
    before: Votes
    after: Votes
    held_before: Quality | None
    held_after: Quality | None
    in_force: bool

    def to_dict(self) -> dict[str, Any]:
        """As it is kept and handed out."""
        return {
            "reports": self.reports,
            "concepts": self.concepts,
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "held_out_before": self.held_before.to_dict() if self.held_before else None,
            "held_out_after": self.held_after.to_dict() if self.held_after else None,
            "in_force": self.in_force,
        }


def learn(store: Store, desk: ThemeDesk) -> LearningReport:
    """Fit, check, and keep what was learnt; BadInputError where there is too little feedback.

    It comes into force where it foretells what editors say better than before and held-out
    reports of the sample corpus, so far as the store holds them, do not get worse.
    """
    last, plain = store.themes.last_vote(), desk.plain_tagger()
    reviewed = list(_reviewed(store, plain))
    if len(reviewed) < LEAST_REPORTS:
        raise BadInputError(
            "Zum Lernen fehlen Rückmeldungen: Gebraucht werden mindestens zwei Berichte, zu deren "
            "Themen etwas gesagt wurde."
        )
    adjustment = fit_adjustment(reviewed, taught=plain.taught)
    unseen = cross_validated(reviewed, taught=plain.taught)
    held = _held_out(store, plain, seen={one.id for one in reviewed})
    report = _judged(
        before=_votes(reviewed, [one.chances for one in reviewed]),
        after=_votes(reviewed, unseen),
        reports=len(reviewed),
        concepts=len(adjustment.concepts),
        held=(quality(plain, held), quality(plain.adjusted(adjustment), held)) if held else None,
    )
    store.themes.keep_learning(
        Learning(
            id=0,
            vocabulary=desk.active_version(),
            at=datetime.now(UTC),
            last_feedback=last,
            in_force=report.in_force,
            summary=report.to_dict(),
        ),
        adjustment,
    )
    return report


def waiting_votes(store: Store) -> int:
    """How many votes nothing was learnt from yet."""
    learnt = next(iter(store.themes.learnings()), None)
    return len(store.themes.votes(after=learnt.last_feedback if learnt else 0))


def sentences_of(report: LearningReport) -> Iterator[str]:
    """The report in German, line by line."""
    before, after = report.before, report.after
    yield f"Gelernt aus {report.reports} Berichten mit {before.count} Rückmeldungen zu Themen."
    yield (
        "Rückmeldungen, über Kreuz geprüft: richtig eingeschätzt "
        f"{before.agreed} → {after.agreed} von {before.count}, "
        f"Verlust je Bericht {_number(before.loss)} → {_number(after.loss)}."
    )
    if report.held_before and report.held_after:
        yield (
            f"{report.held_before.reports} zurückgehaltene Berichte: "
            f"F1 {_number(report.held_before.f1)} → {_number(report.held_after.f1)}, "
            f"nDCG@5 {_number(report.held_before.ndcg)} → {_number(report.held_after.ndcg)}."
        )
    else:
        yield "Zurückgehaltene Berichte zum Vergleich liegen nicht im Bestand."
    yield (
        "Das Gelernte gilt ab jetzt."
        if report.in_force
        else "Das Gelernte bleibt außer Kraft: Es macht die Themen nicht besser."
    )


def _reviewed(store: Store, plain: ThemeTagger) -> Iterator[Reviewed]:
    for one in voted(store):
        if not one.passages:
            continue
        weighed = plain.weighed(*one.parts)
        if weighed.report is None:
            raise BadInputError(
                "Gelernt wird nur mit dem Sprachmodell, das mit Fundstelle geliefert wird."
            )
        yield Reviewed(
            id=one.id,
            report=weighed.report,
            chances=weighed.chances,
            right=one.right & weighed.chances.keys(),
            wrong=one.wrong & weighed.chances.keys(),
        )


def _votes(reviewed: Sequence[Reviewed], chances: Sequence[Mapping[str, float]]) -> Votes:
    agreed = [
        (told[concept] >= 0.5) == (concept in one.right)
        for one, told in zip(reviewed, chances, strict=True)
        for concept in one.right | one.wrong
    ]
    return Votes(loss=review_loss(reviewed, chances), agreed=sum(agreed), count=len(agreed))


def _judged(
    *,
    before: Votes,
    after: Votes,
    reports: int,
    concepts: int,
    held: tuple[Quality, Quality] | None,
) -> LearningReport:
    kept = held is None or (
        held[1].f1 >= held[0].f1 - TOLERATED and held[1].ndcg >= held[0].ndcg - TOLERATED
    )
    return LearningReport(
        reports=reports,
        concepts=concepts,
        before=before,
        after=after,
        held_before=held[0] if held else None,
        held_after=held[1] if held else None,
        in_force=kept and after.loss < before.loss,
    )


def _held_out(store: Store, plain: ThemeTagger, *, seen: set[str]) -> list[Material]:
    """Held-out reports of the sample corpus that the store holds and nobody has voted on."""
    from corpus.gold import REPORTS, read_gold, split

    if plain.vocabulary.version != default_vocabulary().version or not REPORTS.is_file():
        return []
    _, held = split(read_gold(REPORTS))
    known = store.fingerprints().keys() - seen - store.desk.drafts()
    found = []
    for gold in (one for one in held if one.id in known):
        analysis = store.get(gold.id, vectors=True).analysis
        if analysis.text == gold.text and analysis.passages:
            found.append(
                Material(
                    id=gold.id,
                    title=analysis.title,
                    text=analysis.text,
                    passages=analysis.passages,
                    vectors=analysis.vectors,
                    sentences=sentences(analysis.text, blocks(analysis.text)),
                    grades={theme.id: theme.grade for theme in gold.themes},
                )
            )
    return found


def _number(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")

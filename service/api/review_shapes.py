"""Reviews to schemas of the API; names of persons only where released."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nlp.editing import Decision, Item, Value, items_of, progress
from nlp.segment import blocks
from nlp.speakers import shown_source
from nlp.types import Analysis, Lesson, Place, Span
from service import review_schemas, schemas
from service.api.initiative_shapes import near_reports
from service.api.shapes import link_to_review
from service.document import place_to_dict, rounded, span_to_dict
from service.prints import Near
from service.review_wish import Wish
from service.store import ReviewSummary, StoredReview

Named = Callable[[str], str | None]
"""The name of a key by its id."""


def etag_of(review: StoredReview) -> str:
    """The tag of a review in the state that it is in."""
    return f'"r{review.version}"'


def entry_of(summary: ReviewSummary, named: Named) -> review_schemas.ReviewEntry:
    """A review in a list."""
    return review_schemas.ReviewEntry(
        report=summary.report,
        title=summary.title,
        state=summary.state,
        decided=summary.decided,
        items=summary.items,
        ahead=summary.is_ahead,
        by=named(summary.by),
        updated=summary.updated,
        published=summary.published,
        link=link_to_review(summary.report),
    )


def review_of(
    review: StoredReview, named: Named, near: Sequence[Near], *, persons: bool
) -> review_schemas.ReportReview:
    """All of a review."""
    text = review.machine.text
    return review_schemas.ReportReview(
        **progress_of(review, named, persons=persons).model_dump(),
        title=review.applied().analysis.title,
        name=review.name,
        text=text,
        lines=[
            review_schemas.ReviewLine(start=block.start, end=block.end, kind=block.kind)
            for block in blocks(text)
        ],
        nearly_there=near_reports(near),
    )


def progress_of(
    review: StoredReview, named: Named, *, persons: bool, made: Sequence[int] = ()
) -> review_schemas.ReviewProgress:
    """What changes with each decision."""
    applied = review.applied()
    items = items_of(review.machine, applied, review.decisions)
    shape = _Shape(review, applied.analysis, named, persons=persons)
    return review_schemas.ReviewProgress(
        report=review.report,
        state=review.shown_state,
        version=review.version,
        ahead=review.is_ahead,
        decided=progress(items)[0],
        items=[shape.item(item) for item in items],
        resting=[each.value.text or each.key for each in applied.resting],
        made=list(made),
        by=named(review.by),
        updated=review.updated,
        published=review.published,
        published_by=named(review.published_by),
    )


def wish_of(said: review_schemas.NewDecision) -> Wish:
    """What an editor says, as the desk takes it."""
    return Wish(
        subject=said.subject,
        key=said.key,
        verdict=said.verdict,
        text=said.text,
        kind=said.kind,
        source=said.source,
        place=said.place,
        places=tuple(said.places),
        programme=said.programme,
        spans=tuple(_span(each) for each in said.spans),
        given=frozenset(said.model_fields_set),
    )


def place_of(place: Place) -> schemas.Place:
    """An entry of the gazetteer."""
    return schemas.Place.model_validate(place_to_dict(place))


class _Shape:
    def __init__(
        self, review: StoredReview, analysis: Analysis, named: Named, *, persons: bool
    ) -> None:
        self._by_number = {each.id: each for each in review.decisions}
        self._text = analysis.text
        self._mentions = sorted(analysis.mentions, key=lambda mention: mention.start)
        self._named = named
        self._persons = persons

    def item(self, item: Item) -> review_schemas.ReviewItem:
        said = self._by_number.get(item.decision or 0)
        return review_schemas.ReviewItem(
            subject=item.subject,
            key=item.key,
            state=item.state,
            value=self._value(item, item.value),
            evidence=[schemas.Range(**span_to_dict(span)) for span in item.evidence],
            probability=None if item.probability is None else rounded(item.probability),
            proposed=self._value(item, item.proposed) if item.proposed else None,
            decision=item.decision,
            by=self._said_by(said),
            at=said.at if said else None,
            open=item.open,
        )

    def _said_by(self, said: Decision | None) -> str | None:
        return self._named(said.by) if said else None

    def _value(self, item: Item, value: Value) -> review_schemas.ReviewValue:
        source = self._source(item, value)
        return review_schemas.ReviewValue(
            text=value.text,
            kind=value.kind,
            source=source,
            hidden_source=source != value.source,
            place=place_of(value.place) if value.place else None,
            places=[place_of(place) for place in value.places],
            programme=value.programme,
        )

    def _source(self, item: Item, value: Value) -> str | None:
        """Who said a lesson; where persons are not released their office."""
        if value.source is None or value.kind is None or self._persons:
            return value.source
        where = item.evidence[0] if item.evidence else Span(start=0, end=0)
        lesson = Lesson(
            start=where.start,
            end=where.end,
            text=where.of(self._text),
            kind=value.kind,
            score=value.score,
            source=value.source,
        )
        return shown_source(self._text, lesson, self._mentions)


def _span(given: schemas.Range) -> Span:
    return Span(start=given.start, end=given.end)

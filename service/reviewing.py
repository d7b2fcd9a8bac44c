"""The tagging desk: what an editor says becomes decisions, and decisions what is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nlp.editing import Decision
from nlp.errors import NotFoundError
from service.refusals import ConflictError
from service.review_votes import votes_of
from service.review_wish import Places, Wish, WishReader

if TYPE_CHECKING:
    from nlp.concepts import Vocabulary
    from service.store import Store, StoredReview


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What decisions are made with. ``places`` finds an entry of the gazetteer by its id."""

    store: Store
    vocabulary: Vocabulary
    places: Places

    def decide(
        self, review: StoredReview, wishes: Sequence[Wish], undo: Sequence[int], *, by: str
    ) -> StoredReview:
        """Keep what an editor says, all or nothing.

        BadInputError for what makes no sense, NotFoundError for things that are not there,
        ChangedError where somebody else was faster.
        """
        made = [_undone(review, number) for number in undo]
        for wish in wishes:
            said = replace(review, decisions=(*review.decisions, *_numbered(made, review)))
            reader = WishReader(said, vocabulary=self.vocabulary, places=self.places)
            made.append(reader.decision(wish))
        return self.store.desk.decide(review, made, by=by) if made else review

    def publish(self, review: StoredReview, *, by: str, name: str) -> None:
        """Make it found as it was decided; ConflictError where that contradicts itself."""
        event = review.applied().analysis.event
        if event.start and event.end and event.end < event.start:
            raise ConflictError("Die Veranstaltung endet vor ihrem Beginn: bitte berichtigen.")
        votes = list(votes_of(review, name=name, vocabulary=self.vocabulary))
        self.store.publish(review, by=by, votes=votes)

    def withdraw(self, review: StoredReview, *, by: str) -> None:
        """Make a draft of it; ConflictError where it is one."""
        if review.state != "published":
            raise ConflictError("Dieser Bericht ist nicht veröffentlicht.")
        self.store.withdraw(review, by=by)


def _numbered(made: Iterable[Decision], review: StoredReview) -> Iterator[Decision]:
    """Decisions that are not kept yet, behind those that are."""
    for at, decision in enumerate(made, start=1):
        yield replace(decision, id=review.last + at)


def _undone(review: StoredReview, number: int) -> Decision:
    target = next((each for each in review.decisions if each.id == number), None)
    if target is None:
        raise NotFoundError(f"Eine Entscheidung {number} gibt es bei diesem Bericht nicht.")
    if any(each.target == number for each in review.decisions):
        raise ConflictError("Diese Entscheidung ist schon zurückgenommen.")
    return Decision(id=0, subject=target.subject, key=target.key, verdict="undone", target=number)

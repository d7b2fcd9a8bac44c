"""Votes on themes that lie in what an editor decided of a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nlp.editing import Decision, in_force
from service.store import Vote

if TYPE_CHECKING:
    from nlp.concepts import Vocabulary
    from service.store import StoredReview
    from service.store.themes import Verdict


def votes_of(review: StoredReview, *, name: str, vocabulary: Vocabulary) -> Iterator[Vote]:
    """What the decisions since the last publication say of themes of the vocabulary.

    A decision that was published and is taken back is followed by what then holds.
    """
    fresh = [each for each in review.decisions if each.id > review.through]
    by_number = {each.id: each for each in review.decisions}
    taken_back = {by_number[n].item for d in fresh if (n := d.target) and n <= review.through}
    said = {each.item: each for each in in_force(review.decisions) if each.subject == "theme"}
    themes = {theme.id for theme in review.applied().analysis.themes}
    touched = dict.fromkeys([*(d.item for d in fresh if d.item in said), *taken_back])
    for item in touched:
        if item[0] == "theme" and item[1] in vocabulary:
            now = said.get(item)
            verdict = _vote(now) if now else "accepted" if item[1] in themes else "rejected"
            yield Vote(
                report=review.report,
                theme=item[1],
                verdict=verdict,
                by=name,
                vocabulary=vocabulary.version,
            )


def _vote(decision: Decision) -> Verdict:
    if decision.verdict == "added":
        return "added"
    return "accepted" if decision.keeps else "rejected"

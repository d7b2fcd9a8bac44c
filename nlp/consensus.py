"""Names of which a report as a whole is sure: all places where a name stands vote on it.

The tagger reads one passage at a time. A name that it half believes in three passages is a name;
an ordinary word that it took for one once, and for nothing ten times, is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nlp.mentions import mention_at
from nlp.repetitions import occurrences
from nlp.types import Label, Mention, Span
from nlp.votes import Votes

VOTING: tuple[Label, ...] = ("PROJECT", "PROGRAMME", "ORG")
BEST = 0.6
"""Weight of the place that speaks most clearly for a name; the mean of all has the rest."""
HERE = 0.1
"""What the tagger must give a label at a place where a name that is accepted stands."""
SHORTEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Vote:
    label: Label
    score: float


def agreed(
    text: str, tagged: Sequence[Mention], votes: Votes, sure: Mapping[Label, float]
) -> list[Mention]:
    """The names that reach what ``sure`` asks of their label, at every place where they stand.

    ``tagged``: the tagger's names, whatever their score. Labels that do not vote are kept by the
    score of each mention alone.
    """
    forms = defaultdict[str, list[Mention]](list)
    kept = [m for m in tagged if m.label not in VOTING and m.score >= sure[m.label]]
    for mention in tagged:
        if mention.label in VOTING:
            forms[mention.text].append(mention)
    places = defaultdict[str, list[Span]](list)
    for span in occurrences(text, [form for form in forms if len(form) >= SHORTEST]):
        places[span.of(text)].append(span)
    for form, own in forms.items():
        kept += _accepted(text, own, places.get(form, []), votes, sure)
    return kept


def _accepted(
    text: str,
    own: Sequence[Mention],
    places: Sequence[Span],
    votes: Votes,
    sure: Mapping[Label, float],
) -> list[Mention]:
    spans = sorted({(s.start, s.end) for s in (*own, *places)})
    vote = _vote([Span(start=start, end=end) for start, end in spans], own, votes)
    if vote.score < sure[vote.label]:
        return []
    return [
        mention_at(text, start, end, vote.label, round(vote.score, 4))
        for start, end in spans
        if votes.share(Span(start=start, end=end), vote.label) >= HERE
    ]


def _vote(spans: Sequence[Span], own: Iterable[Mention], votes: Votes) -> _Vote:
    """The label that most speaks for, of those that the tagger chose somewhere."""
    labels = dict.fromkeys(mention.label for mention in own)
    found = []
    for label in labels:
        shares = [votes.share(span, label) for span in spans]
        mean = sum(shares) / len(shares)
        found.append(_Vote(label=label, score=BEST * max(shares) + (1 - BEST) * mean))
    return max(found, key=lambda vote: vote.score)

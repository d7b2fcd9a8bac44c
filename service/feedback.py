"""What editors say of themes: taken in, read back, exported for a later training."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nlp.errors import BadInputError
from nlp.segment import blocks, sentences
from nlp.types import Matrix, Passage, Span
from service.store import FeedbackDocument, Store, Vote

if TYPE_CHECKING:
    from nlp.concepts import Vocabulary
    from nlp.types import Analysis
    from service.store.themes import Verdict

SENT = "gelernt:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voted:
    """A text that editors have spoken about; the last word on each theme counts."""

    id: str
    title: str
    text: str
    passages: Sequence[Passage]
    vectors: Matrix
    right: frozenset[str]
    wrong: frozenset[str]

    @property
    def parts(self) -> tuple[str, str, Sequence[Passage], Matrix, Sequence[Span]]:
        """What a tagger takes."""
        lines = sentences(self.text, blocks(self.text))
        return self.text, self.title, self.passages, self.vectors, lines


def take_vote(store: Store, vocabulary: Vocabulary, vote: Vote) -> Vote:
    """Keep a vote; NotFoundError for an unknown report, BadInputError for an unknown theme."""
    store.get(vote.report)
    if vote.theme not in vocabulary:
        raise BadInputError(
            f"Ein Thema „{vote.theme}“ gibt es im Vokabular „{vocabulary.title}“ nicht."
        )
    return store.themes.vote([Vote(**_fields(vote) | {"vocabulary": vocabulary.version})])[0]


def take_document(
    store: Store, vocabulary: Vocabulary, analysis: Analysis, themes: Iterable[str], *, by: str
) -> None:
    """Keep a text that is no report with all of its themes; the same one again changes nothing.

    What was found in it beside these counts as rejected.
    """
    right = [theme for theme in dict.fromkeys(themes) if theme in vocabulary]
    key = SENT + hashlib.sha256(f"{analysis.title}\n{analysis.text}".encode()).hexdigest()[:24]
    said: dict[str, Verdict] = dict.fromkeys(right, "accepted")
    said |= {theme.id: "rejected" for theme in analysis.themes if theme.id not in right}
    if not right or _last_words(store.themes.votes(report=key)) == _as_judged(said):
        return
    store.themes.keep_document(
        FeedbackDocument(
            id=key,
            title=analysis.title,
            text=analysis.text,
            passages=analysis.passages,
            vectors=analysis.vectors,
        )
    )
    store.themes.vote(
        [
            Vote(report=key, theme=t, verdict=v, by=by, vocabulary=vocabulary.version)
            for t, v in said.items()
        ]
    )


def voted(store: Store) -> Iterator[Voted]:
    """Every text with votes that is still there."""
    by_report: dict[str, list[Vote]] = defaultdict(list)
    for vote in store.themes.votes():
        by_report[vote.report].append(vote)
    sent = [report for report in by_report if report.startswith(SENT)]
    for document in store.themes.documents(sent):
        yield _voted(document, _last_words(by_report[document.id]))
    for report_id in by_report.keys() - set(sent):
        if stored := store.find([report_id]).get(report_id):
            analysis = store.get(stored.id, vectors=True).analysis
            yield _voted(analysis, _last_words(by_report[report_id]))


def exported(store: Store) -> Iterator[dict[str, Any]]:
    """One object for each text with votes, as a later training takes it."""
    for one in sorted(voted(store), key=lambda one: one.id):
        yield {
            "id": one.id,
            "title": one.title,
            "text": one.text,
            "right": sorted(one.right),
            "wrong": sorted(one.wrong),
        }


def _voted(source: Analysis | FeedbackDocument, said: Mapping[str, bool]) -> Voted:
    return Voted(
        id=source.id,
        title=source.title,
        text=source.text,
        passages=source.passages,
        vectors=source.vectors,
        right=frozenset(theme for theme, is_right in said.items() if is_right),
        wrong=frozenset(theme for theme, is_right in said.items() if not is_right),
    )


def _last_words(votes: Iterable[Vote]) -> dict[str, bool]:
    """For each theme whether the report has it, by the last vote."""
    return {vote.theme: vote.verdict != "rejected" for vote in votes}


def _as_judged(said: Mapping[str, Verdict]) -> dict[str, bool]:
    return {theme: verdict != "rejected" for theme, verdict in said.items()}


def _fields(vote: Vote) -> dict[str, Any]:
    return {field: getattr(vote, field) for field in Vote.__slots__}

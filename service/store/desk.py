"""Reviews: what editors decide of reports, and the drafts that are not published.

A draft stands in tables of its own and in no other, so that nothing finds it. What the machine
read stays beside what was decided; ``published_form`` makes of both what is published.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from sqlalchemy import (
    Connection,
    Engine,
    Row,
    delete,
    func,
    insert,
    select,
    update,
)

from nlp.editing import Applied, Decision, apply_decisions, in_force, items_of, progress
from nlp.errors import ChangedError, NotFoundError
from nlp.shingles import Sketch, bands, shingles, sketch
from nlp.types import Analysis, Matrix, Passage
from service.store.again import done_again
from service.store.codec import STORED, analysis_to_json, bytes_to_vector, json_to_analysis
from service.store.concepts import resting_themes
from service.store.decision_codec import decision_of, decision_row
from service.store.desk_list import (
    DRAFT,
    PUBLISHED,
    ReviewSummary,
    ShownState,
    State,
    listed,
    summary,
)
from service.store.engine import reading, writing
from service.store.prints import SIZE, print_text
from service.store.records import Fingerprint, StoredReport
from service.store.tables import drafts, passages, reports, review_decisions, reviews

if TYPE_CHECKING:
    from corpus.documents import Document

SKETCHED = np.dtype("<u4")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReview:
    """What is decided of a report; ``machine`` is its analysis as read, without vectors.

    ``version`` rises with each change and is 0 before the first one. ``through``: the last
    decision that the published form knows. ``by`` and ``published_by`` are ids of keys.
    ``resting``: themes whose decisions wait until the vocabulary in use has them again.
    """

    report: str
    state: State
    version: int
    machine: Analysis
    decisions: tuple[Decision, ...]
    through: int
    name: str
    created: datetime
    updated: datetime
    published: datetime | None = None
    by: str = ""
    published_by: str = ""
    resting: frozenset[str] = frozenset()

    @property
    def last(self) -> int:
        """The number of the last decision, 0 before the first."""
        return max((each.id for each in self.decisions), default=0)

    @property
    def shown_state(self) -> ShownState:
        """A draft that somebody has decided something of is in review."""
        if self.state == PUBLISHED:
            return "published"
        return "in_review" if self.decisions else "draft"

    @property
    def is_ahead(self) -> bool:
        """Whether something was decided since it was published."""
        return self.state == PUBLISHED and self.last > self.through

    def applied(self) -> Applied:
        """What follows from all decisions."""
        return apply_decisions(self.machine, self.decisions, resting=self.resting)

    def in_print(self) -> tuple[Decision, ...]:
        """The decisions that the published form knows."""
        return in_force(each for each in self.decisions if each.id <= self.through)


@done_again
class DeskStore:
    """Safe to share between threads; each change is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, report_id: str) -> StoredReview:
        """The review of a draft or of a published report; NotFoundError."""
        with reading(self._engine) as connection:
            row = _held(connection, report_id)
            if row is None:
                return _unreviewed(connection, report_id)
            return _review(connection, row)

    def decided(self, report_id: str) -> Analysis:
        """The analysis of a draft or report after all decisions; NotFoundError."""
        return self.get(report_id).applied().analysis

    def decide(
        self, review: StoredReview, decisions: Sequence[Decision], *, by: str
    ) -> StoredReview:
        """Add decisions, whatever their numbers, to a review as it was seen; ChangedError."""
        now = datetime.now(UTC)
        rows = [decision_row(review.report, replace(each, by=by, at=now)) for each in decisions]
        with writing(self._engine) as connection:
            _raise_version(connection, review, {"by": by, "updated": now})
            for row in rows:
                connection.execute(insert(review_decisions).values(row))
            changed = _with_decisions(connection, review)
            _keep(connection, review.report, _counts(changed) | {"last": changed.last})
        return self.get(review.report)

    def page(
        self,
        *,
        state: ShownState | None = None,
        words: str = "",
        limit: int = 25,
        after: int = 0,
    ) -> list[ReviewSummary]:
        """Drafts first, then published reports, each the last changed first."""
        query = listed(state, words)
        ordered = query.order_by("rank", query.selected_columns.updated.desc(), "report_id")
        with reading(self._engine) as connection:
            rows = connection.execute(ordered.limit(limit).offset(after)).all()
        return [summary(row) for row in rows]

    def counts(self) -> dict[ShownState, int]:
        """How many there are in each state."""
        every = listed(None, "").subquery()
        query = select(every.c.state, func.count()).group_by(every.c.state)
        with reading(self._engine) as connection:
            found = Counter({row[0]: row[1] for row in connection.execute(query)})
        return {"draft": found["draft"], "in_review": found["in_review"],
                "published": found["published"]}  # fmt: skip

    def as_stored(self, report_id: str) -> StoredReport:
        """A draft as the machine read it, as if it were published; NotFoundError."""
        with reading(self._engine) as connection:
            row, found = _held(connection, report_id), draft_of(connection, report_id)
        if row is None or found is None:
            raise NotFoundError(f"Einen Entwurf mit der Kennung „{report_id}“ gibt es nicht.")
        analysis, content = found
        return StoredReport.of(analysis, content, row)

    def complete(self) -> list[str]:
        """The ids of all of which everything is decided, in order."""
        done = reviews.c.last > 0, reviews.c.decided == reviews.c["items"]
        query = select(reviews.c.report_id).where(*done).order_by(reviews.c.report_id)
        with reading(self._engine) as connection:
            return list(connection.execute(query).scalars())

    def drafts(self) -> set[str]:
        """The ids of all drafts."""
        with reading(self._engine) as connection:
            return set(connection.execute(select(drafts.c.report_id)).scalars())

    def take_vectors(self, draft: Analysis, vectors: Matrix) -> None:
        """Other vectors for a draft, where its text is still that."""
        own = (drafts.c.report_id == draft.id, drafts.c.text == draft.text)
        row = {"vectors": vectors.astype(STORED).tobytes()}
        with writing(self._engine) as connection:
            connection.execute(update(drafts).where(*own).values(row))

    def alike(self, drawn: Sketch, *, limit: int, without: str = "") -> list[str]:
        """The drafts that share the most bands with a sketch."""
        own = set(bands(drawn))
        query = select(drafts.c.report_id, drafts.c.sketch).where(drafts.c.report_id != without)
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        shared = Counter(
            {name: len(own & set(bands(_sketch(data)))) for name, data in rows if data}
        )
        return [name for name, count in shared.most_common(limit) if count]

    def texts(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Title of each of the drafts, and the text that its sketch is of."""
        columns = (drafts.c.report_id, reviews.c.shown, drafts.c.text, drafts.c.passages)
        query = select(*columns).join_from(
            drafts, reviews, drafts.c.report_id == reviews.c.report_id
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query.where(drafts.c.report_id.in_(list(ids)))).all()
        return {
            name: (title, print_text(text, _json_to_passages(parts)))
            for name, title, text, parts in rows
        }


# What the store does in its own transactions


def is_draft(connection: Connection, report_id: str) -> bool:
    """Whether a report is held back."""
    query = select(drafts.c.report_id).where(drafts.c.report_id == report_id)
    return connection.execute(query).first() is not None


def check_draft(connection: Connection, before: StoredReport) -> None:
    """ChangedError where a draft is no longer as it was."""
    row = _held(connection, before.id)
    if row is None or row.updated != before.updated:
        raise ChangedError(f"Der Entwurf „{before.id}“ wurde inzwischen geändert.")


def published_form(connection: Connection, analysis: Analysis) -> Analysis:
    """What is published of an analysis, which is kept beside where decisions change it."""
    row = _held(connection, analysis.id)
    if row is None:
        return analysis
    review = _with_decisions(connection, replace(_review(connection, row), machine=analysis))
    _keep(
        connection,
        analysis.id,
        _machine_row(analysis)
        | _counts(review)
        | {"version": row.version + 1, "updated": datetime.now(UTC)},
    )
    return apply_decisions(analysis, review.in_print(), resting=review.resting).analysis


def keep_draft(
    connection: Connection, analysis: Analysis, document: Document, version: str
) -> Literal["new", "changed"]:
    """Keep an analysed document that is not published, in place of the draft before."""
    row = _held(connection, analysis.id)
    _keep_review(connection, analysis, row)
    content = {
        "name": document.name,
        "media_type": document.media_type,
        "digest": document.digest,
        "version": version,
        "original": document.original,
    }
    _keep_content(connection, analysis, content)
    return "changed" if row else "new"


def retag_draft(connection: Connection, analysis: Analysis, *, version: str, since: str) -> bool:
    """Other themes of a draft whose text stays; False where ``since`` is not its version."""
    own = (drafts.c.report_id == analysis.id, drafts.c.version == since)
    if not connection.execute(update(drafts).where(*own).values(version=version)).rowcount:
        return False
    _keep_review(connection, analysis, _held(connection, analysis.id))
    return True


def machine_of(connection: Connection, report_id: str) -> tuple[str, str] | None:
    """Title and analysis as they were read, where decisions were made of them."""
    row = _held(connection, report_id)
    return (row.title, row.analysis) if row else None


def draft_of(connection: Connection, report_id: str) -> tuple[Analysis, Row[Any]] | None:
    """The machine's analysis of a draft with its vectors, and where it is from."""
    row = _held(connection, report_id)
    content = connection.execute(select(drafts).where(drafts.c.report_id == report_id)).first()
    if row is None or content is None:
        return None
    parts = _json_to_passages(content.passages)
    analysis = json_to_analysis(
        row.analysis, id=report_id, title=row.title, text=content.text, passages=parts
    )
    return replace(analysis, vectors=_vectors(content.vectors, len(parts))), content


def draft_prints(connection: Connection, ids: Sequence[str] | None) -> dict[str, Fingerprint]:
    """What drafts were made from."""
    query = select(drafts.c.report_id, drafts.c.digest, drafts.c.version)
    if ids is not None:
        query = query.where(drafts.c.report_id.in_(ids))
    rows = connection.execute(query).all()
    return {r.report_id: Fingerprint(digest=r.digest, version=r.version) for r in rows}


def mark_published(connection: Connection, review: StoredReview, *, by: str) -> None:
    """All decisions count from now on; ChangedError where there are others by now."""
    now = datetime.now(UTC)
    _raise_version(
        connection,
        review,
        {"state": PUBLISHED, "through": review.last, "published": now, "published_by": by}
        | {"by": by, "updated": now},
    )
    connection.execute(delete(drafts).where(drafts.c.report_id == review.report))


def mark_withdrawn(
    connection: Connection,
    review: StoredReview,
    analysis: Analysis,
    content: dict[str, Any],
    *,
    by: str,
) -> None:
    """It is a draft from now on. ``analysis``: the machine's, with its vectors."""
    _raise_version(
        connection,
        review,
        {"state": DRAFT, "through": 0, "by": by, "updated": datetime.now(UTC)},
    )
    _keep_content(connection, analysis, content)


def remove_review(connection: Connection, report_id: str) -> bool:
    """Forget decisions and draft; whether it was a draft."""
    held_back = is_draft(connection, report_id)
    for table in (drafts, review_decisions, reviews):
        connection.execute(delete(table).where(table.c.report_id == report_id))
    return held_back


# Rows


def _held(connection: Connection, report_id: str) -> Row[Any] | None:
    return connection.execute(select(reviews).where(reviews.c.report_id == report_id)).first()


def _keep(connection: Connection, report_id: str, row: dict[str, Any]) -> None:
    connection.execute(update(reviews).where(reviews.c.report_id == report_id).values(row))


def _keep_review(connection: Connection, analysis: Analysis, row: Row[Any] | None) -> None:
    """Of a draft, in place of the one before."""
    now = datetime.now(UTC)
    if row is None:
        first = _first_row(analysis, now) | {"state": DRAFT}
        connection.execute(insert(reviews).values(first))
        return
    review = _with_decisions(connection, _fresh(analysis, now, state=DRAFT))
    changes = {"version": row.version + 1, "updated": now}
    _keep(connection, analysis.id, _machine_row(analysis) | _counts(review) | changes)


def _keep_content(connection: Connection, analysis: Analysis, content: dict[str, Any]) -> None:
    print_ = sketch(shingles(print_text(analysis.text, analysis.passages)), SIZE)
    connection.execute(delete(drafts).where(drafts.c.report_id == analysis.id))
    row = content | {
        "report_id": analysis.id,
        "text": analysis.text,
        "passages": _passages_to_json(analysis.passages),
        "vectors": analysis.vectors.astype(STORED).tobytes(),
        "sketch": print_.astype(SKETCHED).tobytes(),
    }
    connection.execute(insert(drafts).values(row))


def _raise_version(connection: Connection, review: StoredReview, changes: dict[str, Any]) -> None:
    """Change a row as it was seen, or write the first one; ChangedError where it is another."""
    own = (reviews.c.report_id == review.report, reviews.c.version == review.version)
    row = changes | {"version": review.version + 1}
    if connection.execute(update(reviews).where(*own).values(row)).rowcount:
        return
    if review.version or _held(connection, review.report):
        raise ChangedError("An diesem Bericht hat inzwischen jemand anderes gearbeitet.")
    connection.execute(insert(reviews).values(_opened(review) | row))


def _opened(review: StoredReview) -> dict[str, Any]:
    """The row of a report that nobody has looked at before."""
    return _first_row(review.machine, review.created) | {
        "state": review.state,
        "through": review.through,
        "published": review.published,
    }


def _first_row(analysis: Analysis, now: datetime) -> dict[str, Any]:
    fresh = _fresh(analysis, now, state=DRAFT)
    times = {"created": now, "updated": now, "published": None, "by": "", "published_by": ""}
    numbers = {"version": 1, "last": 0, "through": 0}
    return {"report_id": analysis.id} | _machine_row(analysis) | _counts(fresh) | times | numbers


def _machine_row(analysis: Analysis) -> dict[str, Any]:
    return {"title": analysis.title, "analysis": analysis_to_json(analysis)}


def _counts(review: StoredReview) -> dict[str, Any]:
    applied = review.applied()
    decided, items = progress(items_of(review.machine, applied, review.decisions))
    return {"decided": decided, "items": items, "shown": applied.analysis.title}


def _fresh(analysis: Analysis, now: datetime, *, state: State) -> StoredReview:
    return StoredReview(
        report=analysis.id,
        state=state,
        version=0,
        machine=analysis,
        decisions=(),
        through=0,
        name="",
        created=now,
        updated=now,
    )


def _review(connection: Connection, row: Row[Any]) -> StoredReview:
    text, name, parts = _content(connection, row.report_id)
    found = StoredReview(
        report=row.report_id,
        state=row.state,
        version=row.version,
        machine=json_to_analysis(
            row.analysis, id=row.report_id, title=row.title, text=text, passages=parts
        ),
        decisions=(),
        through=row.through,
        name=name,
        created=row.created,
        updated=row.updated,
        published=row.published,
        by=row.by,
        published_by=row.published_by,
    )
    return _with_decisions(connection, found)


def _with_decisions(connection: Connection, review: StoredReview) -> StoredReview:
    """With what is decided of it by now, and what of that rests."""
    decisions = _decisions(connection, review.report)
    resting = resting_themes(connection, review.machine, decisions)
    return replace(review, decisions=decisions, resting=resting)


def _unreviewed(connection: Connection, report_id: str) -> StoredReview:
    row = connection.execute(select(*_REPORT).where(reports.c.id == report_id)).first()
    if row is None:
        raise NotFoundError(f"Einen Bericht mit der Kennung „{report_id}“ gibt es nicht.")
    parts = _passages_of(connection, report_id)
    machine = json_to_analysis(
        row.analysis, id=report_id, title=row.title, text=row.text, passages=parts
    )
    fresh = _fresh(machine, row.created, state=PUBLISHED)
    return replace(fresh, name=row.name, updated=row.updated, published=row.created)


_REPORT = tuple(c for c in reports.c if c.name != "original")


def _content(connection: Connection, report_id: str) -> tuple[str, str, list[Passage]]:
    """Text, file name and passages, of a draft or of a published report."""
    columns = (drafts.c.text, drafts.c.name, drafts.c.passages)
    draft = connection.execute(select(*columns).where(drafts.c.report_id == report_id)).first()
    if draft:
        return draft.text, draft.name, _json_to_passages(draft.passages)
    query = select(reports.c.text, reports.c.name).where(reports.c.id == report_id)
    row = connection.execute(query).one()
    return row.text, row.name, _passages_of(connection, report_id)


def _passages_of(connection: Connection, report_id: str) -> list[Passage]:
    columns = [passages.c[name] for name in ("start", "end", "heading", "searchable")]
    query = select(*columns).where(passages.c.report_id == report_id)
    return [
        Passage(**row) for row in connection.execute(query.order_by(passages.c.ordinal)).mappings()
    ]


def _decisions(connection: Connection, report_id: str) -> tuple[Decision, ...]:
    query = select(review_decisions).where(review_decisions.c.report_id == report_id)
    rows = connection.execute(query.order_by(review_decisions.c.id))
    return tuple(decision_of(row) for row in rows)


def _passages_to_json(parts: Sequence[Passage]) -> str:
    rows = [[p.start, p.end, p.heading, p.searchable] for p in parts]
    return json.dumps(rows, ensure_ascii=False)


def _json_to_passages(written: str) -> list[Passage]:
    return [
        Passage(start=start, end=end, heading=heading, searchable=searchable)
        for start, end, heading, searchable in json.loads(written)
    ]


def _vectors(data: bytes, rows: int) -> Matrix:
    if not rows:
        return np.zeros((0, 0), dtype=np.float32)
    size = len(data) // rows
    return np.stack([bytes_to_vector(data[at * size : (at + 1) * size]) for at in range(rows)])


def _sketch(data: bytes) -> Sketch:
    return np.frombuffer(data, dtype=SKETCHED).astype(np.uint32)

"""An initiative in one text: a project, a whole report, or a described plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.project_passages import all_sentences, is_alone, own_passages, own_sentences
from nlp.registry import ProjectRecord
from nlp.types import Analysis, Passage, Place, Span

MOST_PLACES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An initiative in one text: the ``parts`` and sentences (``lines``) that are about it.

    ``named``: where its name stands; ``year``: of the report.
    """

    analysis: Analysis
    parts: Sequence[Passage]
    lines: Sequence[Span]
    named: Sequence[Span] = ()
    places: Sequence[Place] = ()
    programmes: Sequence[str] = ()
    year: int | None = None


def project_subject(analysis: Analysis, record: ProjectRecord) -> Subject:
    """A project in one of its reports."""
    alone = is_alone(analysis, record)
    parts = own_passages(analysis.passages, record, alone=alone)
    return Subject(
        analysis=analysis,
        parts=parts,
        lines=own_sentences(
            analysis.text, parts, record, others=_other_projects(analysis, record), alone=alone
        ),
        named=record.mentions,
        places=record.places,
        programmes=(record.programme,) if record.programme else (),
        year=record.year,
    )


def report_subject(analysis: Analysis) -> Subject:
    """A whole report, or a described plan."""
    parts = [part for part in analysis.passages if part.searchable]
    start = analysis.event.start or analysis.event.end or ""
    return Subject(
        analysis=analysis,
        parts=parts,
        lines=all_sentences(analysis.text, parts),
        places=_places(analysis),
        programmes=tuple(
            dict.fromkeys(m.text for m in analysis.mentions if m.label == "PROGRAMME")
        ),
        year=int(start[:4]) if start[:4].isdigit() else None,
    )


def _other_projects(analysis: Analysis, record: ProjectRecord) -> list[Span]:
    own = {(span.start, span.end) for span in record.mentions}
    projects = (m for m in analysis.mentions if m.label == "PROJECT")
    return sorted(Span(start=m.start, end=m.end) for m in projects if (m.start, m.end) not in own)


def _places(analysis: Analysis) -> tuple[Place, ...]:
    """Where projects work and the event was, else what is named most."""
    linked = [mention.place for mention in analysis.mentions if mention.place]
    known = {place.name: place for place in reversed(linked)}
    names = [relation.place for relation in analysis.located_in]
    names += [analysis.event.place] if analysis.event.place else []
    if told := [known[name] for name in dict.fromkeys(names) if name in known]:
        return tuple(told)
    counts = Counter(place.id for place in linked)
    by_id = {place.id: place for place in linked}
    return tuple(by_id[name] for name, _ in counts.most_common(MOST_PLACES))

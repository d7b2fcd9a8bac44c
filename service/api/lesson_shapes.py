"""Lessons, groups and practice cards to schemas of the API; names only where released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlp.corroboration import in_words, summary_of
from nlp.practice_card import TITLES, Card, Extract
from nlp.registry import Entry
from nlp.types import Span
from service import lesson_schemas
from service.api.shapes import link_to
from service.store import Chorus, Store, StoredLesson


def listed_lessons(
    store: Store, found: Sequence[StoredLesson], *, persons: bool
) -> list[lesson_schemas.ListedLesson]:
    """Lessons, each with what is said together with it."""
    choruses = store.lessons.choruses(lesson.group for lesson in found)
    return [_lesson(lesson, choruses, persons=persons) for lesson in found]


def voices_of(store: Store, group: str, *, persons: bool) -> lesson_schemas.Voices:
    """All lessons of a group, and those against it; NotFoundError."""
    own, against = store.lessons.group(group)
    chorus = store.lessons.choruses([group])[group]
    return lesson_schemas.Voices(
        **_group(group, chorus).model_dump(),
        lessons=listed_lessons(store, own, persons=persons),
        opposite=listed_lessons(store, against, persons=persons),
    )


def card_of(entry: Entry, card: Card, titles: Mapping[str, str]) -> lesson_schemas.PracticeCard:
    """A practice card; ``titles`` of the reports by id."""
    return lesson_schemas.PracticeCard(
        project=entry.id,
        name=entry.name,
        sections=[
            lesson_schemas.CardSection(
                section=section,
                title=title,
                extracts=[_extract(each, titles) for each in card.of(section)],
            )
            for section, title in TITLES.items()
        ],
    )


def _lesson(
    lesson: StoredLesson, choruses: Mapping[str, Chorus], *, persons: bool
) -> lesson_schemas.ListedLesson:
    chorus = choruses[lesson.group]
    titles = {voice.report: voice.title for voice in chorus.voices}
    return lesson_schemas.ListedLesson(
        start=lesson.start,
        end=lesson.end,
        report=lesson.report,
        title=titles.get(lesson.report, ""),
        text=lesson.text if persons else lesson.shown,
        kind=lesson.kind,
        themes=list(lesson.themes),
        source=lesson.source if persons else lesson.role,
        group=_group(lesson.group, chorus),
        link=link_to(lesson.report, lesson),
    )


def _group(name: str, chorus: Chorus) -> lesson_schemas.LessonGroup:
    summary = summary_of(chorus.voices, chorus.against)
    return lesson_schemas.LessonGroup(
        id=name,
        sentence=in_words(summary),
        reports=summary.reports,
        programmes=summary.programmes,
        states=summary.states,
        since=summary.since,
        until=summary.until,
        against=summary.against,
    )


def _extract(extract: Extract, titles: Mapping[str, str]) -> lesson_schemas.CardExtract:
    return lesson_schemas.CardExtract(
        text=extract.text,
        evidence=[
            lesson_schemas.CardEvidence(
                report=shown.report,
                title=titles.get(shown.report, ""),
                start=shown.start,
                end=shown.end,
                link=link_to(shown.report, Span(start=shown.start, end=shown.end)),
            )
            for shown in extract.evidence
        ],
    )

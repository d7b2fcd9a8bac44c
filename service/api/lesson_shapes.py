"""Lessons, groups and practice cards to schemas of the API; names only where released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlp.corroboration import Summary, in_words, summary_of
from nlp.practice_card import TITLES, Card, Extract
from nlp.registry import Entry
from nlp.types import Span
from service import lesson_schemas
from service.api.shapes import link_to
from service.lesson_board import BoardGroup
from service.store import Chorus, Store, StoredLesson, StoredReport

MOST_VOICES = 3
"""So many voices of a group stand in a list."""


def listed_lessons(
    store: Store, found: Sequence[StoredLesson], *, persons: bool
) -> list[lesson_schemas.ListedLesson]:
    """Lessons, each with what is said together with it."""
    choruses = store.lessons.choruses(lesson.group for lesson in found)
    reports = store.find(lesson.report for lesson in found)
    groups = {name: _group(name, chorus) for name, chorus in choruses.items()}
    return [
        _lesson(each, groups[each.group], reports, choruses[each.group].copies, persons=persons)
        for each in found
    ]


def shared_lessons(
    store: Store, groups: Sequence[BoardGroup], *, persons: bool, most: int = MOST_VOICES
) -> list[lesson_schemas.SharedLessons]:
    """Groups of the board, each with ``most`` of its lessons, the latest of each report first."""
    chosen = {group.id: _first_voices(group, most) for group in groups}
    picked = store.lessons.pick(number for some in chosen.values() for number in some)
    reports = store.find(lesson.report for lesson in picked.values())
    return [_shared(group, chosen[group.id], picked, reports, persons=persons) for group in groups]


def group_of(group: BoardGroup) -> lesson_schemas.LessonGroup:
    """A group of the board in numbers."""
    return _summed(group.id, group.summary)


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


def _shared(
    group: BoardGroup,
    numbers: Sequence[int],
    picked: Mapping[int, StoredLesson],
    reports: Mapping[str, StoredReport],
    *,
    persons: bool,
) -> lesson_schemas.SharedLessons:
    own = group_of(group)
    some = (picked[number] for number in numbers if number in picked)
    return lesson_schemas.SharedLessons(
        **own.model_dump(),
        day=group.day or None,
        lessons=[_lesson(each, own, reports, group.copies, persons=persons) for each in some],
    )


def _first_voices(group: BoardGroup, most: int) -> list[int]:
    """One of each report before a second one of any, those that nearly repeat another last."""
    first = {lesson.voice.report: lesson.id for lesson in reversed(group.lessons)}
    own = [number for report, number in reversed(first.items()) if report not in group.copies]
    rest = (lesson.id for lesson in group.lessons if lesson.id not in first.values())
    return list(dict.fromkeys([*own, *reversed(first.values()), *rest]))[:most]


def _lesson(
    lesson: StoredLesson,
    group: lesson_schemas.LessonGroup,
    reports: Mapping[str, StoredReport],
    copies: Mapping[str, str],
    *,
    persons: bool,
) -> lesson_schemas.ListedLesson:
    report = reports.get(lesson.report)
    return lesson_schemas.ListedLesson(
        start=lesson.start,
        end=lesson.end,
        report=lesson.report,
        title=report.title if report else "",
        text=lesson.text if persons else lesson.shown,
        kind=lesson.kind,
        themes=list(lesson.themes),
        source=lesson.source if persons else lesson.role,
        day=(report.analysis.event.start or report.analysis.event.end) if report else None,
        place=report.analysis.event.place if report else None,
        group=group,
        same_text_as=copies.get(lesson.report),
        link=link_to(lesson.report, lesson),
    )


def _group(name: str, chorus: Chorus) -> lesson_schemas.LessonGroup:
    return _summed(name, summary_of(chorus.voices, chorus.against, chorus.copies))


def _summed(name: str, summary: Summary) -> lesson_schemas.LessonGroup:
    return lesson_schemas.LessonGroup(
        id=name,
        sentence=in_words(summary),
        reports=summary.reports,
        programmes=summary.programmes,
        states=summary.states,
        since=summary.since,
        until=summary.until,
        against=summary.against,
        copies=summary.copies,
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

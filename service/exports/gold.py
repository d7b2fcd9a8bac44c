"""Reviewed reports as annotation to train on, in the form of ``corpus.gold``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from corpus.gold import GoldLesson, GoldMention, GoldPlace, GoldReport, GoldTheme, as_row
from nlp.types import Analysis, LocatedIn, Mention, Place

GRADE = 2
"""Editors say that a report has a theme, not how much of it."""


def written(reports: Iterable[Analysis]) -> Iterator[str]:
    """A report a line."""
    for report in reports:
        yield json.dumps(as_row(gold_of(report)), ensure_ascii=False) + "\n"


def gold_of(report: Analysis) -> GoldReport:
    """What was read and decided, as annotation.

    A project is called there as the text first calls it; where it works is said of places that
    the text names.
    """
    names = {p.name: report.mentions[p.mentions[0]].text for p in report.projects if p.mentions}
    linked = {mention.place.name for mention in report.mentions if mention.place}
    located = (
        LocatedIn(project=names[relation.project], place=relation.place)
        for relation in report.located_in
        if relation.project in names and relation.place in linked
    )
    return GoldReport(
        id=report.id,
        title=report.title,
        doc_kind=report.doc_kind,
        text=report.text,
        event=report.event,
        mentions=tuple(_mention(mention) for mention in report.mentions),
        located_in=tuple(dict.fromkeys(located)),
        themes=tuple(GoldTheme(id=theme.id, grade=GRADE) for theme in report.themes),
        lessons=tuple(
            GoldLesson(
                start=each.start,
                end=each.end,
                text=each.text,
                kind=each.kind,
                source=each.source if (each.source or "") in report.text else None,
            )
            for each in report.lessons
        ),
    )


def _mention(mention: Mention) -> GoldMention:
    return GoldMention(
        start=mention.start,
        end=mention.end,
        text=mention.text,
        label=mention.label,
        place=_place(mention.place) if mention.place and mention.label == "PLACE" else None,
    )


def _place(place: Place) -> GoldPlace:
    return GoldPlace(
        name=place.name, kind=place.kind, state=place.state, lat=place.lat, lon=place.lon
    )

"""Links from a lesson, wherever it is shown, to what other reports say of the same."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.corroboration import in_words
from nlp.types import Span
from service.api.parts import Parts
from service.store import LessonPlace
from service.web.lesson_view import link_to_group
from service.web.project_view import Link


class SharedVoices:
    """Of some reports the lessons that others share or contradict."""

    def __init__(self, parts: Parts, reports: Iterable[str]) -> None:
        places = parts.store.lessons.places(reports)
        groups = parts.board.shared({place.group for place in places}) if places else {}
        self._links = {
            name: Link(text=in_words(group.summary), href=link_to_group(name))
            for name, group in groups.items()
        }
        self._places: dict[str, list[LessonPlace]] = {}
        for place in places:
            if place.group in self._links:
                self._places.setdefault(place.report, []).append(place)

    def at(self, report: str, span: Span) -> Link | None:
        """For a lesson, or a sentence of one; None where nobody else speaks of it."""
        place = next((p for p in self._places.get(report, ()) if p.overlaps(span)), None)
        return self._links[place.group] if place else None

"""Names of persons are personal data: they leave the service only where a setting releases them.

The text of a report is shown as it was published. What is held back is everything that would
turn it into a register of persons: the list of their names, their places in the text, and who
said a lesson. A source is given only when it is a name that was read as something else than a
person; what is not known to be an organisation counts as a person.
"""

from __future__ import annotations

from dataclasses import replace

from nlp.types import Analysis, Lesson, Mention, Project

SOMEBODY = "eine beteiligte Person"


def without_persons(analysis: Analysis, *, stand_in: str | None = None) -> Analysis:
    """The analysis without PERSON mentions; ``stand_in`` replaces a person as a lesson's source."""
    kept = [i for i, mention in enumerate(analysis.mentions) if mention.label != "PERSON"]
    moved = {old: new for new, old in enumerate(kept)}
    known = names_of_others(analysis.mentions)
    return replace(
        analysis,
        mentions=tuple(analysis.mentions[i] for i in kept),
        projects=tuple(_moved(project, moved) for project in analysis.projects),
        lessons=tuple(_unnamed(lesson, known, stand_in) for lesson in analysis.lessons),
    )


def names_of_others(mentions: tuple[Mention, ...]) -> set[str]:
    """The names of whatever is no person."""
    persons = {m.text for m in mentions if m.label == "PERSON"}
    return {m.text for m in mentions if m.label != "PERSON"} - persons


def _moved(project: Project, moved: dict[int, int]) -> Project:
    return replace(project, mentions=tuple(moved[i] for i in project.mentions if i in moved))


def _unnamed(lesson: Lesson, known: set[str], stand_in: str | None) -> Lesson:
    if lesson.source is None or lesson.source in known:
        return lesson
    return replace(lesson, source=stand_in)

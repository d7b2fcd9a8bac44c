"""What editors decide about the reading of a report, and the reading that follows from it."""

from nlp.editing.anchors import anchor_of, place_again
from nlp.editing.apply import Applied, Open, apply_decisions
from nlp.editing.decisions import (
    SINGLE,
    SUBJECTS,
    Anchor,
    Decision,
    Subject,
    Value,
    Verdict,
    in_force,
)
from nlp.editing.items import Item, items_of, progress
from nlp.editing.keys import lesson_key, place_key, project_key

__all__ = [
    "SINGLE",
    "SUBJECTS",
    "Anchor",
    "Applied",
    "Decision",
    "Item",
    "Open",
    "Subject",
    "Value",
    "Verdict",
    "anchor_of",
    "apply_decisions",
    "in_force",
    "items_of",
    "lesson_key",
    "place_again",
    "place_key",
    "progress",
    "project_key",
]

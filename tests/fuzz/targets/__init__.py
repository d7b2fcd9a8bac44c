"""What is fuzzed, by name."""

from __future__ import annotations

from tests.fuzz.targets.cleaning import CLEANING
from tests.fuzz.targets.markup import MARKUP
from tests.fuzz.targets.pages import PAGES
from tests.fuzz.targets.questions import QUESTIONS
from tests.fuzz.targets.reading import READING
from tests.fuzz.targets.target import Target
from tests.fuzz.targets.whole import WHOLE

TARGETS: dict[str, Target] = {
    target.name: target for target in (*CLEANING, *READING, *MARKUP, *QUESTIONS, *PAGES, *WHOLE)
}

__all__ = ["TARGETS", "Target"]

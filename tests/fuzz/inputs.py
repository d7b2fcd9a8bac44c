"""What targets are fed with: an endless, seeded mixture of all kinds of text."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.fuzz.baits import any_bait
from tests.fuzz.mutants import mutant
from tests.fuzz.prose import question, report
from tests.fuzz.signs import odd_text

LENGTHS = (0, 1, 2, 20, 80, 300, 300, 1_000, 1_000, 3_000, 3_000, 10_000, 30_000)
QUESTION_LENGTHS = (0, 1, 5, 20, 40, 80, 80, 150, 150, 400, 2_000, 3_000)
REPORTS = (odd_text, odd_text, report, report, report, mutant, mutant, any_bait)
QUESTIONS = (odd_text, odd_text, question, question, question, question, mutant, any_bait)


def texts(seed: object, *, questions: bool = False) -> Iterator[str]:
    """Texts of reports, or questions; the same seed gives the same texts."""
    random = Random(f"{seed}")
    kinds, lengths = (QUESTIONS, QUESTION_LENGTHS) if questions else (REPORTS, LENGTHS)
    while True:
        length = random.choice(lengths)
        text = random.choice(kinds)(random, random.randint(length // 2, length))
        yield text

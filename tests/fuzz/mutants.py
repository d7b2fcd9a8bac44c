"""Reports of the sample corpus, damaged."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from random import Random

from tests.fuzz.signs import POOLS

REPORTS = Path(__file__).parents[2] / "corpus" / "data" / "reports.jsonl"


@lru_cache(maxsize=1)
def reports() -> tuple[str, ...]:
    """The texts of the sample corpus."""
    with REPORTS.open(encoding="utf-8") as lines:
        return tuple(json.loads(line)["text"] for line in lines)


def mutant(random: Random, length: int) -> str:
    """About ``length`` characters of one report or several, changed in many ways."""
    text = random.choice(reports())
    while len(text) < length:
        text += random.choice(("\n\n", " ", "")) + random.choice(reports())
    start = random.randrange(max(1, len(text) - length + 1))
    text = text[start : start + length]
    for _ in range(random.choice((1, 2, 5, 20))):
        text = random.choice(CHANGES)(random, text)
    return text


def _deleted(random: Random, text: str) -> str:
    start, end = _range(random, text)
    return text[:start] + text[end:]


def _doubled(random: Random, text: str) -> str:
    start, end = _range(random, text)
    return text[:end] + text[start:]


def _swapped(random: Random, text: str) -> str:
    start, end = _range(random, text)
    middle = (start + end) // 2
    return text[:start] + text[middle:end] + text[start:middle] + text[end:]


def _in_other_case(random: Random, text: str) -> str:
    start, end = _range(random, text)
    change = random.choice((str.upper, str.lower, str.swapcase, str.title))
    return text[:start] + change(text[start:end]) + text[end:]


def _with_sign(random: Random, text: str) -> str:
    at = random.randrange(len(text) + 1)
    return (
        text[:at] + random.choice(random.choice(POOLS)) * random.choice((1, 1, 2, 40)) + text[at:]
    )


def _without_breaks(random: Random, text: str) -> str:
    return text.replace("\n", random.choice((" ", "", "\n\n", "-\n", "\n• ")))


def _with_other_signs(random: Random, text: str) -> str:
    old, new = random.choice(text or "a"), random.choice(random.choice(POOLS))
    return text.replace(old, new)


def _spliced(random: Random, text: str) -> str:
    other = random.choice(reports())
    start, end = _range(random, other)
    at = random.randrange(len(text) + 1)
    return text[:at] + other[start:end] + text[at:]


def _range(random: Random, text: str) -> tuple[int, int]:
    start = random.randrange(len(text) + 1)
    return start, min(len(text), start + random.choice((1, 2, 8, 60, 400)))


CHANGES: tuple[Callable[[Random, str], str], ...] = (
    _deleted, _doubled, _swapped, _in_other_case, _with_sign, _with_sign, _without_breaks,
    _with_other_signs, _spliced,
)  # fmt: skip

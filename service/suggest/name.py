"""What can be suggested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

SuggestionKind = Literal["theme", "programme", "state", "place", "project", "question", "phrase"]
KINDS: tuple[SuggestionKind, ...] = get_args(SuggestionKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Words that stand for something: several names may stand for one ``id`` of a kind.

    ``label``: what that is called; ``reports``: how many are about it, name it or lie in it.
    """

    text: str
    kind: SuggestionKind
    id: str
    label: str
    reports: int
    note: str = ""

"""What a question asks for beside its topic: where, when, of which kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nlp.types import LessonKind, Span

ResultKind = Literal["reports", "projects", "lessons", "passages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWish:
    """In one of these places or in what lies in them: ``ids`` of the gazetteer.

    ``radius`` in kilometres where a surrounding was asked for; its places are among the ids.
    """

    ids: tuple[str, ...]
    radius: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """ISO dates, both inclusive; None where it is open."""

    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeWish:
    """Funded by this programme; ``name`` as the registry has it."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonWish:
    """Holds a lesson of one of these kinds."""

    kinds: tuple[LessonKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultWish:
    """What is to be listed."""

    kind: ResultKind


Wish = PlaceWish | Period | ProgrammeWish | LessonWish | ResultWish


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood(Span):
    """A part of the question (a span of ``Query.text``) and what it was understood to mean.

    ``id`` names it in a parameter that takes it back, ``label`` is German, for a chip. ``certain``
    is false where it may only raise what fits (a bare name), not shut out what does not.
    """

    id: str
    label: str
    wish: Wish
    certain: bool = True

"""What stands before a place's name and makes it a wish."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.german import asked_places as german
from nlp.types import Place, Span

FURTHEST = 500.0
"""Kilometres."""
_DISTRICTS = re.compile(r"[Kk]reisen? $")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlace(Span):
    """A name in the text, what it may mean, and where the words begin that make it a wish."""

    places: tuple[Place, ...]
    begin: int
    joined: bool
    radius: float | None
    districts: bool
    adjective: bool
    certain: bool = False


class Lead:
    """What stands before a name and makes it a wish."""

    def __init__(self, text: str, span: Span, before: FoundPlace | None) -> None:
        start = max(0, span.start - german.LONGEST_LEAD)
        words = text[start : span.start]
        self.joined = _follows(text, span, before)
        self.inside = german.INSIDE.search(words)
        self.around = german.AROUND.search(words)
        self.before_it = before
        self.at_water = german.AT_WATER.search(words) is not None
        self.before = before if self.joined else None
        match = self.around if self.around and not self._is_inside() else self.inside
        self.begin = start + match.start() if match else span.start
        self._match = match
        kreis = re.search(r"[Kk]reis", match[0]) if match else None
        self.districts = bool(kreis or (self.before and self.before.districts))

    def _is_inside(self) -> bool:
        """``in`` where ``Umkreis`` and the like do not follow."""
        return bool(
            self.inside
            and self.around
            and self.inside.start() < self.around.start()
            and not self.around[0][:1].isupper()
        )

    @property
    def plural_districts(self) -> bool:
        """``in den Landkreisen A und B``: what is joined is a district too."""
        inherited = self.before is not None and self.before.districts
        return inherited or bool(self._match and _DISTRICTS.search(self._match[0]))

    @property
    def any(self) -> bool:
        """Whether there is one."""
        return self._match is not None

    @property
    def strong(self) -> bool:
        """Whether it restricts by itself."""
        if self._match is None:
            return bool(self.before and self.before.certain and self.before.radius is None)
        return self._match is self.inside

    @property
    def weak(self) -> bool:
        """``um`` and ``bei`` say many other things."""
        return bool(self._match and self._match[0].lower().startswith(("bei ", "um ")))

    @property
    def article(self) -> bool:
        """Whether the name has an article: ``in der``, ``im``, ``am``."""
        if self._match is None or self._match is not self.inside:
            return False
        return bool(self._match["article"] or self._match["contracted"])

    @property
    def from_there(self) -> bool:
        """Whether it is ``aus``: where people, money or things come from."""
        return bool(self._match and self._match[0].lower().startswith("aus "))

    @property
    def kind_word(self) -> bool:
        """Whether a word says what kind of place follows: ``in der Stadt``."""
        return bool(self._match and re.search(r"[A-ZÄÖÜ]\w{3,40} $", self._match[0]))

    @property
    def radius(self) -> float | None:
        """Kilometres that were asked for."""
        if self._match is None or self._match is not self.around:
            return None
        distance = self._match["distance"] or self._match["away"]
        if distance:
            return min(float(distance.replace(",", ".")), FURTHEST) or None
        if self._match["wide"]:
            return german.WIDE_RADIUS
        return german.NEAR_RADIUS if self._match["near"] else german.AROUND_RADIUS

    @property
    def region(self) -> bool:
        """``im Raum Niedersachsen``: all of it, where it is more than a town."""
        return bool(self._match and re.search(r"(?:Region|Raum) $", self._match[0]))


def _follows(text: str, span: Span, before: FoundPlace | None) -> bool:
    if before is None or not 0 < span.start - before.end <= 30:
        return False
    return german.AND.fullmatch(text[before.end : span.start]) is not None

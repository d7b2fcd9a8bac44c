"""What a concept's scope note takes in and what it leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.concepts import Concept
from nlp.labels import label_stems

LONGEST_PHRASE = 6

_CLAUSE_END = re.compile(r"(?<=[.;!])\s+|\n")
_LEAVES_OUT = re.compile(
    r"(?:nicht(?: (?:gemeint|gedacht|enthalten|erfasst|zu verwenden|verwenden))?"
    r"(?: (?:ist|sind|wird|werden))?(?: (?:für|bei))?"
    r"|keine?|ohne|außer|ausgenommen(?: (?:ist|sind))?|ausgeschlossen(?: (?:ist|sind))?)"
    r"\b[:\s]+",
    re.IGNORECASE,
)
_PHRASE_END = re.compile(r"[,;|]|\b(?:und|oder|sowie)\b")
_ASIDE = re.compile(r"\([^()]*\)|→.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """``text``: what the note says beside exclusions; ``excluded``: phrases that do not count."""

    text: str
    excluded: tuple[str, ...]


def scope_of(concept: Concept) -> Scope:
    """The scope note read clause by clause, and the concept's own exclusions.

    A clause that begins with „Nicht“, „Ohne“, „Kein“, „Außer“ and the like leaves out what
    follows. A phrase that says no more than one of the concept's names excludes nothing.
    """
    clauses = _CLAUSE_END.split(concept.scope_note)
    kept = [clause for clause in clauses if not _LEAVES_OUT.match(clause)]
    phrases = [*concept.exclusions, *(p for clause in clauses for p in _left_out(clause))]
    own = {frozenset(label_stems(name)) for name in concept.names}
    return Scope(
        text=" ".join(" ".join(kept).split()),
        excluded=tuple(
            phrase
            for phrase in dict.fromkeys(phrases)
            if (stems := frozenset(label_stems(phrase))) and stems not in own
        ),
    )


def _left_out(clause: str) -> Iterator[str]:
    found = _LEAVES_OUT.match(clause)
    if not found:
        return
    for part in _PHRASE_END.split(_ASIDE.sub(" ", clause[found.end() :])):
        words = part.strip(" .;:!\t\n").split()
        if 0 < len(words) <= LONGEST_PHRASE:
            yield " ".join(words)

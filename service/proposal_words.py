"""Why entries may be one project, as a German sentence."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.registry import Against, Proposal, Reason

_REASONS: dict[Reason, str] = {
    "common_name": "Mehrere Berichte nennen „{0}“; so heißen viele Projekte.",
    "acronym": "Mehrere Berichte nennen die Abkürzung „{0}“; sie kann für Verschiedenes stehen.",
    "name_only": "Mehrere Berichte nennen „{0}“; außer dem Namen spricht nichts dafür.",
    "contradiction": "Mehrere Berichte nennen „{0}“, aber mit Angaben, die einander widersprechen.",
    "acronym_of": "„{0}“ kann die Abkürzung von „{1}“ sein.",
    "longer_title": "„{0}“ kann die Kurzform von „{1}“ sein.",
    "spelling": "„{0}“ und „{1}“ unterscheiden sich nur in einem Buchstaben.",
}
_AGAINST: dict[Against, str] = {
    "places": "verschiedene Orte",
    "programmes": "verschiedene Förderprogramme",
    "states": "Berichte aus verschiedenen Ländern",
    "years": "weit auseinanderliegende Jahre",
}
LONGEST = 120


def sentence_of(proposal: Proposal) -> str:
    """What speaks for it, and what against it."""
    said = _REASONS[proposal.reason].format(*map(short_name, proposal.forms))
    if not proposal.against:
        return said
    return f"{said} Dagegen sprechen {_joined([_AGAINST[name] for name in proposal.against])}."


def short_name(form: str) -> str:
    """A name as it is shown: of an endless one the beginning."""
    return form if len(form) <= LONGEST else f"{form[:LONGEST]}…"


def _joined(words: Sequence[str]) -> str:
    return " und ".join((", ".join(words[:-1]), words[-1])) if words[1:] else words[0]

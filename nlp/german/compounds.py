"""Whether a word is part of a German compound: data first, then one small test.

No dictionary is needed: what is left and right of the part must look like words of its own.
"""

from __future__ import annotations

import re

MIN_PART = 5
"""Shorter parts turn up in too many unrelated words (``Roma`` in ``Romanistik``)."""

LINKING = ("s", "es", "n", "en", "er", "ns", "e")

ENDINGS = frozenset(
    """
    e en er es em s n in innen ung ungen bar bare baren barer bares barung barungen barkeit lich
    liche lichen licher liches lichkeit isch ische ischen ischer isches ig ige igen iger iges
    igung igt igte igten keit heit ismus ist isten ierung ieren iert ierte ierten end ende enden
    ender los lose losen sam same samen tum chen lein ell elle ellen eller
    """.split()
)
"""Endings that make another word of a stem, not a compound."""

INFLECTION = re.compile(
    r"(?:e|en|n|s|es|er|ern|em|e?t(?:e[nmrst]?)?|end(?:e[nmrs]?)?|(?:(?:en)?t?lich|isch|al|ell|los"
    r"|weit)(?:e[nmrs]?)?)?"
)
"""Endings that leave a word what it is: inflection, and the adjective made of it (``kommunal``)."""

SHORT_PARTS = frozenset("kita hort dorf kind geld raum cafe".split())
"""Parts of fewer letters than ``MIN_PART`` that are clear all the same."""

SHORT_HEADS = frozenset(
    "amt bad bau bus hof hut kur ort rad rat see tag tor tat uhr weg zug art box bar ende".split()
)
"""Short heads of compounds; other short ends are inflection or chance (``Schul|ter``)."""

NO_VERBS = frozenset("konzern konzert experten".split())
"""Words that end like forms of verbs such as ``fördern`` and ``entwickeln``."""

OTHER_WORDS = re.compile(
    r"schuld(?!ienst)|schult(?:e[nt]?|er|ern|ere?n)?$|schulterbl|schulung|altern|personals?$"
    r"|verein(?:[bfhtz]|ig|en$)|konfer|interes|geldern|raumun"
)
"""Words that only begin like another, in plain letters."""

PREFIXES = frozenset(
    """
    ab an auf aus be bei durch ein ent er ge los miss mit nach um un ver vor weg zer zu
    """.split()
)
"""What stands in front of a stem in another word of the same stem."""

ONSET = re.compile(
    r"(?:schl|schm|schn|schr|schw|sch|spl|spr|str|bl|br|dr|fl|fr|gl|gn|gr|kl|kn|kr|pf|ph|pl|pr|"
    r"qu|rh|sk|sp|st|th|tr|zw|ch|[bdfghjklmnprstvwz])?[aeiouyäöü]"
)
"""How a German syllable can begin; ``ntik`` of ``Roma|ntik`` cannot."""

_VOWEL = re.compile(r"[aeiouyäöü]")


def follows(rest: str) -> bool:
    """Whether ``rest`` can be the next word of a compound, after a linking sound or none."""
    if rest in ENDINGS:
        return False
    heads = (rest[len(link) :] for link in LINKING if rest.startswith(link))
    return _opens_word(rest) or any(map(_opens_word, heads))


def precedes(rest: str) -> bool:
    """Whether ``rest`` can be the first word of a compound."""
    return len(rest) >= 3 and rest not in PREFIXES and _VOWEL.search(rest) is not None


def _opens_word(rest: str) -> bool:
    return len(rest) >= 3 and rest not in ENDINGS and ONSET.match(rest) is not None

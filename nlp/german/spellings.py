"""What tells spellings of a word apart, as data: endings of gender, umlauts that matter."""

from __future__ import annotations

import re

FEMININE = re.compile(
    r"""
    (?<=\w\w\w) innen $
    | (?<=\w\w (?:er|or)) in $
    | (?<=\w (?:ent|ant|ist|eur|log|gog)) in $
    | (?<=rzt|ält) in $ | (?<=aelt|kund|chef|wirt) in $ | (?<=^pat) in $
    | (?<=expert|kolleg|freund) in $ | (?<=nachbar) in $
    """,
    re.VERBOSE,
)
"""``Mentorinnen``, ``Lehrerin``, ``Studentin``; but not ``Termin``."""

FEMININE_INSIDE = re.compile(r"(?<=\w\w(?:er|or))innen(?=\w{4})")
"""``Schülerinnenvertretung``; ``Theaterinnenhof`` loses nothing by it."""

NOT_FEMININE = frozenset(
    """
    schwerin severin konstantin valentin christin kristin insulin glycerin nitroglycerin
    """.split()
)

UMLAUT = re.compile(r"ae|oe|(?<![qae])ue")
"""An umlaut in plain letters; the ``ue`` of ``Quelle``, ``Frauen`` and ``neue`` is none."""

TELLING = re.compile(
    r"""
    ^ ae (?=nder) | (?<=f) oe (?=rder) | (?<=z) ae (?=hl) | (?<=sch) oe (?=n) | (?<=dr) ue (?=ck)
    | (?<=sch) ue (?=ler) | (?<=f) ue (?=hr) | (?<=t) aeu (?=sch) | (?<=l) oe (?=s)
    | (?<!ch) (?<=h) oe (?=r) | (?<=k) ue (?=che) | (?<=st) ue (?=tz) | (?<=r) ue (?=ck)
    """,
    re.VERBOSE,
)
"""Where the umlaut makes another word: fördern is not fordern, Schüler is not Schule."""

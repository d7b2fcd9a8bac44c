"""How Germans ask, and how they tell of plans and of themselves instead."""

from __future__ import annotations

import re

LONGEST_REQUEST = 14
"""Words that a request without a sign of a question has at most: more describe a plan."""
SENTENCE = re.compile(r"[^.?!:]*(?:[.:](?!\s|$)[^.?!:]*)*[.?!:]*")
REQUEST = re.compile(
    r"^\W*(?:(?:bitte|ich|wir|wer|und|jemand|mich|uns|sich|gibt|hier|kennt) )*"
    r"(?:suchen?|finde|zeigen?|zeig|gesucht|nennen?|interessieren?|interessiert|brauchen?|welche[rsnm]?"
    r"|kennt|gibt|wo|wie|was|wer|wann|warum|woran|womit|wozu|wofür|worauf)\b",
    re.IGNORECASE,
)
"""How a request begins that ends without a question mark."""
INTENDED = re.compile(
    r"\b(?:soll(?:en)?|will|wollen|möchten?|plan(?:t|en)|werden?|wird|beabsichtig(?:t|en))\b"
)
"""Verbs of plans."""
OWN = re.compile(
    r"\b(?:wir|uns|unser(?:e|en|em|er|es)?|mein(?:e|en|em|er|es)?|bei uns)\b", re.IGNORECASE
)
LOOKS_FOR = re.compile(
    r"\b(?:(?:ich|wir) (?:suchen?|brauchen?|interessieren?)|(?:suchen?|brauchen?) (?:ich|wir))\b",
    re.IGNORECASE,
)
"""Who says ``wir suchen`` asks all the same."""
"""Who speaks of the own town does not ask for it."""
ELSEWHERE = re.compile(
    r"\b(?:anderswo|woanders|andernorts|anderenorts|anderer? ?orts"
    r"|(?:in|aus|von) anderen (?:Städten|Kommunen|Gemeinden|Orten|Kreisen|Landkreisen|Ländern"
    r"|Bundesländern|Regionen))\b",
    re.IGNORECASE,
)

"""How Germans ask, and how they tell of plans and of themselves instead."""

from __future__ import annotations

import re

LONGEST_REQUEST = 14
"""Words that a request without a sign of a question has at most: more describe a plan."""
SENTENCE = re.compile(r"[^.?!]*(?:\.(?!\s|$)[^.?!]*)*[.?!]*")
REQUEST_VERB = re.compile(
    r"\b(?:such(?:e|en)|finde|zeig(?:e|t|en)?|gesucht|nenn(?:e|t|en)|interessier\w{1,3}|gibt es"
    r"|welche[rsnm]?|wer kennt|kennt jemand)\b",
    re.IGNORECASE,
)
OWN = re.compile(r"\b(?:wir|uns|unser(?:e|en|em|er|es)?|ich|mein(?:e|en|em|er|es)?|mir|bei uns)\b",
                 re.IGNORECASE)  # fmt: skip
"""Who speaks of the own town does not ask for it."""
ELSEWHERE = re.compile(
    r"\b(?:anderswo|woanders|andernorts|anderenorts|anderer? ?orts"
    r"|(?:in|aus|von) anderen (?:Städten|Kommunen|Gemeinden|Orten|Kreisen|Landkreisen|Ländern"
    r"|Bundesländern|Regionen))\b",
    re.IGNORECASE,
)

"""How Germans word periods: moments, and what stands in front of them."""

from __future__ import annotations

import re

from nlp.german.dates import MONTHS, SHORT_MONTHS

SEASONS: dict[str, tuple[int, int]] = {
    **{"frühjahr": (3, 5), "frühling": (3, 5), "fruehjahr": (3, 5), "sommer": (6, 8)},
    **{"herbst": (9, 11), "winter": (12, 14)},
}
"""First and last month; those after 12 are of the next year."""
PARTS: dict[str, tuple[int, int]] = {
    **{"anfang": (1, 4), "beginn": (1, 4), "mitte": (5, 8), "ende": (9, 12)},
}
DECADE_WORDS: dict[str, int] = {
    **{"siebziger": 1970, "achtziger": 1980, "neunziger": 1990, "nuller": 2000, "zehner": 2010},
    **{"zwanziger": 2020, "zweitausender": 2000},
}
NUMBERS: dict[str, int] = {
    **{"ein": 1, "einem": 1, "zwei": 2, "beiden": 2, "drei": 3, "vier": 4, "fünf": 5, "fuenf": 5},
    **{"sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "zwölf": 12, "fünfzehn": 15},
    **{"achtzehn": 18, "zwanzig": 20},
}


def _any(words: dict[str, int] | dict[str, tuple[int, int]]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_YEAR = r"(?:19[5-9]|20\d)\d"
_MONTH = rf"(?:(?:{_any(MONTHS)})|(?:{_any(SHORT_MONTHS)})\b\.?)"
DAY = re.compile(
    rf"(?<![\d.])(?P<day>\d{{1,2}})\. ?(?:(?P<month>{_MONTH}) |(?P<number>\d{{1,2}})\. ?)"
    rf"(?P<year>{_YEAR})(?![\d.]\d)",
    re.IGNORECASE,
)
YEAR = re.compile(
    rf"(?:\b(?P<part>{_any(PARTS)}) (?:des Jahres |des |der )?)?"
    rf"(?:\b(?:(?P<month>{_MONTH})|(?P<season>{_any(SEASONS)})|(?P<count>[1-4])\. ?"
    r"(?P<unit>Quartal|Halbjahr))(?: des Jahres| im Jahre?| vom Jahr)? )?"
    rf"(?<![\w.,:/–€-])(?P<year>{_YEAR})"
    r"(?: ?[/–-] ?(?P<last>(?:19|20)\d\d|\d\d))?(?![\w:–€-])(?![.,/]\d)",
    re.IGNORECASE,
)
DECADE = re.compile(
    rf"\b(?:(?P<century>19|20)?(?P<tens>\d0)er|(?P<word>{_any(DECADE_WORDS)}))[- ]?Jahren?\b",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    r"\b(?:(?:in|während) )?(?:(?:den|der|dem|im|die|das) )?"
    r"(?P<which>(?:letzt|vergangen|vorig|zurückliegend|zurueckliegend)e[nmrs]?)"
    rf" (?:(?P<number>{_any(NUMBERS)}|\d{{1,2}}) )?(?P<unit>Jahre?[ns]?|Monate?[ns]?)\b",
    re.IGNORECASE,
)
THIS_YEAR = re.compile(
    r"\b(?:in )?diese[sm]{1,2} Jahr(?:es)?\b|\b(?:im )?laufenden Jahr(?:es)?\b", re.IGNORECASE
)
_FILL = r"(?:(?:dem|den|der|das|des|im|in|zum|Jahr(?:e[ns]?)?|einschließlich|zu) ){0,3}"
LEAD = re.compile(
    rf"\b(?P<word>nach|vor|seit|ab|bis|zwischen|von|vom|im|in|am|aus|Jahr(?:e[ns]?)?) {_FILL}$",
    re.IGNORECASE,
)
LONGEST_LEAD = 36
JOIN = re.compile(
    r" (?P<word>und|bis(?: zum?)?(?: einschließlich)?|-|–) "
    r"(?:(?:dem|den|im|Jahr(?:e[ns]?)?|zum) ){0,2}$|[–-]$",
    re.IGNORECASE,
)
SHORT_END = re.compile(r" (?:und|bis) (?P<last>\d\d)(?![\w.,:–€-])")
"""``zwischen 2011 und 13``: the last year without its century."""
AFTERWARDS = re.compile(r" (?:und|oder) (?:später|danach|jünger|neuer)\b", re.IGNORECASE)
NOT_A_YEAR = re.compile(
    r" ?(?:€|%|Euro|EUR|Mark|DM|Prozent|km|Kilometer\w*|Meter\w*|m²|qm|Quadratmeter\w*|Stunden?"
    r"|Minuten|Personen|Menschen|Leute\w*|Einwohner\w*|Teilnehmer\w*|Teilnehmende\w*|Kinder\w*"
    r"|Jugendliche\w*|Schüler\w*|Bürger\w*|Stück|Exemplare\w*|Haushalte\w*|Mitglieder\w*|Betriebe\w*"
    r"|Plätze\w*|Beschäftigte\w*|Mitarbeite\w*|Seiten|Zeichen)\b",
    re.IGNORECASE,
)
OF_SOMEBODY = re.compile(
    r" (?:neu |frisch )?(?:geboren|zugewander|eingewander|zugezogen|angekommen|eingereist"
    r"|geflüchtet|geflohen|gebaut|errichtet|gegründet|entstanden|erbaut)\w{0,3}\b",
    re.IGNORECASE,
)
"""``seit 2015 zugewanderte Familien``: it says who, not when the event was."""
NAMED = re.compile(
    r"(?:\b(?:Agenda|Leitbild\w*|Horizont|Horizon|Europa|Vision|Strategie|Masterplan|Zukunft|Plan|Ziel\w*"
    r"|Konzept\w*|Programm|Deutschland|Laufzeit|EFRE|ESF"
    r"|ELER|LEADER|Leader|URBACT|INTERREG|Interreg|Erasmus|Postleitzahl|PLZ)"
    r"|[Ff]örderperiode|[Ff]örderphase|[Gg]esetz\w{0,40})"
    r"(?: (?:von|für|bis|ab|der|vom|EU)){0,2} $"
)
"""What a number behind belongs to the name of."""

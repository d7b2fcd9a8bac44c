"""How Germans ask for programmes, for kinds of experience and for kinds of results."""

from __future__ import annotations

import re

from nlp.types import LessonKind
from nlp.wishes import ResultKind

_PROGRAMME = (
    r"(?:[\w-]*[Pp]rogramm(?:s|es|e)?|[\w-]*[Ff]örderlinie|[\w-]*[Rr]ichtlinie"
    r"|[\w-]*[Bb]undesinitiative|[\w-]*[Ll]andesinitiative|[\w-]*[Ff]örderinitiative"
    r"|[\w-]*[Ff]onds)"
)
PROGRAMME_KIND_IN_FRONT = re.compile(
    r"^(?:(?:ESF|XENOS)-)?(?:(?:Bundes|Landes|Förder|Modell|Sonder|Rahmen)?[Pp]rogramm(?:s|es)?"
    r"|(?:Förder|Landes)?[Rr]ichtlinie|(?:Landes|Bundes)?[Ii]nitiative)\s"
)
PROGRAMME_BEFORE = re.compile(
    rf"(?:^|(?<=[\s(,]))(?:"
    rf"(?:(?:[Ii]m|[Ii]n|[Aa]us|[Vv]om|[Dd]urch|[Mm]it|[Üü]ber) )?(?:(?:der|dem|das|den|des|die) )?"
    rf"{_PROGRAMME} [„“\"»‚]?"
    r"|[Ii]m Rahmen (?:von|des|der) [„“\"»]?"
    r"|(?:gefördert|finanziert)\w* (?:durch|aus|über|von|mit|im) [„“\"»]?"
    r"|(?:Förderung|Finanzierung|Mitteln?|Geldern?) (?:durch|aus|über|von|des|der|im) [„“\"»]?"
    r")$"
)
PROGRAMME_AFTER = re.compile(
    r"[“”\"«]?-(?:geförderten? |finanzierten? )?(?:Projekt\w*|Vorhaben\w*|Programm\w*|Mittel\w*"
    r"|Förderung\w*|Netzwerk\w*|Teilprojekt\w*|Träger\w*|Modellprojekt\w*|Maßnahmen?)\b"
    r"|[“”\"«] ?-?gefördert\w*|-gefördert\w*|-finanziert\w*"
)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})", re.IGNORECASE)


_FOR = r"(?: (?:für|zu[mr]?|an|bei[m]?|von|der|des|gegen|in|im|aus|beim))?\b"
LESSONS: tuple[tuple[re.Pattern[str], tuple[LessonKind, ...], bool], ...] = (
    (
        _words(
            r"woran (?:ist |sind |hat |haben )?(?:\w+ ){0,6}?(?:ge)?scheiter\w*"
            r"|warum (?:\w+ ){0,6}?(?:ge)?scheiter\w*|weshalb (?:\w+ ){0,6}?(?:ge)?scheiter\w*"
            rf"|stolpersteine?n?{_FOR}|fallstricke?n?{_FOR}|welchen? (?:hürden|hindernissen?"
            rf"|hemmnissen?)\b"
            r"|was (?:hat|haben|hatte) (?:\w+ ){0,4}?nicht (?:funktioniert|geklappt|bewährt"
            r"|geholfen)"
            r"|was (?:hat )?sich (?:\w+ ){0,3}?nicht bewährt(?: hat)?"
            r"|was (?:ging|läuft|lief|geht) (?:\w+ ){0,3}?(?:schief|falsch|daneben)"
        ),
        ("obstacle",),
        True,
    ),
    (
        _words(
            r"was (?:hat|haben) sich (?:\w+ ){0,5}?bewährt|was sich (?:\w+ ){0,5}?bewährt hat"
            rf"|erfolgsfaktor(?:en)?{_FOR}|gelingensbedingungen{_FOR}|erfolgsrezepte?n?{_FOR}"
            rf"|gelingensfaktoren{_FOR}|bewährte (?:ansätze|wege|methoden|praxis)\b"
        ),
        ("success_factor",),
        True,
    ),
    (
        _words(
            rf"(?:handlungs)?empfehlungen{_FOR}|ratschläge?n?{_FOR}|praxistipps{_FOR}|tipps (?:für"
            rf"|bei)\b"
            r"|worauf (?:sollte|muss|müssen|sollten|soll|ist|kommt)(?: (?:\w+ ){0,8}?(?:achten"
            r"|an))?\b"
            r"|worauf (?:\w+ ){0,6}?achten\b"
            r"|was (?:ist|muss|sollte|sollten|müssen) (?:\w+ ){0,6}?(?:zu )?beachten\b"
            r"|was (?:raten|rät|empfehlen|empfiehlt)\b"
        ),
        ("recommendation",),
        True,
    ),
    (
        _words(
            rf"hürden{_FOR}|hindernissen?{_FOR}|hemmnissen?{_FOR}|herausforderungen{_FOR}"
            rf"|schwierigkeiten{_FOR}|was (?:hindert|erschwert|behindert"
            rf"|hemmt)"
            r"|warum klappt (?:\w+ ){0,6}?nicht\b"
        ),
        ("obstacle",),
        False,
    ),
    (
        _words(
            r"was (?:hat|haben) (?:\w+ ){0,4}?geholfen|wie (?:gelingt|gelang)\b"
            r"|was macht (?:\w+ ){0,6}?erfolgreich\b|gute praxis\b|good practice\b|best practice\b"
        ),
        ("success_factor",),
        False,
    ),
    (
        _words(r"was (?:hat|haben) (?:\w+ ){0,4}?gelernt|erkenntnissen?\b|lehren aus\b"),
        ("insight",),
        False,
    ),
)
"""What asks for a kind of experience, the kinds, and whether it says so in so many words."""
LESSON_LABELS: dict[LessonKind, str] = {
    "success_factor": "was gelingt",
    "obstacle": "woran es hakt",
    "recommendation": "Empfehlungen",
    "insight": "Erkenntnisse",
}
_START = (
    r"^(?:(?:bitte |ich |wir |wer |jemand )*(?:suchen?|finde|zeigen?|zeige mir|kennt|gesucht:?"
    r"|brauche"
    r"|gibt es(?: \w+)?) )?(?:mir |uns |bitte |alle |auch |ähnliche |andere |weitere )*"
)
_TO = (
    r"(?= (?:zu[mr]?|in|im|für|mit|aus|über|am|an|gegen|von|bei|der|des|rund|nach|seit|ab|die|,"
    r"|um)\b"
    r"|,|\?|$)"
)
_ATTRIBUTE = r"(?:[a-zäöüß]+(?:e|en|er) )?"
RESULTS: tuple[tuple[re.Pattern[str], ResultKind, str, bool], ...] = (
    (
        re.compile(
            rf"{_START}(?:welche[rs]? |was für )?{_ATTRIBUTE}"
            rf"(?:[\w-]{{0,20}}projekte?n?|modellvorhaben|projektideen){_TO}",
            re.IGNORECASE,
        ),
        "projects",
        "Projekte",
        True,
    ),
    (
        re.compile(r"^welche (?:[\w-]{0,20}projekte|modellvorhaben)\b", re.IGNORECASE),
        "projects",
        "Projekte",
        True,
    ),
    (
        re.compile(
            rf"{_START}(?:welche[rs]? )?{_ATTRIBUTE}(?:(?:veranstaltungs|tagungs"
            rf"|workshop-?)?berichte"
            rf"|dokumentationen|tagungsdokumentation|protokolle|rückblicke){_TO}",
            re.IGNORECASE,
        ),
        "reports",
        "Berichte",
        True,
    ),
    (re.compile(rf"{_START}lessons? learne?d\b", re.IGNORECASE), "lessons", "Erfahrungen", True),
    (
        re.compile(
            rf"{_START}(?:welche )?{_ATTRIBUTE}(?:praxis)?erfahrungen"
            r"(?= (?:mit|aus|bei|von|zu|gibt|haben|wurden)\b)",
            re.IGNORECASE,
        ),
        "lessons",
        "Erfahrungen",
        False,
    ),
)
"""What is to be listed, its name, and whether it is certain."""

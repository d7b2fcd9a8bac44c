"""Words by which a German text says that a programme finances a project."""

from __future__ import annotations

import re

FUND = re.compile(
    r"(?:ESF|EFRE|ELER|AMIF|EHAP|EFI|FEAD|ERDF)(?:\s?Plus|\+)?"
    r"|Europäische\w{0,3}\s.{0,80}[Ff]onds\b.{0,60}|Asyl-.{0,40}[Ff]onds"
)
"""Funds of the European Union: many programmes draw on one, so none of them tells programmes
apart."""

LONG_NAMES = {
    "esf": "Europäischer Sozialfonds",
    "esf plus": "Europäischer Sozialfonds Plus",
    "esf+": "Europäischer Sozialfonds Plus",
    "efre": "Europäischer Fonds für regionale Entwicklung",
    "erdf": "Europäischer Fonds für regionale Entwicklung",
    "eler": "Europäischer Landwirtschaftsfonds für die Entwicklung des ländlichen Raums",
    "amif": "Asyl-, Migrations- und Integrationsfonds",
    "efi": "Europäischer Integrationsfonds",
    "ehap": "Europäischer Hilfsfonds für die am stärksten benachteiligten Personen",
    "fead": "Europäischer Hilfsfonds für die am stärksten benachteiligten Personen",
    "jtf": "Just Transition Fund",
    "biwaq": "Bildung, Wirtschaft, Arbeit im Quartier",
    "iq": "Integration durch Qualifizierung",
    "kaoa": "Kein Abschluss ohne Anschluss",
    "nki": "Nationale Klimaschutzinitiative",
    "gak": "Verbesserung der Agrarstruktur und des Küstenschutzes",
    "ida": "Integration durch Austausch",
    "ivaf": "Integration von Asylbewerbern und Flüchtlingen",
    "leader": "LEADER",
    "interreg": "Interreg",
    "xenos": "XENOS",
    "jobstarter": "JOBSTARTER",
    "jobstarter plus": "JOBSTARTER plus",
    "demokratie leben": "Demokratie leben!",
}
"""Programmes under acronyms and in many spellings, by their key (``nlp.programme_names``)."""

_KIND = (
    r"(?:[\w-]*[Pp]rogramm\w*|[\w-]*[Ff]örderlinie|[\w-]*[Rr]ichtlinie|[\w-]*[Ii]nitiative"
    r"|[\w-]*[Ff]onds|[\w-]*[Ff]örderaufruf\w*|[\w-]*[Aa]ufruf\w*|[\w-]*[Ff]örderung)"
)
_SMALL = (
    r"(?:das|dem|den|der|des|die|vom|dieses|dieser|Mitteln?|Geldern?|bundesweiten?"
    r"|europäischen?|landesweiten?|[a-zäöü]+ischen?|Landes|Bundes|Freistaats|Linie)"
)
_UP_TO_NAME = rf"(?:\s(?:{_SMALL}|{_KIND})){{0,6}}\s?[„“”\"»‚]?$"
_FUNDED = (
    r"(?:[Gg]efördert\w*|[Ff]inanziert\w*|[Bb]ezuschusst\w*|[Bb]ezahlt\w*|[Uu]nterstützt\w*"
    r"|[Ff]örderung|[Ff]inanzierung|[Mm]itteln?|[Gg]eld(?:ern?)?|[Uu]nterstützung"
    r"|[Zz]uwendung\w*|[Zz]uschuss|[Zz]uschüsse)"
)

CUE_BEFORE = re.compile(
    rf"(?:\b{_FUNDED}\b[^;]{{0,100}}?\b(?:durch|aus|über|von|vom|mit|nach|im|des|der|in)"
    r"|\b(?:[Ii]m|[Ii]n) Rahmen (?:des|der|von)"
    r"|\b[Tt]eil (?:des|der|von)"
    rf"|\b(?:[Ii]m|[Uu]nter dem|[Ii]n der) {_KIND}"
    r"|\bgehör\w+ zu[mr]?)" + _UP_TO_NAME
)
"""What stands before a programme that is said to finance."""

LEAD_IN = re.compile(r"\b(?:[Aa]us|[Üü]ber|[Dd]urch|[Vv]on|[Vv]om|[Mm]it|und|sowie)" + _UP_TO_NAME)
FUNDED_AFTER = re.compile(
    r"[^.;\n]{0,140}?\b(?:gefördert|finanziert|bezuschusst|bezahlt|unterstützt|zugeordnet"
    r"|getragen)\b"
)
"""After a programme that ``LEAD_IN`` leads up to."""
ASSIGNED = re.compile(
    rf"\b(?:ist|war|sind|waren|wird|wurde)\b[^.;]{{0,60}}(?:\s{_SMALL}){{0,3}}"
    rf"(?:\s{_KIND})?\s?[„“”\"»]?$"
)
ASSIGNED_AFTER = re.compile(r"[“”\"«’]?\s(?:zugeordnet|zuzuordnen|angegliedert)\b")

NOT_SAID = re.compile(
    r"\b(?:nicht(?! nur)|kein\w*|[Aa]ntr[aä]g\w*|[Bb]eantrag\w*|[Bb]ew[eiao]r[bf]\w*|[Hh]off\w*"
    r"|könnten?|sollten?|[Aa]bgelehnt\w*|[Ww]ünsch\w*|[Gg]escheitert\w*)\b"
)
"""Hopes, applications and denials: the money is not there."""

_PROJECTS = (
    r"(?:[Pp]rojekt\w*|[Mm]odellprojekt\w*|[Vv]orhaben\w*|[Nn]etzwerk\w*|[Ii]nitiativen?"
    r"|[Vv]erbund\w*|[Mm]aßnahmen?|[Vv]erbünde|[Mm]odellvorhaben|[Tt]eilprojekt\w*)"
)
COMPOUND = re.compile(
    rf"[“”\"«’]?[-\u2011](?:(?:geförderte[nsr]?|finanzierte[nsr]?)\s)?(?:\w+-)?{_PROJECTS}"
)
"""``XENOS-Projekt``: what follows the programme."""
TO_NAME = re.compile(r":?\s(?:\([^()\n]{1,40}\)\s)?[„“”\"»‚]?$")
IS_ONE = re.compile(
    r"[“”\"«’]?(?:\s\([^()\n]{1,40}\))?,?\s(?:(?:ist|war|heißt|als)\s)?(?:ein|eines|das|dem|als)"
    r"\s(?:[\w-]+\s(?:[\w-]+\s)?)?[„“”\"»]?$"
)
"""``„Aufwind“ ist ein XENOS-Projekt``: between project and programme."""
IN_BRACKET = re.compile(r"[“”\"«’]?\s\((?:[^()\n]{0,80}[\s,;:/])?[„“”\"»‚]?$")
ENUMERATED = re.compile(
    r"[“”\"«’]?(?:\s\([^()\n]{1,40}\))?(?:,|\sund|\ssowie|,\ssowie|\s/)\s"
    rf"(?:(?:das|die|der)\s)?(?:{_PROJECTS}\s)?[„“”\"»‚]?$"
)
PLURAL = re.compile(r"\b(?:werden|wurden|sind|waren|laufen|liefen|gehören|gehörten|beide|alle)\b")
ANAPHOR = re.compile(
    r"(?:\b(?:[Dd]as|[Dd]ieses|[Dd]ie|[Dd]iese|[Dd]er) (?:[\w-]*(?:[Pp]rojekt|[Vv]orhaben"
    r"|[Nn]etzwerk|[Ii]nitiative|[Aa]ngebot|[Mm]aßnahme|[Vv]erbund|[Bb]ündnis))\b"
    r"|^(?:Es|Sie|Er) (?:wird|wurde|ist|war)\b|^(?:Gefördert|Finanziert|Unterstützt|Bezahlt)\b"
    r"|^(?:Die )?(?:Förderung|Finanzierung|Mittel)\b)"
)
ALL_PROJECTS = re.compile(
    r"\b(?:[Aa]lle|[Ss]ämtliche|[Bb]eide|[Dd]ie (?:\w+ ){0,2}(?:vorgestellten|beteiligten"
    r"|eingeladenen|anwesenden|präsentierten|vertretenen))\s(?:\w+\s){0,3}"
    r"[\w-]*(?:[Pp]rojekte|[Vv]orhaben|[Ii]nitiativen|[Nn]etzwerke)n?\b"
)
LABEL = re.compile(
    r"^\s*(?:[\w-]*[Ff]örder\w*|[\w-]*[Pp]rogramm|[Ff]inanzier\w*|Mittel|Mit wessen Geld"
    r"|Geldgeber|Zuwendung)\b[^:\n]{0,30}:"
)
PROJECTS_HEADING = re.compile(rf"{_PROJECTS}", re.IGNORECASE)

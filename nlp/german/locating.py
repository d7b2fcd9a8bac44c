"""Words around a German place name that tell whether a project works there."""

from __future__ import annotations

import re

_LABEL = (
    r"(?:Ort|Orte|Stadt|Städte|Kommunen?|Standorte?|Gebiet|Region|Regionen|Einsatz"
    r"|Umsetzungs|Räumlich|Wo|Landkreise?|Kreise?|Projekt(?:ort|standort|gebiet|region)"
    r"|Träger und Ort|Durchführungs|Land|Bundesland|Raum|Haltepunkte|Sitz|Wirkungs|Reichweite"
    r"|Zuständig|Stadtteile?|Beteiligt|Modell(?:ort|standort|region))"
)
PLACE_LABEL = re.compile(rf"^\W*{_LABEL}\w*+\s?[^:\n]{{0,20}}[:?]\s*$")
"""A label in front of places: ``Ort:``, ``Standorte:``, ``Wo?``."""
PLACE_LABEL_LINE = re.compile(rf"^\W*(?:{_LABEL})\w*+\s?[^:\n]{{0,20}}[:?]?$")
"""The same as a line of its own."""
OTHER_LABEL = re.compile(
    r"^\W*(?:Kontakt|Ansprech|Anmeld|Termin|Veranst|Tagung|Träger|Antragst|Koordin|Leitung|Partner"
    r"|Gefördert|Förder|Fragen|Impressum|Herausgeb|Redaktion|Anfahrt|Adresse|Anschrift|Teilnehm"
    r"|Anwesend|Gäste|Verteiler|Datum|Zeit|Treffpunkt|Referent|Moderation|Protokoll|Exkursion"
    r"|Ausblick|Vorschau|Nächste|Begrüßung|Eröffnung|Presse|Foto|Bild|Finanz|Geld|Mittel)\w*"
)
"""The beginning of a line or heading where places mean something else."""

SITES = re.compile(
    r"\b(?:vor Ort|\w*[Ss]tandorten?|Orten?|Städten?|Kommunen|Gemeinden|Regionen|Landkreisen?"
    r"|Kreisen?|Stadtteilen?|Quartieren?|Modellregionen|landesweit|bundesweit)\b"
)
"""Words that announce several places."""

STATES = frozenset(
    "Baden-Württemberg Bayern Berlin Brandenburg Bremen Hamburg Hessen Mecklenburg-Vorpommern"
    " Niedersachsen Nordrhein-Westfalen Rheinland-Pfalz Saarland Sachsen Sachsen-Anhalt"
    " Schleswig-Holstein Thüringen".split()
)

BEFORE: dict[str, re.Pattern[str]] = {
    "in": re.compile(r"\b(?:[Ii]n|[Ii]m)\s(?:(?:der|dem|den|ganz|zwei|drei|vier|beiden)\s)?$"),
    "kind_word": re.compile(
        r"\b(?:Stadt|Gemeinde|Stadtteil\w*|Ortsteil\w*|Landkreis\w*|Kreis\w*|Quartier|Dorf|Bezirk"
        r"|Städten?|Gemeinden|Standort\w*|Modellregion)\s$"
    ),
    "from": re.compile(r"\b(?:[Aa]us)\s(?:(?:der|dem|den|ganz)\s)?$"),
    "of": re.compile(r"\b(?:[Vv]on|[Vv]om|[Dd]er|[Dd]es)\s$"),
    "to": re.compile(r"\b(?:[Nn]ach|[Bb]is|[Zz]u|[Zz]um|über|Richtung)\s$"),
    "for": re.compile(r"\bfür\s(?:(?:den|die|das|ganz)\s)?$"),
    "between": re.compile(r"\b(?:zwischen|bei|nahe|gegen|über|mit|um)\s(?:[\w-]+\sund\s)?$"),
    "land": re.compile(
        r"\b(?:Land|Landes|Bundesland|Freistaat\w*|Universität|Hochschule|Ministerium\w*)\s$"
    ),
    "bracket_open": re.compile(r"\([^()]{0,30}$"),
    "comma": re.compile(r",\s$"),
    "dash": re.compile(r"\s[–-]\s$"),
    "colon": re.compile(r":\s$"),
    "bar": re.compile(r"[|/;\t]\s?$"),
    "postcode": re.compile(r"\b\d{5}\s$"),
    "number": re.compile(r"\b(?:\d{1,4}|ein|zwei|drei|vier|fünf|sechs)\s(?:\w+\s)?(?:in|aus)\s$"),
    "line_start": re.compile(r"^\W*$"),
    "also": re.compile(r"\b(?:auch|später|inzwischen|mittlerweile|künftig|zuletzt)\s\w+\s$"),
    "people_from": re.compile(r"\b[A-ZÄÖÜ]\w+(?:n|innen|er|en|ur|in)\s(?:aus|von)\s(?:\w+\s)?$"),
    "seat": re.compile(r"\b(?:Sitz|Zentrale|Büro|Geschäftsstelle|Hauptsitz)\b.{0,20}$"),
}
"""What the words right before the place say."""

AFTER: dict[str, re.Pattern[str]] = {
    "closes": re.compile(r"^\)"),
    "ends": re.compile(r"^[.!?]?\s*$"),
    "colon": re.compile(r"^:"),
    "comma": re.compile(r"^,"),
    "dash": re.compile(r"^\s[–-]\s"),
    "opens": re.compile(r"^\s\("),
    "hyphen": re.compile(r"^-\w"),
    "noun": re.compile(r"^\s[A-ZÄÖÜ]\w+"),
    "verb": re.compile(r"^\s(?:[a-zäöüß]+t|[a-zäöüß]+en|ist|sind|war|waren|hat|wird)\b"),
    "and": re.compile(r"^\s(?:und|sowie|oder|bis|nach)\s"),
    "seat": re.compile(r"^.{0,20}\b(?:ansässig|sitzt|beheimatet)\b"),
    "there": re.compile(r"^.{0,60}\b(?:dort|hier|vor Ort)\b"),
}
"""What the words right after the place say."""

CLAUSE: dict[str, re.Pattern[str]] = {
    "carrier": re.compile(
        r"\b(?:Träger\w*|getragen|[Kk]oordin\w+|Partner\w*|sitz(?:t|en)|Sitz|betrieben|Firmen?"
        r"|Unternehmen|Hochschule|Universität|Verein|Stiftung|gGmbH|GmbH|e\. ?V\.)"
    ),
    "people": re.compile(
        r"\b(?:\w+innen|Gäste\w*|Teilnehmende\w*|Vertreter\w*|Fachkräfte\w*|Frauen|Männer|Familien"
        r"|Jugendliche\w*|Kinder\w*|Mädchen|Jungen|Kolleg\w+)\s"
    ),
    "origin": re.compile(
        r"\b(?:stamm\w+|gebürtig|aufgewachsen|geboren|geflohen|kam|kommt|kommen|gereist|zog|gezogen)"
    ),
    "elsewhere": re.compile(
        r"\b(?:[Vv]orbild\w*|übertrag\w+|übernommen|Nachbar\w*|Ableger|auch|ähnlich\w*|Besuch\w*"
        r"|besucht\w*|Exkursion|Delegation|Gastspiel|Gast)\b"
    ),
    "event": re.compile(
        r"\b(?:Tagung|Fachtag\w*|\w*[Kk]onferenz|Workshop\w*|Treffen|\w+treffen|Sitzung|tagte\w*"
        r"|trafen|[Ee]ingeladen|Einladung|lud|luden|Uhr|stattfand|statt)\b"
    ),
    "verb": re.compile(
        r"\b(?:arbeite\w+|läuft|laufen|lief|gibt|starte\w+|gestartet|bietet|bieten|betreibt"
        r"|begleite\w+|berät|öffnet|aktiv|tätig|unterwegs|entst\w+|ist|sind|war|waren|steht|heißt)\b"
    ),
}
"""What the clause says up to the place."""

AROUND: dict[str, re.Pattern[str]] = {
    "event": re.compile(
        r"\b(?:f[ai]nd\w*\b.{0,200}\bstatt|trafen sich|tagte\w*|getagt|eingeladen|lud\w*\b"
        r"|Einladung|Tagung|Fachtag\w*|Konferenz|Workshop|Treffen|Sitzung|Kongress|Forum|Messe)\b"
    ),
    "dated": re.compile(r"\b\d{1,2}\.\s?(?:\d{1,2}\.|[A-Z][a-zä]{2,8})\s?\d{2,4}"),
    "clock": re.compile(r"\b\d{1,2}(?:[.:]\d\d)?\s?Uhr\b"),
    "funding": re.compile(
        r"(?:[Gg]efördert|[Ff]örder|[Ff]inanz|Mittel\b|trägt|zahlt|bezahl|Ministerium|Stiftung"
        r"|Zuschuss|Kosten|Euro)"
    ),
    "carrier": re.compile(r"\b(?:Träger\w*|getragen|Koordination|koordiniert|Partner\w*|e\. ?V\.)"),
    "works": re.compile(
        r"\b(?:arbeite[nt]\w*|läuft|laufen|lief|gibt es|startet\w*|gestartet|begann|entst\w+"
        r"|bietet|bieten|betreibt|unterstützt|begleite\w+|berät|beraten|bringt|hilft|lernen"
        r"|öffnet|geöffnet|aktiv|tätig|unterwegs|umgesetzt|erprob\w+|aufgebaut|baut\w*|Projekt"
        r"|Modellprojekt|Angebot|seit \d{4}|Seit \d{4})\b"
    ),
    "elsewhere": re.compile(
        r"\b(?:[Ää]hnlich\w*|Vorbild|abgeschaut|abgeguckt|übernommen|übertragen|Nachbar\w*"
        r"|anderswo|andere[nr]? (?:Städte|Kommunen|Kreise|Orte)|Interesse|Delegation|Vergleich"
        r"|dagegen|Original|Idee)\b"
    ),
    "future": re.compile(
        r"\b(?:geplant|soll|sollen|künftig|ab Herbst|will|wollen|möchte\w*|nächste\w*|bald)\b"
    ),
    "origin": re.compile(
        r"\b(?:stammt|stammen|gebürtig|aufgewachsen|geboren|geflohen|kam|kommt|kommen|reist\w*"
        r"|gereist|zog|gezogen|früher|ehemalig\w*)\b"
    ),
    "visit": re.compile(r"\b(?:Exkursion|Besuch\w*|besucht\w*|Fahrt|Ausflug|Gastspiel|zu Gast)\b"),
    "guests": re.compile(
        r"\b(?:Teilnehm\w+|Gäste\w*|angereist|Besucher\w*|Vertreter\w*|Fachkräfte aus)\b"
    ),
    "anaphora": re.compile(
        r"\b(?:[Dd]ort|[Hh]ier|[Vv]or Ort|[Dd](?:as|em|es) (?:\w+)?[Pp]rojekts?|[Dd]as Vorhaben"
        r"|[Dd]as Angebot|[Dd]ie Initiative|[Dd]as Team|[Dd]as Netzwerk)\b"
    ),
    "speaker": re.compile(
        r"\b(?:sagte?|berichtete\w*|erläuterte\w*|erklärte|stellte\w* vor|so\s[A-Z])\b"
    ),
    "not": re.compile(r"\b(?:nicht|kein\w*|außerhalb|statt)\b"),
}
"""What the sentence is about."""

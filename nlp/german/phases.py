"""How German reports say how far a project has come, and in which years it runs."""

from __future__ import annotations

import re

CUES: dict[str, re.Pattern[str]] = {
    "planning": re.compile(
        r"\b(?:(?:ist|sind|wird|werden|war|wurde) (?:[\w-]+ ){0,6}?(?:geplant|vorgesehen|angedacht)"
        r"|[Gg]eplant (?:ist|sind|wird)|in Planung|Planungsphase|Konzeptphase|Vorbereitungsphase"
        r"|(?:soll|sollen|will|wollen|möchte|möchten) [^.;:]{0,160}?"
        r"(?:starten|beginnen|anlaufen|entstehen|eröffnen|öffnen|gründen"
        r"|(?:aufgebaut|eingerichtet|eröffnet|gegründet|geschaffen) werden|aufbauen|einrichten)"
        r"|Antrag (?:[\w-]+ ){0,4}?(?:gestellt|eingereicht)|Antragstellung)\b"
    ),
    "start": re.compile(
        r"\b(?:(?:ist|sind|wurde|hat|haben|war) [^.;:]{0,100}?"
        r"(?:gestartet|angelaufen|begonnen|eröffnet|ins Leben gerufen)"
        r"|startete|begann|ging an den Start|nahm (?:[\w-]+ ){0,3}?die Arbeit auf"
        r"|Auftakt|Startphase"
        r"|Anlaufphase|Aufbauphase|im Aufbau|Kick-[Oo]ff|neu gegründet\w*)\b"
    ),
    "trial": re.compile(
        r"\b(?:[Ee]rprob(?:t|te|ten|en|ung|ungsphase)|[Pp]ilot(?:phase|projekt\w*|vorhaben|versuch"
        r"|betrieb|klasse\w*|schule\w*|standort\w*|iert)|Pilot|Modell(?:projekt\w*|versuch\w*"
        r"|vorhaben\w*|phase)|Testphase|Testlauf|Probelauf|Probebetrieb|Versuchsphase"
        r"|(?:wird|werden|wurde|wurden) (?:[\w-]+ ){0,5}?getestet)\b"
    ),
    "regular": re.compile(
        r"\b(?:verstetigt|Verstetigung (?:[\w-]+ ){0,4}?(?:gelungen|gelang|erreicht|gesichert"
        r"|geschafft)"
        r"|Regelbetrieb|Regelangebot\w*|Regelförderung|Regelstruktur\w*|Regelfinanzierung"
        r"|Daueraufgabe|Dauereinrichtung|Pflichtaufgabe|unbefristet\w*"
        r"|(?:dauerhaft|fest|langfristig) (?:[\w-]+ ){0,5}?(?:verankert|etabliert|gesichert"
        r"|finanziert|eingerichtet)|fester Bestandteil|(?:in den|im) (?:[\w-]*[Hh]aushalt|Etat) "
        r"(?:[\w-]+ ){0,3}?(?:übernommen|eingestellt|verankert|aufgenommen)"
        r"|(?:[Ss]either|[Ss]eitdem|[Ii]nzwischen) (?:trägt|finanziert|zahlt|bezahlt) [^.;:]{0,60}?"
        r"(?:Stadt|Kreis|Landkreis|Gemeinde|Kommune|Land)\w*)\b"
    ),
    "ended": re.compile(
        r"\b(?:(?:ist|sind|war|wurde) [^.;:]{0,100}?(?:ausgelaufen|beendet|zu Ende gegangen"
        r"|abgeschlossen)|endete|lief [^.;:]{0,60}?\baus|abgeschlossenes? (?:Projekt|Vorhaben)\w*"
        r"|\((?:abgeschlossen|beendet)\)|(?:Projekt|Angebot|Betrieb|Dienst|Vorhaben|Förderung)\b"
        r"[^.;:]{0,80}?\beingestellt|(?:wurde|wird) (?:[\w-]+ ){0,6}?nicht "
        r"(?:fortgeführt|fortgesetzt|weitergeführt|verlängert)"
        r"|gibt es (?:[\w-]+ ){0,3}?nicht mehr"
        r"|Abschluss(?:tagung|veranstaltung|bericht|dokumentation))\b"
    ),
}
"""What says that a project is planned, has begun, is tried out, is kept up, or is over."""

NOT = re.compile(
    r"\b(?:nicht|nie|niemals|kein\w*|weder|kaum|ohne|statt|anstelle|bevor|ehe|vor (?:dem|der)"
    r"|noch (?:nicht|lange|kein\w*))\b",
    re.IGNORECASE,
)
"""What takes a cue back, in its clause."""

NOT_YET = re.compile(
    r"\b(?:soll\w*|will|wollen|wollte\w*|möchte\w*|würde\w*|könnte\w*|müsste\w*|müsse\w*|wäre\w*"
    r"|wenn|falls|ob|sofern|Ziel|geplant|angestrebt|strebt|hofft|hoffen|wünsch\w*|offen|unklar"
    r"|ungeklärt|verhandelt|Antrag|beantragt|braucht|brauche|fordert\w*|fehlt|fehle|Frage|künftig"
    r"|bemüht|Chance|scheitert\w*|gescheitert|schwierig\w*|damit|um zu)\b",
    re.IGNORECASE,
)
"""What makes a state a wish, in its sentence."""

OVER = re.compile(
    r"\b(?:nach (?:der|dem|einer|einem|Ende der|Abschluss der|Ablauf der) (?:[\w-]+ ){0,2}?$"
    r"|aus (?:der|dem|einem|einer) (?:[\w-]+ ){0,1}?$|ehemalig\w* $|einstig\w* $|früher\w* $)",
    re.IGNORECASE,
)
"""What stands in front of a phase that is over."""

AGO = re.compile(r"\bvor (?:[\w-]+ ){1,3}Jahren\b|\bdamals\b|\bfrüher\b")
CLAUSE = re.compile(r"[,;:()–—]| und | aber | doch ")

EVENT = re.compile(
    r"\b(?:Treffen|Tagung|Fachtag\w*|Konferenz|Workshop|Veranstaltung|Sitzung|Termin|Fortsetzung"
    r"|Ausstellung|Folgetreffen|Tag|Jahrestagung|Forum|Netzwerktreffen)\b"
)
"""What is planned, begins or ends in a report without being a project."""

_YEAR = r"(?:19[89]|20[0-4])\d"
_MONTH = (
    r"(?:(?:Anfang|Mitte|Ende|Frühjahr|Sommer|Herbst|Winter|Januar|Februar|März|April|Mai|Juni|Juli"
    r"|August|September|Oktober|November|Dezember|\d{1,2}\.\s?(?:\d{1,2}\.)?|\d{1,2}/)\s?){0,2}"
)
RANGE = re.compile(
    rf"(?<![\d-])(?<!\d\s)(?P<since>{_YEAR})\s?(?:–|-|/|bis(?:\s(?:einschließlich|Ende))?)\s?{_MONTH}"
    rf"(?P<until>{_YEAR}|\d\d(?![\d.:/]))(?![\d-])|\bzwischen\s{_MONTH}(?P<since2>{_YEAR})\sund\s"
    rf"{_MONTH}(?P<until2>{_YEAR})\b"
)
SINCE = re.compile(
    rf"\b(?:[Ss]eit|[Aa]b|[Ss]tart(?:ete)?|begann|gegründet)\s(?:im\s)?{_MONTH}(?P<since>{_YEAR})\b"
)
UNTIL = re.compile(
    rf"\b(?:[Bb]is(?:\szum)?|endete?t?(?:\sim)?|läuft\s(?:noch\s)?bis|ausgelaufen)\s(?:im\s)?"
    rf"{_MONTH}(?P<until>{_YEAR})\b"
)
"""The years in which a project runs."""

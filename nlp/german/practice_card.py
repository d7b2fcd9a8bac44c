"""How German reports word the sides of a project: headings, and cues in sentences."""

from __future__ import annotations

import re


def _one_of(words: str) -> re.Pattern[str]:
    parts = words.replace("*", r"[\w-]*").replace("_", r"\s").split()
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


HEADINGS = {
    "transfer": _one_of("übertrag* transfer* nachmachen nachahm* zum_mitnehmen"),
    "recommendations": _one_of("empfehlung* tipp* rat_für* ratschläge* was_wir_raten"),
    "obstacles": _one_of(
        "hürden hürde hindernis* schwierigkeit* herausforderung* stolperstein* probleme "
        "was_schwierig* was_nicht* grenzen"
    ),
    "success_factors": _one_of(
        "erfolgsfaktor* gelingens* gelingen erfolgsbedingung* was_trägt was_geholfen* warum_es*"
    ),
    "results": _one_of(
        "ergebnis* erfolge wirkung* bilanz erreicht* was_erreicht* zahlen resultat* fazit"
    ),
    "start": _one_of(
        "ausgangslage ausgangssituation ausgangspunkt hintergrund anlass problemlage bedarf "
        "warum_das* worum_es_geht* situation_vor*"
    ),
    "approach": _one_of(
        "umsetzung vorgehen* ansatz arbeitsweise maßnahmen bausteine konzept* methode* "
        "kurzbeschreibung projektbeschreibung so_funktioniert* was_wir_tun ablauf_des_projekts "
        "durchführung aktivitäten angebot angebote beschreibung"
    ),
}
"""What stands under such a heading belongs to that side; the first that fits."""

CUES = {
    "transfer": re.compile(
        r"\b(?:[Üü]bertrag(?:bar\w*|en|ung|ungen)|nachahm\w+|Nachahm\w+|Nachmach\w+|Transfer"
        r"|(?:in|an|für|auf) andere[nr]? (?:[\w-]+ )?(?:Städten?|Kommunen?|Orten?|Regionen?"
        r"|Landkreise?n?"
        r"|Quartieren?|Schulen?|Standorten?|Träger))\b"
    ),
    "start": re.compile(
        r"\b(?:Ausgangspunkt|Ausgangslage|Auslöser|Anlass (?:war|für)"
        r"|[Vv]or (?:dem )?(?:Projektbeginn|Beginn"
        r" des Projekts|Projektstart)|bis dahin|[Vv]orher (?:gab|fehlte|hatte)|zuvor (?:gab"
        r"|fehlte|hatte)"
        r"|entstand(?:en)? aus|entstanden ist \w+ aus|[Dd]ie Idee (?:entstand|kam)"
        r"|ins Leben gerufen, (?:weil|da|nachdem)"
        r"|[Aa]ls Reaktion auf|gegründet, (?:weil|da|nachdem))\b"
    ),
    "results": re.compile(
        r"\b(?:erreicht(?:e|en)?|vermittelt (?:wurden|werden konnten)|konnten? [^.;]{0,80}?"
        r"(?:vermittelt|gewonnen|aufgebaut|eingerichtet|gesenkt|erhöht|geschaffen|erreicht) werden"
        r"|(?:stieg|sank|verdoppelte|halbierte|verringerte|erhöhte)\w*|seither|[Ss]eitdem"
        r"|[Ii]nzwischen"
        r"|[Ii]nsgesamt (?:nahmen|haben|wurden|kamen)|(?:haben|nahmen) [^.;]{0,80}?(?:teilgenommen"
        r"|\bteil)"
        r"|im Ergebnis|[Aa]m Ende (?:des Projekts|standen|hatten)|fanden [^.;]{0,60}?(?:Arbeit"
        r"|Ausbildung|Stelle)"
        r"|ausgezeichnet|verstetigt|schlossen [^.;]{0,60}?\bab)\b"
    ),
    "approach": re.compile(
        r"\b(?:setzt[e]? auf|arbeite(?:t|n|te|ten) mit|besteht aus|bietet|bieten|bot(?:en)?"
        r"|berät|beraten|begleite(?:t|n|te|ten)|qualifizier(?:t|en|te|ten)|schult|schulte[n]?"
        r"|besuch(?:t|en|te|ten)|vermittel(?:t|n|te|ten)|verbinde(?:t|n)|unterstütz(?:t|en|te|ten)"
        r"|organisier(?:t|en|te|ten)|richtet sich an|wendet sich an|führ(?:t|en|te"
        r"|ten) [^.;]{0,80}?durch"
        r"|bilde(?:t|n|te|ten) [^.;]{0,60}?aus|lernen|lernten|treffen sich|trafen sich"
        r"|sucht[e]? [^.;]{0,40}?auf"
        r"|kern des (?:Projekts|Ansatzes)|im Mittelpunkt|[Dd]azu gehör(?:t|en)|erprob(?:t|te))\b"
    ),
}
"""What says it in a sentence that is no lesson; the first that fits."""

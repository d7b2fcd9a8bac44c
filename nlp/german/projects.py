"""Words before, after and inside German names of projects."""

from __future__ import annotations

import re

# Stems of words for a project; any compound ends in them (Modellprojekt, Förderverbund).
PROJECT_WORD = re.compile(
    r"^(?:(?:\w+[-\u2011])?\w*(?:projekt|vorhaben|initiative|netzwerk|verbund|bündnis"
    r"|modellversuch|pilot)"
    r"(?:e|en|s|es|n)?"
    r"|(?:\w+-)?(?:Projekt|Vorhaben|Initiative|Netzwerk|Verbund|Bündnis)(?:e|en|s|es|n)?"
    r"|Praxisbeispiele?|Plattform|Portal|Mitmachportal|\w+portal|Maßnahme|Kampagne|Pakt"
    r"|Kooperation)$",
    re.IGNORECASE,
)
# Words after which quotation marks hold no project.
NO_PROJECT_WORD = re.compile(
    r"(?:Motto|Titel|Thema|Themen|Überschrift|Frage|Fragen|Leitfrage|Workshop|Workshops"
    r"|Werkstatt|Forum|Foren"
    r"|Tisch|Thementisch|Themeninsel|Arbeitsgruppe|AG|Vortrag|Impuls|Impulsvortrag|Film|Kurzfilm"
    r"|Dokumentarfilm"
    r"|Filme?s|Ausstellung|Wanderausstellung|Broschüre|Handreichung|Leitfaden|Flyer|Buch|Roman"
    r"|Band|Studie"
    r"|Publikation|Zeitschrift|Heft|Theaterstück|Stück|Lied|Szene|Fachtag|Fachtages|Fachtags"
    r"|Fachtagung|Tagung"
    r"|Konferenz|Kongress|Veranstaltung|Veranstaltungsreihe|Reihe|Vortragsreihe|Seminar|Seminars"
    r"|Fortbildung"
    r"|Schulung|Kurs|Kurses|Modul|Basis-Modul|Lehrgang|Weiterbildung|Qualifizierung|Zertifikat"
    r"|Preis|Landespreis"
    r"|Wettbewerb|Wettbewerbs|Plakette|Auszeichnung|Siegel|Prädikat|Begriff|Begriffe|Wort"
    r"|Stichwort|Ausspruch"
    r"|Satz|Zitat|Slogan|Spruch|Leitspruch|Leitsatz|Parole|Methode|Übung|Spiel|Planspiel"
    r"|Schwerpunkt"
    r"|Handlungsfeld|Kapitel|Abschnitt|Artikel|Beitrag|Podium|Podiumsdiskussion|Diskussion"
    r"|Dialog|Fachgespräch"
    r"|Gespräch|Konzert|Kabarett|Dokument|Papier|Positionspapier|Arbeitspapier|Rubrik|Reiter"
    r"|Menüpunkt|Kategorie"
    r"|Aufgabe|Ziel|Haltung|Rolle|Funktion|Prinzip|Ansatz|Formel|Schule|Grundschule|Gesamtschule"
    r"|Gasthaus|Hotel"
    r"|Restaurant|Café|Cafe|Haltestelle|Raum|Saal|Bildungsbericht|Kernthema|Format|Galerie|Basar"
    r"|Frage:"
    r"|Forum \w+|Workshop \w+|Werkstatttag|Aktionstag|Aktionswoche|Woche|Tag|Fest|Messe|Börse"
    r"|Ausgabe|Ausgaben)$"
)
NAMED_AFTER = re.compile(
    r"\s?[,–—-]?\s?(?:(?:so\s)?(?:heißt|hieß|nennt sich|nennen sich)\s(?:das|die|der|ein|eine"
    r"|dieses|ihr)\b[\w\s-]{0,40}"
    r"|(?:,\s)?(?:ein|eine|einem|einer|das|die|dem|der)\s(?:[\w-]+\s){0,3})"
    r"(?:\w*projekt|\w*vorhaben|\w*initiative|\w*netzwerk|\w*verbund|\w*bündnis|Zusammenschluss"
    r"|\w*angebot"
    r"|Zusammenarbeit|Plattform|\w*portal|Tandem)\b",
    re.IGNORECASE,
)
PROJECT_LABEL = re.compile(
    r"^(?:Projekt(?:name|titel)?|Name(?: des Projekts)?|Kurztitel|Titel des Projekts|Vorhaben"
    r"|Initiative)\s?:\s?",
    re.IGNORECASE,
)
PROJECT_LIST = re.compile(
    r"\b(?:Projekte|Vorhaben|Initiativen|Praxisbeispiele|Netzwerke|Modellprojekte|Ansätze"
    r"|Beispiele guter Praxis)\b"
    r"[^.\n]{0,120}:\s*$"
)
TEAM_BEFORE = re.compile(
    r"\b(?:Team|Mitarbeiter\w*|Koordinator\w*|Projektleit\w+|Koordination)\s(?:von|um|des|der)\s$"
)
PROJECT_AFTER = re.compile(
    r"-(?:Team|Projekt|Koordinat|Mitarbeit)|,?\s(?:wird|wurde)\sgefördert|\s\(gefördert"
    r"|,\sgefördert"
)
CAMEL_PROJECT = re.compile(
    r"\b(?:\w{0,20}[Pp]rojekt|\w{0,20}[Vv]orhaben|Initiative|Netzwerk|\w{0,12}[Vv]erbund"
    r"|Portal)(?:s|es|e|en)?\s"
    r"(?P<name>(?=[\w.!-]{0,20}[A-ZÄÖÜ0-9])[A-ZÄÖÜa-z][\w.!-]{0,3}[\w!-]{1,24})(?=[\s,;:)])"
)

"""Words that nearly every report has: two texts are not alike because both have them."""

from __future__ import annotations

from nlp.german.phrases import LITTLE
from nlp.german.stems import stem

TELLING = frozenset("Frau Frauen Gruppe Gruppen Leben Praxis".split())
"""Words that say little in a phrase, but something of what a project is about."""

MORE = frozenset(
    """
    Akteur Akteure Akteurinnen Angabe Angaben Angebot Angebote Antrag Anträge Arbeiten Aufgabe
    Aufgaben Austausch Bedarf Bezug Durchführung Einsatz Einrichtung Einrichtungen Entwicklung Euro
    Förderer Förderung Gefördert Gefördertes Gespräch Gespräche GmbH Hilfe Idee Ideen Initiative
    Kooperation Kreis Kreise Landkreis Landkreise Landkreisen Laufzeit Maßnahme Maßnahmen Mittel
    Mitarbeiter Mitarbeiterin Mitarbeiterinnen Mitarbeitende Netzwerk Partner Partnerinnen Phase
    Plan Planung Problem Probleme Projektleiter Projektleiterin Projektleitung Projektträger
    Rückmeldung Situation Stadt Stand Start Städte Städten Struktur Strukturen Termin Termine Titel
    Treffen Träger Umsetzung Unterstützung Verein Vereine Verfügung Vergangenheit Voraussetzung
    Vorhaben Wirkung Zielgruppe Zielgruppen Zukunft Zusammenarbeit Zusammenhang
    Bis Drei Eins Elf Fünf Hundert Neun Sechs Sieben Tausend Vier Zehn Zwei Zwölf
    """.split()
)
_STEMS = frozenset(stem(word.lower()) for word in (LITTLE - TELLING) | MORE)


def is_ordinary(word: str) -> bool:
    """Whether a word, in lower case and in any form, says nothing of what a text is about."""
    return stem(word) in _STEMS

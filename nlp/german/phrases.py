"""What frequent phrases are made of, as data: links between nouns, and words that say little."""

from __future__ import annotations

LINKS = frozenset("und im in mit von für zu zum zur der des zwischen am an auf ohne gegen".split())
"""Words that may stand between the two nouns of a phrase: Übergang in den Beruf."""

ARTICLES = frozenset("den dem der die das".split())
"""Words that may follow a link."""

LITTLE = frozenset(
    """
    Abend Abschluss Anfang Ansatz Anschluss Anzahl April Arbeit Art August Beginn Beispiel
    Beispiele Beitrag Bereich Bereiche Bericht Blick Dezember Dienstag Dokumentation
    Donnerstag Ende Erfahrung Erfahrungen Ergebnis Ergebnisse Fall Februar Form Formen Fragen
    Frau Frauen Freitag Grund Gruppe Gruppen Hand Haus Herr Herren Herrn Hinweis Impuls
    Informationen Jahr Jahre Jahren Jahres Januar Juli Juni Kollegen Kolleginnen Leben Leute
    Mai Mal Mensch Menschen Minuten Mittag Mittwoch Moderation Monat Monate Monaten Montag
    Morgen Möglichkeit Möglichkeiten Nachmittag November Oktober Ort Orte Person Personen
    Praxis Programm Projekt Projekte Projekten Projekts Prozent Punkt Rahmen Rede Runde Sache
    Samstag Schritt Schritte Seite Seiten September Sonntag Stelle Stellen Stunde Stunden Tag
    Tage Tagen Tagung Teil Teile Teilnehmende Teilnehmenden Teilnehmer Teilnehmerinnen Text
    Thema Themen Tisch Uhr Veranstaltung Veranstaltungen Vormittag Vortrag Vorträge Weg Wege
    Weise Welt Woche Wochen Workshop Workshops Wort Worte Zahl Zahlen Zeit Zeiten Ziel Ziele
    """.split()
)
"""Nouns that no one looks for by themselves."""

"""The pages that every page leads to."""

from __future__ import annotations

MAIN: tuple[tuple[str, str], ...] = (
    ("/", "Suche"),
    ("/aehnlich", "Ähnliche Vorhaben"),
    ("/berichte", "Berichte"),
    ("/projekte", "Projekte"),
    ("/erfahrungen", "Erfahrungen"),
    ("/themen", "Themen"),
    ("/karte", "Karte"),
)
"""Address and label, in the order shown in the head."""

FURTHER: tuple[tuple[str, str], ...] = (
    ("/zeitleiste", "Zeitleiste"),
    ("/analyse", "Text auswerten"),
    ("/redaktion", "Redaktion"),
    ("/statistik", "Statistik"),
    ("/auftraege", "Aufträge"),
    ("/docs", "Schnittstelle"),
    ("/einbetten", "Einbetten"),
)
"""The same for the foot."""

"""Words and marks that tell reports, announcements, measure pages and profiles apart."""

from __future__ import annotations

SIGNS: tuple[str, ...] = (
    r"\b[Aa]nmeld|\bAnmeldeschluss|\bAnmeldefrist",
    r"\b[Ee]inlad|\bladen wir|\blädt .{1,40} ein\b|\bherzlich",
    r"\bUhr\b",
    r"\bwird\b|\bwerden\b|\berwartet Sie\b",
    r"\bwurden?\b|\bwaren?\b|\bhatten?\b",
    r"\b(?:diskutier|berichte|stell|tausch|trafen|kamen|nahm)(?:te|ten|en|teil)?\b",
    r"\bTeilnehme|\bTeilnehmende",
    r"\bMaßnahme|\bHandlungsfeld|\bUmsetzung\b|\bIndikator|\bZuständig|\bFederführ",
    r"\bZiel ist\b|\bzielt darauf|\bsoll(?:en)?\b",
    r"\bProjektträger|\bTräger\b|\bLaufzeit\b|\bFörderzeitraum|\bZielgruppe",
    r"\bbietet\b|\bberät\b|\bunterstützt\b|\barbeitet\b|\bseit \d{4}\b",
    r"\b\d{1,2}\. ?(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober"
    r"|November|Dezember|\d{1,2}\.)",
    r"\bProgramm\b|\bTagesordnung|\bVeranstaltungsort|\bOrt:|\bDatum:|\bTermin",
    r"\bWorkshop|\bTagung|\bKonferenz|\bFachtag|\bNetzwerktreffen|\bForum",
    r"\bRückblick|\bDokumentation|\bBericht|\bProtokoll|\bErgebnisse",
    r"\bwir\b|\bWir\b|\bSie\b|\bIhre\b",
    r"\bsei(?:en)?\b|\bhabe\b|\bwerde\b|\bkönne\b",
)

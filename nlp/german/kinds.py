"""Words and marks that tell reports, announcements, measure pages and profiles apart."""

from __future__ import annotations

import re

from nlp.german import events

_MONTHS = r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)"
SIGNS: tuple[re.Pattern[str], ...] = (
    *map(
        re.compile,
        (
            # Announcements: calls, dates to come, the polite form.
            r"\b[Aa]nmeld|\bAnmeldeschluss|\bAnmeldefrist",
            r"\bAnmeldung (?:bis|unter|per|an)|\bAnmelde(?:schluss|frist|formular)"
            r"|\bmelden Sie sich|\bwir laden|\bladen .{0,40}\bein\b|\bBitte \w+"
            r"|\bBewerbungs(?:schluss|frist)|\bTeilnahme(?:gebühr|beitrag)|\bReferent",
            r"\b[Ee]inlad|\bladen wir|\blädt .{1,40} ein\b|\bherzlich",
            r"\bEinladung\b|\bSave the [Dd]ate|\bAnkündigung|\bAusschreibung|\bgesucht\b"
            r"|\bbewerben\b|\bAufruf\b|\bVormerken|\bStellenausschr",
            r"\bUhr\b",
            r"\bwird\b|\bwerden\b|\berwartet Sie\b",
            r"\b(?:Sie|Ihre?\w*|Ihnen)\b",
            r"\bTermine?:?|\bDatum:?|\bBeginn:?|\bWann\b|\bOrt:",
            r"\bProgramm\b|\bTagesordnung|\bVeranstaltungsort|\bOrt:|\bDatum:|\bTermin",
            # Reports: the past, who came and who spoke, minutes.
            r"\bwurden?\b|\bwaren?\b|\bhatten?\b",
            r"\bwurden?\b",
            r"\b(?:diskutier|berichte|stell|tausch|trafen|kamen|nahm)(?:te|ten|en|teil)?\b",
            r"\b\w+(?:ten|te)\b",
            r"\bge\w+(?:t|en)\b",
            r"\bTeilnehme|\bTeilnehmende",
            r"\bGäste|\bTeilnehm\w+|\brund \d+ |\bbegrüßte|\beröffnete|\bdankte|\bbetonte|\bsagte"
            r"|\bberichtete|\bstellte|\bdiskutiert|\bModeration|\bPodium",
            r"\bWorkshop|\bTagung|\bKonferenz|\bFachtag|\bNetzwerktreffen|\bForum",
            r"\bRückblick|\bDokumentation|\bBericht|\bProtokoll|\bErgebnisse",
            r"\bDokumentation|\bNach(?:lese|bericht)|[Pp]rotokoll\b|\bNiederschrift"
            r"|\bRück(?:blick|schau)|[Bb]ericht\b|\bErgebnis\w*|\bAuswertung",
            r"\bNewsletter|\bRundbrief|\bInfobrief|\bAusgabe\b|\bAktuelles\b|\bPresse\w+|\bNews\b",
            r"\bsei(?:en)?\b|\bhabe\b|\bwerde\b|\bkönne\b",
            r"\b(?:sei|habe|werde|könne|müsse|brauche|gehe|komme)n?\b",
            r"\bgestern|\bvergangene\w*|\bletzten? (?:Woche|Mo|Di|Mi|Do|Fr)",
            r"\bTOP\s?\d|\bAnwesen|\bBeschluss|\bentschuldigt",
            # Measure pages: plans and those in charge.
            r"\bMaßnahme|\bHandlungsfeld|\bUmsetzung\b|\bIndikator|\bZuständig|\bFederführ",
            r"\bMaßnahme|\bHandlungsfeld|\bRichtlinie|\bFördergrundsätze|\bProgramm\b"
            r"|\bAktionsplan",
            r"\bZiel ist\b|\bzielt darauf|\bsoll(?:en)?\b",
            # Profiles: labels, the lasting present, one project.
            r"\bProjektträger|\bTräger\b|\bLaufzeit\b|\bFörderzeitraum|\bZielgruppe",
            r"\bProjektträger:|\bTräger:|\bLaufzeit:?|\bAnsprechpartner|\bProjektlaufzeit"
            r"|\bZielgruppe:?|\bKurzbeschreibung|\bFörderkennzeichen|\bKontakt:?",
            r"\bSteckbrief|\bPorträt|\bPortrait|\bProfil\b|\bProjektbeschreibung|\bstellt sich vor"
            r"|\bIm Gespräch|\bInterview|\bPraxisbeispiel|\bgute[rn]? Praxis|\bGute Beispiele"
            r"|\bNachgefragt|\bFragen an",
            r"\bbietet\b|\bberät\b|\bunterstützt\b|\barbeitet\b|\bseit \d{4}\b",
            r"\b(?:ist|sind|hat|haben|bietet|arbeitet|richtet sich|gibt|besteht)\b",
            rf"\bseit (?:\d{{4}}|{_MONTHS}|Herbst|Frühjahr|Sommer)",
            r"\b[Dd]as Projekt\b|\bim Projekt\b",
            # Marks of any page.
            rf"\b\d{{1,2}}\. ?(?:{_MONTHS}|\d{{1,2}}\.)",
            r"\b(?:[Ww]ir|uns|unser\w*)\b",
            r"\b(?:ich|mir|mich)\b",
            r"[„\"]",
            r"\?",
            r"(?m)^\s{0,9}[•\-–*]",
            r"(?m)^.{2,40}:\s",
            r"\b\d{1,3}(?:\.\d{3}){0,3} (?:Euro|€)",
        ),
    ),
    *(events.EVENT_VERB, events.CLOCK, events.COLLECTION, events.CALL),
    *(events.TERM, events.ONLINE),
)

"""Words and marks by which the lines of a German page show what they are."""

from __future__ import annotations

import re

BULLET = re.compile(r"(?:[•·▪‣○●■□➢►✓*–-]|\d{1,2}[.)]|[a-z]\))[ \t]+")

# A short line made of these words alone is navigation or a service link, never content.
SERVICE_WORDS = frozenset(
    """
    startseite home menü navigation suche suchen kontakt impressum datenschutz
    datenschutzerklärung barrierefreiheit sitemap newsletter drucken seite drucken pdf
    download downloads zum download teilen weiterempfehlen zurück zurück zur übersicht
    zur übersicht weiter mehr mehr lesen mehr erfahren weiterlesen nach oben zum seitenanfang
    seitenanfang zum inhalt springen zum inhalt zur navigation anmelden abmelden login
    registrieren merkliste facebook twitter instagram linkedin youtube xing mastodon rss
    ansprechperson ansprechpartner ansprechpartnerin ansprechpersonen bildergalerie
    weitere meldungen alle meldungen aktuelle meldungen weitere informationen links
    dokumente materialien zum thema thema zuweisen schlagworte schlagwörter tags
    leichte sprache gebärdensprache english deutsch kalender cookie cookies
    alle akzeptieren ablehnen einstellungen vorlesen schriftgröße kommentare
    """.split()
)
SERVICE_STARTS = re.compile(
    r"(?:Sie (?:sind|befinden sich) hier\b|Aktuelle Seite:|Startseite\s*[›»>/|]|Home\s*[›»>/|]"
    r"|©|\(c\) ?\d|Copyright\b|Alle Rechte vorbehalten|Diese (?:Web)?[Ss]eite verwendet Cookies"
    r"|Wir verwenden Cookies|Drucken\b\s*[|/·]|Seite \d+ von \d+|Dokumente zu[rm]? )"
)
CRUMB = re.compile(r"\s[›»>]\s|\s/\s|\s\|\s|\s·\s")

# Words that open a sentence: where one follows a small letter without a blank, lines were fused.
OPENERS = (
    "Aber|Als|Am|An|Anschließend|Auch|Auf|Aus|Bei|Beim|Bis|Da|Damit|Danach|Dabei|Das|Dass|Den"
    "|Der|Des|Die|Dies|Diese|Dieser|Dieses|Ein|Eine|Einen|Einer|Eines|Er|Es|Für|Gemeinsam|Hier"
    "|Ich|Ihr|Ihre|Im|In|Ist|Mehr|Mit|Nach|Neben|Nicht|Nun|Ob|Oder|Schon|Seit|Sie|Sind|So|Um"
    "|Und|Unter|Viele|Vom|Von|Vor|Was|Weil|Wenn|Wer|Wie|Wir|Wo|Während|Zu|Zum|Zur|Zwei|Zwischen"
)
# Names made of syllables („PräWo“, „LaWiDa“) look alike; these nouns are as short and no syllables.
SHORT_NOUNS = "Amt|Art|Hof|Ort|Rat|Tag|Tor|Uhr|Ulm|Weg|Zug"
_NO_SYLLABLE = (
    r"(?<![A-ZÄÖÜ][a-zäöüß])"
    rf"(?:(?<![A-ZÄÖÜ][a-zäöüß][a-zäöüß])|(?<=\b(?:{SHORT_NOUNS})))"
)
FUSED = re.compile(
    rf"(?<=[a-zäöüß]){_NO_SYLLABLE}(?=(?:{OPENERS})\s)|(?<=[a-zäöüß][.!?])(?=[A-ZÄÖÜ][a-zäöüß])"
)

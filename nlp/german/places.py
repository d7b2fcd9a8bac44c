"""German around place names: what speaks for a place, and for a street, house or person."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KIND_WORDS_AFTER = re.compile(
    r"[ \u00a0](?:Land|Kreis\w*|Landkreis\w*|Umland|Region|Raum|Kreisgebiet|Kreistag)\b"
)
LOCAL_PREPOSITIONS = _words(
    """
    in aus nach
    """
)
PREPOSITIONS = _words(
    """
    von bei um bis ab durch über für gegen zwischen
    """
)
DETERMINERS = _words(
    """
    der die das dem den des ein eine einem einen einer eines im am zum zur beim vom ins ans jede
    jeder jedes jedem ihre ihrer ihrem ihren ihr sein seine seiner seinem seinen unser unsere
    unserer kein keine keiner dieser diese dieses diesem diesen alle viele mehrere einige
    """
)
PERSON_WORDS = (
    "Herrn?", "Frau", r"Dr\.", r"Prof\.", r"Dipl\.[-\w.]*", "Familie", r"[Bb]ürgermeister(?:in)?",
    r"[Oo]berbürgermeister(?:in)?", r"Minister(?:in)?", r"Landrat", r"Landrätin", "Pfarrer(?:in)?",
)  # fmt: skip
OUTSIDE = _words(
    """
    Freistaat Freistaats Freistaates Regierungsbezirk Regierungsbezirke Kanton Kantone Kantonen Amt
    Samtgemeinde Verbandsgemeinde Hansestadt Landkreise Landkreisen Kreise Kreisen
    """
)
"""Kind words that stay outside of a place's name, though some entries have them."""
STREET_WORDS = re.compile(
    r"^(?:\w*(?:straße|strasse|platz|allee|gasse|chaussee|damm)"
    r"|Str\.?|Straße|Platz|Allee|Weg|Ring|Ufer|Damm|Chaussee|Tor|Markt|Appell|Kreuz)$"
)
VENUE = re.compile(
    r"(?:[Rr]athaus(?:es)?|Feuerwehrhaus|Freibad|Ortschronik|Jugendherberge|Wissenschafts(?:zentrum|park)|"
    r"Bürgerzentrum|Dienstsitz|[Rr]athaussaal|Kreishaus(?:es)?|[Ss]tadthalle|hallen?|Zeughaus|[Tt]heater|[Kk]loster"
    r"|Kulturzentrum|Kongresshaus|Bauhof(?:s|es)?|Außenstelle|Geschäftsstelle|Zweigstelle|Nebenstelle|Bahnhof"
    r"|Flughafen|Schloss|Burg|Stadtrat|Gemeinderat|Kreistag|Teilnehmende[rn]?)$"
)
FUNCTION_WORDS = (
    LOCAL_PREPOSITIONS
    | PREPOSITIONS
    | DETERMINERS
    | _words(
        """
    und oder sowie auch nur so wo wie was wer als wenn während seit mit ohne ob zu vor hinter
    neben unter süden norden osten westen nordosten nordwesten südosten südwesten richtung
    beispiel vortrag präsentation regionalforum stadtgebiet gebiet input
    amt ämtern ämter kreisfreie kreisfreien ganz nördliches südliches westliches
    östliches ort veranstaltungsort sitz datum treffpunkt region raum standort uhr januar
    februar märz april mai juni juli august september oktober november dezember montag dienstag
    mittwoch donnerstag freitag samstag sonntag
    """
    )
)
ORGANISATION_BEFORE = re.compile(
    r"(?:\b(?:Jobcenters?|IHK|HWK|VHS|AWO|DRK|RAA|LAG|Refugio|TU|FH|PH|Caritas|Diakonie|Bistums?|Diözese|Regierung"
    r"|Agentur für Arbeit|Unfallkasse|Sportbund|Sozialfonds)"
    r"|(?:[Uu]niversität|[Hh]ochschule|[Kk]ammer|[Aa]gentur|[Mm]inisteriums?|[Vv]erband(?:es|s)?|[Aa]mt(?:es|s)?"
    r"|[Ii]nstituts?|[Aa]kademie|[Ss]tiftung|[Ww]erke?s?|[Vv]ereins?|[Gg]esellschaft|[Gg]emeinschaft|[Kk]linikums?"
    r"|[Dd]irektion|[Pp]räsidiums?|[Kk]asse|[Rr]ings?|[Ss]telle|[Zz]entrums?|[Dd]ienst(?:es)?|[Bb]ezirksregierung"
    r"|[Hh]andwerkerschaft|[Bb]eirats?|[Bb]undes|[Nn]etzwerks?|[Rr]ats?))"
    r"(?:[ \u00a0](?:für|der|des|und|zu|[A-ZÄÖÜ][\w-]+)){0,4}[ \u00a0](?:zu[ \u00a0])?$"
)
ORGANISATION_AFTER = re.compile(r"[ \u00a0](?:e\.[ \u00a0]?V\.|g?GmbH|mbH|AG\b|eG\b|KG\b|gUG)")

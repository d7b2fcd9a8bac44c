"""How German texts let somebody else speak: subjunctive, verbs of saying, pronouns, offices."""

from __future__ import annotations

import re

# Subjunctive forms that no indicative shares, or hardly ever does in reports.
SUBJUNCTIVE = re.compile(
    r"\b(?:sei(?:en|est)?|habe|hätten?|werde|würden?|könne|könnten?|müsse|müssten?|solle|dürfe"
    r"|dürften?|wolle|möge|wisse|brauche|bräuchten?|gebe|gäbe|gelte|komme|käme[n]?|gehe|ginge"
    r"|bleibe|lasse|ließe[n]?|bringe|finde|fände|nehme|sehe|stehe|stünde|liege|heiße|helfe|mache"
    r"|fehle|funktioniere|gelinge|lohne|zeige|führe|entstehe|reiche|spreche|erreiche|bekomme"
    r"|halte|trage|scheitere|bewähre|verstehe|arbeite|wachse|koste|dauere|erlebe|gehöre|bestehe"
    r"|wirke|merke|schaffe|setze|treffe|verliere|frage|melde|kenne|beginne|bedeute|verlange"
    r"|hänge|stelle|falle|wäre[n]?|sollten|bedürfe|passe|ändere|klappe|laufe|rede|unterschätze)\b",
    re.IGNORECASE,
)
SAYING = re.compile(
    r"\b(?:sag(?:t|te|ten|en)|gesagt|bericht(?:et|ete|eten|en)|erzähl(?:t|te|en)|beton(?:t|te|ten)"
    r"|erklär(?:t|te|ten)|erläuter(?:t|te)|mein(?:t|te|en)|warn(?:t|te)|rät|riet|empf(?:iehlt|ahl)"
    r"|schilder(?:t|te)|ergänz(?:t|te)|fass(?:t|te)\b.{0,60}\bzusammen|unterstr(?:eicht|ich)"
    r"|hob\b.{0,60}\bhervor|hebt\b.{0,60}\bhervor|wies\b.{0,80}\bhin|weist\b.{0,80}\bhin|stell(?:t|te)"
    r"|plädier(?:t|te)|forder(?:t|te)|erinner(?:t|te)|beschr(?:eibt|ieb)|zog\b.{0,40}\bBilanz"
    r"|resümier(?:t|te)|bilanzier(?:t|te)|antwort(?:et|ete)|nann(?:te|ten)|nennt|sieht|sah"
    r"|schreibt|schrieb|weiß|gibt zu|räum(?:t|te)\b.{0,40}\bein|lob(?:t|te)|bemängel(?:t|te)"
    r"|kritisier(?:t|te)"
    r"|zeig(?:t|te)|führ(?:t|te)\b.{0,60}\baus|berichtet|findet|fand|bestätig(?:t|te)|glaubt|hält"
    r"|überzeugt|zufolge|laut|nach\sAngaben|Worten|Einschätzung|Erfahrung|Sicht|Fazit)\b",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"\b(?:er|sie|ihm|ihr|ihn|ihre[mnrs]?|seine[mnrs]?)\b", re.IGNORECASE)
FIRST_PERSON = re.compile(r"\b(?:ich|mir|mich|mein\w{0,2}|wir|uns|unser\w{0,2})\b", re.IGNORECASE)
ROLE_SPEAKS = re.compile(
    r"\b(?:der|die|dem)\s(?:[a-zäöü]+e\s)?\w{0,30}(?:leit(?:er|erin|ung)|referent(?:in)?"
    r"|koordinator(?:in)?|expert(?:e|in)|sprecher(?:in)?|meister(?:in)?|professor(?:in)?"
    r"|wissenschaftler(?:in)?|forscher(?:in)?|vertreter(?:in)?|geschäftsführer(?:in)?|lehrer(?:in)?"
    r"|berater(?:in)?|vorsitzende[rn]?|beauftragte[rn]?|moderator(?:in)?|autor(?:in)?)\b",
    re.IGNORECASE,
)
OPENING, CLOSING = "„“»«\"‚'", "“”«»\"‘'"
NOT_SAID_BY = re.compile(
    r"\b(?:Fotos?|Bild|Protokoll|Kontakt|Ansprechpartner\w{0,3}|Redaktion|Text|Moderation"
    r"|Begrüßung|Anmeldung|Tel|E-Mail|Autor\w{0,3})\b[:.]?",
)

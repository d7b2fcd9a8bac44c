"""How German texts let somebody else speak: subjunctive, verbs of saying, pronouns, offices."""

from __future__ import annotations

import re

# Forms of the subjunctive that reports hardly ever have in another mood; small, as some are nouns.
SUBJUNCTIVE = re.compile(
    r"\b(?:[Ss]ei(?:en|est)?|habe|[Hh]ätten?|werde|[Ww]ürden?|könne|[Kk]önnten?|müsse|[Mm]üssten?"
    r"|solle|dürfe|[Dd]ürften?|wolle|möge|wisse|brauche|bräuchten?|gebe|gäbe|gelte|komme|kämen?"
    r"|gehe|ginge|bleibe|lasse|ließen?|bringe|finde|fände|nehme|sehe|stehe|stünde|liege|heiße"
    r"|helfe|mache|fehle|funktioniere|gelinge|lohne|zeige|führe|entstehe|reiche|spreche|erreiche"
    r"|bekomme|halte|trage|scheitere|bewähre|verstehe|arbeite|wachse|koste|dauere|erlebe|gehöre"
    r"|bestehe|wirke|merke|schaffe|setze|treffe|verliere|frage|melde|kenne|beginne|bedeute"
    r"|verlange|hänge|stelle|falle|wären?|sollten|bedürfe|passe|ändere|klappe|laufe|rede"
    r"|unterschätze|breche|gerate|lerne|gewinne|biete|ziehe|wechsle|werbe|rechne|suche|ersetze"
    r"|übernehme|ermögliche|erleichtere|erfahre|lebe|verschwinde|verändere|verhindere|entscheide"
    r"|erfordere|genüge|reagiere|schicke|rufe|begleite|öffne|steige|sinke|ende|scheue|traue|fühle"
    r"|glaube|spüre|erkenne|kümmere|verzichte|warte|diene|binde|baue|zahle|leide|überfordere"
    r"|erhalte|vermeide|unterstütze|betreffe|profitiere|dränge|eigne|empfehle|ergebe|erweise)\b"
)
SAYING = re.compile(
    r"\b(?:sag(?:t|te|ten|en)|gesagt|bericht(?:et|ete|eten|en)|erzähl(?:t|te|en)|beton(?:t|te|ten)"
    r"|erklär(?:t|te|ten)|erläuter(?:t|te|ten)|mein(?:t|te|ten)|warn(?:t|te)|rät|riet|empf(?:iehlt|ahl)"
    r"|schilder(?:t|te|ten)|ergänz(?:t|te|ten)|fass(?:t|te)\b.{0,60}\bzusammen|unterstr(?:eicht|ich)"
    r"|hob\b.{0,60}\bhervor|hebt\b.{0,60}\bhervor|wies\b.{0,80}\bhin|weist\b.{0,80}\bhin|stell(?:t|te)"
    r"|plädier(?:t|te)|forder(?:t|te)|erinner(?:t|te)|beschr(?:eibt|ieb)|zog\b.{0,40}\bBilanz"
    r"|resümier(?:t|te)|bilanzier(?:t|te)|antwort(?:et|ete)|nann(?:te|ten)|nennt|sieht|sah"
    r"|schreibt|schrieb|weiß|gibt zu|räum(?:t|te)\b.{0,40}\bein|lob(?:t|te)|bemängel(?:t|te)"
    r"|kritisier(?:t|te)"
    r"|zeig(?:t|te)|führ(?:t|te)\b.{0,60}\baus|findet|fand|bestätig(?:t|te)|glaubt|hält"
    r"|überzeugt|zufolge|laut|nach\sAngaben|Worten|Einschätzung|Erfahrung|Sicht|Fazit)\b",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"\b(?:er|sie|ihm|ihr|ihn|ihre[mnrs]?|seine[mnrs]?)\b", re.IGNORECASE)
FIRST_PERSON = re.compile(
    r"\b(?:ich|mir|mich|mein(?:e[mnrs]?)?|wir|uns|unser(?:e[mnrs]?)?)\b", re.IGNORECASE
)
ROLE_SPEAKS = re.compile(
    r"\b(?:der|die|dem)\s(?:[a-zäöü]+e\s)?\w{0,30}(?:leiter(?:in)?|referent(?:in)?"
    r"|koordinator(?:in)?|expert(?:e|in)|sprecher(?:in)?|meister(?:in)?|professor(?:in)?"
    r"|wissenschaftler(?:in)?|forscher(?:in)?|vertreter(?:in)?|geschäftsführer(?:in)?|lehrer(?:in)?"
    r"|berater(?:in)?|vorsitzende[rn]?|beauftragte[rn]?|moderator(?:in)?|autor(?:in)?)\b",
    re.IGNORECASE,
)
OPENING = re.compile(r"„|(?<!\w)»|(?<![\w.,!?])\"(?=\w)")
CLOSING = re.compile(r"[“”]|(?<=[\w.,!?])[«\"]")
SO = re.compile(r"\b[Ss]o(?: (?:Herr|Frau))? $")
NOT_SAID_BY = re.compile(
    r"\b(?:Fotos?|Bild|Protokoll|Kontakt|Ansprechpartner\w{0,3}|Redaktion|Text|Moderation"
    r"|Begrüßung|Anmeldung|Tel|E-Mail|Autor\w{0,3})\b",
)

"""How Germans ask for places: what stands before and after their names."""

from __future__ import annotations

import re

LONGEST_LEAD = 64
"""Characters before a name that are read."""
_KIND = (
    r"(?:(?:[A-ZÄÖÜ][a-zäöüß]{2,20}er )?(?:Bundesland|Bundesländern|Freistaat|Land|Ländern|Stadt"
    r"|Städten|Hansestadt|Landeshauptstadt"
    r"|Hauptstadt|Gemeinde|Gemeinden|Kommunen|Landkreis|Landkreise|Landkreisen|Kreis|Kreise|Kreisen"
    r"|Kreisstadt|Insel|Regierungsbezirk|Stadtteil|Stadtteilen|Ortsteil|Stadtbezirk|Bezirk|Bezirken"
    r"|Quartier|Viertel|Samtgemeinde|Verbandsgemeinde) )"
)
_ATTRIBUTE = r"(?:(?:ganz|gesamten|schönen|[a-zäöüß]{2,20}lichen|[a-zäöüß]{2,20}ischen) )"
_DISTANCE = r"\d{1,3}(?:,\d)?) ?(?:km|Kilometern?)"
_ARTICLE = r"(?:(?:der|dem|den|die|das) )"
INSIDE = re.compile(
    rf"(?:^|(?<=[\s(„\"/,]))(?:(?:in|aus|innerhalb(?: von)?|innerhalb|quer durch)"
    rf" (?P<article>{_ARTICLE})?{_ATTRIBUTE}?{_KIND}?"
    rf"|(?P<contracted>im|am|auf)(?: der| dem)? {_ATTRIBUTE}?{_KIND}?)$",
    re.IGNORECASE,
)
AROUND = re.compile(
    rf"(?:^|(?<=[\s(„\"/,]))(?:"
    rf"(?:im |in einem )?(?:Umkreis|Radius) von (?:rund |etwa |ca\. |maximal "
    rf"|bis zu )?(?P<distance>{_DISTANCE}"
    rf" (?:rund um|um|von|zu|bei) {_ARTICLE}?{_KIND}?"
    rf"|(?:(?:bis zu|bis|maximal|höchstens|etwa) )?(?P<away>{_DISTANCE} (?:rund um|um|entfernt von"
    rf"|von|weit von)"
    rf" {_ARTICLE}?{_KIND}?"
    rf"|(?P<near>nahe(?: bei| an)?|unweit(?: von)?|(?:in der |der )?Nähe (?:von|der|zu|des)"
    rf"|(?:ganz )?in der Nachbarschaft von|bei) {_ARTICLE}?{_KIND}?"
    rf"|(?P<wide>im Großraum|Großraum|(?:in der |der )?Metropolregion) "
    rf"|(?:rund|rings) um {_ARTICLE}?{_KIND}?|um {_ARTICLE}?{_KIND}?"
    rf"|(?:im |aus dem |in |der )?(?:Raum|Umkreis|Umland|Einzugsgebiet) (?:(?:von|der|des"
    rf"|um) )?{_KIND}?"
    rf"|(?:in der |der |aus der )?(?:(?:näheren|weiteren|direkten) )?(?:Umgebung|Region)"
    rf" (?:(?:von|der|des|um|rund um) )?{_KIND}?"
    rf")$",
    re.IGNORECASE,
)
NEAR_RADIUS, AROUND_RADIUS, WIDE_RADIUS = 20.0, 30.0, 40.0
"""Kilometres for ``nahe X``, ``rund um X`` and ``im Großraum X``."""
AT_WATER = re.compile(r"\b(?:der|die|am|vom|zum|des|entlang) $", re.IGNORECASE)
"""Before a river rather than a town of its name."""
PARTS_OF_GERMANY = re.compile(
    r"((?:ost|west|nord|süd|sued|südwest|nordwest|nordost|mittel)deutsch)e[nrsm]?", re.IGNORECASE
)
DIRECTION = re.compile(
    r"(?:Nord|Süd|Ost|West|Mittel|Nordost|Nordwest|Südost|Südwest|Innen)-(?=[A-ZÄÖÜ])"
)
AND_AROUND = re.compile(
    r"(?:,? und| mit| samt| nebst)(?: der| seiner| dem| seinem| näherer)? "
    r"(?:Umgebung|Umland|Umkreis|Region)\b|[/-](?:Umgebung|Umland)\b| herum\b"
)
LAND_AROUND = re.compile(r" (?:Raum|Umland|Umgebung|Umkreis|Gegend|Region|Großraum)s?\b")
"""After an adjective: ``im Kasseler Raum``."""
EVERYWHERE = frozenset({"country:DE", "region:bundesgebiet", "region:europa"})
"""What nearly all reports are in restricts nothing."""
CITY_STATES = frozenset({"de:land:02", "de:land:04", "de:land:11"})
AND = re.compile(
    r"(?:, | und | oder | sowie | bzw\. | beziehungsweise |, und |, oder | ?[/&] ?)"
    r"(?:(?:in|aus|im|rund um|um) )?(?:(?:der|dem|den) )?(?:auch )?"
)
"""Between places that are asked for together."""
_LOCAL = (
    r"(?:[\w-]*(?:[Kk]ommunen?|[Ss]tädten?|[Gg]emeinden?|[Kk]reisen?|[Dd]örfern?|[Ss]chulen?"
    r"|[Pp]rojekten?|[Ii]nitiativen?|[Vv]ereinen?|[Bb]etrieben?|[Uu]nternehmen|[Vv]orhaben"
    r"|[Kk]itas?"
    r"|[Rr]egionen|[Oo]rten?|[Tt]rägern?|[Ee]inrichtungen|[Nn]etzwerken?|[Bb]ezirken?"
    r"|[Ss]tadtteilen?|[Gg]emeinden|[Mm]odellkommunen?|[Bb]eispielen?|[Ff]irmen|[Vv]erwaltungen"
    r"|[Vv]eranstaltungen|[Kk]indergärten|[Vv]ierteln?|[Qq]uartieren?))\b"
)
LOCAL_NOUN = re.compile(rf" (?:(?:kleinen|kleine|großen|ländlichen|ländliche|anderen) )?{_LOCAL}")
LOCAL_BEFORE = re.compile(
    rf"(?:^|\b(?:{_LOCAL}|[Ee]rfahrungen|[Bb]erichten?|[Ii]deen|[Pp]raxis) )$"
)
"""Before ``aus``: ``Projekte aus Thüringen``."""
"""What an adjective of a place in front says to lie there."""
NO_NEIGHBOUR = re.compile(
    r" ?(?:Straße|Str\.|Platz|Allee|Weg|Modell|Erklärung|Appell|Tor|Würstchen|Stadtmusikanten|Kreuz"
    r"|Schule|Gymnasium|Kindl|Luft|Tabelle|Abkommen|Charta|Vertrag|Konvention|Institut|Stiftung)\b"
)
"""After which a place's name is no place."""
PART_OF_NAME = re.compile(
    r"(?:\b(?:von|van|zu) |\b(?:Universität|Uni|Hochschule|Fachhochschule|Institut|Verein|Projekt"
    r"|Programm|Stiftung|Initiative|Bündnis|Verband|Modell) )$"
)
_MANY = r"Menschen|Geflüchtete\w*|Flüchtlinge\w*|Zuwander\w+|Zugewanderte\w*|Migrant\w+|Roma"
ORIGIN = re.compile(rf"\b(?:aus|von) (?:(?:der|dem|den) )?$|\b(?:{_MANY}) (?:aus|von) $")
"""Before a country: where people come from, not where something was done."""
SMALL_TOWN = 10_000
"""People of a town below which a word that also means something else is rather not the town."""
VILLAGE = 3_000
BOROUGH = 30_000
"""People of a quarter from which on its name alone makes one think of it."""
TOWN_OF_A_RIVER = 20_000
"""People of a town that is meant rather than the river of its name, without an article."""
SMALL_FIRST_WORD = frozenset({"neue", "neuen", "neuer", "alte", "alten"})
"""Besides adjectives on ``-isch``, the small words that names begin with."""
NEVER_SMALL = frozenset(
    """
    leer lehrte springe haar wedel minden rot selb plau gera wesel werl peine stade bunde buchen
    weil singen laufen lauf roth aue ruhland bad burg lage hof bergen waren weiden siegen norden
    regen essen halle heide horn rosen wissen senden mengen kamen werne wangen leimen hemmingen
    geldern hilden soltau schwerte wetter mitte berge kirchen barth alb harz lippe
    """.split()
)
"""Words that mean a place only with a capital."""
WITH_IN = frozenset("essen halle siegen minden gera lehrte leer".split())
"""Of those, the ones that mean a city after „in“."""

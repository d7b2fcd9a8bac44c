"""Names of bodies, and words before, after and inside such names."""

from __future__ import annotations

import re

ORGANISATIONS: tuple[str, ...] = (
    *(
        "Europäische Union",
        "Europäischen Union",
        "Europäische Kommission",
        "Europäischen Kommission",
    ),
    *("BMBF", "BMAS", "BMFSFJ", "BMUB", "BMWK", "BMWi", "BMI", "BMEL", "BMG", "BMVBS", "BMWSB"),
    *("BMZ", "BMUV", "BMDV", "BMJ", "KAUSA", "KMK", "bpb", "GIZ", "DAAD", "DIHK", "DGB", "UNHCR"),
    *("BAMF", "BAFzA", "BIBB", "BBSR", "BBE", "BLE", "DLR", "ESF-Regiestelle", "BVA", "BZgA"),
    *("Bundesamt für Migration und Flüchtlinge", "Bundesamtes für Migration und Flüchtlinge"),
    *("Bundesagentur für Arbeit", "Bundesinstitut für Berufsbildung", "Bundesverwaltungsamt"),
    *(
        "Bundesamt für Familie und zivilgesellschaftliche Aufgaben",
        "Bundeszentrale für politische Bildung",
    ),
    *("Deutsche Kinder- und Jugendstiftung", "Deutschen Kinder- und Jugendstiftung", "DKJS"),
    *(
        "Bertelsmann Stiftung",
        "Robert Bosch Stiftung",
        "Körber-Stiftung",
        "Stiftung Mercator",
        "Aktion Mensch",
    ),
    *("Freudenberg Stiftung", "Joachim Herz Stiftung", "Amadeu Antonio Stiftung", "Stiftung Lesen"),
    *(
        "Deutsche Bahn",
        "Deutsche Rentenversicherung Knappschaft-Bahn-See",
        "Deutsche Rentenversicherung",
    ),
    *(
        "Deutscher Städtetag",
        "Deutschen Städtetages",
        "Deutschen Städtetag",
        "Deutscher Landkreistag",
    ),
    *("Deutschen Landkreistages", "Deutschen Landkreistag", "Deutscher Städte- und Gemeindebund"),
    *("Deutsches Jugendinstitut", "Deutschen Jugendinstitut", "Deutschen Jugendinstituts", "DJI"),
    *(
        "Deutsches Rotes Kreuz",
        "Deutschen Roten Kreuzes",
        "DRK",
        "AWO",
        "Arbeiterwohlfahrt",
        "INBAS",
        "DGB",
        "KGSt",
    ),
    *(
        "CDU",
        "CSU",
        "SPD",
        "FDP",
        "Bündnis 90/Die Grünen",
        "NABU",
        "ADFC",
        "DStGB",
        "IHK",
        "HWK",
        "THW",
        "LWL",
        "LVR",
    ),
    *(
        "Kultusministerkonferenz",
        "KMK",
        "Internationaler Bund",
        "Kolpingwerk",
        "Malteser",
        "Johanniter",
    ),
)
_PLACE_NAMED = (
    r"Universität|Fachhochschule|Hochschule|Technische Universität|Technischen Universität"
    r"|Technische Hochschule"
    r"|Technischen Hochschule|Pädagogische Hochschule|Pädagogischen Hochschule|TU|FH|PH"
    r"|Volkshochschule|VHS|vhs"
    r"|Kreisvolkshochschule|Jobcenter|Jobcenters|Agentur für Arbeit|Agenturen für Arbeit"
    r"|Arbeitsagentur|Handwerkskammer"
    r"|Industrie- und Handelskammer(?: zu)?|IHK(?: zu)?|HWK|Kreishandwerkerschaft"
    r"|Bezirksregierung|Regierungspräsidium"
    r"|Regionaldirektion|Landratsamt|Landratsamts|Landratsamtes|Bezirksamt|Bezirksamts"
    r"|Stadtwerke|Sparkasse|Volksbank|Kreissparkasse"
    r"|Caritasverband(?:s|es)?|Caritas|Diakonisches Werk|Diakonischen Werks|Diakonischen Werkes"
    r"|Diakonie|Kreisjugendring(?:s|es)?"
    r"|Stadtjugendring(?:s|es)?|Landesjugendring|Lebenshilfe|Bildungsbüro|Transferagentur"
    r"|Bildungswerk|Landeszentrale für politische Bildung"
    r"|Freiwilligenagentur|Freiwilligenzentrum|Kommunale[sn]? Integrationszentrum"
    r"|Kommunalen Integrationszentrums|Universitätsklinikum"
    r"|Polizeidirektion|Polizeipräsidium|Verbraucherzentrale|Flüchtlingsrat|Landesverband"
    r"|Kreisverband|Paritätische[rn]?|DRK-Kreisverband"
    r"|AWO(?: Kreisverband| Landesverband| Bezirksverband)?|Grundschule|Gesamtschule|Oberschule"
    r"|Realschule"
)
PLACE_NAMED_ORGANISATION = re.compile(
    r"\b(?:(?:Duale|Medizinische|Katholische|Evangelische|Westsächsische|Leuphana|Hamburger"
    r"|Berliner)[nrs]?\s)?"
    rf"(?:[A-ZÄÖÜ][\w]+(?:-[A-ZÄÖÜ]\w+){{0,2}}-)?(?:{_PLACE_NAMED})\s(?:(?:Kreis|Landkreis|Stadt"
    rf"|Region)\s)?"
    r"(?P<place>(?:(?:Bad|St\.|Sankt|Groß|Klein|Neu"
    r"|Alt)\s)?[A-ZÄÖÜ][a-zäöüß]{2,}(?:[-/–][A-ZÄÖÜ][a-zäöüß]{2,}){0,4}"
    r"(?:\s(?:an der|am|im|in der"
    r"|ob der)\s[A-ZÄÖÜ][a-zäöüß]+)?)(?:\s\([A-Z][a-zäöü]+\))?(?:\s(?:Nord|Süd|West|Ost|Mitte)\b)?"
)
STATES = (
    "Baden-Württemberg|Bayern|Berlin|Brandenburg|Bremen|Hamburg|Hessen|Mecklenburg-Vorpommern|Niedersachsen"
    "|Nordrhein-Westfalen|NRW|Rheinland-Pfalz|Saarland|Sachsen-Anhalt|Sachsen|Schleswig-Holstein|Thüringen"
)
_RESORT = r"[A-ZÄÖÜ][\wäöüß-]+"
MINISTRY = re.compile(
    r"\b(?:(?:Thüringer|[A-ZÄÖÜ][a-zäöü]+ische[ns]?)\s)?(?:Bundes|Landes|Staats|Sozial|Kultus"
    r"|Innen|Wirtschafts|Umwelt)?[Mm]inisteriums?"
    rf"\s(?:für|der|des)\s(?:[a-zäöü]+e[nrs]?\s)?{_RESORT}(?:,\s(?!Herr\b|Frau\b"
    rf"|Dr\b){_RESORT}){{0,5}}"
    rf"(?:,?\sund\s(?:[a-zäöü]{{4,}}e[nrs]?\s)?{_RESORT}(?!\se\.)){{0,2}}"
    rf"(?:\sdes\s(?:Landes|Freistaate?s|Saarlandes)(?:\s(?:{STATES}))?|\s(?:{STATES})\b)?"
)
LEGAL_FORM = re.compile(
    r"\s(?:e\.\s?V\.|gGmbH|gemeinnützige GmbH|GmbH|mbH|eG\b|e\.\s?G\.|AG\b(?!\s?[\dIVX]+)|GbR\b"
    r"|gUG\b|KdöR\b|AöR\b)"
)
# Heads of names that go on with "der": "Landesverband der Volkshochschulen".
COLLECTIVE = re.compile(
    r"(?:verband|verein|verbund|bund|gemeinschaft|vereinigung|forum|kammer|zentrum|haus|werk"
    r"|netzwerk)(?:e?s|en)?$",
    re.I,
)
LEADING_WORDS = frozenset(
    (
        "Der Die Das Den Dem Des Im In Am Vom Von Zum Zur Beim Mit Bei Träger Verein Vereins "
        "Firma Partner Und Auch"
    ).split()
)

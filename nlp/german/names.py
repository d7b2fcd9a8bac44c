"""Words before, after and inside German names of projects, programmes, people and bodies."""

from __future__ import annotations

import re

OPENING_QUOTES = '„“"»«‚‘›‹”'
CLOSING_QUOTES = '“”"«»‘’‹›'
QUOTES = frozenset(OPENING_QUOTES + CLOSING_QUOTES)

# Stems of words for a project; any compound ends in them (Modellprojekt, Förderverbund).
PROJECT_WORD = re.compile(
    r"^(?:(?:\w+[-\u2011])?\w*(?:projekt|vorhaben|initiative|netzwerk|verbund|bündnis"
    r"|modellversuch|pilot)"
    r"(?:e|en|s|es|n)?"
    r"|(?:\w+-)?(?:Projekt|Vorhaben|Initiative|Netzwerk|Verbund|Bündnis)(?:e|en|s|es|n)?"
    r"|Praxisbeispiele?|Plattform|Portal|Mitmachportal|\w+portal|Maßnahme|Kampagne|Pakt"
    r"|Kooperation)$",
    re.IGNORECASE,
)
# Words after which quotation marks hold no project.
NO_PROJECT_WORD = re.compile(
    r"(?:Motto|Titel|Thema|Themen|Überschrift|Frage|Fragen|Leitfrage|Workshop|Workshops"
    r"|Werkstatt|Forum|Foren"
    r"|Tisch|Thementisch|Themeninsel|Arbeitsgruppe|AG|Vortrag|Impuls|Impulsvortrag|Film|Kurzfilm"
    r"|Dokumentarfilm"
    r"|Filme?s|Ausstellung|Wanderausstellung|Broschüre|Handreichung|Leitfaden|Flyer|Buch|Roman"
    r"|Band|Studie"
    r"|Publikation|Zeitschrift|Heft|Theaterstück|Stück|Lied|Szene|Fachtag|Fachtages|Fachtags"
    r"|Fachtagung|Tagung"
    r"|Konferenz|Kongress|Veranstaltung|Veranstaltungsreihe|Reihe|Vortragsreihe|Seminar|Seminars"
    r"|Fortbildung"
    r"|Schulung|Kurs|Kurses|Modul|Basis-Modul|Lehrgang|Weiterbildung|Qualifizierung|Zertifikat"
    r"|Preis|Landespreis"
    r"|Wettbewerb|Wettbewerbs|Plakette|Auszeichnung|Siegel|Prädikat|Begriff|Begriffe|Wort"
    r"|Stichwort|Ausspruch"
    r"|Satz|Zitat|Slogan|Spruch|Leitspruch|Leitsatz|Parole|Methode|Übung|Spiel|Planspiel"
    r"|Schwerpunkt"
    r"|Handlungsfeld|Kapitel|Abschnitt|Artikel|Beitrag|Podium|Podiumsdiskussion|Diskussion"
    r"|Dialog|Fachgespräch"
    r"|Gespräch|Konzert|Kabarett|Dokument|Papier|Positionspapier|Arbeitspapier|Rubrik|Reiter"
    r"|Menüpunkt|Kategorie"
    r"|Aufgabe|Ziel|Haltung|Rolle|Funktion|Prinzip|Ansatz|Formel|Schule|Grundschule|Gesamtschule"
    r"|Gasthaus|Hotel"
    r"|Restaurant|Café|Cafe|Haltestelle|Raum|Saal|Bildungsbericht|Kernthema|Format|Galerie|Basar"
    r"|Frage:"
    r"|Forum \w+|Workshop \w+|Werkstatttag|Aktionstag|Aktionswoche|Woche|Tag|Fest|Messe|Börse"
    r"|Ausgabe|Ausgaben)$"
)
PROGRAMME_WORD = re.compile(
    r"^(?:\w+-)*(?:\w*programm|\w*[Ff]örderrichtlinie|Richtlinie|\w*initiative des Bundes"
    r"|Landesaufruf"
    r"|[Ff]örderlinie|Sonderprogramm|Rahmenprogramm|Förderaufruf|Fördertopf)(?:s|es|e|en|ms)?$",
    re.IGNORECASE,
)
NO_PROGRAMME_WORD = re.compile(
    r"(?:Rahmen|Abend|Kultur|Ferien|Tages|Veranstaltungs|Begleit|Unterhaltungs|Freizeit|Kurs"
    r"|Vortrags|Computer"
    r"|Mentoring|Mentoren|Trainings|Sport|Schul|Austausch|Stipendien|Paten)programm",
    re.IGNORECASE,
)
# Speech: a quotation that begins so and is long is a sentence, not a name.
SENTENCE_START = re.compile(
    r"(?:Wir|Ich|Es|Das|Man|Sie|Er|Was|Wie|Wer|Warum|Wo|Wenn|Dass|Da|Hier|Nicht|Bei uns|Unsere?"
    r"|Meine?|Jede[rs]?"
    r"|Dann|So|Ohne|Die|Der|Ein|Eine|Ob|Lasst|Am|Ist|Kann|Muss|Viele|Alle|Niemand|Keiner|Manche)\s"
)
SPEECH_AFTER = re.compile(
    r"\s?[,–-]?\s?(?:so\b(?! heißt)|sagte?\b|betonte|erklärte|erzählte?|meinte?|berichtete"
    r"|fasste|lautete?\b|hieß es"
    r"|antworte|beschrieb|empfahl|empfiehlt|riet|rät\b|stand auf|war das|mit diesem)"
)
NAMED_AFTER = re.compile(
    r"\s?[,–—-]?\s?(?:(?:so\s)?(?:heißt|hieß|nennt sich|nennen sich)\s(?:das|die|der|ein|eine"
    r"|dieses|ihr)\b[\w\s-]{0,40}"
    r"|(?:,\s)?(?:ein|eine|einem|einer|das|die|dem|der)\s(?:[\w-]+\s){0,3})"
    r"(?:\w*projekt|\w*vorhaben|\w*initiative|\w*netzwerk|\w*verbund|\w*bündnis|Zusammenschluss"
    r"|\w*angebot"
    r"|Zusammenarbeit|Plattform|\w*portal|Tandem)\b",
    re.IGNORECASE,
)
PROJECT_LABEL = re.compile(
    r"^(?:Projekt(?:name|titel)?|Name(?: des Projekts)?|Kurztitel|Titel des Projekts|Vorhaben"
    r"|Initiative)\s?:\s?",
    re.IGNORECASE,
)
PROJECT_LIST = re.compile(
    r"\b(?:Projekte|Vorhaben|Initiativen|Praxisbeispiele|Netzwerke|Modellprojekte|Ansätze"
    r"|Beispiele guter Praxis)\b"
    r"[^.\n]{0,120}:\s*$"
)

ADDRESS = r"(?:Herrn?|Frau|Hr\.|Fr\.|Hrn\.)"
DEGREE = (
    r"(?:Prof\.(?:in)?|Professor(?:in)?|Univ\.-Prof\.|Apl\.\s?Prof\.|PD|Priv\.-Doz\.|Dr\.(?:in)?"
    r"|Dres\."
    r"|DDr\.|Mag\.(?:a)?(?:\s\(FH\))?|Lic\.|lic\.|DI|Dr\.-Ing\.|rer\.|nat\.|phil\.|jur\.|med\."
    r"|pol\.|soc\.|theol\.|paed\.|h\.\s?c\.|habil\.|em\.)"
)
PARTICLE = (
    r"(?:von und zu|von de[rmn]|van de[rn]|von|van|zu|zur|de la|de|del|della|di|da|dos|ten|ter"
    r"|la|le|el|al|bin|ben"
    r"|El|Al|De|Van|Von|Ten|Le|La|Di|Da)"
)
# Offices and professions, whole words or the ends of compounds.
ROLE = re.compile(
    r"^(?:\w*(?:[Ll]eiter|[Mm]eister|[Bb]eauftragter?|[Kk]oordinator|[Rr]eferent|[Mm]oderator"
    r"|[Mm]inister|[Ss]ekretär"
    r"|[Dd]ezernent|[Vv]orsitzender?|[Ss]precher|[Bb]erater|[Mm]itarbeiter|[Ff]ührer"
    r"|[Pp]räsident|[Dd]irektor|[Ll]ehrer"
    r"|[Rr]ektor|[Vv]orstand|[Rr]at|[Rr]ät|[Pp]ädagoge?|[Pp]lane?r|[Ff]orscher"
    r"|[Ww]issenschaftler|[Aa]rbeiter|[Bb]egleiter"
    r"|[Tt]rainer|[Ll]otse|[Pp]fleger|[Vv]ertreter|[Mm]anager|[Aa]bgeordneter?|[Gg]eordneter?"
    r"|[Ll]andrat|[Ll]andrät"
    r"|[Pp]farrer|[Dd]ekan|[Aa]rchitekt|[Aa]nwalt|[Ää]rzt|[Aa]rzt|[Gg]ründer|[Ii]nhaber"
    r"|[Ss]oziologe?|[Aa]utor"
    r"|[Bb]ürgermeister|[Ss]tadtrat|[Ss]chüler|[Ee]rzieher|[Tt]räger|[Bb]earbeiter|[Pp]rotokoll"
    r"|[Mm]oderation|[Ll]eitung"
    r"|[Bb]egrüßung|[Kk]ontakt|[Ii]nput|[Ff]oto|[Rr]edaktion|[Aa]nsprechpartner|[Aa]nsprechperson)"
    r"(?:in|innen|n|e|en|s)?)(?:\.|:)?$"
)
NO_SURNAME = frozenset(
    """
    Und Oder Der Die Das Ein Eine Straße Platz Weg Allee Ring Schule Haus Stiftung Institut
    Gymnasium Gesamtschule Grundschule Realschule Universität Hochschule Akademie Verein GmbH AG
    Kirche Park Halle Hütte Zentrum Preis Medaille Kolleg Berufskolleg Bibliothek Museum Theater
    Werk Klinik Damm Ufer Gasse Frau Herr Herrn Dr Prof Landkreis Kreis Stadt Gemeinde Uhr Tel
    Telefon Mail E-Mail Jahre Jahr Team Projekt Netzwerk Workshop Forum Tisch Gruppe Leitung
    Moderation Protokoll Foto Fotos Bild Von Vom Im In Am An Auf Mit Für Zu Zum Zur Bei Aus Nach
    Wie Was Wer Ist Hat War Wird Sind Haben Es Sie Er Wir Ich Als Auch Nur Noch Bank Verlag
    Ministerium Bund Land Region Express Treff Treffs Café Laden Mobil
    """.split()
)

PROGRAMMES: tuple[str, ...] = (
    "XENOS – Integration und Vielfalt",
    "XENOS - Integration und Vielfalt",
    "XENOS",
    "Europäischer Sozialfonds Plus",
    "Europäischen Sozialfonds Plus",
    "Europäischer Sozialfonds für Deutschland",
    "Europäischen Sozialfonds für Deutschland",
    "Europäischer Sozialfonds",
    "Europäischen Sozialfonds",
    "Europäische Sozialfonds",
    "ESF-Integrationsrichtlinie Bund",
    "ESF Plus",
    "ESF+",
    "ESF",
    "Europäischer Fonds für regionale Entwicklung",
    "Europäischen Fonds für regionale Entwicklung",
    "EFRE",
    "ELER",
    "Europäischer Landwirtschaftsfonds für die Entwicklung des ländlichen Raums",
    "Europäischen Landwirtschaftsfonds für die Entwicklung des ländlichen Raums",
    "LEADER",
    "Asyl-, Migrations- und Integrationsfonds",
    "AMIF",
    "Europäischer Flüchtlingsfonds",
    "Europäischen Flüchtlingsfonds",
    "Europäischer Integrationsfonds",
    "Europäischen Integrationsfonds",
    "Europäischer Hilfsfonds für die am stärksten benachteiligten Personen",
    "Europäischen Hilfsfonds für die am stärksten benachteiligten Personen",
    "EHAP Plus",
    "EHAP",
    "Interreg V Oberrhein",
    "Interreg Deutschland-Danmark",
    "Interreg Deutschland–Danmark",
    "Interreg Deutschland-Nederland",
    "Interreg Alpenraum",
    "INTERREG IV A",
    "INTERREG V A",
    "INTERREG",
    "Interreg",
    "Erasmus+",
    "Erasmus Plus",
    "Leonardo da Vinci",
    "Horizon Europe",
    "Horizont 2020",
    "URBACT",
    "Lernen vor Ort",
    "Lernende Regionen – Förderung von Netzwerken",
    "Lernende Regionen",
    "Bildung integriert",
    "Bildungskommunen",
    "Kommunale Koordinierung der Bildungsangebote für Neuzugewanderte",
    "Transferinitiative Kommunales Bildungsmanagement",
    "Bildungsketten",
    "Perspektive Berufsabschluss",
    "JOBSTARTER plus",
    "JOBSTARTER",
    "Jobstarter plus",
    "Jobstarter",
    "AlphaDekade",
    "Nationale Dekade für Alphabetisierung und Grundbildung",
    "Nationalen Dekade für Alphabetisierung und Grundbildung",
    "Kultur macht stark. Bündnisse für Bildung",
    "Kultur macht stark",
    "DigitalPakt Schule",
    "Digitalpakt Schule",
    "DigitalPakt",
    "Qualitätsoffensive Lehrerbildung",
    "Aufstieg durch Bildung",
    "Innovative Hochschule",
    "Startchancen-Programm",
    "Startchancen",
    "Schule macht stark",
    "Ideen für mehr! Ganztägig lernen.",
    "Ganztägig bilden",
    "Investitionsprogramm Ganztagsausbau",
    "BIWAQ",
    "Bildung, Wirtschaft, Arbeit im Quartier",
    "Soziale Stadt",
    "Sozialen Stadt",
    "Sozialer Zusammenhalt",
    "Stadtumbau Ost",
    "Stadtumbau West",
    "Zukunft Stadtgrün",
    "Aktive Stadt- und Ortsteilzentren",
    "Demografiewerkstatt Kommunen",
    "Engagierte Stadt",
    "Zusammenhalt durch Teilhabe",
    "Demokratie leben!",
    "TOLERANZ FÖRDERN – KOMPETENZ STÄRKEN",
    "Toleranz fördern – Kompetenz stärken",
    "VIELFALT TUT GUT",
    "Vielfalt tut gut",
    "kompetent. für Demokratie",
    "CIVITAS",
    "ENTIMON",
    "Menschen stärken Menschen",
    "JUGEND STÄRKEN: Brücken in die Eigenständigkeit",
    "JUGEND STÄRKEN im Quartier",
    "JUGEND STÄRKEN",
    "Jugend stärken im Quartier",
    "Jugend stärken",
    "STÄRKEN vor Ort",
    "Stärken vor Ort",
    "Kompetenzagenturen",
    "Sprach-Kitas",
    "Frühe Chancen",
    "Kita-Einstieg: Brücken bauen in frühe Bildung",
    "Kita-Einstieg",
    "KitaPlus",
    "ElternChanceN – mit Elternbegleitung Familien stärken",
    "ElternChanceN",
    "Elternchance ist Kinderchance",
    "Elternchance II",
    "Stark im Beruf",
    "Perspektive Wiedereinstieg",
    "Mehrgenerationenhäuser",
    "Mehrgenerationenhaus. Miteinander – Füreinander",
    "Netzwerke Frühe Hilfen",
    "Aktion zusammen wachsen",
    "Integration durch Qualifizierung (IQ)",
    "Integration durch Qualifizierung",
    "Förderprogramm IQ",
    "Integration durch Austausch (IdA)",
    "Integration durch Austausch",
    "Integration durch Sport",
    "Integration statt Ausgrenzung",
    "rückenwind+",
    "rückenwind",
    "unternehmensWert:Mensch",
    "Akti(F) Plus",
    "Akti(F)",
    "rehapro",
    "IvAF",
    "Perspektive 50plus",
    "Bürgerarbeit",
    "Soziale Teilhabe am Arbeitsmarkt",
    "MY TURN",
    "WIR – Netzwerke integrieren Geflüchtete in den regionalen Arbeitsmarkt",
    "Gründerland Deutschland",
    "Passgenaue Besetzung",
    "Willkommenslotsen",
    "Land(auf)Schwung",
    "LandZukunft",
    "Kommunen innovativ",
    "Aktionsprogramm Heimat",
    "Bundesprogramm Ländliche Entwicklung",
    "Nationale Klimaschutzinitiative",
    "Nationalen Klimaschutzinitiative",
    "Biologische Vielfalt",
    "Regionen der Zukunft",
    "MORO",
    "ExWoSt",
    "Gemeinschaftsaufgabe „Verbesserung der Agrarstruktur und des Küstenschutzes“",
    "KOMM-AN NRW",
    "KAoA",
    "Kein Abschluss ohne Anschluss",
    "Kein Kind zurücklassen",
    "kinderstark – NRW schafft Chancen",
    "Rucksack KiTa",
    "Rucksack Schule",
    "Griffbereit",
    "OloV",
    "RÜMSA",
    "STABIL",
    "Weltoffenes Sachsen",
    "Wir für Sachsen",
    "Denk bunt",
    "Tolerantes Brandenburg",
    "Hessen – aktiv für Demokratie und gegen Extremismus",
    "Präventionsketten Niedersachsen",
    "Digitale Bildungsregionen in Bayern",
    "Bildungsregionen in Bayern",
    "Gemeindeschwester plus",
)
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
OFFICE_WORD = re.compile(
    r"^(?:\w*(?:[Ll]eiter|[Ll]eitung|[Bb]eauftragt|[Kk]oordinat|[Rr]eferent|[Mm]oderator"
    r"|[Vv]orsitzend|[Ss]precher|führer"
    r"|[Mm]itarbeiter|[Bb]erater|[Dd]ezernent)\w{0,4})$"
)
TEAM_BEFORE = re.compile(
    r"\b(?:Team|Mitarbeiter\w*|Koordinator\w*|Projektleit\w+|Koordination)\s(?:von|um|des|der)\s$"
)
PROJECT_AFTER = re.compile(
    r"-(?:Team|Projekt|Koordinat|Mitarbeit)|,?\s(?:wird|wurde)\sgefördert|\s\(gefördert"
    r"|,\sgefördert"
)
CAMEL_PROJECT = re.compile(
    r"\b(?:\w{0,20}[Pp]rojekt|\w{0,20}[Vv]orhaben|Initiative|Netzwerk|\w{0,12}[Vv]erbund"
    r"|Portal)(?:s|es|e|en)?\s"
    r"(?P<name>(?=[\w.!-]{0,20}[A-ZÄÖÜ0-9])[A-ZÄÖÜa-z][\w.!-]{0,3}[\w!-]{1,24})(?=[\s,;:)])"
)
LEADING_WORDS = frozenset(
    (
        "Der Die Das Den Dem Des Im In Am Vom Von Zum Zur Beim Mit Bei Träger Verein Vereins "
        "Firma Partner Und Auch"
    ).split()
)

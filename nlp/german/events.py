"""Words by which German texts speak of events: their kind, their time and their venue."""

from __future__ import annotations

import re

from nlp.types import EventKind

# Most telling first: a "Netzwerkkonferenz" is a conference, a "Netzwerktreffen" network.
KIND_STEMS: tuple[tuple[EventKind, str], ...] = (
    (
        "workshop",
        r"zukunftswerkst[aä]tt|werkstatt(?:tag|gespräch|treffen)|workshop|barcamp|hackathon",
    ),
    ("workshop", r"austauschworkshop|planspiel|planungswerkst|\b\w{3,30}werkstatt\b|\bwerkstatt\b"),
    ("training", r"fortbildung|schulung|seminar|weiterbildung|training|lehrgang|webinar"),
    ("training", r"qualifizierungs(?:reihe|kurs|modul|werkstatt)|methodenwerkstatt|feriencamp"),
    ("training", r"\bkurse?\b|zertifikatskurs|qualifizierung\b|akademietag|grundkurs"),
    (
        "network",
        r"netzwerk(?:treffen|tag|tagung|abend|sitzung|forum)|vernetzungs(?:treffen|tag"
        r"|veranstaltung)"
        r"|netzwerkfrühstück|treffen des [\w-]*netzwerk|\bnetzwerk\b.{0,60}(?:treff|trifft|traf)",
    ),
    (
        "conference",
        r"fachtag|\w*tagung|\w*konferenz|kongress|symposi|fachforum|regionalforum|\bforum\b"
        r"|bildungstag"
        r"|abschluss(?:veranstaltung|tag)|auftaktveranstaltung|podium|fachdialog|praxistag"
        r"|praxisdialog|bundestreffen|fachveranstaltung|gipfel|parlament\b|hearing|fachgespräch",
    ),
    (
        "other",
        r"festakt|\bfest\b|sommerfest|feier|jubiläum|ausstellung|eröffnung|börse|messe\b"
        r"|preisverleihung"
        r"|markt der möglichkeiten|exkursion|studienreise|tag der offenen|aktionstag|aktionswoche"
        r"|konzert|premiere|lesung|zertifikat|urkunden|ehrung|spatenstich|einweihung|wettbewerb"
        r"|zu besuch in|demokratietag|gleichstellungstag|studienfahrt|lauf\b",
    ),
    (
        "meeting",
        r"\w*treffen\b|sitzung|besprechung|beirat|ausschuss|arbeitskreis|runde[rn]? tisch"
        r"|austausch"
        r"|fachrunde|gespräch|lenkungskreis|steuerungs(?:gruppe|kreis)"
        r"|dialog|bilanz|besuch|frühstück|versammlung|rundgang|jour fixe|beratung\b|unterschrift"
        r"|projektpräsentation",
    ),
    ("network", r"netzwerk(?!\w*(?:konferenz|tagung))"),
    ("meeting", r"vorstellung|protokoll|niederschrift"),
)

# Parts of words that hint at a kind, sought as they are in lower-case text.
KIND_WORDS: tuple[str, ...] = (
    *(" fest ", "sommerfest", "runder tisch", " top ", "tag der", "nacht der", "lauf "),
    "markt der",
    *"""
    workshop barcamp hackathon zukunftswerkst planspiel werkstatt werkstätten fortbildung schulung
    seminar weiterbildung training lehrgang webinar kurs qualifizierung akademie feriencamp modul
    netzwerktreffen netzwerk vernetzung fachtag tagung konferenz kongress symposi forum bildungstag
    abschluss auftakt podium dialog praxistag fachgespräch hearing gipfel festakt feier jubiläum
    ausstellung eröffnung börse messe preis markt exkursion studienreise aktionstag konzert
    premiere zertifikat urkunde ehrung einweihung wettbewerb besuch treffen sitzung besprechung
    beirat ausschuss arbeitskreis tisch austausch gespräch gruppe versammlung rundgang frühstück
    protokoll niederschrift beschl bescheid übergab übergib überreich minister jury impuls vortrag
    vorträge thementisch referent messe bilanz transnational partner delegation lesung plenum
    fishbowl keynote arbeitsphase kleingruppen café teilnahmegebühr tagesordnung praxisdialog
    erfahrungsaustausch jahrestreffen mitglieder fotoprotokoll impulsvortrag programm
    """.split(),
)

_EVENT_NOUN = (
    r"veranstaltung|tagung|fachtag|konferenz|workshop|seminar|treffen|forum|kongress|sitzung"
    r"|werkstatt|austausch|fortbildung|schulung|fachgespräch|gespräch|podium|festakt|exkursion"
    r"|börse|messe\b|feier|dialog|runde[rn]? tisch|ausschuss|beirat|arbeitskreis|eröffnung"
    r"|feste?s?\b"
    r"|symposi|barcamp|netzwerktag|praxistag|aktionstag|transfertag|rundgang|besuch|auftakt"
    r"|premiere"
    r"|konzert|niederschrift|protokoll|nachbericht|rückblick|nachlese|lehrgang|planspiel|akademie"
)
EVENT_NOUN = re.compile(_EVENT_NOUN, re.IGNORECASE)
EVENT_VERB = re.compile(
    r"\b(?:f[ai]nde?[nt]?\b.{0,200}\b(?:statt|Fortsetzung)|statt(?:gefunden|fand|fanden|findet)"
    r"|tra(?:f|fen)\s(?:sich|man)|trafen\b|getroffen|kamen?\b.{0,200}\b(?:zusammen|nach|in)\b"
    r"|zusammen(?:gekommen|kamen|kommen)|tagten?|getagt|versammelten?|lud(?:en)?\b|lädt|laden\b"
    r"|eingeladen|einlud|einzuladen|Einladung|veranstaltete[n]?|diskutierten?|begrüß(?:te|en"
    r"|t)\w*|eröffnet\w*"
    r"|teilgenommen|nahmen\b.{0,120}\bteil\b|Teilnehm\w+|Teilgenommen|Gäste|besuchten?|folgten"
    r"|tauschten?\b.{0,120}\baus\b|ausgetauscht|stattfinden|durchgeführt|informierte\w*"
    r"|beriet\w*|sprach\w*"
    r"|vorgestellt|präsentiert\w*|stellten?\b.{0,120}\bvor\b|berichtet\w*|gefeiert|feierten?"
    r"|überreicht\w*"
    r"|zogen?\b.{0,120}\b(?:Bilanz|Zwischenbilanz)|geehrt|verabschiedet\w*|beschloss\w*"
    r"|beschlossen"
    r"|unterrichtet\w*|unterzeichne\w+|zu Ende gegangen|im Mittelpunkt|zu Gast|machten? sich"
    r"|erörtert\w*|befassten?)",
    re.IGNORECASE,
)
HELD = re.compile(
    r"\b(?:f[ai]nde?[nt]?\b.{0,200}\bstatt|statt(?:gefunden|fand|fanden|findet)|tra(?:f|fen)\b"
    r"|getroffen|kamen?\b.{0,200}\bzusammen|zusammen(?:gekommen|kamen|kommen)|tagten?|getagt"
    r"|eingeladen|lud(?:en)?\b|lädt\b|laden wir|überg[ai]b\w*|überreicht\w*|unterzeichne\w+)",
    re.IGNORECASE,
)
ITEM_LEAD = re.compile(
    r"(?:^|\s)(?:Modul|Block|Teil|Tag|Termin|Sitzung|Treffen|Kurs)\s?\w{0,3}[:.]?\s{0,2}$"
    r"|^\s{0,4}[•*–-]\s{0,3}$|^\s{0,4}\d{1,2}[.)]\s{0,3}$"
)
WHEN_LABEL = re.compile(
    r"(?:^|\b)(?:Datum|Termine?|Wann|Zeit(?:punkt|raum)?|Uhrzeit|Tag|Beginn|Start)(?: und Ort"
    r"| / Ort)?\s?[:?]",
)
WHERE_LABEL = re.compile(
    r"(?:^|\b)(?:Ort|ORT|Wo|WO|Veranstaltungsort|Tagungsort|Treffpunkt|Adresse|Tagungsstätte|Anschrift"
    r"|Ort/Raum|Veranstaltungsstätte|Datum und Ort|Zeit und Ort)\s?[:?]",
)
CLOCK = re.compile(r"\b\d{1,2}(?:[.:]\d\d)?(?:\s?[–-]\s?\d{1,2}(?:[.:]\d\d)?)?\sUhr\b")

LATER = re.compile(
    r"\b(?:nächste[nrs]?|kommende[nrs]?|folgende[nr]?\s(?:Treffen|Termin)|geplant|vorgesehen"
    r"|vormerken"
    r"|Folgetermin|Folgeveranstaltung|Wiedersehen|fortgesetzt|Fortsetzung|vertagt|erneut|wieder"
    r"|Ausblick|Termine und|Save the Date|voraussichtlich|soll(?:en)?\b.{0,80}\b(?:werden|gehen"
    r"|stattfinden))",
    re.IGNORECASE,
)
CANCELLED = re.compile(
    r"abgesag|verschoben|verlegt|[Uu]rsprünglich|\bausfallen|ausgefallen|abgebrochen|abgesetzt"
    r"|entfiel|entfällt"
)
EARLIER = re.compile(
    r"\b(?:vorangegangene|vorige|frühere|bisherige|letztjährige|vorherige|damalige)[nrs]?\b"
    r"|\b[Nn]ach \w+ und\b",
)
DEADLINE_BEFORE = re.compile(
    r"(?:\bbis(?:\s(?:zum|spätestens|einschließlich|zum\s\w+))?|\bspätestens(?:\sam)?"
    r"|Anmelde\w{0,60}(?:\s\w+){0,3}"
    r"|[Ss]chluss(?:\s\w+){0,3}|[Ff]rist(?:\s\w+){0,3}|Rückmeldung(?:\s\w+){0,3}"
    r"|\bvor dem)[:\s]{0,3}$"
)
SINCE_BEFORE = re.compile(
    r"(?:\b(?:[Ss]eit|[Aa]b|[Zz]um|[Mm]it Wirkung vom|rückwirkend zum|gültig ab|beginnt am"
    r"|startet am)"
    r"(?:\s(?:dem|Anfang|Mitte|Ende))?)\s$"
)
RECORD_BEFORE = re.compile(
    r"(?:(?:Stand|Stichtag|Fassung|Einladung|Schreiben|Bescheid|Beschl(?:uss|üsse)|Vertr[aä]g\w{0,60}"
    r"|Richtlinie"
    r"|Erlass|Vereinbarung|\wvereinbarung|\wvertr[aä]g\w{0,60}|Artikel|Gesetz|Verordnung|Antrag"
    r"|Amtsblatt"
    r"|Veröffentlicht|veröffentlicht|Erstellt|erstellt|Aktualisiert|aktualisiert|Geändert"
    r"|Gedruckt|Eingestellt|Publiziert"
    r"|Pressemitteilung|Medienmitteilung|Meldung|Presseinformation|Redaktionsschluss|Foto\w{0,60}"
    r"|Quelle|Zugriff)"
    r"(?:\s(?:vom|am|zum|von|der|des|im|Nr\.\s?[\d/]+))*)\s?[:|,(]?\s{0,2}$"
)
TERM = re.compile(
    r"\b(?:Laufzeit|Projektlaufzeit|Förderzeitraum|Projektzeitraum|Förderperiode|Förderung"
    r"|gefördert"
    r"|Bewilligung\w*|Durchführungszeitraum|Vertragsdauer|gegründet|Gründung|geboren|in Kraft"
    r"|Haushaltsjahr"
    r"|Schuljahr\w*|Stichtag|Frist\w*|Anmeldung\w*|Bewerbung\w*|Anmeldefrist|Anmeldeschluss)\b"
)
COLLECTION = re.compile(
    r"\b(?:Newsletter|Rundbrief|Programmbrief|Quartierspost|Stadtteilzeitung|Infobrief"
    r"|Rundschreiben"
    r"|Sachbericht|Jahresbericht|Projektbericht|Tätigkeitsbericht|Zwischenbericht"
    r"|Abschlussbericht)\b"
    r"|\b(?:Ausgabe|Heft)\s(?:Nr\.\s)?\d|(?:brief|post|zeitung)\s(?:Nr\.\s)?\d",
)
CALL = re.compile(
    r"\b(?:Ausschreibung|Aufruf|Antragstellung|neu erschienen|gesucht|bewerben|Förderaufruf"
    r"|Handreichung|Stellenausschreibung|neue Runde|Interessenbekundung)",
    re.IGNORECASE,
)
ONLINE = re.compile(
    r"\b(?:online\b|online-\w+|digitale[rsn]?\s(?:\w+austausch|Fach\w+|Treffen|Tagung"
    r"|Veranstaltung|Konferenz)"
    r"|virtuell\w*|Videokonferenz\w*|Zoom|Webinar\w*|Webex|BigBlueButton|Livestream)",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag)"
_PART_OF_DAY = r"(?:vormittag|nachmittag|abend|morgen|mittag)?"
RELATIVE_DAY = re.compile(
    r"\b(?P<word>gestern|vorgestern|heute)\b"
    r"|\b(?:am\s)?(?:vergangene|letzte)[sn]?\s(?P<weekend>Wochenende)\b"
    rf"|\b(?:vergangene|letzte)n?\sWoche,?\s(?:am\s)?(?P<day_after>{_WEEKDAY}){_PART_OF_DAY}\b"
    rf"|\b(?:am\s)?(?P<day_before>{_WEEKDAY}){_PART_OF_DAY}\s(?:der\s)?"
    r"(?:vergangene|letzte)[nr]\sWoche\b"
    rf"|\b(?:am|vergangenen|letzten)\s(?:(?:vergangenen|letzten)\s)?(?P<weekday>{_WEEKDAY})"
    rf"{_PART_OF_DAY}\b",
    re.IGNORECASE,
)
# What a line under a heading says of who wrote the page and when.
BYLINE_SIGN = re.compile(
    r"\b(?:text|autor\w{0,3}|verfasst|geschrieben|ver(?:öffentlicht|fasser\w{0,3})|erstellt"
    r"|eingestellt|erschienen|online (?:seit|gestellt)|stand|aktualisiert|geändert"
    r"|redaktion|lesezeit|lesedauer|kommentare?|kategorien?|news|blog|beitrag|artikel|allgemein|aktuelles|neuigkeiten|meldung"
    r"|pressemitteilung|presse|nachrichten?|foto)\b",
    re.IGNORECASE,
)
NOT_SIGNED = re.compile(
    r"\b(?:Datum|Termine?|Wann|Beginn|Start|Ort|Moderation|Leitung|Referent\w{0,5}|Lesung|Vortrag"
    r"|online(?! (?:seit|gestellt)))\b|\d Uhr\b.{0,20}\bonline",
    re.IGNORECASE,
)
BYLINE_FILLER = re.compile(
    r"\b(?:von|am|vom|um|zuletzt|uhr|team|ca|min(?:ute)?n?)\b", re.IGNORECASE
)

VENUE_WORD = re.compile(
    r"(?:rathaus|kreishaus|landratsamt|stadthalle|halle|saal|haus\b|schloss|zentrum|museum"
    r"|kirche|schule"
    r"|hochschule|universität|bibliothek|theater|bürgerhaus|kammer|akademie|hotel|hof\b|klinik"
    r"|forum|aula"
    r"|gymnasium|werk\b|speicher|bahnhof|campus|tagungs\w+|spinnerei|brauerei|villa|mühle"
    r"|scheune)",
    re.IGNORECASE,
)
POSTCODE = re.compile(r"(?<!\d)(?:D-|A-|CH-)?\d{4,5}\s{1,2}$")
STREET = re.compile(
    r"(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.|[Pp]latz|[Ww]eg|[Aa]llee|[Gg]asse|[Uu]fer|[Rr]ing|[Mm]arkt|[Dd]amm)\s"
    r"\d{1,3}\s?[a-f]?,\s(?:\d{4,5}\s)?$"
)
_VENUE_HEAD = (
    r"[A-ZÄÖÜ][\w-]{0,30}?(?:[Rr]athaus|[Kk]reishaus|[Ll]andratsamt|[Hh]alle|[Ss]aal|[Hh]aus|[Ss]chloss|[Zz]entrum|[Mm]useum|[Ss]chule|[Uu]niversität|[Bb]ibliothek|[Tt]heater"
    r"|[Aa]kademie|[Hh]otel|[Ff]orum|[Aa]ula|[Gg]ymnasium|[Ss]peicher|[Bb]ahnhof|[Cc]ampus"
    r"|[Tt]agungsstätte|[Vv]illa|[Mm]ühle|[Ss]cheune|[Kk]irche|[Ll]oft|[Ss]pinnerei|[Bb]rauerei"
    r"|[Kk]ammer|[Gg]asthof|[Ss]cheuer)"
)
_VENUE_START = (
    r"(?:Rathaus|Kreishaus|Landratsamt|Stadthalle|Schloss|Hotel|Haus|Museum|Villa|Kloster|Aula"
    r"|Forum|Campus|Bürgerhaus|Gasthof|Hochschule|Universität|Theater|Burg|Spinnerei|Brauerei|Mühle|Scheune|Kirche)"
)
_VENUE_NAME = r"(?:\s(?:(?:der|des|am|im|an der|zum|zur|für)\s)?[A-ZÄÖÜ][\w-]{1,30}){0,4}"
_VENUE_ATTRIBUTE = r"(?:[A-ZÄÖÜ][\w-]{1,20}e[rn]\s)?"
VENUE = re.compile(
    r"\b(?:im|in|in der|in dem|ins|in das|in die|am|an der|auf dem|auf|vor dem|nach)\s"
    r"(?:[a-zäöüß]{2,15}e[rn]\s)?"
    rf"(?P<venue>{_VENUE_ATTRIBUTE}(?:{_VENUE_HEAD}|{_VENUE_START})\b(?![-])"
    rf"(?:\s[„\"][^“”\"\n]{{2,40}}[“”\"]|{_VENUE_NAME}))"
)

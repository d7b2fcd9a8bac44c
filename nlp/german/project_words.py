"""Words that many projects bear in their names: a name of nothing else tells no two apart."""

from __future__ import annotations

COMMON_WORDS = frozenset(
    """
    ab aktion aktionen aktiv aktive aktiver alle alltag alpha alt alte alter altern am an
    angebot angebote
    anker ankommen ankunft anlaufstelle anschluss ansprechbar arbeit arbeiten arbeitswelt auf
    aufbruch aufwind augenhöhe aus ausbildung azubi azubis bahn bahnhof basis begegnen begegnung
    begegnungen beratung beruf berufe beruflich berufsorientierung beteiligen beteiligung bewegen
    bewegt bewegung bewerbung bilden bilder bildung bindung blick blickpunkt blickwinkel boden bogen
    box brücke brücken brückenbau brückenbauer buch bund bunt bunte bus bücher bühne cafe café camp
    campus chance chancen club coach coaches coaching dabei dach das dem demokratie demokratisch den
    der des deutsch dialog die digital digitale digitaler dorf durch durchstarten dörfer ehrenamt
    ein eine einfach einstieg eltern elternarbeit elternbegleitung energie engagement engagiert
    entdecken entwicklung erfolg erfolgreich erleben erste erster erzählen essen europa fach
    fachkräfte familie familien fenster feuer fit flüchtlinge forum frau frauen freiraum freiwillig
    freiwillige freizeit freunde freundschaft früh frühe fuß für füreinander ganztag garten
    geflüchtete gelingen gemeinsam gemeinsame gemeinschaft generationen geschichte geschichten
    gespräch gestalten gesund gesunde gesundheit gewalt gewinn gewinnen global grenze
    grenzen grenzenlos
    groß große grundbildung grundschule gruppe grün grüne gut gute guter gärten hafen halt
    haltestelle hand hand-in-hand handwerk haus heimat helfen hilfe hilfen hin hoch hochschule
    horizont horizonte häuser ideen im impuls in initiative inklusion inklusiv ins insel integration
    integrativ interkulturell interkulturelle international job jobs jugend jugendliche jung junge
    jungen kann kind kinder kita kitas klar klima klimaschutz klub kochen kommen kommt kommunal
    kommune kommunikation kompass kompetent kompetenz kompetenzen konferenz kontakt koordination
    kraft kreativ kreis kreisel kultur kulturen kunst kurs labor laden land landkreis leben lebendig
    lehre lehrstelle leicht leitstelle lernen lernend lernende lernhaus lernort lesen leuchtturm
    leute licht lichtblick lokal lokale lokales lotse lotsen lotsin lotsinnen ländlich ländlicher
    mach machen mal markt max mehr meilenstein mein meine mensch menschen mentor mentoren mentoring
    mentorinnen migranten migrantinnen migration mit miteinander mitmachen mitreden mitten mobil
    mobile mobilität modell motivation musik mut mutig mädchen mütter nach nachbarn nachbarschaft
    nachhaltig nah natur netz netze netzwerk netzwerke neu neue neuen neuer neues neuland neustart
    nord nähe oase offen offene offener ohne ort orte ost pakt park partner partnerschaft
    partnerschaften paten
    patenschaft patenschaften perspektive perspektiven pfad pilot plan planen plattform platz plus
    portal potenzial potenziale praktikum praxis preis profil programm projekt projekte prävention
    punkt qualifizierung qualität quartier rad rassismus raum reden regenbogen region
    regional regionale
    regionales respekt richtung ring ruhe rund runde runder räder räume rückenwind schlüssel
    schnittstelle
    schnupper schreiben schritt schritte schule schulen schüler segel sehen selbst selbstbestimmt
    selbstständig senioren sicher sie sinn solidarisch sommer sozial soziale sozialer spiel spielen
    spielraum spitze sport sprach sprache sprachen sprechen sprung sprungbrett stabil stadt
    stadtteil stark starke start starten starthilfe startklar station statt steg stern stimme
    stimmen straße stufe stärke stärken stärkung süd tag tage talent talente tandem tandems team
    teamgeist teilhabe tisch toleranz treff treffen treffpunkt trialog tür türen türöffner um und
    uns unser unterwegs verbinden verbindung verbund verein vereint vernetzt vielfalt vielfältig
    vital voll voneinander vor vorort wachsen wald wandel was wasser weg wege wegweiser weitblick
    weiter weiterbildung welt welten wende wendepunkt werden werk werkstatt west wie wir wird wirken
    wirtschaft wissen wo wohnen wohnung wort wurzel wurzeln wörter zeit zentrum ziel ziele zirkel zu
    zugang zuhause zukunft zukünftig zum zur zusammen zusammenhalt zusammenleben zwischen über
    übergang übergänge
    """.split()
)

COMMON_ENDINGS = (
    *("lotse", "lotsen", "lotsin", "lotsinnen", "pate", "paten", "patin", "patinnen"),
    *("patenschaft", "patenschaften", "mentor", "mentoren", "mentoring", "begleiter", "begleitung"),
    *("berater", "beratung", "helfer", "hilfe", "hilfen", "netz", "netzwerk", "netzwerke"),
    *("projekt", "projekte", "initiative", "bündnis", "verbund", "pakt", "partnerschaft"),
    *("landschaft", "region", "regionen", "konferenz", "forum", "treff", "treffpunkt", "café"),
    *("cafe", "haus", "häuser", "werkstatt", "werkstätten", "büro", "bus", "mobil", "laden"),
    *("brücke", "brücken", "tandem", "tandems", "schule", "schulen", "klasse", "klassen", "kurs"),
    *(
        "kurse",
        "zentrum",
        "zentren",
        "stelle",
        "stellen",
        "punkt",
        "agentur",
        "portal",
        "plattform",
    ),
    *("akademie", "labor", "campus", "camp", "tag", "tage", "woche", "wochen", "garten", "gärten"),
    *("raum", "räume", "management", "koordination", "koordinierung", "beirat", "team", "teams"),
    *("club", "klub", "gruppe", "gruppen", "arbeit", "bildung", "förderung", "orientierung"),
    *("dolmetscher", "mittler", "mittlerinnen", "vermittler", "botschafter", "scouts", "coaches"),
    *("kompass", "wegweiser", "atlas", "fonds", "budget", "börse", "messe", "parlament", "rat"),
    *(
        "programm",
        "modell",
        "konzept",
        "sprechstunde",
        "mütter",
        "väter",
        "fabrik",
        "bande",
        "insel",
    ),
)

ABSTRACT_ENDINGS = (
    *("ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "ismus"),
    *("tion", "tionen", "ität", "kultur", "training", "trainings"),
)
"""Endings of single words that name a matter, not a project, however long they are."""

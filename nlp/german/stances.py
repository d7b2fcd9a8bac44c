"""How German statements of experience say yes or no, and what makes two of them opposite."""

from __future__ import annotations

import re


def _words(line: str) -> re.Pattern[str]:
    parts = [re.escape(word).replace(r"\*", r"[\w-]*").replace("_", r"\s") for word in line.split()]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


BAD = _words(
    "hürde* hindernis* hinder* behinder* verhinder* problem* schwierig* schwer schwerer schwere "
    "scheiter* gescheiter* misslang* misslung* misslingt misslingen fehlschl* hemm* gehemmt "
    "erschwer* brems* gebremst* ausgebremst* blockier* lähm* gelähmt schad* geschadet zerstör* "
    "verzöger* verschlechter* überforder* überlast* belast* erstick* schreck* abschreck* "
    "abgeschreckt litt litten leiden leidet engpass* verärger* ärger* kritik kritisier* "
    "nachteil* verlor* "
    "verloren abwander* abgewander* mühsam* mühselig* ernüchter* enttäusch* dämpfer stolperstein* "
    "unmöglich aufwändig* aufwendig* teuer zu_teuer zerbrach* zerbrich* "
    "zerschlug* geschwächt schwäch* abgebrochen zurückgegangen untauglich* ungeeignet* "
    "wirkungslos* "
    "vergeblich* fern_blieben blieben_fern fernblieben fern unverstand* leider sinnlos* nutzlos* "
    "gefährd* untergrub* untergräb* bedroh* bricht_weg brach_weg vertrieb* verunsicher*"
)
"""What says that something does harm or fails."""

GOOD = _words(
    "gelang* geling* gelung* erfolg* bewähr* entscheidend* ausschlaggebend* schlüssel "
    "voraussetzung* wichtig* unverzichtbar* unerlässlich* unabdingbar* hilfreich* half "
    "halfen hilft "
    "helfen geholfen fördert förderte* gefördert* erleichter* ermöglich* verbesser* beschleunig* "
    "profitier* gutgetan gut_getan ausgezahlt zahlt_sich_aus zahlte_sich_aus genügt genügen "
    "genügte* "
    "reicht reichte* reichen ausreich* ausreichend* öffnete öffnen schaff* stärk* gestärkt "
    "notwendig* nötig* brauch* braucht glücksgriff lohnt* lohnen gelohnt vorteil* nützlich* "
    "sinnvoll* wirksam* wirkt* bereicher* leicht leichter möglich funktioniert* funktionieren "
    "unterstützt* trägt getragen beflügel* belebt* stabilisier* sicher* festigt* rettete* gerettet "
    "läuft angenommen geeignet*"
)
"""What says that something works or is needed."""

NOT = _words(
    "nicht nie niemals niemand* kein keine keinen keinem keiner keines weder kaum ohne nirgends "
    "nichts fehl* mangel* mangelnd* selten* wenig wenige wenigen wenigem weniger "
    "so_gut_wie_kein* ausgeblieben "
    "blieb_aus blieben_aus unterblieb*"
)
"""What turns a statement round."""

VERBAL = _words("nicht nie niemals kaum selten* wenig weniger")
"""Denials of what is done; the others say that something is not there."""

ABSENT = _words(
    "zu_wenig nicht_zu_finden nicht_zu_bekommen nicht_vorhanden nicht_verfügbar "
    "nicht_zur_verfügung "
    "gab_es_nicht nicht_genug nicht_genügend nicht_rechtzeitig nicht_einbezogen "
    "nicht_eingebunden nicht_beteiligt nicht_informiert nicht_gefragt"
)
"""Denials of a thing in the words of ``VERBAL``."""

CONDITION = _words(
    "nur_mit erst_mit nur_wenn erst_wenn nur_dann erst_seit erst_durch nur_durch nicht_ohne"
)
"""What makes something the condition of success."""

ENOUGH = re.compile(
    r"\b(?:lang|kurz|früh|groß|klein|hoch|nah|schnell|fest|eng|viel|viele|oft) genug\b",
    re.IGNORECASE,
)
"""No need for more."""

DISPENSABLE = _words(
    "verzicht* entbehrlich* überflüssig* unnötig* abgeraten abraten rät_ab raten_ab"
)
"""What says that something is not needed or better left; ``unverzichtbar`` is none of it."""

NOT_MEANT = re.compile(
    r"\bnicht (?:nur|allein|zuletzt|bloß|mehr nur)\b|\bnichts? anderes\b|\bnicht ohne\b"
    r"|\bkein(?:e|en|er)? Wunder\b|\bweniger als\b|\bmehr oder weniger\b|\bwenigstens\b"
    r"|\bnichts kostet\b|\b(?:ein|einige) wenige[rn]?\b|\bnoch nie so\b"
    r"|\bohnehin\b|\bkein(?:e|en)? andere[rn]?\b",
    re.IGNORECASE,
)
"""Words that look like a denial and are none."""

SONST = re.compile(r"[,;–—]? ?\b(?:sonst|andernfalls|ansonsten)\b[^.;!?]*", re.IGNORECASE)
"""What would happen otherwise: it says the same again."""

TOO_MUCH = re.compile(r"\b(?:viel )?zu (?=(?P<what>[a-zäöüß]+)\b)", re.IGNORECASE)
"""``zu spät``: bad whatever follows; an infinitive is none."""
NO_INFINITIVE = re.compile(
    r"(?:früh|spät|kurz|lang|klein|groß|wenig|viel|hoch|niedrig|eng|weit|selten|oft|häufig|schnell"
    r"|langsam|teuer|streng|starr|komplex|unverbindlich|allgemein|knapp|gering|stark|schwach)",
    re.IGNORECASE,
)

AXES: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    name: (_words(one), _words(other))
    for name, (one, other) in {
        "time": (
            "früh frühe* früher frühzeitig* von_anfang_an von_beginn_an zu_beginn von_vornherein "
            "rechtzeitig* anfangs bereits_bei_der_planung schon_bei_der_planung",
            "spät späte* später verspätet* nachträglich* im_nachhinein zuletzt",
        ),
        "duty": (
            "verbindlich* verpflichtend* pflicht obligatorisch* vorgeschrieben* zwang",
            "freiwillig* unverbindlich* ungezwungen* fakultativ* wahlfrei*",
        ),
        "centre": (
            "zentral zentrale* zentralisier* gebündelt* an_einer_stelle unter_einem_dach",
            "dezentral* verteilt* verstreut* an_mehreren_stellen",
        ),
        "office": ("hauptamtlich* hauptberuflich* beruflich*", "ehrenamtlich* nebenamtlich*"),
        "size": (
            "klein kleine* kleiner kleinen überschaubar* kleingruppe*",
            "groß große* größer* großgruppe*",
        ),
        "length": (
            "kurz kurze* kürzer* kurzfristig* wochenlang",
            "lang lange* länger* langfristig* mehrjährig* ganzjährig* ein_ganzes_jahr",
        ),
        "channel": (
            "persönlich* von_angesicht vor_ort präsenz* aufsuchend*",
            "digital* online* virtuell* schriftlich* telefonisch* brief* per_mail plakat* flyer*",
        ),
        "form": ("formell* formal* förmlich*", "informell* zwanglos* locker*"),
        "writing": ("schriftlich* vertraglich*", "mündlich* per_handschlag"),
        "inside": (
            "extern externe* von_außen außenstehend*",
            "intern interne* aus_den_eigenen_reihen von_innen hauseigen*",
        ),
        "togetherness": (
            "gemeinsam* zusammen miteinander gruppen*",
            "einzeln* einzel* getrennt* jeder_für_sich allein alleine",
        ),
        "mixture": ("gemischt* heterogen* altersgemischt*", "getrennt* homogen* gesondert*"),
        "price": (
            "kostenlos* kostenfrei* gratis gebührenfrei* unentgeltlich* nichts_kostet",
            "kostenpflichtig* gebühr* teilnahmebeitrag* beitrag eigenbeitrag",
        ),
        "pay": (
            "bezahlt* honorier* vergütet* entlohn* aufwandsentschädigung*",
            "unbezahlt* unentgeltlich* ehrenhalber",
        ),
        "term": ("dauerhaft* unbefristet* langfristig* verstetigt*", "befristet* befristung*"),
        "direction": (
            "von_oben top-down angeordnet* verordnet*",
            "von_unten bottom-up selbst_gewachsen* von_selbst",
        ),
        "unity": (
            "einheitlich* standardisiert* gleich* vereinheitlicht*",
            "individuell* eigen eigene* eigenes unterschiedlich* passgenau* maßgeschneidert*",
        ),
        "pace": (
            "schnell* rasch* zügig* sofort umgehend*",
            "langsam* schleppend* gemächlich*",
        ),
        "height": ("hoch hohe* höher*", "niedrig* niedrige* gering*"),
        "frequency": (
            "häufig* oft regelmäßig* wöchentlich* monatlich* ständig*",
            "unregelmäßig* jährlich* gelegentlich* einmalig*",
        ),
        "place": ("fest feste* festen fester dauerhaft*", "wechselnd* mobil* flexibel* flexible*"),
        "change": (
            "stieg* steig* gestiegen* zunahm* zugenommen nimmt_zu nahm_zu wuchs* wachsend* erhöh* "
            "verdoppel* gewachsen",
            "sank* sink* gesunken* abnahm* abgenommen nimmt_ab nahm_ab schrumpf* verringer* "
            "halbier* zurückging* ging_zurück gingen_zurück zurückgegangen",
        ),
        "visit": (
            "gut_besucht voll* überfüllt* zulauf andrang",
            "leer* schlecht_besucht schwach_besucht",
        ),
        "staying": (
            "bleiben bleibt blieb blieben geblieben hielten hält halten",
            "verlassen verließ* gehen_weg ziehen_weg wegziehen weggezogen sprangen_ab",
        ),
        "day": (
            "vormittag* vormittags morgens tagsüber werktag* wochentag*",
            "abend* abends nachmittag* nachmittags wochenende* samstag* sonntag*",
        ),
        "openness": (
            "öffentlich* veröffentlich* transparent* offen offene* offengelegt*",
            "intern vertraulich* geschlossen* nichtöffentlich* geheim*",
        ),
        "entry": ("anmeldung anmelden angemeldet terminvergabe", "spontan* offene_tür"),
        "nearness": (
            "nah nahe wohnortnah* in_der_nähe kurze_wege",
            "weit entfernt* fern abgelegen*",
        ),
        "closeness": ("eng enge* engmaschig*", "lose lockere* weitmaschig*"),
        "order": (
            "zuerst zunächst vor_dem vor_der vor_einer vor_einem vor_beginn vorher vorab zuvor",
            "danach im_anschluss hinterher nachher nach_dem nach_der nach_einer nach_einem "
            "erst_nach",
        ),
        "permission": ("erlaub* gestatte* zugelassen*", "verbiete* verbot* untersag*"),
        "anonymity": ("anonym*", "mit_namen namentlich* personalisiert*"),
        "opening": ("öffne* geöffnet* eröffn*", "schließ* geschlossen* zumach*"),
        "start": ("beginnt begann anfangen begonnen gestartet", "endet endete aufhören beendet"),
        "use": ("nutzen nutzten genutzt nutzt", "meiden mieden gemieden meidet ungenutzt"),
        "consent": ("zustimm* zugestimmt* annehmen", "ablehn* lehnt* lehnten abgelehnt* weigert*"),
        "number": ("jede* alle allen mehrere* eigene*", "einzige* einzelne* nur_eine nur_ein"),
        "likeness": ("gleich* gleiche* ähnlich*", "verschieden* unterschiedlich* anders"),
        "novelty": ("neu neue* neuen neuer", "alt alte* alten bewährte* altbekannt*"),
        "width": ("breit* weit", "schmal* eng enge*"),
        "wealth": ("reich* wohlhabend*", "arm arme* armen einkommensschwach*"),
        "volume": ("ausführlich* umfangreich* detailliert*", "knapp* kompakt* kurz*"),
        "strictness": ("streng* strikt* straff*", "locker* gelockert* großzügig* milde*"),
        "end": (
            "fortsetz* fortgeführt* weiterführ* bestehen",
            "einstell* eingestellt* aufgelöst* auf",
        ),
        "centrality": ("zentrum innenstadt mitte", "stadtrand randlage peripherie"),
        "theory": ("theor*", "prakti*"),
        "growing": ("gewinnen gewann gewonnen* gewinnt", "verlier* verlor* verloren*"),
        "country": ("stadt städtisch* großstadt*", "land ländlich* dorf* dörfer*"),
        "simplicity": (
            "einfache* verständlich* unkompliziert*",
            "kompliziert* umständlich* unverständlich*",
        ),
        "age": ("jung junge* jünger* jugendlich*", "alt alte* älter* ältere* senior*"),
        "sex": ("mütter* frauen mädchen", "väter* männer* jungen"),
        "trust": ("vertrauen", "misstrauen"),
        "stability": ("kontinuierlich* dieselben beständig*", "wechsel wechselte* wechselnde*"),
    }.items()
}
"""Properties with two opposite poles, each with the words that name it."""

PREFERRED = re.compile(
    r"\b(?:statt|anstatt|anstelle(?: von)?|nicht)\s(?P<left>[^,;.]{3,80})[,;]\s?sondern\s"
    r"|\b(?:statt|anstatt|anstelle(?:\svon)?)\s(?P<instead>[^,;.]{3,60})",
    re.IGNORECASE,
)
"""What is set aside: ``nicht X, sondern``, ``statt X``."""

COMPARED = re.compile(
    r"\b(?:mehr|besser\w*|leichter\w*|eher|lieber|höher\w*|schneller\w*|häufiger\w*|länger\w*"
    r"|wirksamer\w*|wichtiger\w*|größer\w*|erfolgreicher\w*|weiter|öfter|günstiger\w*)\b"
    r"[^,;.]{0,80}?\bals\b(?! (?:erst|letzt)\w*)(?P<than>[^,;.]{2,80})",
    re.IGNORECASE,
)
"""``A … mehr als B``: what stands behind ``als`` comes off worse."""

NUMBERS: dict[str, int] = {
    "ein": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1, "zwei": 2, "drei": 3, "vier": 4,
    "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12,
    "fünfzehn": 15, "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "hundert": 100,
}  # fmt: skip
UNITS: dict[str, tuple[str, float]] = {
    "jahr": ("jahre", 365.0), "monat": ("jahre", 30.0), "woche": ("jahre", 7.0),
    "tag": ("jahre", 1.0),
    "stunde": ("stunden", 60.0), "minute": ("stunden", 1.0), "person": ("personen", 1.0),
    "teilnehm": ("personen", 1.0), "leute": ("personen", 1.0), "kinder": ("personen", 1.0),
    "mitglied": ("personen", 1.0), "prozent": ("prozent", 1.0), "euro": ("euro", 1.0),
    "stelle": ("stellen", 1.0),
}  # fmt: skip
"""Starts of units: what they measure, and how much of it."""
AT_MOST = re.compile(r"\b(?:höchstens|maximal|nicht mehr als|bis zu|unter|weniger als)\s*$", re.I)
AT_LEAST = re.compile(r"\b(?:mindestens|wenigstens|nicht weniger als|mehr als|über|ab)\s*$", re.I)

FRAME: frozenset[str] = frozenset(
    """sollte sollten solle sollen muss müssen müsse musste mussten empfiehlt empfehlen empfohlen
    empfehlung empfehlenswert rät raten rat tipp bitte dringend erwies erwiesen erweist zeigte zeigt
    gezeigt zeigten stellte heraus herausgestellt erfahrung erfahrungen erkenntnis fazit lehre
    bewährt bewähren entscheidend entscheidende entscheidender ausschlaggebend schlüssel erfolg
    erfolgreich gelingen gelang gelingt gelungen voraussetzung wichtig wichtige wichtigste
    notwendig nötig unverzichtbar unerlässlich hürde hürden hindernis problem probleme schwierig
    schwierigkeit herausforderung größte größtes großes große grund gründen deswegen führte führten
    deutlich ganz vorhaben projekt projekte projekts unterschied gemacht angewiesen beruht fall
    beginn anfang beginnen dass weil damit wer was ausgezahlt gut besser wurde wäre ließen
    ließ lassen fast kam kamen kommen brachte brachten machte machten gilt gelte sei hat haben
    blieb blieben bleiben nahm nahmen gab geben gibt geht ging dringend braucht brauchen
    scheiterte scheitert scheitern gescheitert misslangen misslang fehlte fehlten fehlt fehlen
    bereits dafür dazu dank durch ohne zwar dabei immer seit sobald solange denn""".split()
)
"""Words of the frame around a statement: they say how it is meant, not what it is about."""

"""German around place names: derived forms, kind words, words that only look like places."""

from __future__ import annotations

import re
from collections.abc import Iterator

ABBREVIATIONS: tuple[tuple[str, str], ...] = (
    ("a d", "an der"),
    ("i d", "in der"),
    ("v d", "vor der"),
    ("o d t", "ob der tauber"),
    ("a m", "am main"),
    ("a", "am"),
    ("i br", "im breisgau"),
    ("i o", "in oldenburg"),
    ("i", "im"),
    ("b", "bei"),
    ("opf", "oberpfalz"),
    ("vogtl", "vogtland"),
    ("o l", "oberlausitz"),
    ("westf", "westfalen"),
    ("oldb", "oldenburg"),
    ("rh", "rhein"),
    ("sankt", "st"),
)
DIRECTIONS = frozenset(
    "Mitte Nord Süd Ost West Nordost Nordwest Südost Südwest Zentrum Innenstadt Stadtmitte Stadt".split()
)

_ADJECTIVE_STEMS: dict[str, str] = {
    "saechs": "sachsen",
    "bayer": "bayern",
    "bayr": "bayern",
    "hess": "hessen",
    "thuering": "thueringen",
    "brandenburg": "brandenburg",
    "maerk": "mark brandenburg",
    "mecklenburg": "mecklenburg",
    "vorpommer": "vorpommern",
    "mecklenburg vorpommer": "mecklenburg vorpommern",
    "schleswig holstein": "schleswig holstein",
    "holstein": "holstein",
    "nordrhein westfael": "nordrhein westfalen",
    "westfael": "westfalen",
    "rheinland pfaelz": "rheinland pfalz",
    "pfaelz": "pfalz",
    "rheinland": "rheinland",
    "rhein": "rheinland",
    "berg": "bergisches land",
    "saarlaend": "saarland",
    "sachsen anhalt": "sachsen anhalt",
    "sachsen anhaltin": "sachsen anhalt",
    "anhalt": "anhalt",
    "anhaltin": "anhalt",
    "wuerttemberg": "wuerttemberg",
    "baden wuerttemberg": "baden wuerttemberg",
    "bad": "baden",
    "schwaeb": "schwaben",
    "fraenk": "franken",
    "fries": "friesland",
    "lausitz": "lausitz",
    "erzgebirg": "erzgebirge",
    "vogtlaend": "vogtland",
    "muensterlaend": "muensterland",
    "emslaend": "emsland",
    "sauerlaend": "sauerland",
    "siegerlaend": "siegerland",
    "havellaend": "havelland",
    "uckermaerk": "uckermark",
    "altmaerk": "altmark",
    "hannover": "hannover",
    "oldenburg": "oldenburg",
    "hamburg": "hamburg",
    "brem": "bremen",
    "berlin": "berlin",
    "koeln": "koeln",
    "muenchner": "muenchen",
    "dithmars": "dithmarschen",
    "lipp": "kreis lippe",
    "elsaess": "elsass",
    "lothring": "lothringen",
    "tirol": "tirol",
    "steir": "steiermark",
    "oberoesterreich": "oberoesterreich",
    "niederoesterreich": "niederoesterreich",
    "eichsfeld": "eichsfeld",
    "schaumburg": "schaumburg",
    "ostwestfael": "ostwestfalen",
    "suedwestfael": "suedwestfalen",
    "wendlaend": "wendland",
}
_PREFIX = "(?:nord|sued|ost|west|nordost|nordwest|suedost|suedwest|ober|nieder|unter|mittel)"
_SCH = re.compile(rf"^({_PREFIX}?)(.+?)i?sch(?:e|er|es|en|em)?$")
_WEAK = re.compile(
    r"^(\w*(?:isch|gross|hoh|mittler|suedlich|noerdlich|oestlich|westlich|lang|weiss|schwarz|neu|alt|nah|rot"
    r"|innerstaedtisch))(?:er|es|en|em|e) "
)
_KIND_GENITIVE = re.compile(r"^(landkreis|kreis|regionalverband|freistaat)e?s ")


def weak_first_word(key: str) -> str:
    """``bayerischen wald`` as ``bayerische wald``; ``landkreises`` as ``landkreis``."""
    return _KIND_GENITIVE.sub(r"\1 ", _WEAK.sub(r"\1e ", key))


def uninflected(key: str) -> tuple[str, ...]:
    """A key without the endings of genitive and plural, the likeliest first."""
    endings = ("s", "es", "n", "en") if " " in key else ("s", "es")
    forms = [key[: -len(end)] for end in endings if key.endswith(end)]
    return tuple(form for form in forms if len(form) > 2)


def inhabitant_bases(key: str) -> Iterator[str]:
    """The names that ``-er`` may have been added to: ``kiel`` for ``kieler``."""
    stem = re.sub(r"(?:er|ers|ern)$", "", key)
    if stem == key or len(stem) < 3:
        return
    yield from (stem, stem + "en", stem + "e", stem + "er")
    if stem.endswith("n"):
        yield stem[:-1] + "en"
    if stem.endswith(("an", "ens")):
        yield from (stem[:-2], stem[:-3])
    if stem.endswith("elz"):
        yield stem.replace("aelz", "alz")
    if stem.endswith("aeu"):
        yield stem[:-3] + "au"


def adjective_bases(key: str) -> Iterator[str]:
    """The names that an adjective on ``-isch`` belongs to: ``sachsen`` for ``saechsischen``."""
    match = _SCH.match(key)
    if match is None:
        return
    whole, prefix, stem = key[: match.end(2)], match[1], match[2]
    if whole in _ADJECTIVE_STEMS:
        yield _ADJECTIVE_STEMS[whole]
    if stem in _ADJECTIVE_STEMS:
        yield prefix + _ADJECTIVE_STEMS[stem]


LOCAL_PREPOSITIONS = frozenset("in aus nach".split())
PREPOSITIONS = frozenset("von bei um bis ab durch über für gegen zwischen".split())
DETERMINERS = frozenset(
    "der die das dem den des ein eine einem einen einer eines im am zum zur beim vom ins ans jede jeder"
    " jedes jedem ihre ihrer ihrem ihren ihr sein seine seiner seinem seinen unser unsere unserer kein"
    " keine keiner dieser diese dieses diesem diesen alle viele mehrere einige".split()
)
PERSON_WORDS = (
    "Herrn?", "Frau", r"Dr\.", r"Prof\.", r"Dipl\.[-\w.]*", "Familie", r"[Bb]ürgermeister(?:in)?",
    r"[Oo]berbürgermeister(?:in)?", r"Minister(?:in)?", r"Landrat", r"Landrätin", "Pfarrer(?:in)?",
)  # fmt: skip
STREET_WORDS = re.compile(
    r"^(?:\w*(?:straße|strasse|platz|allee|weg|gasse|ring|ufer|damm|chaussee|tor|markt)|Str\.?"
    r"|Straße|Platz|Allee|Weg|Ring|Ufer|Damm|Chaussee|Tor|Markt|Modell|Erklärung|Appell|Kreuz)$"
)
ORGANISATION_HEADS = frozenset(
    "Universität Hochschule Fachhochschule Jobcenter Arbeitsagentur IHK HWK Handwerkskammer VHS"
    " Volkshochschule Kreisvolkshochschule AWO Caritas Diakonie DRK Kreisverband Landesverband Stadtwerke"
    " Universitätsklinikum Klinikum Bildungsagentur Transferagentur Landkreistag Kreishandwerkerschaft"
    " Kreisjugendring Stadtjugendring Handelskammer Hochschulen TU FH PH Bezirksverband Caritasverband"
    " Regionalagentur Wirtschaftsförderung Bildungsbüro Bildungswerk Bürgerstiftung Sparkasse"
    " Freiwilligenagentur Verbraucherzentrale Landesarbeitsgemeinschaft Studentenwerk Studierendenwerk"
    " Kunsthochschule Musikhochschule Berufsakademie Akademie Landesinstitut Ausländerbehörde"
    " Frauenhaus Mehrgenerationenhaus".split()
)
AMBIGUOUS = frozenset(
    "Essen Waren Mitte Bergen Halle Weg Wald Au Lage Rosen Norden Süden Osten Westen Horn Hof Burg"
    " Heide Kirchen Weiden Spielberg Sommer Herbst Winter Regen Wind Welt Werder Melle Stelle Stein"
    " Berg Bergen Bad Baden Rat Reihe Ring Rot Roth Schulen Schule Lehrte Lauf Laufen Haus Hausen"
    " Land Lohn Leck Linden Mengen Moos Ohne Plan Platz Rheine Rand Rom Sand Senden Sinn Singen Tal"
    " Trend Treffen Fragen Weil Wissen Wesen Zell Zeit Aue Wehr Feld Brand Buch Garten Gut Hagen Hamm"
    " Hard Hart Heim Hier Holm Hohe Kall Kehl Kamen Kern Kiel Lehre Linie Marke Meine Mark März Mai"
    " Much Nebel Nord Süd Ost West Ort Perl Pilsen Quelle Raum Rain Rahmen Reise Ries Salz Scheer See"
    " Spalt Stade Steinen Sulz Tanne Übersee Unna Viertel Vest Vogler Wangen Wiesen Wörth Zeitz Ziel"
    " Zug Alb Alter Altes Anger Anklam Bann Basis Bau Baum Best Bild Boden Börde Bruch Brücken Brühl"
    " Damm Daun Dom Dorf Eck Eigen Eiche Eichen Einheit Ems Enz Erde Erle Erlen Esch Euro Fall Falken"
    " Forst Freiburg Freude Gallus Gera Grund Grün Gründau Hain Hammer Hand Hasel Hass Heil Herd"
    " Herren Hilfe Hut Inn Insel Jade Jagd Jena Kappel Karte Kette Kirche Kirsch Klein Kraft Kreuz"
    " Krumbach Laage Laer Lahr Lam Lech Leer Leib Leiter Lindau Main Marien Markt Moor Mühle Mühlen"
    " Mulde Neuen Neustadt Nordstadt Oberstadt Our Park Paradies Pfarr Prüm Rahm Rees Reich Reute"
    " Revier Rotenburg Saal Saale Sauer Schleife Schwelle Schönau Sieg Sommer Sonne Sonnen Speicher"
    " Steg Stock Stör Strand Straßen Südstadt Tisch Tor Trave Tauber Unter Vater Verl Vision Vorstadt"
    " Wall Warte Warten Warin Wasser Weide Weiler Weiße Wende Werben Werk Werne Westend Wetter Wiese"
    " Winkel Wohlsein Zahl Zentrum Zeven Zoll Zusammen Altstadt Bahnhof Barth Beuel Bunde Calw Erbach"
    " Friedland Innenstadt Stadtmitte Oststadt Weststadt Walle Vahr List Wüste Brake Damme Asche Rhein"
    " Kalk Kork Wiege Wiek Deutsch Alt Neu Groß Nette Reform Kuckuck Hannibal Franken Seeviertel".split()
) - frozenset(
    "Kiel Hagen Hamm Jena Gera Anklam Unna Freiburg Lindau Leer Zeitz Stade Rom Rhein Baden".split()
)
COMMON = frozenset(
    "Schulen Schule Fragen Treffen Wissen Wesen Stellen Kuchen Villen Graben Regen Zeit Zeiten Hilfe Land Rat"
    " Reihe Ring Stadt Haus Häuser Arbeit Ort Raum Rahmen Reise Platz Plan Rand Viertel Ziel Zug Sommer"
    " Herbst Winter März Mai Mark Marke Linie Lehre Lager Hier Meine Gut Gute Garten Buch Karte Kette Kirche"
    " Kirchen Kraft Kreuz Leiter Markt Sand Sinn Sonne Trend Vater Vision Wall Wasser Weg Welt Wende Wind"
    " Zahl Zentrum Zusammen Alter Altes Basis Bau Baum Bild Boden Einheit Erde Fall Freude Grund Grün Hand"
    " Herren Lohn Nebel Nord Süd Ost West Süden Osten Westen Park Quelle Rot Saal Saales Salz See Strand"
    " Straßen Tag Tal Tisch Unter Warten Weide Weiße Werk Wetter Wiese Wiesen Woche Zoll Tafel Küche"
    " Deutsch Alt Neu Groß Klein Übersee Hut Eigen Bruch Spiel Spielen Leben Lernen Lesen Machen Stein"
    " Stock Steg Damm Dom Dorf Eck Eiche Feld Heil Hammer Berg Au Uhr Port Porto Orten Monat Monaten Teil"
    " Teilen Team Themen Thema Runde Runden Schritt Seite Stelle Stunde Vorstand Vorort Kinder Eltern"
    " Bund Bunde Nette Reform Kuckuck Leider Langer Selber Aller Füßen Rechte Bildung Gruppe Wahl Wehr"
    " Wohnen Gesund Sport Musik Kunst Kultur Rücken Lasten Bühne Bühnen Binnen Jeder Jede".split()
)
GIVEN_NAMES = frozenset(
    "Achim Adam Adelheid Adrian Agnes Albert Albrecht Alex Alexander Alexandra Alfons Alfred Ali Alina"
    " Almut Amelie Amir Andrea Andreas Angela Angelika Anja Anke Ann Anna Anne Annegret Annelie Anneliese"
    " Annemarie Annett Annette Annika Anton Antje Antonia Arme Armin Arno Arnold Astrid August Axel"
    " Aylin Ayse Ayşe Barbara Bastian Beate Beatrix Benedikt Benjamin Berit Bernadette Bernd Bernhard"
    " Berta Bettina Bianca Birgit Birte Björn Bodo Boris Brigitte Britta Bruno Burkhard Carina Carl"
    " Carla Carmen Carola Carolin Carsten Cathrin Charlotte Christa Christel Christian Christiane"
    " Christina Christine Christof Christoph Claudia Claus Clemens Constanze Cord Cornelia Dagmar Daniel"
    " Daniela David Denise Dennis Detlef Detlev Diana Dieter Dietmar Dietrich Dirk Dominik Dora Doreen"
    " Doris Dorothea Dorothee Eberhard Eckhard Edeltraud Edgar Edith Eike Elena Elfriede Elias Elisa"
    " Elisabeth Elke Ella Ellen Elmar Elvira Emil Emilia Emine Emma Enno Erich Erik Erika Ernst Erwin"
    " Esther Eugen Eva Evelyn Fabian Fatma Felicitas Felix Ferdinand Florian Frank Franz Franziska"
    " Frauke Frederik Frieda Friederike Friedhelm Friedrich Fritz Gabriel Gabriele Gaby Gabi Georg Gerald"
    " Gerd Gerda Gerhard Gerhild Gerlinde Gernot Gero Gert Gertrud Gesa Gesine Gisela Gitta Gregor Greta"
    " Gudrun Guido Günter Günther Gunda Gustav Hanna Hannah Hannelore Hannes Hans Harald Harry Hartmut"
    " Hartwig Hasan Hatice Hedwig Heide Heidemarie Heidi Heidrun Heike Heiko Heiner Heinrich Heinz Helena"
    " Helene Helga Helmut Hendrik Hendrikje Henning Henrik Henrike Henry Herbert Hermann Hilde Hildegard"
    " Hilke Holger Horst Hubert Hugo Ilka Ilona Ilse Imke Ina Ines Inga Inge Ingeborg Ingo Ingrid Inka Ira"
    " Irene Iris Irma Irmgard Isabel Isabell Isabella Isabelle Ivonne Jan Jana Janina Janine Jannik Jasmin"
    " Jens Jessica Joachim Jochen Johann Johanna Johannes Jonas Jonathan Jörg Jörn Josef Joseph Judith"
    " Julia Julian Juliane Julius Jürgen Jutta Kai Karen Karin Karina Karl Karla Karolin Karsten Kathleen"
    " Kathrin Katharina Katja Katrin Kay Kemal Kerstin Kevin Kirsten Kirstin Klara Klaus Klemens Knut Konrad"
    " Konstantin Kristian Kristin Kristina Kurt Lara Larissa Lars Laura Lea Lena Leo Leon Leonie Leyla Liane"
    " Lilli Lina Linda Lisa Lothar Lore Louisa Louise Luca Ludger Ludwig Luisa Luise Lukas Lutz Lydia Magda"
    " Magdalena Maik Maike Maja Malte Mandy Manfred Manuel Manuela Mara Marc Marcel Marco Marcus Mareike"
    " Maren Margarete Margit Margot Margret Margrit Maria Marianne Marie Marina Mario Marion Mark Marko"
    " Markus Marlene Marlies Marta Martha Martin Martina Mathias Mathilde Matthias Max Maximilian Mechthild"
    " Mehmet Meike Melanie Merle Michael Michaela Michel Michelle Miriam Mirko Mohammad Mohammed Mona Monika"
    " Moritz Murat Mustafa Nadine Nadja Natalia Natalie Natascha Nele Nico Nicola Nicole Niklas Niko Nikolaus"
    " Nils Nina Nora Norbert Nuray Ole Olaf Oliver Olga Oskar Oswald Otto Patricia Patrick Paul Paula Pauline"
    " Peggy Petra Peter Philipp Pia Rainer Ralf Ralph Ramona Raphael Rebecca Regina Regine Reiner Reinhard"
    " Reinhold Renate Rene René Ricarda Richard Rita Robert Robin Roland Rolf Roman Romy Ronald Ronja Ronny"
    " Rosa Rosemarie Roswitha Rüdiger Rudi Rudolf Ruth Sabine Sabrina Sandra Sara Sarah Sascha Sebastian"
    " Selma Siegfried Sigrid Silke Silvia Simon Simone Sina Sofia Sonja Sophia Sophie Stefan Stefanie Steffen"
    " Steffi Stephan Stephanie Susann Susanna Susanne Svea Sven Svenja Sylvia Tabea Tamara Tanja Tatjana"
    " Thea Theo Theodor Theresa Therese Thomas Thorsten Thorben Till Tilman Tim Timo Tina Tobias Tom Tomke"
    " Torben Torsten Traute Udo Ulf Ulla Ulrich Ulrike Ursula Uta Ute Uwe Valentin Vanessa Vera Verena Veronika"
    " Viktor Viktoria Vincent Volker Walburga Waldemar Walter Waltraud Wenke Werner Wiebke Wilfried Wilhelm"
    " Willi Willy Wolf Wolfgang Wolfram Yasemin Yasmin Yusuf Yvonne Zeynep".split()
)  # fmt: skip

"""German around place names: derived forms, kind words, words that only look like places."""

from __future__ import annotations

import re
from collections.abc import Iterator


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


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
DIRECTIONS = _words(
    """
    Mitte Nord Süd Ost West Nordost Nordwest Südost Südwest Zentrum Innenstadt Stadtmitte Stadt
    """
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
    "boehm": "boehmen",
    "halle": "halle",
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
    r"|unter|ober|innerstaedtisch))(?:er|es|en|em|e) "
)
_KIND_GENITIVE = re.compile(r"^(landkreis|kreis|regionalverband|freistaat)e?s ")


_LOST_E = re.compile(r"[^aeiou]l$")


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
        yield from (stem[:-2], stem[:-3], stem[:-3] + "e", stem[:-3] + "a")
    if _LOST_E.search(stem):
        yield stem[:-1] + "el"
    if stem.endswith("elz"):
        yield stem.replace("aelz", "alz")
    if stem.endswith("aeu"):
        yield stem[:-3] + "au"
    if stem.endswith("haeus"):
        yield stem[:-5] + "hausen"
    if stem.endswith(("laend", "waeld", "staedt", "maerk")):
        head, _, tail = stem.rpartition("ae")
        yield f"{head}a{tail}"


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
AMBIGUOUS = _words(
    """
    Oder Lippe Siegen Mengen Forster Kirchdorf Eich
    Essen Waren Mitte Bergen Halle Weg Wald Au Lage Rosen Norden Süden Osten Westen Horn Hof
    Burg Heide Kirchen Weiden Spielberg Sommer Herbst Winter Regen Wind Welt Werder Stelle Stein
    Berg Bad Rat Reihe Ring Rot Roth Schulen Schule Lauf Laufen Haus Hausen Land Lohn Leck
    Linden Moos Ohne Plan Platz Rand Sand Senden Sinn Singen Tal Trend Treffen Fragen Weil
    Wissen Wesen Zell Zeit Aue Wehr Feld Brand Buch Garten Gut Hard Hart Heim Hier Holm Hohe
    Kamen Kern Lehre Linie Marke Meine Mark März Mai Much Nebel Nord Süd Ost West Ort Perl
    Pilsen Quelle Raum Rain Rahmen Reise Ries Salz Scheer See Spalt Steinen Sulz Tanne Übersee
    Viertel Vest Vogler Wiesen Ziel Zug Alb Alter Altes Anger Bann Basis Bau Baum Best Bild
    Boden Börde Bruch Brücken Brühl Damm Dom Dorf Eck Eigen Eiche Eichen Einheit Ems Enz Erde
    Erle Erlen Esch Euro Fall Falken Forst Freude Gallus Grund Grün Gründau Hain Hammer Hand
    Hasel Hass Heil Herd Herren Hilfe Hut Inn Insel Jade Jagd Kappel Karte Kette Kirche Kirsch
    Klein Kraft Kreuz Lam Lech Leib Leiter Main Marien Markt Moor Mühle Mühlen Mulde Neuen
    Neustadt Nordstadt Oberstadt Our Park Paradies Pfarr Rahm Reich Reute Revier Rotenburg Saal
    Saale Sauer Schleife Schwelle Schönau Sieg Sonne Sonnen Speicher Steg Stock Stör Strand
    Straßen Südstadt Tisch Tor Trave Tauber Unter Vater Vision Vorstadt Wall Warte Warten Warin
    Wasser Weide Weiler Weiße Wende Werben Werk Werne Westend Wetter Wiese Winkel Wohlsein Zahl
    Zentrum Zoll Zusammen Altstadt Bahnhof Barth Bunde Erbach Friedland Innenstadt Stadtmitte
    Oststadt Weststadt Walle List Wüste Brake Damme Asche Grabfeld Kalk Kork Wiege Wiek Deutsch
    Alt Neu Groß Nette Reform Kuckuck Hannibal Franken Seeviertel
    Ahorn Aura Bach Bengel Born Brandes Bulle Dreiländereck Elend Esche Finne Fischereihafen
    Giebel Gleichen Grafschaft Hage Hahn Hall Heister Holler Horst Industriegebiet Kaiserpfalz
    Karl Kerben Lauben Leine Letter Linsengericht Mailing March Medina Meinhard Meißner Milz
    Mittelfeld Mücke Neuland Orange Petting Pfuhl Police Rangierbahnhof Recke Riegel Rosengarten
    Römerberg Salm Sande Senne Siedlung Stadtwald Steinweg Venusberg Viereck Vogt Vogtei Waldtal
    Wanne Wenden Wies Wiesengrund Winden Wisch Wust Ziegelstein Zollstock
    Auenwald Baiern Baumgarten Borchers Brechen Bülow Dambeck Ense Fischen Glasow Heideland
    Hohenstein Holste Hüttinger Iven Keltern Kernen Kreien Kuhs Landwehr Lindern Loreley Lübbers
    Marne Massow Melz Melzer Moorgrund Nieden Perlin Pinnau Probstei Rantzau Rappin Rosenau
    Rosenbach Rosendahl Sarnow Schwarz Seeblick Seeland Seewald Siehdichum Sponholz Steinreich
    Straßenhaus Suckow Theres Utecht Wiesenfeld
    """
)
COMMON = _words(
    """
    Keller Lehrer Lehrern Vorfeld Umfeld Konzern Sieger Siegern Sender Sendern Springer Buches
    Rohr Bretter Schlangen Bogen Schotter Ulmen Buchen Most Berge Berges Albern Bäcker Reiter
    Nordost Nordwest Südost Südwest Steinen Schwertern Rottweiler Langer Weiler Kessel Ruder
    Schulen Schule Fragen Treffen Wissen Wesen Stellen Kuchen Villen Graben Regen
    Zeit Zeiten Hilfe Land Rat Reihe Ring Stadt Haus Häuser Arbeit Ort Raum Rahmen Reise Platz
    Plan Rand Viertel Ziel Zug Sommer Herbst Winter März Mai Mark Marke Linie Lehre Lager Hier
    Meine Gut Gute Garten Buch Karte Kette Kirche Kirchen Kraft Kreuz Leiter Markt Sand Sinn
    Sonne Trend Vater Vision Wall Wasser Weg Welt Wende Wind Zahl Zentrum Zusammen Alter Altes
    Basis Bau Baum Bild Boden Einheit Erde Fall Freude Grund Grün Hand Herren Lohn Nebel Nord
    Süd Ost West Süden Osten Westen Park Quelle Rot Saal Saales Salz See Strand Straßen Tag Tal
    Tisch Unter Warten Weide Weiße Werk Wetter Wiese Wiesen Woche Zoll Tafel Küche Deutsch Alt
    Neu Groß Klein Übersee Hut Eigen Bruch Spiel Spielen Leben Lernen Lesen Machen Stein Stock
    Steg Damm Dom Dorf Eck Eiche Feld Heil Hammer Berg Au Uhr Port Porto Orten Monat Monaten
    Teil Teilen Team Themen Thema Runde Runden Schritt Seite Stelle Stunde Vorstand Vorort
    Kinder Eltern Bund Bunde Nette Reform Kuckuck Leider Langer Selber Aller Füßen Rechte
    Bildung Gruppe Wahl Wehr Wohnen Gesund Sport Musik Kunst Kultur Rücken Lasten Bühne Bühnen
    Binnen Jeder Jede
    Acht Achter Achtern Alten Altern Banner Bannern Bark Baubude Bauhof Bauhofes Bauhofs Bescheid
    Bescheides Bescheids Besitz Besitzer Besitzern Blender Böller Böllern Brecher Brettern Brunnen
    Brunnens Bücher Büchern Büro Büros Dinger Dingern Dissens Disteln Dolmetscher Dolmetschern
    Drogen Eigner Eignern Einig Eimer Eimern Elche Engeln Engländer Engländern Ernstes Fahren
    Fahrer Fahrern Fahrers Felde Felder Feldern Feldes Fell Filz Fisch Fische Fisches Flieder Floß
    Forstes Gitter Gittern Gräben Gräber Gräbern Haar Haare Haaren Haken Hammern Hecken Heere
    Helfer Helfern Helfers Hennen Hinter Hintern Hirten Höfe Höfen Hofes Hohn Hunger Häusern
    Hüttendorf Igel Inder Indern Kader Kadern Kapellen Kellern Kenner Kennern Kerker Klang Klänge
    Knapp Knüller Kommen Korb Krempel Kummer Küsten Küster Lachen Lagern Lanze Lecker Leidern
    Lichter Lichtern Macken Macker Mantel Mauer Mauern Mörser Müssen Nägel Oster Ostern Panter
    Pech Pforten Platten Poller Pollern Pracht Puls Rades Reformer Reformern Reger Reitern Ringe
    Ringer Ringes Röcken Rum Salzes Schleier Schlitzer Schoten Schutz Schutzes Schwerter Seelen
    Seen Sieges Sinnes Spalter Speichern Steller Stellern Stolpern Störer Störern Stövchen Taler
    Talern Tales Tandem Tandems Taucher Train Trainer Trainern Trainers Userin Van Waldes Warner
    Weinbergen Weisen Weiter Welle Wellen Werber Werbern Werden Westes Wieder Winzer Winzern
    Wälder Wäldern Wolken Wörter Wörtern Würmer Würmern
    Brechens Brecher Brechern Brechers Gleichens Heidelandes Heidelands Kerkern Linderns Schwarzen
    Schwarzer Thereses
    """
)
GIVEN_NAMES = _words(
    """
    Achim Adam Adelheid Adrian Agnes Albert Albrecht Alex Alexander Alexandra Alfons Alfred Ali
    Alina Almut Amelie Amir Andrea Andreas Angela Angelika Anja Anke Ann Anna Anne Annegret
    Annelie Anneliese Annemarie Annett Annette Annika Anton Antje Antonia Arme Armin Arno Arnold
    Astrid August Axel Aylin Ayse Ayşe Barbara Bastian Beate Beatrix Benedikt Benjamin Berit
    Bernadette Bernd Bernhard Berta Bettina Bianca Birgit Birte Björn Bodo Boris Brigitte Britta
    Bruno Burkhard Carina Carl Carla Carmen Carola Carolin Carsten Cathrin Charlotte Christa
    Christel Christian Christiane Christina Christine Christof Christoph Claudia Claus Clemens
    Constanze Cord Cornelia Dagmar Daniel Daniela David Denise Dennis Detlef Detlev Diana Dieter
    Dietmar Dietrich Dirk Dominik Dora Doreen Doris Dorothea Dorothee Eberhard Eckhard Edeltraud
    Edgar Edith Eike Elena Elfriede Elias Elisa Elisabeth Elke Ella Ellen Elmar Elvira Emil
    Emilia Emine Emma Enno Erich Erik Erika Ernst Erwin Esther Eugen Eva Evelyn Fabian Fatma
    Felicitas Felix Ferdinand Florian Frank Franz Franziska Frauke Frederik Frieda Friederike
    Friedhelm Friedrich Fritz Gabriel Gabriele Gaby Gabi Georg Gerald Gerd Gerda Gerhard Gerhild
    Gerlinde Gernot Gero Gert Gertrud Gesa Gesine Gisela Gitta Gregor Greta Gudrun Guido Günter
    Günther Gunda Gustav Hanna Hannah Hannelore Hannes Hans Harald Harry Hartmut Hartwig Hasan
    Hatice Hedwig Heide Heidemarie Heidi Heidrun Heike Heiko Heiner Heinrich Heinz Helena Helene
    Helga Helmut Hendrik Hendrikje Henning Henrik Henrike Henry Herbert Hermann Hilde Hildegard
    Hilke Holger Horst Hubert Hugo Ilka Ilona Ilse Imke Ina Ines Inga Inge Ingeborg Ingo Ingrid
    Inka Ira Irene Iris Irma Irmgard Isabel Isabell Isabella Isabelle Ivonne Jan Jana Janina
    Janine Jannik Jasmin Jens Jessica Joachim Jochen Johann Johanna Johannes Jonas Jonathan Jörg
    Jörn Josef Joseph Judith Julia Julian Juliane Julius Jürgen Jutta Kai Karen Karin Karina
    Karl Karla Karolin Karsten Kathleen Kathrin Katharina Katja Katrin Kay Kemal Kerstin Kevin
    Kirsten Kirstin Klara Klaus Klemens Knut Konrad Konstantin Kristian Kristin Kristina Kurt
    Lara Larissa Lars Laura Lea Lena Leo Leon Leonie Leyla Liane Lilli Lina Linda Lisa Lothar
    Lore Louisa Louise Luca Ludger Ludwig Luisa Luise Lukas Lutz Lydia Magda Magdalena Maik
    Maike Maja Malte Mandy Manfred Manuel Manuela Mara Marc Marcel Marco Marcus Mareike Maren
    Margarete Margit Margot Margret Margrit Maria Marianne Marie Marina Mario Marion Mark Marko
    Markus Marlene Marlies Marta Martha Martin Martina Mathias Mathilde Matthias Max Maximilian
    Mechthild Mehmet Meike Melanie Merle Michael Michaela Michel Michelle Miriam Mirko Mohammad
    Mohammed Mona Monika Moritz Murat Mustafa Nadine Nadja Natalia Natalie Natascha Nele Nico
    Nicola Nicole Niklas Niko Nikolaus Nils Nina Nora Norbert Nuray Ole Olaf Oliver Olga Oskar
    Oswald Otto Patricia Patrick Paul Paula Pauline Peggy Petra Peter Philipp Pia Rainer Ralf
    Ralph Ramona Raphael Rebecca Regina Regine Reiner Reinhard Reinhold Renate Rene René Ricarda
    Richard Rita Robert Robin Roland Rolf Roman Romy Ronald Ronja Ronny Rosa Rosemarie Roswitha
    Rüdiger Rudi Rudolf Ruth Sabine Sabrina Sandra Sara Sarah Sascha Sebastian Selma Siegfried
    Sigrid Silke Silvia Simon Simone Sina Sofia Sonja Sophia Sophie Stefan Stefanie Steffen
    Steffi Stephan Stephanie Susann Susanna Susanne Svea Sven Svenja Sylvia Tabea Tamara Tanja
    Tatjana Thea Theo Theodor Theresa Therese Thomas Thorsten Thorben Till Tilman Tim Timo Tina
    Tobias Tom Tomke Torben Torsten Traute Udo Ulf Ulla Ulrich Ulrike Ursula Uta Ute Uwe
    Valentin Vanessa Vera Verena Veronika Viktor Viktoria Vincent Volker Walburga Waldemar
    Walter Waltraud Wenke Werner Wiebke Wilfried Wilhelm Willi Willy Wolf Wolfgang Wolfram
    Yasemin Yasmin Yusuf Yvonne Zeynep
    """
)  # fmt: skip

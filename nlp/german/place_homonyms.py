"""Words and surnames that are names of places as well."""

from __future__ import annotations

AMBIGUOUS: frozenset[str] = frozenset(
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
    """.split()
)
COMMON: frozenset[str] = frozenset(
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
    """.split()
)

"""Words before, after and inside German names of persons."""

from __future__ import annotations

import re

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
OFFICE_WORD = re.compile(
    r"^(?:\w*(?:[Ll]eiter|[Ll]eitung|[Bb]eauftragt|[Kk]oordinat|[Rr]eferent|[Mm]oderator"
    r"|[Vv]orsitzend|[Ss]precher|führer"
    r"|[Mm]itarbeiter|[Bb]erater|[Dd]ezernent)\w{0,4})$"
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

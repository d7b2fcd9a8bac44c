"""How German texts say what office somebody holds."""

from __future__ import annotations

import re

# Of ROLE in ``nlp.german.persons``: what a name is beside without being anybody's office.
NO_OFFICE = re.compile(
    r"^(?:\w*[Ff]otos?|\w*[Kk]ontakte?n?|\w*[Pp]rotokolle?|\w*[Ii]nputs?|\w*[Bb]egrüßung(?:en)?"
    r"|\w*[Tt]räger\w{0,2}|[Rr]at|\w*[Bb]eirat|\w*[Rr]edaktion)[.:]?$"
)
# Words that lead from an office to the body that it is in.
LINK = r"(?:der|des|dem|den|die|das|für|vom|von|zum|zur|beim|bei|im|in|am|an|aus|auf|zu)"
# Bodies that stand behind a name in brackets; none of parties and faiths.
BODY = re.compile(
    r"(?:(?:[Aa]mt(?:es)?|[Ss]chule|[Aa]gentur|[Vv]erwaltung|[Mm]inisterium|[Vv]erein|[Vv]erband"
    r"|[Ss]tiftung|[Bb]üro|[Zz]entrum|[Ii]nstitut|[Uu]niversität|[Aa]kademie|[Kk]ammer|[Ww]erk"
    r"|[Ss]telle|[Bb]ehörde|[Gg]esellschaft|[Nn]etzwerk|[Kk]ita|[Kk]olleg|[Gg]ymnasium"
    r"|[Bb]ibliothek|[Mm]useum|[Ff]achdienst|[Dd]ienst|[Hh]aus|[Bb]ildungswerk)"
    r"|VHS|GmbH|gGmbH|e\.\s?V\.|Landkreis|Kreis|Stadt|Gemeinde|Land|Caritas|Diakonie|AWO|DRK)"
)
# Membership of a party is nobody's office, and a special category of data (Art. 9 DSGVO).
PARTY = re.compile(
    r"\b(?:CDU|CSU|SPD|FDP|AfD|BSW|Grüne[nr]?|Bündnis\s?90|Die\s?Linke|Linke[nr]?|Partei|Fraktion"
    r"|[Gg]ewerkschaft|ver\.di)\b"
)

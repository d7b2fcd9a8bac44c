"""Forms of place names: what is written out, inflected or derived from them."""

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
DIRECTIONS: frozenset[str] = frozenset(
    """
    Mitte Nord Süd Ost West Nordost Nordwest Südost Südwest Zentrum Innenstadt Stadtmitte Stadt
    """.split()
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

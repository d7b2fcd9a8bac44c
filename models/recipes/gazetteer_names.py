"""The forms of a place's name: official, everyday, long, as part of an identifier."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from models.recipes.gazetteer_sources import City
from nlp.gazetteer import Entry, name_key
from nlp.types import Place

SPA = re.compile(
    r"^(?:Ostseebad|Nordseebad|Seebad|Lutherstadt|Hansestadt|Heilbad|Ostseeheilbad|"
    r"Nordseeheilbad|Kurort|Markt|Stadt) "
)
TAIL = re.compile(
    r"(?: ?[(/]| (?:am|an der|an|im|in der|in|bei|ob der|vor der|auf|unter|unterm|"
    r"v\.|a\.|i\.|o\.)).*$"
)
LATIN = re.compile(r"[A-Za-zÄÖÜäöüß .()/-]+")

WRITTEN_OUT = tuple(
    (re.compile(short), long)
    for short, long in (
        (r"\bv\.d\. (?=Hainich\b)", "vor dem "),
        (r"\ba\. ?d\. ", "an der "),
        (r"\bi\. ?d\. ", "in der "),
        (r"\bv\. ?d\. ", "vor der "),
        (r"\bi\. (?=OB\b|NB\b|OFr|UFr|Bay|Sa\.|Schw\.)", "in "),
        (r"\bi\. ", "im "),
        (r"\ba\. ", "am "),
        (r"\bb\. ", "bei "),
        (r"\bOB\b", "Oberbayern"),
        (r"\bNB\b", "Niederbayern"),
        (r"\bOFr\.", "Oberfranken"),
        (r"\bUFr\.", "Unterfranken"),
        (r"\bOPf\.", "Oberpfalz"),
        (r"\bBay\.", "Bayern"),
        (r"\bSächs\. Schw\.", "Sächsische Schweiz"),
        (r"\bSchw\.", "Schwaben"),
        (r"\bSa\.", "Sachsen"),
        (r"\bOdw\.", "Odenwald"),
        (r"\bVogtl\.", "Vogtland"),
        (r"\bErzgeb\.", "Erzgebirge"),
        (r"\bO\.L\.", "Oberlausitz"),
        (r"\bThür\. Wald", "Thüringer Wald"),
        (r"\bThür\.", "Thüringen"),
        (r"\bWestf\.", "Westfalen"),
        (r"\bRhld\.", "Rheinland"),
        (r"\bOldb\b", "Oldenburg"),
        (r"\bHl\.", "Heilig"),
    )
)


def written_out(name: str) -> str:
    """An official name without its abbreviations: ``Rott am Inn`` of ``Rott a. Inn``."""
    for short, long in WRITTEN_OUT:
        name = short.sub(long, name)
    return name


def slug(name: str) -> str:
    """A name as part of an identifier."""
    return name_key(name).replace(" ", "-")


def short_names(name: str) -> tuple[str, ...]:
    """The everyday forms of an official name: ``Halle`` of ``Halle (Saale)``."""
    forms = [TAIL.sub("", name), SPA.sub("", name), TAIL.sub("", SPA.sub("", name))]
    return tuple(form for form in dict.fromkeys(forms) if form != name and len(form) > 2)


def long_names(city: City) -> tuple[str, ...]:
    """GeoNames' own longer forms of a German name: ``Isny im Allgäu`` of ``Isny``."""
    heads = tuple(
        city["name"] + mark for mark in (" (", "/", " am ", " an ", " im ", " in ", " bei ")
    )
    return tuple(
        alt
        for alt in city["alts"].split(",")
        if alt.startswith(heads) and LATIN.fullmatch(alt) and " d " not in alt
    )


def all_names(entry: Entry) -> tuple[str, ...]:
    """What a place is called by."""
    return (entry.place.name, *entry.names)


def by_state_and_name(entries: Iterable[Entry]) -> dict[tuple[str | None, str], list[Place]]:
    """Municipalities and quarters by their state and the key of each of their names."""
    found: dict[tuple[str | None, str], list[Place]] = defaultdict(list)
    for entry in entries:
        if entry.place.kind in {"municipality", "quarter"}:
            for key in {name_key(name) for name in all_names(entry)}:
                found[entry.place.state, key].append(entry.place)
    return found


def unique(names: Iterable[str], name: str) -> tuple[str, ...]:
    """Names without repetition and without the main one."""
    return tuple(other for other in dict.fromkeys(names) if other and other != name)


def district_name(row: dict[str, str]) -> str:
    """``Kreis Borken``, ``Landkreis Celle``, ``Saalekreis``: the name as it is written."""
    name = row["name"].replace("i.F", "i. F").replace("a.I", "a. I")
    if name == "Groß-Gerau":
        return "Kreis Groß-Gerau"
    if re.search(r"[Kk]reis|^Region |^Regionalverband |^Städteregion ", name):
        return name
    return f"{row['type']} {name}"


def bare_district(name: str) -> str:
    """``Borken`` of ``Kreis Borken``."""
    return re.sub(r"^(?:Landkreis|Kreis|Region|Regionalverband|Städteregion) ", "", name)


DISTRICT_SIGNS = {
    "Landkreis Oberspreewald-Lausitz": "OSL",
    "Landkreis Ostprignitz-Ruppin": "OPR",
    "Landkreis Spree-Neiße": "SPN",
    "Landkreis Dahme-Spreewald": "LDS",
    "Landkreis Mecklenburgische Seenplatte": "MSE",
    "Landkreis Ludwigslust-Parchim": "LUP",
    "Landkreis Nordwestmecklenburg": "NWM",
    "Landkreis Vorpommern-Rügen": "LK V-R",
    "Landkreis Vorpommern-Greifswald": "LK V-G",
    "Hochsauerlandkreis": "HSK",
    "Ennepe-Ruhr-Kreis": "EN-Kreis",
    "Main-Kinzig-Kreis": "MKK",
    "Unstrut-Hainich-Kreis": "UHK",
    "Saale-Holzland-Kreis": "SHK",
}
"""Short forms by which reports of the area call their district."""


def district_names(name: str) -> tuple[str, ...]:
    """The forms a district is called by, without its additions too."""
    bare = bare_district(name)
    joint = re.sub(r"-[Kk]reis$", "", name)
    short = (joint,) if joint != name and "-" in joint else ()
    signs = (DISTRICT_SIGNS[name],) if name in DISTRICT_SIGNS else ()
    bares = (bare, *short_names(bare)) if bare != name else ()
    forms = (
        f"{word} {form}" if word else form for form in bares for word in ("Landkreis", "Kreis", "")
    )
    return unique((*forms, *short, *signs), name)


def curated_forms(name: str, kind: str) -> tuple[str, ...]:
    """``Tübingen`` of ``Regierungsbezirk Tübingen``, ``Thurgau`` of ``Kanton Thurgau``."""
    short = re.sub(r"^(?:Regierungsbezirk|Kanton|Samtgemeinde|Verbandsgemeinde|Amt) ", "", name)
    return (short,) if short != name and kind != "district" else ()

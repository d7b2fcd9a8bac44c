"""What speaks for a project to work in a place: what stands around both names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from nlp.project_pages import Page, clipped, holding, named_in
from nlp.types import Mention, Span

_BRACKET = re.compile(
    r"[“”\"«‘!.]{0,2},?\s?\((?:[^()\n]{2,40}[,/]\s?|(?:[^()\n]{2,30}\s)?und\s|Landkreis\s"
    r"|Kreis\s|Stadtteil\s){0,3}"
)
_APPOSITION = re.compile(
    r"[“”\"«‘]?,?\s(?:\([^()\n]{1,40}\),?\s)?(?:aus|in|im|–|-|aus dem|aus der|in der|im Kreis"
    r"|für)?\s?"
    r"(?:(?:Stadt|Gemeinde|Stadtteil|Landkreis|Kreis|Raum)\s)?"
)
_NEXT_LINE = re.compile(r"[“”\"«‘]?\s?\n\s{0,3}(?:[^\n:]{2,20}:\s?)?")
_BEFORE: dict[str, re.Pattern[str]] = {
    "from": re.compile(r"\b(?:[Aa]us|[Vv]on|[Vv]om|nach)\s(?:(?:der|dem|den)\s)?$"),
    "label": re.compile(
        r"^\s*(?:Ort|Orte|Stadt|Kommune|Standort|Standorte|Gebiet|Region|Einsatzort\w*"
        r"|Umsetzungsort\w*|Räumlich\w*"
        r"|Wo|Landkreis|Kreis|Projektort|Träger und Ort|Durchführungsort\w*|Land|Raum"
        r"|Haltepunkte|Sitz)\w*\s?[^:]{0,20}:\s"
    ),
    "land": re.compile(
        r"\b(?:Land|Landes|Bundesland|Freistaat|Stadt|Gemeinde|Universität|Hochschule)\s$"
    ),
    "between": re.compile(r"\b(?:zwischen|bei|nahe|gegen|über|mit)\s(?:[\w-]+\sund\s)?$"),
    "line_start": re.compile(r"^\s*$"),
}
_AROUND: dict[str, re.Pattern[str]] = {
    "event": re.compile(
        r"\b(?:f[ai]nd\w*\b.{0,200}\bstatt|trafen sich|eingeladen|lud\w*\b|Einladung|Tagung"
        r"|Fachtag|Konferenz|Workshop|Treffen)\b"
    ),
    "dated": re.compile(r"\b\d{1,2}\.\s?(?:\d{1,2}\.|[A-Z][a-zä]{2,8})\s?\d{2,4}"),
    "funding": re.compile(
        r"(?:[Gg]efördert|[Ff]örder|[Ff]inanz|Mittel\b|trägt|zahlt|bezahl|Ministerium|Stiftung"
        r"|Zuschuss|Kosten|Euro)"
    ),
    "elsewhere": re.compile(
        r"\b(?:[Aa]uch (?:in|im)|[Ää]hnlich\w*|Vorbild|abgeschaut|abgeguckt|übernommen"
        r"|übertragen|Nachbar\w*|anderswo|andere[nr]? (?:Städte|Kommunen|Kreise|Orte)"
        r"|Interesse|geplant|soll\b|künftig|ab Herbst|will\b|wollen\b|besucht|Delegation"
        r"|Vergleich|dagegen|stammt|gebürtig|nächste\w*)"
    ),
    "guests": re.compile(
        r"\b(?:Teilnehm\w+|Gäste|angereist|Besucher\w*|kamen|Vertreter\w*|Fachkräfte aus)\b"
    ),
    "anaphora": re.compile(
        r"\b(?:[Dd]ort|[Hh]ier|[Dd]as Projekt|[Dd]as Vorhaben|[Dd]as Angebot|[Dd]ie Initiative"
        r"|[Dd]as Team|[Dd]as Netzwerk|[Ss]eit \d{4}|arbeitet|bietet)\b"
    ),
    "speaker": re.compile(
        r"\b(?:sagte?|berichtete\w*|erläuterte\w*|erklärte|stellte\w* vor|so\s[A-Z])\b"
    ),
}


def features_of(page: Page, place: Mention, number: int) -> dict[str, float]:
    """Features of a place mention and a project."""
    before = page.text[max(0, place.start - 40) : place.start].rpartition("\n")[2]
    sentence = holding(page.sentences, place.start) or _line(page.text, place.start)
    sentence = clipped(sentence, place.start, 400)
    around = sentence.of(page.text)
    return {
        "bias": 1.0,
        **_nearness(page, place, number, sentence),
        **_wording(before, around),
        **_kind_of_place(place),
        **_document(page, place, number),
        **_neighbours(page, place),
    }


def _line(text: str, at: int) -> Span:
    end = text.find("\n", at, at + 400)
    start = text.rfind("\n", max(0, at - 400), at)
    return Span(start=max(start + 1, at - 400, 0), end=end if end >= 0 else at + 400)


def _nearness(page: Page, place: Mention, number: int, sentence: Span) -> dict[str, float]:
    at = bisect_right(page.starts, place.start)
    last, last_number = page.named[at - 1] if at else (None, -1)
    gap = page.text[last.end : place.start] if last else ""
    is_last = last_number == number
    following = Span(start=place.end, end=place.end + 60)
    return {
        **_company(page, place, number, sentence),
        **_gap(gap, is_last=is_last),
        "heading": float(_is_under(page, place, number)),
        "follows": float(number in _numbers_in(page, following)),
    }


def _company(page: Page, place: Mention, number: int, sentence: Span) -> dict[str, float]:
    block = holding(page.blocks, place.start)
    inside = _numbers_in(page, sentence)
    around = clipped(block, place.start, 1500) if block else sentence
    in_block = _numbers_in(page, around)
    return {
        "sentence": float(number in inside),
        "sentence_alone": float(inside == {number}),
        "block": float(number in in_block),
        "block_alone": float(in_block == {number}),
    }


def _gap(gap: str, *, is_last: bool) -> dict[str, float]:
    """What stands between the place and the last project before it."""
    is_bracket = _BRACKET.fullmatch(gap) is not None
    is_apposition = _APPOSITION.fullmatch(gap) is not None
    return {
        "last": float(is_last),
        "last_far": float(is_last and len(gap) > 400),
        "bracket": float(is_last and is_bracket),
        "bracket_other": float(not is_last and is_bracket and bool(gap)),
        "apposition": float(is_last and is_apposition),
        "apposition_other": float(not is_last and is_apposition and bool(gap)),
        "next_line": float(is_last and _NEXT_LINE.fullmatch(gap) is not None),
    }


def _numbers_in(page: Page, span: Span) -> set[int]:
    return {number for _, number in named_in(page, span)}


def _is_under(page: Page, place: Mention, number: int) -> bool:
    """Whether the last heading before the place names the project."""
    at = bisect_right(page.blocks, place.start, key=lambda block: block.start) - 1
    for block in reversed(page.blocks[max(0, at - 12) : at]):
        if block.kind == "heading":
            return number in _numbers_in(page, block)
    return False


def _wording(before: str, around: str) -> dict[str, float]:
    return {name: float(bool(pattern.search(before))) for name, pattern in _BEFORE.items()} | {
        name: float(bool(pattern.search(around))) for name, pattern in _AROUND.items()
    }


def _kind_of_place(place: Mention) -> dict[str, float]:
    kind = place.place.kind if place.place else "other"
    adjective = (
        place.place is not None
        and place.text.endswith("er")
        and not place.place.name.endswith("er")
    )
    return {f"kind_{kind}": 1.0, "adjective": float(adjective)}


def _document(page: Page, place: Mention, number: int) -> dict[str, float]:
    name = place.place.name if place.place else ""
    alone = page.many == 1
    is_profile = page.doc_kind in ("profile", "measure")
    kind = place.place.kind if place.place else "other"
    return {
        "alone": float(alone),
        "profile": float(is_profile),
        "alone_profile": float(alone and is_profile),
        "alone_profile_state": float(alone and is_profile and kind in ("state", "country")),
        "main": float(number == 0 and not alone and is_profile),
        "event_place": float(name == page.event.place),
        "in_title": float(place.text in page.title or name in page.title),
        "early": float(place.start < 300),
        "repeated": float(page.counts[name] > 1),
    }


def _neighbours(page: Page, place: Mention) -> dict[str, float]:
    at = bisect_left(page.others, place.start, key=lambda mention: mention.start)
    other = page.others[at - 1] if at else None
    gap = place.start - other.end if other else 99
    return {
        "after_org": float(other is not None and other.label == "ORG" and gap < 8),
        "person_before": float(other is not None and other.label == "PERSON" and gap < 60),
    }

"""What speaks for a project to work in a place: what stands around both names."""

from __future__ import annotations

import math
import re
from bisect import bisect_left

from nlp.place_surroundings import REACH, Around, numbers_in
from nlp.project_pages import Page, counted_in, index_at, named_in
from nlp.types import Mention, Span

FAR = 9.0
_BRACKET = re.compile(
    r"[“”\"«‘!.]{0,2},?\s?\((?:[^()\n]{2,40}[,/;]\s?|(?:[^()\n]{2,30}\s)?(?:und|in)\s|Landkreis\s"
    r"|Kreis\s|Stadtteil\s){0,3}"
)
_APPOSITION = re.compile(
    r"[“”\"«‘]?,?\s(?:\([^()\n]{1,40}\),?\s)?(?:aus|in|im|–|-|[|/·]|aus dem|aus der|in der|im Kreis"
    r"|für)?\s?"
    r"(?:(?:Stadt|Gemeinde|Stadtteil|Landkreis|Kreis|Raum)\s)?"
)
_NEXT_LINE = re.compile(r"[“”\"«‘]?\s?\n\s{0,3}(?:[^\n:]{2,20}:\s?)?")
_LEADS_ON = re.compile(r"\s?[:–-]\s\W?(?:(?:[Dd](?:as|ie|er)|[Ee]in\w?)\s)?(?:\w+\s)?\W?")


def features_of(page: Page, spot: Around, number: int) -> dict[str, float]:
    """Features of a place mention and a project."""
    return {
        **spot.features,
        **_company(page, spot, number),
        **_before(page, spot.place, number),
        **_after(page, spot.place, number),
        **_scope(page, spot.place, number),
        **_rubric(page, spot.place, number),
        **_project(page, spot.place, number),
    }


def _company(page: Page, spot: Around, number: int) -> dict[str, float]:
    inside, in_line = numbers_in(page, spot.sentence), numbers_in(page, spot.line)
    return {
        "sentence": float(number in inside),
        "sentence_alone": float(inside == {number}),
        "line": float(number in in_line),
        "line_alone": float(in_line == {number}),
    }


def _before(page: Page, place: Mention, number: int) -> dict[str, float]:
    """What stands between the last mention of the project and the place."""
    own = page.own[number]
    at = bisect_left(own, place.start, key=lambda mention: mention.start)
    last = own[at - 1] if at else None
    gap = page.text[last.end : place.start][:REACH] if last else ""
    start = last.end if last else place.start
    between = len(named_in(page, Span(start=start, end=place.start)))
    is_last = last is not None and not between
    return {
        "b_last": float(is_last),
        "b_bracket": float(is_last and _BRACKET.fullmatch(gap) is not None),
        "b_apposition": float(is_last and _APPOSITION.fullmatch(gap) is not None),
        "b_next_line": float(is_last and _NEXT_LINE.fullmatch(gap) is not None),
        "b_open": float(gap.rfind("(") > gap.rfind(")")),
        "b_closed": float(")" in gap),
        **_gap(page, "b", last is not None, start, place.start),
        "b_projects": float(min(between, 5)),
    }


def _after(page: Page, place: Mention, number: int) -> dict[str, float]:
    """What stands between the place and the next mention of the project."""
    own = page.own[number]
    at = bisect_left(own, place.start, key=lambda mention: mention.start)
    following = own[at] if at < len(own) else None
    end = following.start if following else place.end
    gap = page.text[place.end : end][:REACH]
    between = len(named_in(page, Span(start=place.end, end=end)))
    is_next = following is not None and not between
    return {
        "a_next": float(is_next),
        "a_leads_on": float(is_next and _LEADS_ON.fullmatch(gap) is not None),
        "a_direct": float(is_next and len(gap) <= 15 and "\n" not in gap),
        **_gap(page, "a", following is not None, place.end, end),
        "a_projects": float(min(between, 5)),
    }


def _gap(page: Page, side: str, exists: bool, start: int, end: int) -> dict[str, float]:
    gap = page.text[start : min(end, start + REACH)]
    sentences = index_at(page.sentences, end) - index_at(page.sentences, start)
    lines = index_at(page.blocks, end) - index_at(page.blocks, start)
    return {
        f"{side}_gap": math.log1p(max(0, end - start)) if exists else FAR,
        f"{side}_sentences": float(min(sentences, 8)) if exists else FAR,
        f"{side}_lines": float(min(lines, 8)) if exists else FAR,
        f"{side}_words": float(min(gap.count(" "), 40)) if exists else 41.0,
        f"{side}_commas": float(min(gap.count(","), 5)),
        f"{side}_colon": float(":" in gap),
        f"{side}_semicolon": float(";" in gap),
        f"{side}_places": float(min(counted_in(page.places, start, end), 6)),
        f"{side}_others": float(min(counted_in(page.others, start, end), 5)),
    }


def _scope(page: Page, place: Mention, number: int) -> dict[str, float]:
    """Whether the place stands in the part of the page that is about the project."""
    at = index_at(page.blocks, place.start)
    opening = page.openings[at] if at >= 0 else None
    if opening is None or opening.number < 0:
        return {"scope": 0.0, "scope_other": 0.0, "scope_lines": FAR, "scope_closed": 0.0} | {
            "scope_single": 0.0,
            "heading": 0.0,
            "scope_heading": 0.0,
        }
    own = opening.number == number
    return {
        "scope": float(own),
        "scope_other": float(not own),
        "scope_lines": float(min(at - opening.block, 8)),
        "scope_closed": float(opening.closed),
        "scope_single": float(opening.is_single),
        "scope_heading": float(page.blocks[opening.block].kind == "heading"),
        "heading": float(_is_under(page, at, number)),
    }


def _rubric(page: Page, place: Mention, number: int) -> dict[str, float]:
    """Whether the place is a line of its own and the project stands under it."""
    at = index_at(page.blocks, place.start)
    own = page.own[number]
    following = bisect_left(own, place.end, key=lambda mention: mention.start)
    is_rubric = at >= 0 and at in page.rubrics
    if not is_rubric or following == len(own):
        return {"rubric": float(is_rubric), "under_rubric": 0.0}
    lines = page.rubrics[at]
    return {"rubric": 1.0, "under_rubric": float(own[following].start < lines)}


def _is_under(page: Page, at: int, number: int) -> bool:
    """Whether the last heading before the place names the project."""
    for block in reversed(page.blocks[max(0, at - 12) : at]):
        if block.kind == "heading":
            return number in numbers_in(page, block)
    return False


def _project(page: Page, place: Mention, number: int) -> dict[str, float]:
    own = page.own[number]
    name = page.names[number]
    most = max(map(len, page.own))
    return {
        "many": float(min(page.many, 10)),
        "alone": float(page.many == 1),
        "number": float(min(number, 6)),
        "mentions": float(min(len(own), 8)),
        "most": float(len(own) == most),
        "share": len(own) / len(page.named),
        "project_in_title": float(any(part in page.title for part in name.split(" | "))),
        "project_early": float(own[0].start < 300),
        "named_after": float(_is_named_after(name, place)),
    }


def _is_named_after(name: str, place: Mention) -> bool:
    """Whether the project's name holds the place's name or the beginning of it."""
    stems = {place.text[:6], place.place.name[:6]} if place.place else {place.text[:6]}
    return any(len(stem) > 3 and stem in name for stem in stems)

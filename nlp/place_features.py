"""What speaks for a project to work in a place: what stands around both names."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from nlp.german import locating as words
from nlp.project_pages import Page, clipped, counted_in, holding, index_at, named_in
from nlp.types import DocKind, Mention, PlaceKind, Span

REACH = 400
"""Characters of a sentence on either side that are read."""
FAR = 9.0
KINDS: tuple[PlaceKind, ...] = (
    "municipality",
    "quarter",
    "district",
    "state",
    "region",
    "river",
    "country",
    "other",
)
DOC_KINDS: tuple[DocKind, ...] = ("report", "profile", "measure", "announcement")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """A place mention with what stands around it, the same for every project."""

    place: Mention
    sentence: Span
    line: Span
    features: Mapping[str, float]


def around(page: Page, place: Mention) -> Around:
    """Reads what stands around a place mention."""
    sentence = holding(page.sentences, place.start) or _line(page.text, place.start)
    sentence = clipped(sentence, place.start, REACH)
    block = holding(page.blocks, place.start)
    line = clipped(block, place.start, 3 * REACH) if block else sentence
    features = {
        **_wording(page, place, sentence),
        **_labels(page, place, line),
        **_announced(page, place, sentence),
        **_kind_of_place(place),
        **_place_in_document(page, place),
        **_neighbours(page, place),
        **_crowd(page, sentence, line),
    }
    return Around(place=place, sentence=sentence, line=line, features=features)


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


def _line(text: str, at: int) -> Span:
    end = text.find("\n", at, at + REACH)
    start = text.rfind("\n", max(0, at - REACH), at)
    return Span(start=max(start + 1, at - REACH, 0), end=end if end >= 0 else at + REACH)


# The place


def _wording(page: Page, place: Mention, sentence: Span) -> dict[str, float]:
    text = page.text
    before = text[max(0, place.start - 40) : place.start].rpartition("\n")[2]
    after = text[place.end : place.end + 80].partition("\n")[0]
    whole = sentence.of(text)
    clause = re.split(r"[.;:!?]\s", text[max(sentence.start, place.start - 90) : place.start])[-1]
    return (
        {f"before_{n}": float(bool(p.search(before))) for n, p in words.BEFORE.items()}
        | {f"after_{n}": float(bool(p.search(after))) for n, p in words.AFTER.items()}
        | {f"clause_{n}": float(bool(p.search(clause))) for n, p in words.CLAUSE.items()}
        | {f"around_{n}": float(bool(p.search(whole))) for n, p in words.AROUND.items()}
    )


def _labels(page: Page, place: Mention, line: Span) -> dict[str, float]:
    lead = page.text[line.start : place.start]
    at = index_at(page.blocks, place.start)
    above = page.blocks[at - 1].of(page.text)[:80] if at > 0 else ""
    heading = _heading(page, at)
    first_label = lead.partition(":")[0] + ":" if ":" in lead[:40] else ""
    return {
        "label": float(bool(words.PLACE_LABEL.match(first_label))),
        "label_above": float(bool(words.PLACE_LABEL_LINE.match(above))),
        "label_other": float(
            bool(words.OTHER_LABEL.match(page.text[line.start : line.start + 30]))
        ),
        "label_other_above": float(bool(words.OTHER_LABEL.match(above)) and len(above) < 40),
        "heading_other": float(bool(words.OTHER_LABEL.match(heading))),
        "lead": min(len(lead), 200) / 50,
    }


def _announced(page: Page, place: Mention, sentence: Span) -> dict[str, float]:
    """Whether several places were announced: in the heading, the sentence or right before it."""
    heading = _heading(page, index_at(page.blocks, place.start))
    before = page.text[max(0, sentence.start - 200) : sentence.start]
    own = page.text[sentence.start : place.start]
    return {
        "heading_sites": float(bool(words.SITES.search(heading))),
        "before_sites": float(bool(words.SITES.search(before))),
        "sentence_sites": float(bool(words.SITES.search(own))),
    }


def _heading(page: Page, at: int) -> str:
    for block in reversed(page.blocks[max(0, at - 12) : max(at, 0)]):
        if block.kind == "heading":
            return block.of(page.text)
    return ""


def _kind_of_place(place: Mention) -> dict[str, float]:
    kind = place.place.kind if place.place else "other"
    adjective = (
        place.place is not None
        and place.text.endswith("er")
        and not place.place.name.endswith("er")
    )
    return {f"kind_{k}": float(kind == k) for k in KINDS} | {
        "adjective": float(adjective or place.text[:1].islower()),
        "foreign": float(_is_foreign(place)),
    }


def _is_foreign(place: Mention) -> bool:
    """Whether it lies abroad: the state of a foreign place is its country."""
    state = place.place.state if place.place else None
    is_country = place.place is not None and place.place.kind == "country"
    return is_country or (state is not None and state not in words.STATES)


def _place_in_document(page: Page, place: Mention) -> dict[str, float]:
    name = place.place.name if place.place else ""
    block = holding(page.blocks, place.start)
    kind = block.kind if block else "paragraph"
    return {
        "event_place": float(name == page.event.place),
        "has_event_place": float(page.event.place is not None),
        "in_title": float(place.text in page.title or name in page.title),
        "early": float(place.start < 300),
        "position": place.start / max(1, len(page.text)),
        "times": float(min(page.counts[name], 6)),
        "different": float(min(len(page.counts), 12)),
        "first": float(place is page.places[0]),
        **{f"doc_{k}": float(page.doc_kind == k) for k in DOC_KINDS},
        **{f"block_{k}": float(kind == k) for k in ("heading", "item", "boilerplate")},
    }


def _neighbours(page: Page, place: Mention) -> dict[str, float]:
    at = bisect_left(page.others, place.start, key=lambda mention: mention.start)
    before = page.others[at - 1] if at else None
    after = page.others[at] if at < len(page.others) else None
    back = place.start - before.end if before else 99
    ahead = after.start - place.end if after else 99
    return {
        "after_org": float(before is not None and before.label == "ORG" and back < 8),
        "after_person": float(before is not None and before.label == "PERSON" and back < 12),
        "person_before": float(before is not None and before.label == "PERSON" and back < 60),
        "before_other": float(after is not None and ahead < 5),
    }


def _crowd(page: Page, sentence: Span, line: Span) -> dict[str, float]:
    return {
        "sentence_places": float(min(counted_in(page.places, sentence.start, sentence.end), 6)),
        "line_places": float(min(counted_in(page.places, line.start, line.end), 8)),
        "sentence_projects": float(min(len(_numbers_in(page, sentence)), 5)),
        "line_projects": float(min(len(_numbers_in(page, line)), 6)),
        "sentence_length": (sentence.end - sentence.start) / 100,
        "line_length": (line.end - line.start) / 100,
    }


# The place and the project


def _numbers_in(page: Page, span: Span) -> set[int]:
    return {number for _, number in named_in(page, span)[:20]}


def _company(page: Page, spot: Around, number: int) -> dict[str, float]:
    inside, in_line = _numbers_in(page, spot.sentence), _numbers_in(page, spot.line)
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
            return number in _numbers_in(page, block)
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

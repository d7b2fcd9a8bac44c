"""What stands around a place mention, the same for every project."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from nlp.german import locating as words
from nlp.project_pages import Page, clipped, counted_in, holding, index_at, named_in
from nlp.types import DocKind, Mention, PlaceKind, Span

REACH = 400
"""Characters of a sentence on either side that are read."""
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


def numbers_in(page: Page, span: Span) -> set[int]:
    """The projects named in a span, by their numbers; of many only the first."""
    return {number for _, number in named_in(page, span)[:20]}


def _line(text: str, at: int) -> Span:
    end = text.find("\n", at, at + REACH)
    start = text.rfind("\n", max(0, at - REACH), at)
    return Span(start=max(start + 1, at - REACH, 0), end=end if end >= 0 else at + REACH)


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
        "sentence_projects": float(min(len(numbers_in(page, sentence)), 5)),
        "line_projects": float(min(len(numbers_in(page, line)), 6)),
        "sentence_length": (sentence.end - sentence.start) / 100,
        "line_length": (line.end - line.start) / 100,
    }

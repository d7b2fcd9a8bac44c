"""Names: exact and overlapping spans, and the entries that places are linked to.

Baselines of the same run: rules alone, for places the gazetteer alone, and a small general NER
model trained on newspaper and encyclopedia text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.gold import GoldMention, GoldReport
from models.evaluation.rows import Pairs, Row, averaged, counted
from models.metrics import Counts, exact, mean, overlap, total
from nlp.gazetteer import Gazetteer, name_key
from nlp.names_rules import rule_mentions
from nlp.places import find_places
from nlp.types import LABELS, Analysis, Label, Mention, Place, Span

General = Callable[[Sequence[str]], list[list[Mention]]]
CITY_STATE = {"municipality", "state"}
CITY_STATES = frozenset({"Berlin", "Hamburg", "Bremen"})
GENERAL_LABELS: frozenset[Label] = frozenset({"PLACE", "ORG", "PERSON"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NameBaselines:
    """What the names are compared with; ``general`` reads texts, None where it is missing."""

    gazetteer: Gazetteer
    general: General | None = None


def name_rows(part: str, pairs: Pairs, baselines: NameBaselines) -> Iterator[Row]:
    """Exact and overlap F1 of each label."""
    plain = [_plain_mentions(gold.text, baselines.gazetteer) for gold, _ in pairs]
    texts = [gold.text for gold, _ in pairs]
    general = baselines.general(texts) if baselines.general else None
    for label in LABELS:
        wanted = [_edges(gold.mentions, label) for gold, _ in pairs]
        found = [_edges(analysis.mentions, label) for _, analysis in pairs]
        simpler = {"gazetteer" if label == "PLACE" else "rules": _f1(plain, wanted, label)}
        if general and label in GENERAL_LABELS:
            simpler["general_NER"] = _f1(general, wanted, label)
        yield counted(part, f"{label} exact F1", list(map(exact, found, wanted)), **simpler)
        yield counted(part, f"{label} overlap F1", [_overlap(*pair, label) for pair in pairs])


def _f1(
    found: Sequence[Iterable[Mention]], wanted: Sequence[list[tuple[int, int]]], label: Label
) -> float:
    own = (_edges(mentions, label) for mentions in found)
    return total(map(exact, own, wanted)).f1


def _plain_mentions(text: str, gazetteer: Gazetteer) -> list[Mention]:
    places = [
        Mention(start=f.start, end=f.end, text=f.of(text), label="PLACE")
        for f in find_places(text, gazetteer)
    ]
    return [*rule_mentions(text, places=places), *places]


def _edges(spans: Iterable[Span], label: Label) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in _of(spans, label)]


def _of(spans: Iterable[Span], label: Label) -> list[Span]:
    return [span for span in spans if getattr(span, "label", None) == label]


def _overlap(gold: GoldReport, analysis: Analysis, label: Label) -> Counts:
    return overlap(_of(analysis.mentions, label), _of(gold.mentions, label))


# Places and their entries


def linked_row(part: str, pairs: Pairs, gazetteer: Gazetteer) -> Row:
    """Of the places found exactly, the share with the right entry.

    Baseline: the most prominent entry of that name, whatever stands around it.
    """
    right, prominent = list[float](), list[float]()
    for mention, place in _found_places(pairs):
        right.append(float(_is_entry(place, mention, gazetteer)))
        first = next(iter(gazetteer.candidates(mention.text)), None)
        prominent.append(float(_is_entry(first, mention, gazetteer)))
    return averaged(part, "PLACE linked", right, most_prominent=mean(prominent))


def _found_places(pairs: Pairs) -> Iterator[tuple[GoldMention, Place | None]]:
    for gold, analysis in pairs:
        found = {(m.start, m.end): m.place for m in analysis.mentions if m.label == "PLACE"}
        for mention in gold.mentions:
            if mention.place and (mention.start, mention.end) in found:
                yield mention, found[mention.start, mention.end]


def _is_entry(place: Place | None, mention: GoldMention, gazetteer: Gazetteer) -> bool:
    """Same kind and a name of the same entry; a city state is a city and a state alike.

    Of places abroad the annotation gives a country or a region of it, so there names decide. An
    official addition such as „Haren (Ems)“ that the gazetteer does not know may be missing.
    """
    wanted = mention.place
    if place is None or wanted is None:
        return False
    kinds = {place.kind, wanted.kind}
    same_kind = len(kinds) == 1 or (kinds == CITY_STATE and wanted.name in CITY_STATES)
    known = gazetteer.exact(wanted.name)
    names = {wanted.name} if known else {wanted.name, wanted.name.partition(" (")[0]}
    same_name = place in known or name_key(place.name) in {name_key(name) for name in names}
    here = place.country == "DE" and wanted.state and place.state
    return same_kind and same_name and (not here or place.state == wanted.state)

"""All names of a report: what the tagger, the rules and the gazetteer say, made one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from nlp.consensus import HERE, VOTING, agreed
from nlp.edges import addresses, is_function_word, tidy
from nlp.gazetteer import Gazetteer
from nlp.german.layout import FUSED
from nlp.names_rules import merge, propagate, quotes, rule_mentions, snap
from nlp.place_links import link
from nlp.places import find_places
from nlp.taken import Taken
from nlp.types import Label, Mention, Span
from nlp.votes import Votes

SURE: dict[Label, float] = {
    "PROJECT": 0.55,
    "PROGRAMME": 0.8,
    "PLACE": 0.6,
    "ORG": 0.65,
    "PERSON": 0.6,
}
"""What the tagger must give a name; chosen on pages that it was not trained on."""
PLACE_WITHOUT_ENTRY = 0.85
PLACE_OF_GAZETTEER = 0.5


def read_names(
    text: str, tagged: Sequence[Mention], votes: Votes, gazetteer: Gazetteer
) -> tuple[Mention, ...]:
    """Names in order, without overlaps, places linked.

    ``tagged`` are the tagger's names whatever their score, ``votes`` what it says of every word.
    Order matters: rules are certain where they speak, so they come first; what is no place by
    then is kept from the gazetteer, which votes last.
    """
    snapped = agreed(text, _snapped(text, tagged), votes, SURE)
    first_places = [m for m in snapped if m.label == "PLACE"]
    rules = rule_mentions(
        text, places=first_places, is_place=lambda name: bool(gazetteer.candidates(name))
    )
    others = merge(_as_ruled([m for m in snapped if m.label != "PLACE"], rules), rules)
    places = merge(_known(first_places, gazetteer), _gazetteer_places(text, others, gazetteer))
    names = propagate(text, merge(others, _apart(places, others)), is_likely=_voted(votes))
    return _linked(text, names, gazetteer)


CERTAIN = 0.9
"""Score from which what a rule says of a name holds wherever the name stands."""


def _as_ruled(tagged: Sequence[Mention], rules: Sequence[Mention]) -> list[Mention]:
    """The tagger's names under the label that a certain rule gives the same name."""
    labels: dict[str, Label] = {
        m.text: m.label for m in rules if m.score >= CERTAIN and m.label in VOTING
    }
    return [replace(m, label=labels.get(m.text, m.label)) for m in tagged]


def _voted(votes: Votes) -> Callable[[Span, Label], bool]:
    return lambda span, label: label not in VOTING or votes.share(span, label) >= HERE


def _snapped(text: str, tagged: Iterable[Mention]) -> list[Mention]:
    marked = quotes(text)
    fused = {match.start() for match in FUSED.finditer(text)}
    outside = Taken(addresses(text))
    tidied = ((m, tidy(text, m)) for m in tagged if outside.is_free(m.start, m.end))
    spans = ((m, t if t.end in fused else snap(text, t, marked=marked)) for m, t in tidied)
    return [
        replace(mention, start=span.start, end=span.end, text=span.of(text))
        for mention, span in spans
        if span.end > span.start and not is_function_word(span.of(text))
    ]


def _known(places: Iterable[Mention], gazetteer: Gazetteer) -> list[Mention]:
    return [m for m in places if m.score >= PLACE_WITHOUT_ENTRY or gazetteer.candidates(m.text)]


def _gazetteer_places(text: str, others: Sequence[Mention], gazetteer: Gazetteer) -> list[Mention]:
    found = find_places(text, gazetteer, excluded=others, at_least=PLACE_OF_GAZETTEER)
    return [
        Mention(start=f.start, end=f.end, text=f.of(text), label="PLACE", score=f.score)
        for f in found
    ]


def _apart(places: Iterable[Mention], others: Sequence[Mention]) -> list[Mention]:
    """Places inside other names are no mentions of their own."""
    taken = Taken(others)
    return [place for place in places if taken.is_free(place.start, place.end)]


def _linked(text: str, names: Sequence[Mention], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    places = [mention for mention in names if mention.label == "PLACE"]
    entries = dict(zip(places, link(places, text, gazetteer), strict=True))
    return tuple(replace(m, place=entries[m]) if m.label == "PLACE" else m for m in names)

"""Everything that can be suggested over a stock: what its reports are about, name, or say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from nlp.german.forms import normal
from nlp.german.stems import stem
from nlp.german.tokens import tokens
from nlp.masking import masked
from service.place_words import kind_of, located_in
from service.suggest.completion import whole
from service.suggest.name import Name, SuggestionKind

if TYPE_CHECKING:
    from nlp.concepts import Vocabulary
    from nlp.gazetteer import Gazetteer
    from nlp.registry import Entry
    from nlp.types import Place
    from service.store import Card, LoggedSearch

LEAST_REPORTS, MOST_PHRASES = 3, 20_000
"""A phrase is suggested that so many reports say; and at most so many phrases are."""
LEAST_DAYS = 5
"""A question is suggested that was asked on so many days, which stand in for people."""


def themes(cards: Iterable[Card], vocabulary: Vocabulary) -> Iterator[Name]:
    """Labels and synonyms of the themes that the reports have."""
    counts = Counter(theme for card in cards for theme in card.payload.themes)
    for concept in vocabulary.assignable():
        if many := counts[concept.id]:
            for text in concept.names:
                yield Name(
                    text=text, kind="theme", id=concept.id, label=concept.label, reports=many
                )


def programmes(cards: Iterable[Card]) -> Iterator[Name]:
    """Programmes that the reports name."""
    counts = Counter(name for card in cards for name in card.payload.programmes)
    for text, many in counts.items():
        yield Name(text=text, kind="programme", id=text, label=text, reports=many)


def places(cards: Iterable[Card], gazetteer: Callable[[], Gazetteer]) -> Iterator[Name]:
    """States and places that the reports are about, with all that these lie in."""
    counts = Counter(place for card in cards for place in card.payload.places)
    known = gazetteer() if counts else None
    found = [place for id_ in counts if known and (place := known.get(id_))]
    states = {place.name for place in found if place.kind == "state"}
    for place in found:
        if place.kind == "state":
            yield _place(place, kind="state", id=place.name, reports=counts[place.id])
        elif place.kind != "country" and place.name not in states:
            yield _place(place, kind="place", id=place.id, reports=counts[place.id])


def projects(entries: Iterable[Entry]) -> Iterator[Name]:
    """Projects of the registry, by all that they are called; not what is a person's name."""
    for entry in entries:
        forms = dict.fromkeys((entry.name, *(variant.form for variant in entry.variants)))
        for text in forms:
            if not is_person(text):
                yield Name(
                    text=text,
                    kind="project",
                    id=entry.id,
                    label=entry.name,
                    reports=len(entry.reports),
                )


def phrases(counted: Iterable[tuple[str, int]]) -> Iterator[Name]:
    """What reports often say, of each the form that most have; not what holds a name."""
    best: dict[str, tuple[str, int]] = {}
    for text, many in counted:
        key = " ".join(stem(normal(token.word)) for token in tokens(text))
        if key not in best:
            best[key] = text, many
    for text, many in best.values():
        if " " not in text or masked(text) == text:
            yield Name(text=text, kind="phrase", id=text, label=text, reports=many)


def questions(searches: Iterable[LoggedSearch]) -> Iterator[Name]:
    """Questions asked on several days; as they were written only where that was the same.

    Nothing with a person in it.
    """
    days: dict[str, dict[str, set[date]]] = {}
    for search in searches:
        words = " ".join(token.word for token in tokens(search.question))
        if words and "[" not in search.question:
            forms = days.setdefault(words, {})
            forms.setdefault(search.question, set()).add(search.day)
    for words, forms in days.items():
        if len(set[date]().union(*forms.values())) >= LEAST_DAYS:
            form, same = max(forms.items(), key=lambda item: (len(item[1]), item[0]))
            text = form if len(same) >= LEAST_DAYS else words
            yield Name(text=text, kind="question", id=words, label=text, reports=0)


def each_once(names: Iterable[Name]) -> Iterator[Name]:
    """Less phrases and questions that say no more than a name before them."""
    seen: set[str] = set()
    for name in names:
        key = whole(name.text)
        if name.kind not in ("phrase", "question") or key not in seen:
            yield name
        seen.add(key)


def _place(place: Place, *, kind: SuggestionKind, id: str, reports: int) -> Name:  # noqa: A002
    name = place.name
    return Name(text=name, kind=kind, id=id, label=name, reports=reports, note=note_of(place))


def note_of(place: Place) -> str:
    """What kind of place it is, and where: ``Ort in Hessen``."""
    kind = kind_of(place)
    is_within = place.state and (place.kind != "state" or place.country != "DE")
    return f"{kind} {located_in(place.state or '')}" if is_within else kind


def is_person(text: str) -> bool:
    """Whether the whole name reads as a person's."""
    return masked(text).startswith("[Person]") and masked(text).endswith("[Person]")

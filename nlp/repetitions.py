"""Further places where names stand that were found once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from nlp.acronyms import is_initialism
from nlp.german.given_names import GIVEN_NAMES
from nlp.german.letters import UPPER
from nlp.german.persons import DEGREE
from nlp.mentions import mention_at, merge
from nlp.taken import Taken
from nlp.types import Label, Mention, Span


def propagate(
    text: str,
    mentions: Sequence[Mention],
    *,
    is_likely: Callable[[Span, Label], bool] = lambda _span, _label: True,
) -> list[Mention]:
    """The mentions and all further places where their names stand, in order, no overlaps.

    ``is_likely`` says whether a place may bear a label.

    Names are found as whole words, case-sensitive, longest first; an acronym that belongs to
    a name (``ELAN – Eltern aktiv``, ``… (BUS)``) and the surname of a person count as the name.
    """
    places = {mention.text for mention in mentions if mention.label == "PLACE"}
    labels = _names_to_find(mentions, places)
    taken = Taken(mentions)
    found = list(mentions)
    for place in occurrences(text, labels):
        label, score = labels[place.of(text)]
        start = _with_degree(text, place.start) if label == "PERSON" else place.start
        free = taken.is_free(start, place.end) and is_likely(place, label)
        if free and _is_name_here(text, place, label):
            found.append(mention_at(text, start, place.end, label, score))
    return merge(found, ())


def _names_to_find(mentions: Sequence[Mention], places: set[str]) -> dict[str, tuple[Label, float]]:
    labels: dict[str, tuple[Label, float]] = {}
    for mention in sorted(mentions, key=lambda mention: -mention.score):
        if mention.label == "PLACE":
            continue
        for name in (mention.text, *short_forms(mention)):
            if len(name) >= 3 and name not in places and not name.islower():
                labels.setdefault(name, (mention.label, round(0.95 * mention.score, 3)))
    return labels


def short_forms(mention: Mention) -> list[str]:
    """Acronym or head of a long name, surname of a person."""
    if mention.label == "PERSON":
        return _surnames(mention.text)
    bracket = re.search(r"\(([^()]{2,15})\)$", mention.text)
    head, _, tail = mention.text.partition(" – ")
    if not tail:
        head, _, tail = mention.text.partition(" - ")
    forms = [bracket[1]] if bracket and is_initialism(bracket[1]) else []
    forms += [part for part in (head, tail) if tail and is_initialism(part)]
    if tail and mention.label == "PROJECT" and " " not in head and head not in forms:
        forms.append(head)
    return forms


def _surnames(name: str) -> list[str]:
    tokens = [token for token in name.split() if not re.fullmatch(DEGREE, token)]
    is_full = len(tokens) > 1 and len(tokens[-1]) > 2
    return [tokens[-1]] if is_full or (tokens and len(tokens) < len(name.split())) else []


def occurrences(text: str, names: Iterable[str]) -> Iterator[Span]:
    """Where names stand as whole words, the longest at each place.

    Names that begin alike are tried by length, so time does not grow with their number.
    """
    known = frozenset(names)
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in known:
        if first := re.match(r"\w+", name):
            lengths[first[0]].add(len(name))
    ordered = {first: sorted(own, reverse=True) for first, own in lengths.items()}
    end = 0
    for word in re.finditer(r"\w+", text):
        at = word.start()
        if at < end or text[at - 1 : at] == "-":
            continue
        for length in ordered.get(word[0], ()):
            beyond = at + length
            if beyond > len(text):
                continue
            if text[at:beyond] in known and not text[beyond : beyond + 1].isalnum():
                end = beyond
                yield Span(start=at, end=end)
                break


def _with_degree(text: str, start: int) -> int:
    match = re.search(rf"(?<!\w)(?:{DEGREE}\s?){{1,4}}$", text[max(0, start - 30) : start])
    return start - len(match[0]) if match else start


_ARTICLE = re.compile(
    r"\b(?:[Dd](?:er|ie|as|em|en|es)|[Ee]ine?[mnrs]?|[Kk]eine?[mnr]?|[Ii]m|[Aa]m|[Zz]u[mr]"
    r"|[Vv]om|[Bb]eim|jede[mnrs]?|[a-zäöü]+en)\s$"
)


def _is_name_here(text: str, span: Span, label: Label) -> bool:
    if label != "PERSON" or " " in span.of(text):
        return True
    before = text[max(0, span.start - 20) : span.start]
    after = text[span.end : span.end + 1]
    given = re.search(rf"([{UPPER}]\w{{1,20}})\s$", before)
    other = given is not None and given[1] in GIVEN_NAMES
    return after != "-" and not other and not _ARTICLE.search(before)

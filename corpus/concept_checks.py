"""What must hold for a vocabulary: ids and labels once, no circle above a concept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from nlp.concepts import Concept
from nlp.errors import BadInputError

Relations = Mapping[str, set[str]]


def check_concepts(name: str, concepts: Sequence[Concept]) -> None:
    """BadInputError, in German, for the first thing that is wrong; linear in their number."""
    _check_once(name, concepts)
    above, _ = hierarchy_of(concepts)
    if circle := _circle(above):
        labels = {concept.id: concept.label for concept in concepts}
        shown = " → ".join(f"„{labels[one]}“" for one in (*circle, circle[0]))
        raise BadInputError(f"Im Vokabular „{name}“ bilden Oberbegriffe einen Kreis: {shown}.")


def hierarchy_of(concepts: Sequence[Concept]) -> tuple[Relations, Relations]:
    """What is broader and what is narrower than each concept, whichever side the file names."""
    known = {concept.id for concept in concepts}
    pairs = {(c.id, b) for c in concepts for b in c.broader} | {
        (n, c.id) for c in concepts for n in c.narrower
    }
    above: dict[str, set[str]] = defaultdict(set)
    below: dict[str, set[str]] = defaultdict(set)
    for low, high in pairs:
        if {low, high} <= known:
            above[low].add(high)
            below[high].add(low)
    return above, below


def related_of(concepts: Sequence[Concept]) -> Relations:
    """What is related to each concept, whichever side the file names; nobody to itself."""
    known = {concept.id for concept in concepts}
    beside: dict[str, set[str]] = defaultdict(set)
    for one, other in ((c.id, r) for c in concepts for r in c.related):
        if one != other and other in known:
            beside[one].add(other)
            beside[other].add(one)
    return beside


def _check_once(name: str, concepts: Sequence[Concept]) -> None:
    ids: dict[str, Concept] = {}
    labels: dict[str, Concept] = {}
    for concept in concepts:
        if other := ids.get(concept.id):
            raise BadInputError(
                f"Im Vokabular „{name}“ kommt die Kennung „{concept.id}“ zweimal vor: "
                f"{other.uri} und {concept.uri}."
            )
        if other := labels.get(concept.label.casefold()):
            raise BadInputError(
                f"Im Vokabular „{name}“ heißen zwei Begriffe „{concept.label}“: "
                f"„{other.id}“ und „{concept.id}“."
            )
        ids[concept.id] = labels[concept.label.casefold()] = concept


def _circle(above: Relations) -> list[str]:
    """The concepts of a circle, each the broader of the one before; none where there is no circle.

    Without recursion: a chain may be as long as the vocabulary.
    """
    done: set[str] = set()
    for start in sorted(above):
        path, waiting = list[str](), [(start, False)]
        on_path: set[str] = set()
        while waiting:
            one, leaving = waiting.pop()
            if leaving:
                path.pop()
                on_path.discard(one)
                done.add(one)
            elif one in on_path:
                return path[path.index(one) :]
            elif one not in done:
                path.append(one)
                on_path.add(one)
                waiting.append((one, True))
                waiting += [(other, False) for other in sorted(above.get(one, ()))]
    return []

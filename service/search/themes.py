"""The themes that a question names, and what they are called."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from nlp.concepts import Vocabulary
from nlp.labels import LabelMatcher
from nlp.types import Span

CLEARLY = 0.7
"""Strength from which words show a label: a word of its own, or the modifier of a compound."""


class Themes:
    """Over a vocabulary, which is read when it is first asked for."""

    def __init__(self, vocabulary: Callable[[], Vocabulary]) -> None:
        self._names = _Names(vocabulary)

    def use(self, vocabulary: Callable[[], Vocabulary]) -> None:
        """Another vocabulary from now on."""
        self._names = _Names(vocabulary)

    def label(self, theme_id: str) -> str:
        """German; the id itself for a theme that the vocabulary does not know."""
        concept = self._names.built.vocabulary.get(theme_id)
        return concept.label if concept else theme_id

    def find(self, wanted: str) -> str | None:
        """The id of the theme of this id, label or synonym, whatever its case."""
        return self._names.built.ids.get(wanted.strip().casefold())

    def answering(self, text: str) -> frozenset[str]:
        """The ids of themes whose label or synonyms the text names."""
        hits = self._names.built.matcher.find(text, [Span(start=0, end=len(text))])
        return frozenset(hit.concept for hit in hits if hit.strength >= CLEARLY)


class _Names:
    """Those of one vocabulary."""

    def __init__(self, vocabulary: Callable[[], Vocabulary]) -> None:
        self._read = vocabulary

    @cached_property
    def built(self) -> _Built:
        vocabulary = self._read()
        concepts = vocabulary.assignable()
        names = [(name, c.id) for c in reversed(concepts) for name in reversed((c.id, *c.names))]
        return _Built(
            vocabulary=vocabulary,
            ids={name.casefold(): id_ for name, id_ in names},
            matcher=LabelMatcher({concept.id: concept.names for concept in concepts}),
        )


class _Built(NamedTuple):
    vocabulary: Vocabulary
    ids: dict[str, str]
    matcher: LabelMatcher

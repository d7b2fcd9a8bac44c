"""The controlled vocabulary as the extractors see it: concepts with labels, no files."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A theme that can be assigned to a report.

    ``id`` is the last part of ``uri``; ``broader``, ``narrower`` and ``related`` hold ids of
    others. ``top`` marks the heads of the hierarchy, which only group the others.
    ``exclusions`` are phrases that do not speak for the concept, whatever of its names they hold.
    """

    id: str
    uri: str
    label: str
    synonyms: tuple[str, ...] = ()
    definition: str = ""
    scope_note: str = ""
    exclusions: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    top: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The label, then the synonyms."""
        return (self.label, *self.synonyms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Concepts in the order of their file; ``version`` changes with any of their fields."""

    id: str
    title: str
    version: str
    concepts: tuple[Concept, ...]
    _by_id: dict[str, Concept] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {concept.id: concept for concept in self.concepts})

    def __contains__(self, concept_id: object) -> bool:
        return concept_id in self._by_id

    def __getitem__(self, concept_id: str) -> Concept:
        """The concept of that id; ``KeyError`` where there is none."""
        return self._by_id[concept_id]

    def get(self, concept_id: str) -> Concept | None:
        """The concept of that id, or nothing."""
        return self._by_id.get(concept_id)

    def assignable(self) -> tuple[Concept, ...]:
        """The concepts that a report may carry: all but the top concepts."""
        return tuple(concept for concept in self.concepts if not concept.top)

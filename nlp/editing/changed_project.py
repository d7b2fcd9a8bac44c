"""A project while decisions change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nlp.editing.names import Names
from nlp.types import Mention, Project


@dataclass(slots=True, kw_only=True, eq=False)
class ChangedProject:
    """``numbers``: those of its mentions among the names."""

    name: str
    aliases: tuple[str, ...] = ()
    numbers: set[int] = field(default_factory=set)
    places: list[str] = field(default_factory=list)
    programme: str | None = None
    changed: bool = False

    @classmethod
    def of(cls, project: Project) -> ChangedProject:
        """As it was read."""
        return cls(
            name=project.name,
            aliases=project.aliases,
            numbers=set(project.mentions),
            places=list(project.places),
            programme=project.programme,
        )

    def stands_in(self, names: Names) -> bool:
        """Whether it is still named, if it ever was."""
        return not self.numbers or any(number in names for number in self.numbers)

    def project(self, where: Mapping[int, int], mentions: Sequence[Mention]) -> Project:
        """As it is written."""
        own = sorted(where[number] for number in self.numbers if number in where)
        aliases = dict.fromkeys([*self.aliases, *(mentions[at].text for at in own)])
        return Project(
            name=self.name,
            aliases=tuple(a for a in aliases if a != self.name) if self.changed else self.aliases,
            mentions=tuple(own),
            places=tuple(self.places),
            programme=self.programme,
        )

"""Builds the registry of projects from the store."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from nlp.errors import StoreError
from nlp.registry import Decision, Ref, Registry, build_registry

if TYPE_CHECKING:
    from service.store import Store

ATTEMPTS = 3
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A registry, the decisions that are in it, and the revision of the store that it is of."""

    revision: str
    registry: Registry
    decisions: tuple[Decision, ...]


class Builds(Protocol):
    """Builds the registry somewhere else."""

    def build(self) -> Built | None:
        """Of now; None where it cannot be built there."""


class RegistryBuilder:
    """Over one store; ids are kept for all that had none."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def build(self) -> Built:
        """Of now, anew where the store has changed meanwhile."""
        for _ in range(ATTEMPTS):
            revision, records, decisions, homes = self._store.projects.snapshot()
            registry = build_registry(records, decisions=decisions, homes=homes)
            given = set(homes.values())
            fresh = {
                ref: entry
                for ref, entry in registry.homes.items()
                if ref not in homes or entry not in given
            }
            if not fresh or self._gave(fresh, since=revision):
                break
        return Built(revision=revision, registry=registry, decisions=tuple(decisions))

    def _gave(self, fresh: dict[Ref, str], *, since: str) -> bool:
        """False where the registry has changed meanwhile and is to be built again.

        Where nothing can be written, whoever reads gets an answer all the same; the ids are kept
        when the registry is next built.
        """
        try:
            return self._store.projects.give(fresh, since=since)
        except StoreError as error:
            log.warning("The ids of %d projects could not be kept: %s", len(fresh), error)
            return True

"""Builds a large registry of projects in a process of its own; what has not changed is kept."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from threading import Lock
from typing import TYPE_CHECKING

from service.aside import told_aside
from service.registry_builder import Built, RegistryBuilder
from service.registry_pieces import Digest, Outline, Packed, Piece, put_together, taken_apart

if TYPE_CHECKING:
    from service.settings import Settings

log = logging.getLogger(__name__)


class RegistryProcess:
    """Builds what a ``RegistryBuilder`` over the store of these settings would."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._known: dict[Digest, Piece] = {}
        self._building = Lock()

    def build(self) -> Built | None:
        """The registry of now; None where there can be no such process or it broke.

        FundstelleError where the store cannot be read.
        """
        with self._building:
            told = told_aside("registry", _build, self._settings, frozenset(self._known))
            try:
                built, self._known = put_together(next(told), told, self._known)
            except RuntimeError as error:
                log.warning("The registry of projects is built beside requests: %s", error)
                return None
            return built


def _build(settings: Settings, known: frozenset[Digest]) -> Iterator[Outline | Packed]:
    from service.store import Store

    with Store(settings.store_url, seconds=settings.database_timeout) as store:
        built = RegistryBuilder(store).build()
    yield from taken_apart(built, known)

"""Compares many lessons in a process of its own; what it has not stored is found again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from nlp.errors import ArtefactError
from service.aside import NotStartedError, told_aside
from service.corroboration import LessonReader
from service.loading import ShippedModels

if TYPE_CHECKING:
    from nlp.encoder import Encoder
    from nlp.types import Matrix
    from service.settings import Settings

log = logging.getLogger(__name__)


class LessonProcess:
    """Catches up with the same outcome as a ``LessonReader`` with this encoder."""

    def __init__(self, settings: Settings, encoder: Encoder) -> None:
        self._settings = settings
        self._encoder = encoder.name, encoder.dimensions

    def catch_up(self, *, stop: Callable[[], bool]) -> bool:
        """Start the process, and end it where it is to stop; whether it could be started.

        FundstelleError where it could not go on, RuntimeError where it broke.
        """
        try:
            for _ in told_aside("lessons", _compare, self._settings, *self._encoder, stop=stop):
                pass
        except NotStartedError:
            log.warning("Erfahrungen werden ohne eigenen Prozess verglichen: er startet nicht.")
            return False
        return True


def _compare(settings: Settings, name: str, dimensions: int) -> Iterator[None]:
    from service.store import Store

    with Store(settings.store_url, seconds=settings.database_timeout) as store:
        LessonReader(store, LateEncoder(settings, name, dimensions)).catch_up()
    yield


class LateEncoder:
    """The encoder of the settings, loaded when there is something to encode."""

    def __init__(self, settings: Settings, name: str, dimensions: int) -> None:
        self._settings = settings
        self.name = name
        self.dimensions = dimensions

    def encode_queries(self, texts: Sequence[str]) -> Matrix:
        """(texts, dimensions), unit length; ArtefactError where it is another one by now."""
        return self._loaded.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> Matrix:
        """The same for passages."""
        return self._loaded.encode_passages(texts)

    @cached_property
    def _loaded(self) -> Encoder:
        encoder = ShippedModels().encoder(self._settings)
        if encoder.name != self.name:
            raise ArtefactError("Das Sprachmodell ist ein anderes: bitte den Dienst neu starten.")
        return encoder

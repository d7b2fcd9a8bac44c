"""The place of the index that the settings name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from service.index.folder import FolderPlace
from service.index.place import Place
from service.settings import Settings


@contextmanager
def opened_place(settings: Settings) -> Iterator[Place]:
    """A cluster where one is set, else the folder; StoreError, BadInputError."""
    place = _cluster(settings) if settings.index_url else FolderPlace(settings.index_folder)
    try:
        yield place
    finally:
        place.close()


def _cluster(settings: Settings) -> Place:
    """Its client is loaded here and nowhere else."""
    try:
        from service.index.qdrant.cluster import connected
    except ImportError as error:
        from nlp.errors import BadInputError

        raise BadInputError(
            "Für FUNDSTELLE_INDEX_URL fehlt ein Paket: bitte „pip install fundstelle[qdrant]“."
        ) from error
    return connected(settings)

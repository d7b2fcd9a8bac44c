"""The data folder that a command reads."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.settings import Settings


def settings_with_store(arguments: Namespace) -> Settings:
    """The settings for ``--data``; StoreError where nothing was ever stored."""
    from nlp.errors import StoreError
    from service.settings import load_settings

    settings = load_settings(data=arguments.data)
    if not settings.has_store:
        raise StoreError(
            f"In „{settings.data}“ liegt noch kein Bestand; "
            "bitte zuerst mit „fundstelle ingest“ Berichte aufnehmen."
        )
    return settings

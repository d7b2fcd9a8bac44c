"""The models that a command works with, loaded when it asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from nlp.encoder import Encoder
    from nlp.pipeline import Analyser
    from service.settings import Settings


class Models(Protocol):
    """Where encoder and analyser come from; ArtefactError where one cannot be loaded."""

    def encoder(self, settings: Settings) -> Encoder:
        """For questions."""

    def analyser(self, settings: Settings) -> Analyser:
        """For documents."""


class ShippedModels:
    """Those that come along, or the encoder that the settings name."""

    def encoder(self, settings: Settings) -> Encoder:
        """For questions."""
        from models.load import load_encoder

        return load_encoder(settings.encoder) if settings.encoder else load_encoder()

    def analyser(self, settings: Settings) -> Analyser:
        """For documents."""
        from models.load import load_analyser

        return load_analyser(settings.encoder) if settings.encoder else load_analyser()

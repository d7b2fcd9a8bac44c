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

    def base_encoder(self, settings: Settings) -> Encoder:
        """The same for questions, before it was trained on any: what search is compared with."""

    def analyser(self, settings: Settings) -> Analyser:
        """For documents."""


class ShippedModels:
    """Those that come along, or the encoder that the settings name."""

    def encoder(self, settings: Settings) -> Encoder:
        """For questions."""
        from models.load import load_encoder

        return load_encoder(settings.encoder) if settings.encoder else load_encoder()

    def base_encoder(self, settings: Settings) -> Encoder:
        """The same for questions, before it was trained on any: what search is compared with."""
        from models.load import load_base_encoder

        return self.encoder(settings) if settings.encoder else load_base_encoder()

    def analyser(self, settings: Settings) -> Analyser:
        """For documents."""
        from models.load import load_analyser

        return load_analyser(settings.encoder) if settings.encoder else load_analyser()

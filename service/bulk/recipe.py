"""What another process needs to analyse exactly as this one would: no store, and no secrets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.settings import Settings

if TYPE_CHECKING:
    from nlp.pipeline import Analyser
    from nlp.themes import ThemeTagger
    from service.loading import Models


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """``encoder``: the one that is set in place of the usual one; ``tagger``: with its ``mark``,
    where it is not the usual one."""

    encoder: str
    mark: str = ""
    tagger: ThemeTagger | None = None

    @classmethod
    def of(cls, analyser: Analyser, settings: Settings) -> Recipe:
        """Of the analyser in use."""
        from nlp.pipeline import MARK

        mark = analyser.version.partition(MARK)[2]
        tagger = analyser.themes if mark else None
        return cls(encoder=settings.encoder, mark=mark, tagger=tagger)

    def analyser(self, models: Models) -> Analyser:
        """The analyser; ArtefactError."""
        plain = models.analyser(Settings(encoder=self.encoder))
        return plain.with_themes(self.tagger, self.mark) if self.tagger else plain

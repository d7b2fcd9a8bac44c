"""Lets a finder read ahead in the background, so that the first searches need not wait."""

from __future__ import annotations

import logging

from nlp.errors import FundstelleError
from service.background import Background
from service.find import Finder

log = logging.getLogger(__name__)


class Warmer(Background):
    """A thread that ends by itself, or when its block does."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        super().__init__("warmer")

    def _work(self) -> None:
        try:
            self._finder.warm(self._over.is_set)
        except FundstelleError as error:
            log.warning("Nothing was read ahead: %s", error)

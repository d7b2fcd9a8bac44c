"""Lets a process use the vocabulary, and what was learnt, that another has switched to."""

from __future__ import annotations

import logging
from collections.abc import Callable

from nlp.errors import FundstelleError
from service.background import Background
from service.store import ThemeStore

PAUSE = 1.0
log = logging.getLogger(__name__)


class ThemeFollower(Background):
    """Looks every second, in a thread of its own, while it is entered."""

    def __init__(
        self, take: Callable[[], None], themes: ThemeStore, *, pause: float = PAUSE
    ) -> None:
        self._take = take
        self._themes = themes
        self._pause = pause
        self._seen = ""
        super().__init__("themes")

    def _work(self) -> None:
        while not self._over.wait(self._pause):
            try:
                self._follow()
            except FundstelleError as error:
                log.warning("Die Themen hinken nach: %s", error)
            except Exception:  # themes of before are better than none
                log.exception("Die Themen hinken nach (interner Fehler).")

    def _follow(self) -> None:
        revision = self._themes.revision()
        if revision != self._seen:
            self._take()
            self._seen = revision

"""The words that the reports of a store are written in: what a misspelt word may mean."""

from __future__ import annotations

import logging
import re
from collections import Counter
from datetime import datetime
from threading import Lock

from nlp.errors import FundstelleError
from nlp.german.spelling import Speller
from service.background import Background
from service.store import Store
from service.store.erasures import REVISION

PAUSE = 60.0
# Plainer than the words of search, and ten times as fast: gender forms fall in two.
_LETTERS = re.compile(r"[^\W\d_]+")
log = logging.getLogger(__name__)


def never_misspelt(word: str) -> str | None:  # noqa: ARG001
    """Where there is no vocabulary every word is taken as it is."""
    return None


class Vocabulary:
    """Counts the words of a store; safe to share between threads.

    What is changed or deleted is forgotten at the next start only: a word too many does little
    harm. After a person was erased all is counted anew.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[str, datetime] = {}
        self._erasures: str | None = None
        self._speller = Speller()
        self._lock = Lock()

    def meant(self, word: str) -> str | None:
        """The word that a misspelt one may mean; None for words that occur or may be right."""
        return self._speller.meant(word)

    def refresh(self) -> None:
        """Read what has been stored since the last time; StoreError."""
        with self._lock:
            self._begin_anew()
            counts: Counter[str] = Counter()
            times = self._store.times()
            new = [name for name, at in times.items() if self._read.get(name) != at]
            for written in self._store.texts(new):
                counts.update(_LETTERS.findall(written.text.lower()))
                self._read[written.id] = written.updated
            self._speller.learn(counts)

    def _begin_anew(self) -> None:
        erasures = self._store.note(REVISION)
        if erasures != self._erasures:
            self._erasures, self._read = erasures, {}
            self._speller = Speller()


class Refresher(Background):
    """Keeps a vocabulary up to date in a thread of its own, while it is entered."""

    def __init__(self, vocabulary: Vocabulary, *, pause: float = PAUSE) -> None:
        self._vocabulary = vocabulary
        self._pause = pause
        super().__init__("vocabulary")

    def _work(self) -> None:
        while True:
            try:
                self._vocabulary.refresh()
            except FundstelleError as error:
                log.warning("Der Wortschatz hinkt nach: %s", error)
            except Exception:  # suggestions are dispensable, the service is not
                log.exception("Der Wortschatz hinkt nach (interner Fehler).")
            if self._over.wait(self._pause):
                return

"""What is made of all that is stored, and made anew when that has changed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock, Thread
from typing import Generic, TypeVar

from nlp.errors import FundstelleError
from service.patience import Patience

T = TypeVar("T")
LONG = 1.0
"""Seconds from which on nobody who only reads waits for it to be made anew."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Generic[T]):
    """A value with the revision of what it was made of."""

    revision: str
    value: T


class Renewed(Generic[T]):
    """Safe to share between threads; ``make`` is called by one of them at a time.

    ``revision``: changes with what is stored. ``long``: see ``LONG``.
    """

    def __init__(
        self, make: Callable[[], Dated[T]], revision: Callable[[], str], *, long: float = LONG
    ) -> None:
        self._make = make
        self._revision = revision
        self._long = long
        self._making, self._counting = Lock(), Lock()
        self._known: Dated[T] | None = None
        self._seconds = 0.0
        self._changes = self._seen = 0
        self._patience = Patience()
        self._aside: Thread | None = None

    def fresh(self) -> T:
        """Made of all that is stored now, however long that takes."""
        with self._making:
            changes, revision = self._changes, self._revision()
            if self._known is None or self._known.revision != revision:
                begun = time.monotonic()
                self._known = self._make()
                self._seconds = time.monotonic() - begun
                self._patience.made(self._seconds)
            self._seen = changes  # only now: where it cannot be made, the next one has to see it
            return self._known.value

    def ready(self) -> T:
        """The same; where it takes long the one of before, while a new one is made beside."""
        known = self._known
        if known is None or self._seen != self._changes or self._seconds < self._long:
            return self.fresh()
        if not self._patience.may_keep():
            self._begin()
        return known.value

    def recent(self) -> T:
        """The same, some seconds old where it takes a while."""
        known, due = self._known, self._seen != self._changes
        return known.value if known and not due and self._patience.may_keep() else self.ready()

    def change(self) -> None:
        """Something was changed that whoever reads next has to see."""
        with self._counting:
            self._changes += 1

    def _begin(self) -> None:
        if self._aside is None or not self._aside.is_alive():
            self._aside = Thread(target=self._renew, name="fundstelle-renewed", daemon=True)
            self._aside.start()

    def _renew(self) -> None:
        try:
            self.fresh()
        except FundstelleError as error:
            log.warning("What was made of the stock stays as it was: %s", error)

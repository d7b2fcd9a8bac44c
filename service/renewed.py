"""What is made of all that is stored, and made anew when that has changed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
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
        self._altering: list[Callable[[T], T]] = []
        self._seconds = 0.0
        self._changes = self._seen = 0
        self._patience = Patience()
        self._aside: Thread | None = None

    def fresh(self) -> T:
        """Made of all that is stored now, however long that takes."""
        with self._making:
            changes, revision, known = self._changes, self._revision(), self._known
            if known is None or known.revision != revision:
                known = self._anew()
            self._seen = changes  # only now: where it cannot be made, the next one has to see it
            return known.value

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

    def change(self, alter: Callable[[T], T] | None = None) -> None:
        """Something was changed that whoever reads next has to see.

        ``alter``: does that to a value of before, and nothing to one that it was done to; where
        making it anew takes long it stands in for that, and nobody waits.
        """
        with self._counting:
            if alter is None or self._known is None or self._seconds < self._long:
                self._changes += 1
                return
            try:
                self._known = replace(self._known, value=alter(self._known.value))
            except FundstelleError:
                self._changes += 1
                raise
            self._altering.append(alter)
        self._begin()

    def _anew(self) -> Dated[T]:
        begun, altered = time.monotonic(), len(self._altering)
        made = self._make()
        self._seconds = time.monotonic() - begun
        self._patience.made(self._seconds)
        return self._keep(made, altered)

    def _keep(self, made: Dated[T], altered: int) -> Dated[T]:
        """``altered``: so many changes are in it for certain; what was changed later may not be."""
        with self._counting:
            for alter in self._altering[altered:]:
                made = replace(made, value=alter(made.value))
            del self._altering[:altered]
            self._known = made
        return made

    def _begin(self) -> None:
        if self._aside is None or not self._aside.is_alive():
            self._aside = Thread(target=self._renew, name="fundstelle-renewed", daemon=True)
            self._aside.start()

    def _renew(self) -> None:
        try:
            self.fresh()
        except FundstelleError as error:
            log.warning("What was made of the stock stays as it was: %s", error)

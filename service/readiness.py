"""Whether the service can answer, and if not, why: looked at once a second at most."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Literal

from nlp.errors import FundstelleError

if TYPE_CHECKING:
    from service.api.parts import Parts

KEPT = 1.0
"""Seconds for which an answer holds."""
PATIENCE = 5.0
"""Seconds that the parts have to answer."""
MEGABYTE = 1_000_000
CheckName = Literal["service", "models", "database", "index", "disk"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One of the things that must hold; ``reason``: a German sentence where it does not."""

    name: CheckName
    reason: str = ""

    @property
    def holds(self) -> bool:
        """Whether it does."""
        return not self.reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All checks; ``reports``: how many the database holds, None where it does not answer."""

    checks: tuple[Check, ...]
    reports: int | None = None

    @property
    def ready(self) -> bool:
        """Whether all hold."""
        return all(check.holds for check in self.checks)


class Readiness:
    """Looks in a thread of its own: the pool of those who answer requests may be full.

    ``parts``: None while they are being built. However many ask, one looks.
    """

    def __init__(
        self,
        parts: Callable[[], Parts | None],
        *,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._parts = parts
        self._patience = patience
        self._clock = clock
        self._lock = Lock()
        self._looking: Future[Findings] | None = None
        self._last: tuple[float, Findings] | None = None

    async def findings(self) -> Findings:
        """What holds now, or did within the last second."""
        parts = self._parts()
        if parts is None:
            return Findings(checks=(_failed("models", "Die Modelle sind noch nicht geladen."),))
        if parts.ending.is_set():
            return Findings(checks=(_failed("service", "Der Dienst wird gerade beendet."),))
        if self._last and self._clock() - self._last[0] < KEPT:
            return self._last[1]
        looking = asyncio.wrap_future(self._look(parts))
        try:
            return await asyncio.wait_for(asyncio.shield(looking), self._patience)
        except TimeoutError:
            reason = "Die Datenbank antwortet nicht rechtzeitig."
            return Findings(checks=(_failed("database", reason),))

    def _look(self, parts: Parts) -> Future[Findings]:
        with self._lock:
            if self._looking is None:
                self._looking = Future()
                Thread(
                    target=self._find,
                    args=(parts, self._looking),
                    name="fundstelle-readiness",
                    daemon=True,
                ).start()
            return self._looking

    def _find(self, parts: Parts, asked: Future[Findings]) -> None:
        try:
            found = findings_of(parts)
        except Exception as error:  # whoever waits has to hear of it
            asked.set_exception(error)
        else:
            self._last = self._clock(), found
            asked.set_result(found)
        finally:
            with self._lock:
                self._looking = None


def findings_of(parts: Parts) -> Findings:
    """All checks of a service that is built."""
    reports, database = _database(parts)
    checks = (
        Check(name="service"),
        Check(name="models"),
        database,
        *_index(parts, database),
        _disk(parts.settings.data, parts.settings.ready_free),
    )
    return Findings(checks=checks, reports=reports)


def _database(parts: Parts) -> tuple[int | None, Check]:
    try:
        return parts.store.count(), Check(name="database")
    except FundstelleError as error:
        return None, _failed("database", str(error))


def _index(parts: Parts, database: Check) -> Iterator[Check]:
    """How far it is behind only the database knows."""
    try:
        parts.finder.passages()
        most = parts.settings.ready_behind
        late = parts.store.backlog().age(datetime.now(UTC)) if most and database.holds else 0.0
    except FundstelleError as error:
        yield _failed("index", str(error))
        return
    behind = f"Der Suchindex hinkt {late:.0f} Sekunden nach."
    yield Check(name="index", reason=behind if late > most else "")


def _disk(folder: Path, least: int) -> Check:
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    try:
        free = shutil.disk_usage(there).free // MEGABYTE
    except OSError:
        return _failed("disk", "Auf den Datenordner kann nicht zugegriffen werden.")
    few = f"Auf dem Datenträger sind nur noch {free} Megabyte frei."
    return Check(name="disk", reason=few if free < least else "")


def _failed(name: CheckName, reason: str) -> Check:
    return Check(name=name, reason=reason)

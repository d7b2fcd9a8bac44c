"""Of several processes on one database the one that works beside the requests.

It keeps the index, reads imports, sends messages. When it ends, however it ends, another takes
its place within seconds.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from threading import RLock

from nlp.errors import FundstelleError
from service.applier import Applies
from service.background import Background
from service.index.lock import IndexBusyError
from service.store import Lease

PAUSE = 0.5
Duty = Callable[[], AbstractContextManager[object]]
Opened = Callable[[], AbstractContextManager[Applies]]
log = logging.getLogger(__name__)


class Keeper(Background):
    """Tries to have the role while it is entered, in a thread of its own.

    ``opened`` gives what brings the index up to date, once this process may write it. Duties are
    entered while it has the role, in their order, and left when it has it no longer.
    """

    def __init__(self, lease: Lease, opened: Opened, *, pause: float = PAUSE) -> None:
        self._lease = lease
        self._opened = opened
        self._pause = pause
        self._duties: list[Duty] = []
        self._applier: Applies | None = None
        self._changing = RLock()
        self.failure: FundstelleError | None = None
        super().__init__("keeper")

    @property
    def keeps(self) -> bool:
        """Whether it is this process."""
        return self._applier is not None

    def add(self, duty: Duty) -> None:
        """One more thing to do, also where this process has the role already."""
        self._duties.append(duty)

    def apply(self, *, stop: Callable[[], bool] = lambda: False) -> int:
        """Bring the index up to date, where that is up to this process; the other one looks by
        itself."""
        with self._changing:
            return self._applier.apply(stop=stop) if self._applier else 0

    def still(self) -> bool:
        """Whether this process has the role, as the database says."""
        return self._lease.holds()

    def _work(self) -> None:
        while not self._over.is_set():
            try:
                if self._lease.take():
                    self._keep()
            except IndexBusyError:
                pass  # a command has the index for a while
            except FundstelleError as error:
                self.failure = error
                log.warning("Die Arbeit im Hintergrund wartet: %s", error)
            except Exception:  # a dead keeper would leave everything waiting for good
                log.exception("Die Arbeit im Hintergrund wartet (interner Fehler).")
            finally:
                self._lease.release()
            self._over.wait(self._pause)

    def _keep(self) -> None:
        with ExitStack() as stack:
            applier = stack.enter_context(self._opened())
            stack.callback(self._hand_over)
            self._applier, self.failure = applier, None
            entered = 0
            while not self._over.is_set() and self._lease.holds():
                for duty in self._duties[entered:]:
                    stack.enter_context(duty())
                    entered += 1
                self._over.wait(self._pause)

    def _hand_over(self) -> None:
        with self._changing:
            self._applier = None

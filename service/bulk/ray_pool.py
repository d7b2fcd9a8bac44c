"""Workers as actors of Ray: on this machine, or on a cluster that runs already."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from itertools import count
from subprocess import Popen
from typing import Any

from corpus.documents import Document
from nlp.errors import FundstelleError
from service.bulk.pool import BulkError, Cause, Ended
from service.bulk.ray_worker import Loading, RayWorker

MISSING = "Dafür wird Ray gebraucht: bitte „pip install 'fundstelle[ray]'“."
LOST = "Die Verbindung zu Ray ist abgerissen; was gespeichert ist, bleibt. Bitte neu aufrufen."
OTHER = (
    "Die Arbeitsprozesse haben eine andere Fassung von Fundstelle oder seinen Modellen; "
    "bitte auf allen Rechnern dieselbe installieren."
)
QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DISABLE_IMPORT_WARNING": "1",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_DEDUP_LOGS": "1",
    "RAY_DEDUP_LOGS_SKIP_REGEX": ".",
    "RAY_LOG_TO_DRIVER": "0",
}
ONLY_HERE = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
"""Ray's word for: a node that only this machine reaches. It has no other."""
LOOPBACK = "127.0.0.1"
CORE = ("gcs_server", "raylet")
SHARED_MEMORY = 200_000_000
PATIENCE = 300.0
"""Seconds without a worker that is ready or about to be."""


@dataclass(slots=True, kw_only=True)
class _Worker:
    actor: Any
    answer: Any
    ready: bool = False


class RayPool:
    """``size`` workers; those that are loading come in as soon as they are ready."""

    def __init__(self, ray: Any, loading: Loading, *, size: int, version: str) -> None:
        """``version``: that of the analyser that they are to have."""
        self.size = size
        self._version = version
        self._ray = ray
        self._loading = ray.put(loading)
        self._actor = ray.remote(num_cpus=1, max_restarts=0)(RayWorker)
        self._numbers = count(1)
        self._workers: dict[str, _Worker] = {}
        self._failed_starts = 0
        self._core = _core_of(ray)
        self._told = time.monotonic()
        for _ in range(size):
            self._start()

    def free(self) -> Sequence[str]:
        """Those that are ready and have nothing to do."""
        return [name for name, each in self._workers.items() if each.ready and each.answer is None]

    def begin(self, worker: str, documents: Sequence[Document]) -> None:
        """Give a batch to a free one."""
        each = self._workers[worker]
        each.answer = each.actor.analyse.remote([replace(d, original=b"") for d in documents])

    def ended(self, seconds: float) -> Sequence[Ended]:
        """What has ended; BulkError where no worker can start, or Ray is gone."""
        self._check_ray()
        waiting = {each.answer: name for name, each in self._workers.items() if each.answer}
        try:
            done, _ = self._ray.wait(list(waiting), num_returns=1, timeout=seconds)
            done, _ = self._ray.wait(list(waiting), num_returns=len(waiting), timeout=0)
        except Exception as error:
            raise BulkError(LOST) from error
        found = [self._ended(waiting[answer]) for answer in done]
        self._check_patience(some=bool(done))
        return [each for each in found if each]

    def replace(self, worker: str) -> None:
        """End a worker and start another."""
        self._ray.kill(self._workers.pop(worker).actor, no_restart=True)
        self._start()

    def _start(self) -> None:
        actor = self._actor.remote()
        name = str(next(self._numbers))
        self._workers[name] = _Worker(actor=actor, answer=actor.load.remote(self._loading))

    def _ended(self, name: str) -> Ended | None:
        """None where it was loading."""
        worker = self._workers[name]
        answer, worker.answer = worker.answer, None
        try:
            found = self._ray.get(answer)
        except Exception as error:
            return self._broken(name, error)
        if worker.ready:
            return Ended(worker=name, found=found)
        if isinstance(found, FundstelleError):
            raise BulkError(f"Ein Arbeitsprozess lässt sich nicht starten: {found}") from found
        if found != self._version:
            raise BulkError(OTHER)
        worker.ready, self._failed_starts = True, 0
        return None

    def _broken(self, name: str, error: Exception) -> Ended | None:
        if self._workers[name].ready:
            self._workers[name].ready = False
            return Ended(worker=name, found=_cause(self._ray, error))
        self._failed_starts += 1
        if self._failed_starts > 2 * self.size:
            raise BulkError("Die Arbeitsprozesse lassen sich nicht starten.") from error
        self.replace(name)
        return None

    def _check_ray(self) -> None:
        if any(each.poll() is not None for each in self._core):
            self._ray.shutdown()  # else Ray would end this process soon, without a word
            raise BulkError(LOST)

    def _check_patience(self, *, some: bool) -> None:
        if some or any(each.ready for each in self._workers.values()):
            self._told = time.monotonic()
        elif time.monotonic() - self._told > PATIENCE:
            raise BulkError("In Ray ist seit fünf Minuten kein Rechenkern frei.")


def _core_of(ray: Any) -> list[Popen[bytes]]:
    """The processes that a session on this machine cannot do without; none of a cluster."""
    started = getattr(getattr(ray._private.worker, "_global_node", None), "all_processes", {})
    return [each.process for kind in CORE for each in started.get(kind, ())]


def _cause(ray: Any, error: Exception) -> Cause:
    return "memory" if isinstance(error, ray.exceptions.OutOfMemoryError) else "crash"


@contextmanager
def ray_pool(
    loading: Loading, *, version: str, size: int | None = None, address: str = ""
) -> Iterator[RayPool]:
    """A pool on this machine or on the cluster of an address; its workers end with it.

    ``size``: as many as there are processor cores, where it is None. BulkError where Ray is not
    installed or cannot be reached.
    """
    check_ray()
    ray = _imported(only_here=not address)
    try:
        _join(ray, address, size)
        cores = int(ray.cluster_resources().get("CPU", 1))
        yield RayPool(ray, loading, size=size or max(1, cores), version=version)
    finally:
        ray.shutdown()


def check_ray() -> None:
    """BulkError where Ray is not installed; it is not imported."""
    try:
        found = find_spec("ray")
    except ValueError:  # what pretends to be there
        found = None
    if found is None:
        raise BulkError(MISSING)


def _imported(*, only_here: bool) -> Any:
    os.environ.update(QUIET | (ONLY_HERE if only_here else {}))
    import ray

    return ray


def _join(ray: Any, address: str, size: int | None) -> None:
    quiet = {"log_to_driver": False, "logging_level": logging.CRITICAL}
    try:
        if address:
            ray.init(address=address, **quiet)
            return
        ray.init(
            address="local",
            num_cpus=size or os.cpu_count(),
            include_dashboard=False,
            object_store_memory=SHARED_MEMORY,
            **quiet,
        )
    except Exception as error:
        raise BulkError(_unusable(address, error)) from error
    if ray.util.get_node_ip_address() != LOOPBACK:
        raise BulkError("Ray wäre aus dem Netz zu erreichen: Diese Fassung von Ray geht nicht.")


def _unusable(address: str, error: Exception) -> str:
    if not address:
        return f"Ray lässt sich nicht starten ({type(error).__name__})."
    return (
        f"Ray ist unter „{address}“ nicht zu erreichen ({type(error).__name__}): "
        "Bitte die Adresse prüfen, und ob RAY_AUTH_MODE zu dem Cluster passt."
    )

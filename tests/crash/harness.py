"""Kills the programs of a data folder again and again, and looks whether anything is lost.

``python -m tests.crash.harness --rounds 100 --seed 1``: each round starts one of the programs,
ends it with SIGKILL at a moment by chance (after some time, or at the n-th of all writes and
statements), and compares what is then there with what was acknowledged. Programs are forked from
this one, which spares them the start of the interpreter; they share nothing else.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pickle
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from service.serve import bind
from service.store import Store
from tests.crash import check, programs
from tests.crash.driver import drive
from tests.crash.faults import end_at
from tests.crash.ledger import Ledger
from tests.crash.reader import ENCODERS, a_text
from tests.crash.warm import warm_up

LONGEST = 0.6
"""Seconds after which a program is killed at the latest, where it is killed by time."""
MOMENTS = 500
"""So many moments a program is thought to have that was never seen to end."""
SERVING = 4.0
"""LONGEST for a service, which does not end by itself."""
PATIENCE = 60.0


@dataclass(slots=True)
class Outcome:
    """What a run has found."""

    kills: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    by_moment: int = 0
    acknowledged: int = 0
    cut: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)


class Child:
    """A program in a process of its own."""

    def __init__(self, work: Callable[[], object], *, quiet: bool = True) -> None:
        self.result, into = os.pipe()
        self.pid = os.fork()
        if self.pid:
            os.close(into)
            return
        code = 1
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            with Path(os.devnull).open("w") as nowhere:
                if quiet:
                    os.dup2(nowhere.fileno(), 1)
                    os.dup2(nowhere.fileno(), 2)
                answer = work()
            with os.fdopen(into, "wb") as pipe:
                pickle.dump(answer, pipe)
            code = 0
        except BaseException:
            with contextlib.suppress(OSError):
                os.write(into, pickle.dumps(traceback.format_exc()))
        finally:
            os._exit(code)

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> tuple[int, object]:
        """The exit status, negative for a signal, and what it has answered."""
        with os.fdopen(self.result, "rb") as pipe:
            data = pipe.read()
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status), pickle.loads(data) if data else None

    def is_over(self, seconds: float) -> bool:
        """Whether it ends within so many seconds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG):
                return True
            time.sleep(0.005)
        return False


class Harness:
    """Rounds over one data folder, which goes on from round to round."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._data = folder / "data"
        self._log = folder / "log.jsonl"
        self._chance = random.Random(seed)
        self._seed = seed
        self._ledger = Ledger()
        self._round = 0
        self._moments: dict[str, int] = {}
        self.outcome = Outcome()

    def run(self, rounds: int, *, tell: Callable[[str], None] = lambda _: None) -> Outcome:
        """So many rounds, and one at the end in which everything may finish."""
        Store(programs.settings_of(self._data).store_url).close()
        for _ in range(rounds):
            self._round += 1
            name = self._chance.choice(SCENARIOS)
            getattr(self, f"_{name}")()
            self._compare(name)
            if self.outcome.differences:
                break
            tell(f"{self._round}: {name}, {self.outcome.kills.total()} kills")
        if not self.outcome.differences:
            self._settle()
        self.outcome.acknowledged, self.outcome.cut = self._ledger.acknowledged, self._ledger.cut
        return self.outcome

    # One round each

    def _serve(self) -> None:
        with contextlib.closing(bind("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
            doomed = self._doomed("serve", lambda: programs.serving(self._data, listener))
        mark = f"{self._seed}.{self._round}"
        user = Child(lambda: drive(port, self._log, mark))
        self._end("serve", doomed, longest=SERVING)
        user.wait()

    def _serve_and_ingest(self) -> None:
        """Both at once; both are killed."""
        with contextlib.closing(bind("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
            doomed = self._doomed("serve", lambda: programs.serving(self._data, listener))
        mark = f"{self._seed}.{self._round}"
        user = Child(lambda: drive(port, self._log, mark))
        other = self._begin_ingest()
        self._end("serve", doomed, longest=SERVING)
        self._end("ingest", other)
        user.wait()

    def _ingest(self) -> None:
        self._end("ingest", self._begin_ingest())

    def _begin_ingest(self) -> Child:
        texts = {f"f-{n}": a_text(self._chance) for n in self._chance.sample(range(20), 8)}
        with self._log.open("a") as log:
            for name, text in texts.items():
                line = {"op": f"ingest:{name}", "kind": "put", "id": name, "text": text}
                log.write(f"{_json(line)}\n")
        return self._doomed("ingest", lambda: programs.ingesting(self._data, texts, self._log))

    def _reindex(self) -> None:
        self._work("reindex", lambda: programs.reindexing(self._data, self._encoder))

    def _upgrade(self) -> None:
        """To another encoder; an interrupted one goes on the next time."""
        other = next(name for name in ENCODERS if name != self._encoder)
        self._work("upgrade", lambda: programs.reindexing(self._data, other))

    def _reread(self) -> None:
        version = f"{self._chance.randrange(10**6)}"
        self._work("reread", lambda: programs.rereading(self._data, version))

    def _migrate(self) -> None:
        old = self._folder / "old"
        shutil.rmtree(old, ignore_errors=True)
        programs.made_old(self._data, old)
        self._work("migrate", lambda: programs.migrating(old))
        self._compare_copy("migrate", old)

    def _save(self) -> None:
        """A backup that is killed does not exist; one that exists holds all there is."""
        target, back = self._folder / "backup", self._folder / "back"
        for path in (target, back):
            shutil.rmtree(path, ignore_errors=True)
        self._work("backup", lambda: programs.saving(self._data, target))
        if not target.exists():
            programs.saving(self._data, target)
        self._work("restore", lambda: programs.restoring(back, target))
        if not (back / "fundstelle.db").exists():
            programs.restoring(back, target)
        self._compare_copy("restore", back)

    # Their parts

    @property
    def _encoder(self) -> str:
        return programs.encoder_in(self._data)

    def _work(self, name: str, work: Callable[[], object]) -> None:
        self._end(name, self._doomed(name, work))

    def _doomed(self, name: str, work: Callable[[], object]) -> Child:
        moment = None
        if self._chance.random() < 0.7:
            moment = self._chance.randint(1, self._moments.get(name, MOMENTS))
        counts = self._folder / f"{name}.moments"
        counts.write_bytes(b"")

        def run() -> object:
            handle = os.open(counts, os.O_WRONLY | os.O_APPEND)
            end_at(moment, self._folder, handle)
            return work()

        child = Child(run)
        child.moment = moment  # type: ignore[attr-defined]
        return child

    def _end(self, name: str, child: Child, *, longest: float = LONGEST) -> None:
        """It is killed by time, unless it has its moment."""
        moment = child.moment  # type: ignore[attr-defined]
        seconds = PATIENCE if moment and name != "serve" else self._chance.uniform(0, longest)
        if moment and name == "serve":
            seconds = longest
        if not child.is_over(seconds):
            child.kill()
        code, answer = child.wait()
        seen = (self._folder / f"{name}.moments").stat().st_size
        if code == -signal.SIGKILL:
            self.outcome.kills[name] += 1
            self.outcome.by_moment += seen == moment
        else:
            self.outcome.ended[name] += 1
            self._moments[name] = max(seen, 1)
            if code:
                self.outcome.differences.append(f"{name} failed: {answer}")

    def _compare(self, name: str) -> None:
        self._ledger.take(self._log)
        self._log.unlink(missing_ok=True)
        code, answer = Child(self._compared).wait()
        if code or not isinstance(answer, tuple):
            self.outcome.differences.append(f"after {name}: {answer}")
            return
        found, self._ledger = answer
        self.outcome.differences += [f"after {name}: {each}" for each in found]

    def _compared(self) -> tuple[list[str], Ledger]:
        found = check.differences(self._data, self._ledger)
        self._ledger.faults.clear()
        return found, self._ledger

    def _compare_copy(self, name: str, copy: Path) -> None:
        """A copy of the data has its own promises: those of the data at this moment."""

        def compared() -> list[str]:
            with Store(programs.settings_of(self._data).store_url) as store:
                texts = {each.id: [each.analysis.text] for each in check.all_reports(store)}
                jobs = set(store.jobs.ids())
            ledger = Ledger(reports=texts)
            if name == "restore":
                with Store(programs.settings_of(self._data).store_url) as store:
                    ledger.said = {v.by or "" for v in store.themes.votes()}
                    ledger.said |= {d.by or "" for d in store.projects.decisions()}
                with Store(programs.settings_of(copy).store_url) as store:
                    if set(store.jobs.ids()) != jobs:
                        return ["jobs are lost"]
            else:
                with Store(programs.settings_of(copy).store_url) as store:
                    ledger.said = {d.by or "" for d in store.projects.decisions()}
            return check.differences(copy, ledger)

        code, answer = Child(compared).wait()
        found = answer if isinstance(answer, list) and not code else [str(answer)]
        self.outcome.differences += [f"after {name}, in the copy: {each}" for each in found]

    def _settle(self) -> None:
        """A last start, in which all that waits is done."""
        with contextlib.closing(bind("127.0.0.1", 0)) as listener:
            last = Child(lambda: programs.serving(self._data, listener))
        end = time.monotonic() + PATIENCE
        while self._waits() and time.monotonic() < end:
            time.sleep(0.1)
        os.kill(last.pid, signal.SIGTERM)
        last.wait()
        self._compare("settle")
        if self._ledger.jobs:
            self.outcome.differences.append(f"jobs never ended: {list(self._ledger.jobs)}")

    def _waits(self) -> bool:
        def open_jobs() -> int:
            with Store(programs.settings_of(self._data).store_url) as store:
                return sum(s in {"queued", "running"} for s in store.jobs.ids().values())

        return bool(Child(open_jobs).wait()[1])


SCENARIOS = (
    *["serve"] * 6,
    *["serve_and_ingest"] * 2,
    *["ingest"] * 3,
    *["reindex"] * 2,
    *["upgrade"] * 2,
    "reread",
    "reread",
    "migrate",
    "save",
)


def _json(line: dict[str, object]) -> str:
    import json

    return json.dumps(line)


def run(rounds: int, seed: int, *, tell: Callable[[str], None] = lambda _: None) -> Outcome:
    """In a folder of its own, which stays where something differs."""
    warm_up()
    folder = Path(tempfile.mkdtemp(prefix=f"crash-{seed}-"))
    outcome = Harness(folder, seed).run(rounds, tell=tell)
    if outcome.differences:
        tell(f"kept: {folder}")
    else:
        shutil.rmtree(folder)
    return outcome


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash.harness")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    begun = time.monotonic()
    outcome = run(arguments.rounds, arguments.seed, tell=print)
    kills = dict(sorted(outcome.kills.items()))
    print(f"{outcome.kills.total()} kills ({outcome.by_moment} at a chosen moment): {kills}")
    print(f"ended by themselves: {dict(sorted(outcome.ended.items()))}")
    print(f"{outcome.acknowledged} changes were acknowledged")
    print(f"requests cut off by a kill: {dict(sorted((+outcome.cut).items()))}")
    print(f"{len(outcome.differences)} differences, {time.monotonic() - begun:.0f} s")
    for each in outcome.differences[:20]:
        print(f"  {each[:2000]}")
    return 1 if outcome.differences else 0


if __name__ == "__main__":
    sys.exit(main())

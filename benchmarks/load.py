"""How the service bears many users: `python -m benchmarks.load [--minutes M --users N] [--write]`.

Three parts over one running service: a mix of requests for some minutes, with its memory; searches
without an import and during a long one; many more users than can be served, and how soon it is as
it was. Locust asks, in ``benchmarks/.venv-load`` (`make benchmarks/.venv-load`). The stock is the
sample corpus (`--sample DIR`, a data folder it was read into) varied up to so many passages, made
once; `--data DIR` takes a copy of another one as it is.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.load_material import SHARES, Material, Requests
from benchmarks.load_server import ROOT, Sampler, Server, running
from benchmarks.page import add_write, publish, table, versions_of
from benchmarks.side_locust import Order
from benchmarks.stock import make_stock
from service.store.jobs import OUTCOMES

USERS = ROOT / "benchmarks" / ".venv-load" / "bin" / "python"
MADE = Path("data") / "benchmarks" / "load"
SEED = 5
PAUSE = 1.0
FEW, SHORT_PAUSE = 2, 0.1
"""Users and their pause where searches are compared with and without an import."""
HASTE = 0.5
"""Pause of those who are too many."""
TOO_MANY: dict[str, float] = {"search": 80, "tag": 20}
LONG_IMPORT = 3000
"""Reports: more than are read in ten minutes."""
NO_IMPORT = 300.0
RECOVERED = 5
"""So many answers in a row that are as fast as before."""
HEAD = ("", "a minute", "p50, ms", "p95, ms", "p99, ms", "answered", "503", "errors")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One request: when, how long, with what status (0: none)."""

    kind: str
    begun: float
    seconds: float
    status: int
    retry: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A running service, what it is asked, and the interpreter of those who ask."""

    server: Server
    requests: Requests
    python: Path
    versions: dict[str, str]

    def ask(
        self, shares: Mapping[str, float], *, users: int, seconds: float, pause: float
    ) -> list[Answer]:
        """Of so many users for so long."""
        order = Order(
            host=self.server.address,
            users=users,
            seconds=seconds,
            pause=pause,
            seed=SEED,
            key=self.server.key,
            shares=dict(shares),
            requests={kind: self.requests[kind] for kind in shares},
            once=["import"],
        )
        told = subprocess.run(
            [str(self.python), "-m", "benchmarks.side_locust"],
            input=json.dumps(asdict(order)),
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            check=True,
            text=True,
            stdout=subprocess.PIPE,
        )
        *answers, versions = map(json.loads, told.stdout.splitlines())
        self.versions.update(versions)
        return [Answer(**answer) for answer in answers]


def mixed(bench: Bench, *, users: int, seconds: float) -> Iterator[str]:
    """All kinds of requests, and the memory."""
    with Sampler(bench.server) as seen:
        answers = bench.ask(SHARES, users=users, seconds=seconds, pause=PAUSE)
    yield from ("### A mix of requests", "")
    yield f"{users} users, each asking again {PAUSE:g} s after an answer, for {seconds:.0f} s."
    yield from ("", *table(HEAD, rows(answers, seconds)), "", *_memory(seen.memory))


def rows(answers: Sequence[Answer], seconds: float) -> Iterator[list[str]]:
    """One for each kind, and all together; times are those of what was answered."""
    for kind in dict.fromkeys([*SHARES, "all"]):
        if own := [answer for answer in answers if kind in {answer.kind, "all"}]:
            yield [kind, f"{60 * len(own) / seconds:.0f}", *_times(own), *_outcomes(own)]


def _times(answers: Sequence[Answer]) -> list[str]:
    spent = [1000 * answer.seconds for answer in answers if answer.status // 100 == 2]
    return [f"{np.percentile(spent, share):.0f}" if spent else "–" for share in (50, 95, 99)]


def _outcomes(answers: Sequence[Answer]) -> list[str]:
    classes = Counter(_outcome(answer.status) for answer in answers)
    return [str(classes[name]) for name in ("answered", "503", "error")]


def _outcome(status: int) -> str:
    return "answered" if status // 100 == 2 else "503" if status == 503 else "error"


def _memory(seen: Sequence[float]) -> Iterator[str]:
    start, middle, end = seen[0], seen[len(seen) // 2], seen[-1]
    yield (
        f"Resident memory of all processes, MB: {start:.0f} at the start, {middle:.0f} in the "
        f"middle, {end:.0f} at the end, {max(seen):.0f} at most; second half {end - middle:+.0f}."
    )
    a_minute = [f"{seen[at]:.0f}" for at in range(0, len(seen), 60)]
    yield from ("", f"Minute by minute: {', '.join(a_minute)}.")


def beside_import(bench: Bench, material: Material, *, seconds: float) -> Iterator[str]:
    """Searches without and with an import."""
    _no_imports(bench.server)
    shares = {"search": 1.0}
    quiet = bench.ask(shares, users=FEW, seconds=seconds, pause=SHORT_PAUSE)
    job, begun = _begun(bench.server, material.parcel(LONG_IMPORT)), time.monotonic()
    busy = bench.ask(shares, users=FEW, seconds=seconds, pause=SHORT_PAUSE)
    spent = time.monotonic() - begun
    found = bench.server.get(f"/v1/jobs/{job}")[1]
    _no_imports(bench.server)
    done = _done(found)
    yield from ("### Searches beside an import", "")
    yield (
        f"{FEW} users search for {seconds:.0f} s each; meanwhile {60 * done / spent:.0f} reports "
        f"a minute are read{'' if found['state'] == 'running' else ' (to the end, before theirs)'}."
    )
    told = [
        [name, *next(rows(each, seconds))[1:]]
        for name, each in (("no import", quiet), ("during an import", busy))
    ]
    ratios = [f"{_ratio(busy, quiet, share):.2f}" for share in (50, 95, 99)]
    yield from ("", *table(HEAD, [*told, ["ratio", "", *ratios, "", "", ""]]))


def _ratio(one: Sequence[Answer], other: Sequence[Answer], share: int) -> float:
    spent = [
        np.percentile([a.seconds for a in each if a.status == 200], share) for each in (one, other)
    ]
    return float(spent[0] / spent[1])


def _done(job: Mapping[str, Any]) -> int:
    """How many of its documents something has become of."""
    return sum(job[outcome] for outcome in OUTCOMES)


def _begun(server: Server, parcel: str) -> str:
    """An import of which the first reports are read."""
    status, job = server.post("/v1/imports", parcel.encode())
    if status != 202:
        raise SystemExit(f"the import is refused: {status}")
    until = time.monotonic() + NO_IMPORT
    own: str = job["id"]
    while not _done(server.get(f"/v1/jobs/{own}")[1]):
        if time.monotonic() > until:
            raise SystemExit("the import does not begin")
        time.sleep(0.5)
    return own


def _no_imports(server: Server) -> None:
    """Ends those that are left."""
    until = time.monotonic() + NO_IMPORT
    while time.monotonic() < until:
        jobs = server.get("/v1/jobs?limit=50")[1]["jobs"]
        left = [job["id"] for job in jobs if job["state"] in {"queued", "running", "cancelling"}]
        if not left:
            return
        for own in left:
            server.post(f"/v1/jobs/{own}/cancel")
        time.sleep(1)
    raise SystemExit("imports do not end")


def overload(bench: Bench, *, users: int, seconds: float) -> Iterator[str]:
    """Many more users than can be served, and how soon it is over."""
    path = bench.requests["search"][0][0]
    usual = float(np.median([bench.server.seconds(path)[0] for _ in range(20)]))
    with Sampler(bench.server) as seen:
        answers = bench.ask(TOO_MANY, users=users, seconds=seconds, pause=HASTE)
    recovery = _recovery(bench.server, path, usual)
    refused = [answer for answer in answers if answer.status == 503]
    told = sum(answer.retry is not None for answer in refused)
    live = [1000 * spent for spent, status in seen.health if status == 200]
    yield from ("### More than can be served", "")
    yield (
        f"{users} users, each asking again {HASTE:g} s after an answer or a refusal, for "
        f"{seconds:.0f} s, whatever `Retry-After` says: four of five search, one sends a text."
    )
    yield from ("", *table(HEAD, rows(answers, seconds)), "")
    if refused:
        quick = np.percentile([1000 * answer.seconds for answer in refused], [50, 95])
        yield (
            f"- {told} of {len(refused)} answers 503 have `Retry-After`; they take "
            f"{quick[0]:.0f} ms, p95 {quick[1]:.0f} ms"
        )
    yield (
        f"- `/health/live` answers {len(live)} of {len(seen.health)} times, median "
        f"{np.median(live):.0f} ms, at most {max(live):.0f} ms"
    )
    yield (
        f"- a search alone takes {1000 * usual:.0f} ms before; {recovery:.1f} s after the last "
        "user has gone it takes no more than twice as long"
    )
    yield from ("- " + line for line in _memory(seen.memory) if line)


def _recovery(server: Server, path: str, usual: float) -> float:
    """Seconds until some searches in a row take at most twice the usual time."""
    first = begun = time.monotonic()
    good = 0
    while good < RECOVERED and time.monotonic() - begun < NO_IMPORT:
        first = time.monotonic() if good == 0 else first
        spent, status = server.seconds(path)
        good = good + 1 if status == 200 and spent <= 2 * usual else 0
    return first - begun


def measure(options: argparse.Namespace, stock: Path) -> tuple[list[str], dict[str, str]]:
    """All lines of the section, and the versions of what was used."""
    material = Material(stock, SEED)
    seconds = 60 * options.minutes
    short = min(seconds, 120.0)
    versions = versions_of("fastapi", "uvicorn", "onnxruntime")
    with running(stock) as server:
        bench = Bench(
            server=server, requests=material.requests(), python=options.python, versions=versions
        )
        bench.ask(SHARES | {"import": 0}, users=FEW, seconds=10, pause=0)
        told = [
            *mixed(bench, users=options.users, seconds=seconds),
            "",
            *beside_import(bench, material, seconds=short),
            "",
            *overload(bench, users=options.too_many, seconds=short),
        ]
    return told, versions


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--passages", type=int, default=100_000, help="0: the sample corpus as it is"
    )
    parser.add_argument("--minutes", type=float, default=10, help="of the mix")
    parser.add_argument("--users", type=int, default=8, help="of the mix")
    parser.add_argument("--too-many", type=int, default=200, help="users of the last part")
    parser.add_argument("--sample", type=Path, default=Path("data"), help="the sample corpus read")
    parser.add_argument("--data", type=Path, help="a data folder in place of a made one")
    parser.add_argument("--folder", type=Path, default=MADE, help="for made ones")
    parser.add_argument("--python", type=Path, default=USERS, help="the users' interpreter")
    add_write(parser)
    options = parser.parse_args(arguments)
    alone = options.sample if options.passages == 0 else None
    stock = options.data or alone or options.folder / str(options.passages)
    if options.data is None and alone is None:
        make_stock(options.sample, stock, options.passages)
    told, versions = measure(options, stock.resolve())
    publish("load-sample" if alone else "load", told, write=options.write, versions=versions)


if __name__ == "__main__":
    main()

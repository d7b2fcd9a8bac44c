"""``python -m tests.fuzz.run --characters 10000000 [--seed N] [--target NAME]…``"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.fuzz.session import Tally, feed
from tests.fuzz.targets import TARGETS

HEAD = f"{'target':12} {'characters':>12} {'inputs':>8} {'exceptions':>10} {'wrong':>6}"
HEAD += f" {'hangs':>6} {'ms / 1,000':>11}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Feeds the targets; 1 where something went wrong, with the texts in ``--keep``."""
    options = _parser().parse_args(arguments)
    print(HEAD, flush=True)
    clean = True
    for name in options.target or TARGETS:
        target = TARGETS[name]
        tally = feed(target, int(options.characters * target.share), options.seed)
        print(_line(name, tally), flush=True)
        _show(name, tally, options.keep, options.seed)
        clean = clean and tally.is_clean
    return 0 if clean else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.run", description=__doc__)
    parser.add_argument("--characters", type=int, default=10_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", action="append", choices=list(TARGETS))
    parser.add_argument("--keep", type=Path, help="folder for the texts that break something")
    return parser


def _line(name: str, tally: Tally) -> str:
    return (
        f"{name:12} {tally.characters:12,} {tally.inputs:8,} {tally.exceptions:10,}"
        f" {tally.wrong:6,} {tally.hangs:6,} {tally.slowest:11.1f}"
    )


def _show(name: str, tally: Tally, keep: Path | None, seed: int) -> None:
    said: dict[str, int] = {}
    for number, finding in enumerate(tally.findings):
        last = "\n".join(finding.said.strip().splitlines()[-4:])
        said[last] = said.get(last, 0) + 1
        if keep and said[last] <= 3:
            keep.mkdir(parents=True, exist_ok=True)
            path = keep / f"{name}-{seed}-{number}.json"
            path.write_text(json.dumps({"text": finding.text, "said": finding.said}))
    for last, times in sorted(said.items(), key=lambda item: -item[1])[:10]:
        print(f"  {times} times: {last}", file=sys.stderr)
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        path = keep / f"{name}-{seed}-slowest.json"
        path.write_text(json.dumps({"text": tally.slowest_text, "ms": tally.slowest}))


if __name__ == "__main__":
    raise SystemExit(main())

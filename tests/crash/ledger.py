"""What was promised: out of the notes of what was begun and what was acknowledged."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

GONE = None
Text = str | None


@dataclass(slots=True)
class Ledger:
    """What a store must hold.

    ``reports``: by id the texts that may be there now, GONE for none; more than one where a
    change was begun and never acknowledged. ``said``: tokens of votes and decisions that must be
    there, ``perhaps``: those that may. ``jobs``: acknowledged imports with their texts.
    ``unsure``: texts of imports that were sent and never acknowledged: they may be jobs, and be
    read in any later round. ``cut``: requests that a kill left without an answer, by kind.
    """

    reports: dict[str, list[Text]] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    perhaps: set[str] = field(default_factory=set)
    jobs: dict[str, dict[str, str]] = field(default_factory=dict)
    unsure: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    acknowledged: int = 0
    cut: Counter[str] = field(default_factory=Counter)

    def take(self, log: Path) -> None:
        """Add what was noted in a round."""
        lines = _lines(log)
        acks: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for line in lines:
            if "ack" in line:
                acks[line["ack"]].append(line)
            elif "fault" in line:
                self.faults.append(line["fault"])
        for line in lines:
            if "op" in line:
                self._take(line, acks.get(line["op"], []))

    def agreed(self, reports: dict[str, str], said: set[str]) -> None:
        """What is there is what was begun: from now on it must stay."""
        self.reports = {name: [text] for name, text in reports.items()}
        self.said |= self.perhaps & said
        self.perhaps.clear()

    def _take(self, op: dict[str, Any], acks: list[dict[str, Any]]) -> None:
        done = any(200 <= ack["status"] < 300 for ack in acks)
        self.acknowledged += done
        refused = bool(acks) and not done
        # An error of the service may come after the change: it may have been made.
        unsure = not acks or any(ack["status"] >= 500 for ack in acks)
        # Of documents of ``ingest`` nobody knows whether they were reached.
        self.cut[op["kind"]] += not acks and not op["op"].startswith("ingest:")
        match op["kind"]:
            case "put":
                self._change(op["id"], op["text"], done=done, unsure=unsure)
            case "delete":
                self._change(op["id"], GONE, done=done, unsure=unsure)
            case "vote" | "decide":
                (self.said if done else self.perhaps if unsure else set()).add(op["op"])
            case "import" if done:
                self.jobs[acks[0]["answer"]] = op["texts"]
            case "import" if not refused or unsure:
                self.unsure |= op["texts"]

    def _change(self, name: str, text: Text, *, done: bool, unsure: bool) -> None:
        before = self.reports.get(name, [GONE])
        if done:
            self.reports[name] = [text]
        elif unsure:
            self.reports[name] = [*before, text]


def _lines(log: Path) -> list[dict[str, Any]]:
    if not log.exists():
        return []
    return [json.loads(line) for line in log.read_text().splitlines() if line.endswith("}")]

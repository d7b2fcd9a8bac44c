"""What a Qdrant cluster needs for so many passages: ``python -m benchmarks.sizing [--write]``.

Arithmetic, not a measurement of a cluster: bytes follow from the formats, what is measured of the
sample corpus is said. ``--write`` puts the table into ``docs/operation-qdrant.md``.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

DOC = Path(__file__).parent.parent / "docs" / "operation-qdrant.md"
BEGIN, END = "<!-- sizing -->\n", "<!-- /sizing -->\n"
SIZES = (1_000_000, 10_000_000, 100_000_000)
GIB = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """``grams``, ``payload``, ``values``: averages of the sample corpus, a passage each.

    ``links``: neighbours of a point in the graph (m). ``rate``: passages a second that one process
    hands over, ``graph_rate``: vectors a second that one core puts into the graph, ``cores``: of
    a machine. ``memory``, ``fill``: GiB of a machine, and what share of it may be used.
    """

    dimensions: int = 384
    grams: float = 340.0
    payload: float = 430.0
    values: float = 20.0
    links: int = 16
    replicas: int = 2
    rate: float = 1500.0
    graph_rate: float = 400.0
    cores: int = 16
    memory: float = 64.0
    fill: float = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Bytes of one copy, but for what is said of all replicas together."""

    passages: int
    floats: float
    bytes: float
    graph: float
    words_index: float
    words: float
    payload: float
    payload_index: float
    ids: float
    replicas: int
    machines: int
    shards: int
    hours: float

    @property
    def memory_whole(self) -> float:
        """All vectors and words in memory."""
        return self.floats + self.graph + self.words_index + self.payload_index + self.ids

    @property
    def memory_quantised(self) -> float:
        """Bytes of vectors in memory; of the words' index what is read often, a quarter."""
        return self.bytes + self.graph + self.words_index / 4 + self.payload_index + self.ids

    @property
    def disk(self) -> float:
        """Everything, and as much again: segments are rewritten, an index is built beside."""
        once = self.floats + self.bytes + self.graph + self.words_index + self.words
        return 2 * (once + self.payload + self.payload_index + self.ids)


def need(passages: int, given: Assumptions | None = None) -> Need:
    """What so many passages take; ValueError for less than one."""
    if passages < 1:
        raise ValueError("at least one passage")
    a = given or Assumptions()
    quantised = passages * (a.dimensions + 4)
    graph = passages * 4 * (2 * a.links + a.links / (a.links - 1))
    words_index = passages * a.grams * 12
    payload_index = passages * a.values * 16
    ids = passages * 32.0
    memory = quantised + graph + words_index / 4 + payload_index + ids
    machines = max(a.replicas, _up(a.replicas * memory / (a.memory * a.fill * GIB)))
    graph_seconds = a.replicas * passages / (a.graph_rate * a.cores * machines)
    return Need(
        passages=passages,
        floats=passages * a.dimensions * 4.0,
        bytes=float(quantised),
        graph=graph,
        words_index=words_index,
        words=passages * a.grams * 8,
        payload=passages * a.payload,
        payload_index=payload_index,
        ids=ids,
        replicas=a.replicas,
        machines=machines,
        shards=machines if machines > a.replicas else 1,
        hours=(passages / a.rate + graph_seconds) / 3600,
    )


def table(needs: list[Need]) -> str:
    """Markdown: a row a part, a column a size, by the assumptions as they stand."""
    a = Assumptions()
    heads = [f"{_millions(each.passages)} passages" for each in needs]
    rows = [
        ["", "formula", *heads],
        ["---", "---", *["---:"] * len(needs)],
        ["vectors, float32", f"n × {a.dimensions} × 4", *_gib(needs, "floats")],
        ["vectors, int8", f"n × ({a.dimensions} + 4)", *_gib(needs, "bytes")],
        [f"graph, m = {a.links}", "n × 4 × (2m + m ÷ (m - 1))", *_gib(needs, "graph")],
        ["words, index", f"n × {a.grams:.0f} × 12", *_gib(needs, "words_index")],
        ["words, as sent", f"n × {a.grams:.0f} × 8", *_gib(needs, "words")],
        ["payload", f"n × {a.payload:.0f}", *_gib(needs, "payload")],
        ["payload indexes", f"n × {a.values:.0f} × 16", *_gib(needs, "payload_index")],
        ["ids", "n × 32", *_gib(needs, "ids")],
        [
            "**memory of one copy, whole**",
            "float32 + graph + words' index + payload indexes + ids",
            *_gib(needs, "memory_whole"),
        ],
        [
            "**memory of one copy, quantised**",
            "int8 + graph + ¼ words' index + payload indexes + ids",
            *_gib(needs, "memory_quantised"),
        ],
        ["**disk of one copy**", "2 × all of the above parts", *_gib(needs, "disk")],
        ["replicas", "", *[str(each.replicas) for each in needs]],
        [
            f"machines of {a.memory:.0f} GiB",
            f"replicas × memory quantised ÷ ({a.memory:.0f} × {a.fill}), at least one a replica",
            *[str(each.machines) for each in needs],
        ],
        ["shards", "one where each machine has a whole copy, else one a machine", *_shards(needs)],
        [
            "disk of a machine",
            "replicas × disk ÷ machines",
            *[_in_gib(each.replicas * each.disk / each.machines) for each in needs],
        ],
        [
            "building anew, hours",
            f"(n ÷ {a.rate:.0f} + replicas × n ÷ ({a.graph_rate:.0f} × {a.cores} × machines))"
            " ÷ 3600",
            *[f"{each.hours:.1f}" for each in needs],
        ],
    ]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def written(text: str, fresh: str) -> str:
    """The document with the table in its place; ValueError where it has none."""
    before, found, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not found or not end:
        raise ValueError("no place for the table")
    return before + BEGIN + fresh + END + after


def main(arguments: list[str]) -> None:
    """Print the table, or write it."""
    fresh = table([need(size) for size in SIZES])
    if arguments == ["--write"]:
        DOC.write_text(written(DOC.read_text(encoding="utf-8"), fresh), encoding="utf-8")
    sys.stdout.write(fresh)


def _shards(needs: list[Need]) -> list[str]:
    return [str(each.shards) for each in needs]


def _gib(needs: list[Need], name: str) -> list[str]:
    return [_in_gib(getattr(each, name)) for each in needs]


def _in_gib(size: float) -> str:
    gib = size / GIB
    return f"{gib:,.1f} GiB" if gib < 10 else f"{gib:,.0f} GiB"


def _millions(passages: int) -> str:
    return f"{passages / 1_000_000:g} M"


def _up(value: float) -> int:
    return int(-(-value // 1))


if __name__ == "__main__":
    main(sys.argv[1:])

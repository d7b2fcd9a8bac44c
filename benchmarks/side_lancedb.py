"""LanceDB: one table with a vector column, a German full-text index and scalar indexes for filters.

Vector and full-text search run in two threads (the library lets go of the interpreter); filters go
before the search. ``lancedb`` compares all vectors, ``lancedb-ivf`` has its IVF_HNSW_SQ index with
original vectors compared again (``refine_factor``).
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from itertools import islice
from operator import getitem
from pathlib import Path
from typing import Any

import lancedb
import pyarrow as pa

from benchmarks.questions import read_passages, read_vectors
from benchmarks.sides import DEPTH
from models.load import load_encoder
from service.index.filters import period_of

LISTS = ("themes", "places", "states", "programmes", "lesson_kinds")
SHOWN = ["id", "themes", "states", "programmes", "lesson_kinds", "doc_kind", "start"]
BATCH = 20_000
PROBES, REFINE = 20, 4


class Lance:
    """A table in a folder."""

    value = staticmethod(getitem)

    def __init__(self, work: Path, *, indexed: bool) -> None:
        self._encoder = load_encoder()
        self._work, self._indexed = work, indexed
        self._pool = ThreadPoolExecutor(1)

    def build(self, folder: Path) -> None:
        """Rows, then all indexes, then compaction."""
        size = self._encoder.dimensions
        database = lancedb.connect(self._work / "lance")
        table = database.create_table("passages", _batches(folder, size), schema=_schema(size))
        for name in LISTS:
            table.create_scalar_index(name, index_type="LABEL_LIST")
        table.create_scalar_index("doc_kind", index_type="BITMAP")
        for name in ("first", "last"):
            table.create_scalar_index(name, index_type="BTREE")
        table.create_fts_index("text", language="German", stem=True, remove_stop_words=True)
        if self._indexed:
            table.create_index(metric="dot", index_type="IVF_HNSW_SQ", vector_column_name="vector")
        table.optimize()

    def open(self) -> None:
        """The table as it was left."""
        self._table = lancedb.connect(self._work / "lance").open_table("passages")

    def search(self, text: str, where: Any) -> tuple[list[int], list[dict[str, Any]]]:
        """Words in a second thread while the question is encoded and compared."""
        condition = _condition(where)
        words = self._pool.submit(self._alike, text, condition)
        vector = self._encoder.encode_queries([text])[0]
        search = self._table.search(vector, vector_column_name="vector").distance_type("dot")
        if self._indexed:
            search = search.nprobes(PROBES).refine_factor(REFINE)
        shown = search.where(condition, prefilter=True).limit(DEPTH).select([*SHOWN, "_distance"])
        rows = shown.to_arrow().to_pylist()
        ids = [row["id"] for row in rows]
        return ids, list({row["id"]: row for row in (*rows, *words.result())}.values())

    def versions(self) -> dict[str, str]:
        """Of what does the work."""
        return {"lancedb": version("lancedb")}

    def _alike(self, text: str, condition: str) -> list[dict[str, Any]]:
        search = self._table.search(text, query_type="fts", fts_columns="text")
        shown = search.where(condition, prefilter=True).limit(DEPTH).select([*SHOWN, "_score"])
        rows: list[dict[str, Any]] = shown.to_arrow().to_pylist()
        return rows


def make(name: str, work: Path) -> Lance:
    """For ``benchmarks.sides``."""
    return Lance(work, indexed=name == "lancedb-ivf")


def _condition(where: Any) -> str:
    parts = []
    for name in LISTS:
        if wanted := getattr(where, name):
            parts.append(f"array_has_any({name}, [{_quoted(wanted)}])")
    if where.doc_kinds:
        parts.append(f"doc_kind IN ({_quoted(where.doc_kinds)})")
    since, until = period_of(where)
    parts += [f"last >= {since}"] if since is not None else []
    parts += [f"first <= {until}"] if until is not None else []
    return " AND ".join(parts)


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join("'" + word.replace("'", "''") + "'" for word in words)


def _schema(size: int) -> Any:
    lists = [pa.field(name, pa.list_(pa.string())) for name in LISTS]
    texts = [pa.field(name, pa.string()) for name in ("text", "report", "doc_kind", "start", "end")]
    days = [pa.field(name, pa.int32()) for name in ("first", "last")]
    vector = pa.field("vector", pa.list_(pa.float32(), size))
    return pa.schema([pa.field("id", pa.int64()), vector, *texts, *lists, *days])


def _batches(folder: Path, size: int) -> Iterator[Any]:
    vectors, rows = read_vectors(folder, size), enumerate(read_passages(folder))
    while some := list(islice(rows, BATCH)):
        start = some[0][0]
        table = [_row(number, text, payload) for number, (text, payload) in some]
        flat = pa.array(vectors[start : start + len(some)].reshape(-1))
        columns = {name: [row[name] for row in table] for name in table[0]}
        columns["vector"] = pa.FixedSizeListArray.from_arrays(flat, size)
        yield pa.RecordBatch.from_pydict(columns, schema=_schema(size))


def _row(number: int, text: str, payload: dict[str, Any]) -> dict[str, Any]:
    day = int(payload["start"].replace("-", "")) if payload["start"] else None
    return {"id": number, "text": text, "first": day, "last": day} | payload

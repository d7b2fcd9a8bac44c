"""How a collection is laid out: vectors, words, what filters ask for, and how it is spread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qdrant_client import QdrantClient, models

from service.index.qdrant.conditions import FIRST, LAST, WORDS
from service.index.qdrant.link import Link
from service.index.qdrant.points import MEANING
from service.index.qdrant.points import WORDS as WORD_VECTOR

LINKS = 16
"""Neighbours of a point in the graph; twice as many on its lowest level."""
QUANTILE = 0.99
NO_INDEXING = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """``quantised``: memory holds vectors as bytes, the disk holds them whole."""

    shards: int = 1
    replicas: int = 1
    quantised: bool = False


def create_collection(
    link: Link, name: str, dimensions: int, layout: Layout, metadata: dict[str, Any]
) -> None:
    """An empty one, without graphs until ``compact``: filling it is faster so."""
    link.ask(lambda client: _create(client, name, dimensions, layout, metadata))
    for field, schema in _indexes().items():
        link.ask(lambda client, f=field, s=schema: _index(client, name, f, s))  # type: ignore[misc]


def _create(
    client: QdrantClient, name: str, dimensions: int, layout: Layout, metadata: dict[str, Any]
) -> None:
    client.create_collection(
        name,
        vectors_config={MEANING: _meaning(dimensions, layout)},
        sparse_vectors_config={
            WORD_VECTOR: models.SparseVectorParams(
                modifier=models.Modifier.IDF,
                index=models.SparseIndexParams(on_disk=layout.quantised),
            )
        },
        shard_number=layout.shards,
        replication_factor=layout.replicas,
        # A write counts when most of the replicas have it.
        write_consistency_factor=layout.replicas // 2 + 1,
        on_disk_payload=True,
        optimizers_config=models.OptimizersConfigDiff(indexing_threshold=NO_INDEXING),
        metadata=metadata,
    )


def _meaning(dimensions: int, layout: Layout) -> models.VectorParams:
    return models.VectorParams(
        size=dimensions,
        distance=models.Distance.COSINE,
        on_disk=layout.quantised,
        hnsw_config=models.HnswConfigDiff(m=LINKS, on_disk=False),
        quantization_config=_quantisation() if layout.quantised else None,
    )


def _quantisation() -> models.ScalarQuantization:
    scalar = models.ScalarQuantizationConfig(
        type=models.ScalarType.INT8, quantile=QUANTILE, always_ram=True
    )
    return models.ScalarQuantization(scalar=scalar)


def _indexes() -> dict[str, models.PayloadSchemaType | models.IntegerIndexParams]:
    words = dict.fromkeys(("report", *WORDS), models.PayloadSchemaType.KEYWORD)
    days = models.IntegerIndexParams(type=models.IntegerIndexType.INTEGER, lookup=False, range=True)
    return {**words, FIRST: days, LAST: days}


def _index(
    client: QdrantClient,
    name: str,
    field: str,
    schema: models.PayloadSchemaType | models.IntegerIndexParams,
) -> None:
    client.create_payload_index(name, field_name=field, field_schema=schema, wait=True)

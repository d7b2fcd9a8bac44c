"""txtai takes passages in: ``python -m benchmarks.side_txtai_ingest MODEL PASSAGES WORK``.

Its hybrid index (Faiss and BM25) with its database of contents, vectors by the same checkpoint in
torch. Prints one JSON object; runs in the peers' environment.
"""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

from txtai import Embeddings

from benchmarks.sides import memory


def main() -> None:
    """Seconds of indexing and saving, without those of loading the model."""
    model, passages, work = sys.argv[1:]
    texts = json.loads(Path(passages).read_text(encoding="utf-8"))
    embeddings = Embeddings(
        path=model,
        hybrid=True,
        content=True,
        instructions={"query": "query: ", "data": "passage: "},
    )
    embeddings.batchtransform(texts[:1])
    began = time.perf_counter()
    embeddings.index((number, text, None) for number, text in enumerate(texts))
    embeddings.save(work)
    told = {"seconds": time.perf_counter() - began, "memory": memory()}
    print(json.dumps({**told, "versions": {name: version(name) for name in ("txtai", "torch")}}))


if __name__ == "__main__":
    main()

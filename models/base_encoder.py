"""The encoder as it was before any training of ours: what search is compared with.

Its table of words is the trained encoder's, which is not trained; so its lower graph is kept
without it and put together when it is loaded.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from models.manifest import verify
from models.onnx_reader import LOWER, RETRIEVAL, TOKENIZER, Graphs, OnnxReader, session
from models.tokens import Splitter
from nlp.errors import ArtefactError

PART = "lower.part"
"""The lower graph without the table."""


def load_base(folder: Path, encoder: Path) -> OnnxReader:
    """Reads ``folder`` with the table out of ``encoder``.

    ArtefactError where files are missing, damaged or do not belong together.
    """
    manifest = verify(folder, hashes=False)
    table = manifest.settings["table"]
    part, whole = (folder / PART).read_bytes(), (encoder / LOWER).read_bytes()
    words = whole[table["there"] : table["there"] + table["size"]]
    lower = part[: table["here"]] + words + part[table["here"] :]
    if hashlib.sha256(lower).hexdigest() != table["sha256"]:
        raise ArtefactError(
            "Das Vergleichsmodell gehört zu einer anderen Fassung des Sprachmodells; "
            "bitte bauen Sie beide zusammen neu oder installieren Sie Fundstelle neu."
        )
    return OnnxReader(
        manifest=manifest,
        splitter=Splitter.load(encoder / TOKENIZER, max_tokens=manifest.settings["max_tokens"]),
        graphs=Graphs(
            lower=session(lower, 1), retrieval=session(folder / RETRIEVAL, 1), names=None, tags=()
        ),
        batch_tokens=0,
    )


def without_table(lower: bytes, other: bytes, table: bytes) -> tuple[bytes, dict[str, int | str]]:
    """``lower`` without ``table``, and where to find it in ``lower`` and in ``other``."""
    here, there = lower.index(table), other.index(table)
    part = lower[:here] + lower[here + len(table) :]
    digest = hashlib.sha256(lower).hexdigest()
    return part, {"here": here, "there": there, "size": len(table), "sha256": digest}

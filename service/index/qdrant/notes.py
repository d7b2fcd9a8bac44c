"""What is noted of a collection, in its metadata."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from service.index.place import About

COMPLETE, HEARD, BEGUN, SUCCESSOR = "complete", "heard", "begun", "successor"
ABANDONED = timedelta(days=3)
"""After so long a successor that is not this folder's is taken to be nobody's."""
OF_ANOTHER_MODEL = (
    "Der Suchindex im Cluster ist von einem anderen Sprachmodell oder Programm ({encoder}, "
    "{dimensions} Zahlen je Vektor; gebraucht wird {wanted}, {needed}). "
    "„fundstelle reindex“ baut einen neuen."
)


def origin_of(metadata: dict[str, Any]) -> dict[str, Any]:
    """What it was built from, as ``About`` has it."""
    return {name: metadata.get(name) for name in ("encoder", "dimensions", "store", "schema")}


def model_of(written: dict[str, Any]) -> tuple[Any, ...]:
    """The parts of it that another model or program changes."""
    return written.get("encoder"), written.get("dimensions"), written.get("schema")


def is_of(metadata: dict[str, Any], about: About) -> bool:
    """Whether it is an index of this stock, be it a former one."""
    return str(metadata.get("store")).partition("/")[0] == about.store.partition("/")[0]


def of_another_model(metadata: dict[str, Any], about: About) -> str:
    """What to tell of an index that this model cannot search."""
    return OF_ANOTHER_MODEL.format(
        encoder=metadata.get("encoder"),
        dimensions=metadata.get("dimensions"),
        wanted=about.encoder,
        needed=about.dimensions,
    )


def is_abandoned(metadata: dict[str, Any], about: About) -> bool:
    """Whether it was begun for this stock and nobody goes on with it."""
    if not is_of(metadata, about):
        return False
    if metadata.get(COMPLETE) or not metadata.get(SUCCESSOR):
        return True
    try:
        begun = datetime.fromisoformat(str(metadata.get(BEGUN)))
    except ValueError:
        return False
    return datetime.now(UTC) - begun > ABANDONED

"""The vocabulary that comes along, read already: parsing it takes long at every start.

    python -m corpus.ready_vocabulary

writes it beside its source. It counts only as long as that is the one it was read from.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nlp.concepts import Concept, Vocabulary

SUFFIX = ".json"
SOURCE = "sha256"


def ready_vocabulary(source: Path) -> Vocabulary | None:
    """What was written of a source; None where there is nothing, or the source is another."""
    try:
        written = json.loads(source.with_suffix(SUFFIX).read_bytes())
        if written.pop(SOURCE) != _digest(source):
            return None
        concepts = tuple(Concept(**_fields(each)) for each in written.pop("concepts"))
        return Vocabulary(concepts=concepts, **written)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write(source: Path, vocabulary: Vocabulary) -> None:
    """Write what was read of a source."""
    written: dict[str, Any] = {
        SOURCE: _digest(source),
        "id": vocabulary.id,
        "title": vocabulary.title,
        "version": vocabulary.version,
        "concepts": [asdict(concept) for concept in vocabulary.concepts],
    }
    text = json.dumps(written, ensure_ascii=False, indent=1)
    source.with_suffix(SUFFIX).write_text(text + "\n", encoding="utf-8")


def _digest(source: Path) -> str:
    return hashlib.sha256(source.read_bytes()).hexdigest()


def _fields(written: dict[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in written.items()
    }


def main() -> None:
    """Write the one that comes along."""
    from corpus.vocabulary import THEMES, read_vocabulary

    write(THEMES, read_vocabulary(THEMES))


if __name__ == "__main__":
    main()

"""Analyses and vectors as the database keeps them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

import numpy as np

from nlp.types import (
    Analysis,
    Event,
    Lesson,
    LocatedIn,
    Mention,
    Passage,
    Place,
    Project,
    Span,
    Theme,
    Vector,
)
from service.document import Json, analysis_to_dict

# Half precision: the order of cosines keeps, and the file is half as large.
STORED = np.dtype("<f2")
_VOCABULARY = re.compile(r'"vocabulary":"([0-9a-f]*)"\}$')


def vector_to_bytes(vector: Vector) -> bytes:
    """Half-precision, little-endian."""
    return vector.astype(STORED).tobytes()


def bytes_to_vector(data: bytes) -> Vector:
    """Unit length again after rounding."""
    vector = np.frombuffer(data, dtype=STORED).astype(np.float32)
    return vector / max(float(np.linalg.norm(vector)), 1e-9)


def analysis_to_json(analysis: Analysis) -> str:
    """The document of the contract, less what has its own columns, with all of each place."""
    document = analysis_to_dict(analysis)
    for key in ("id", "title", "text"):
        del document[key]
    for mention, written in zip(analysis.mentions, document["mentions"], strict=True):
        if mention.place:
            written["place"] |= _rest_of(mention.place)
    if analysis.vocabulary:
        document["vocabulary"] = analysis.vocabulary
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def json_to_analysis(
    data: str,
    *,
    id: str,  # noqa: A002
    title: str,
    text: str,
    passages: Iterable[Passage] = (),
) -> Analysis:
    """The analysis without vectors."""
    document: Json = json.loads(data)
    return Analysis(
        id=id,
        title=title,
        text=text,
        doc_kind=document["doc_kind"],
        event=Event(**document["event"]),
        mentions=tuple(_mention(m) for m in document["mentions"]),
        projects=tuple(_project(p) for p in document["projects"]),
        located_in=tuple(LocatedIn(**r) for r in document["located_in"]),
        themes=tuple(_theme(t) for t in document["themes"]),
        lessons=tuple(Lesson(**{**x, "themes": tuple(x["themes"])}) for x in document["lessons"]),
        passages=tuple(passages),
        vocabulary=document.get("vocabulary", ""),
    )


def vocabulary_of(data: str) -> str:
    """The version of the vocabulary in an analysis as it is kept, without reading all of it."""
    found = _VOCABULARY.search(data, max(0, len(data) - 100))
    return found[1] if found else ""


def _rest_of(place: Place) -> dict[str, Any]:
    return {
        "country": place.country,
        "population": place.population,
        "parents": list(place.parents),
    }


def _mention(written: Json) -> Mention:
    return Mention(**{**written, "place": _place(written["place"])})


def _place(written: Json | None) -> Place | None:
    return Place(**{**written, "parents": tuple(written["parents"])}) if written else None


def _project(written: Json) -> Project:
    # Analyses of earlier versions know no programme.
    name, programme = written.pop("name"), written.pop("programme", None)
    lists = {key: tuple(values) for key, values in written.items()}
    return Project(name=name, programme=programme, **lists)


def _theme(written: Json) -> Theme:
    evidence = tuple(Span(**span) for span in written["evidence"])
    return Theme(**{**written, "evidence": evidence})

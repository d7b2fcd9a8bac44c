"""Decisions of editors as the database keeps them."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from sqlalchemy import Row

from nlp.editing import Anchor, Decision, Value
from nlp.types import Place
from service.document import Json

_PLACE = tuple(field.name for field in fields(Place))
_PLAIN = ("text", "kind", "source", "programme", "score")


def decision_row(report_id: str, decision: Decision) -> dict[str, Any]:
    """A decision as a row, without its number."""
    columns = ("subject", "key", "verdict", "target", "by", "at", "vocabulary")
    return {column: getattr(decision, column) for column in columns} | {
        "report_id": report_id,
        "value": _written(value_to_json(decision.value)),
        "anchors": _written([_anchor_to_json(anchor) for anchor in decision.anchors]),
    }


def decision_of(row: Row[Any]) -> Decision:
    """The inverse."""
    return Decision(
        id=row.id,
        subject=row.subject,
        key=row.key,
        verdict=row.verdict,
        value=json_to_value(json.loads(row.value)),
        anchors=tuple(Anchor(**each) for each in json.loads(row.anchors)),
        target=row.target,
        by=row.by,
        at=row.at,
        vocabulary=row.vocabulary,
    )


def value_to_json(value: Value) -> Json:
    """All of a value but what is not there."""
    written = {name: getattr(value, name) for name in _PLAIN}
    written["place"] = value.place and _place_to_json(value.place)
    written["places"] = [_place_to_json(place) for place in value.places]
    return {name: each for name, each in written.items() if each not in (None, "", [])}


def json_to_value(written: Json) -> Value:
    """The inverse."""
    place = written.get("place")
    more = {name: written[name] for name in _PLAIN if name in written}
    return Value(
        **more,
        place=_place(place) if place else None,
        places=tuple(_place(each) for each in written.get("places", ())),
    )


def _place_to_json(place: Place) -> Json:
    return {name: getattr(place, name) for name in _PLACE}


def _place(written: Json) -> Place:
    return Place(**{**written, "parents": tuple(written["parents"])})


def _anchor_to_json(anchor: Anchor) -> Json:
    return {
        "start": anchor.start,
        "end": anchor.end,
        "text": anchor.text,
        "before": anchor.before,
        "after": anchor.after,
    }


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

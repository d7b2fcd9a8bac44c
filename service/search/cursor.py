"""Where the next page begins, as an opaque text.

Of a ranking the cursor keeps what was shown: scores move when the store changes, and nothing is
to come twice. Of a list that is as long as the store it keeps the key of the last.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from zlib import crc32

import numpy as np

from nlp.errors import BadInputError
from service.search.request import SearchRequest

SHOWN, BEHIND = b"s", b"b"
OF_REQUEST = 4
WRONG = "„cursor“ ist kein Wert von „next“ einer Seite davor."
OTHER = "„cursor“ gehört zu einer anderen Suche: bitte von vorn beginnen."

Key = list[Any]


def shown_cursor(request: SearchRequest, keys: Iterable[str], before: frozenset[int]) -> str:
    """Of what was shown on this page and ``before``."""
    numbers = np.array(sorted(before | {number_of(key) for key in keys}), dtype="<u4")
    return _written(request, SHOWN, numbers.tobytes())


def behind_cursor(request: SearchRequest, key: Key) -> str:
    """Of the last on this page."""
    return _written(request, BEHIND, json.dumps(key).encode())


def shown_before(request: SearchRequest) -> frozenset[int]:
    """Numbers of what earlier pages showed; BadInputError for a cursor of another search."""
    data = _read(request, SHOWN)
    if len(data) % 4:
        raise BadInputError(WRONG)
    return frozenset(np.frombuffer(data, dtype="<u4").tolist())


def behind(request: SearchRequest) -> Key | None:
    """The key of the last that was listed; None on the first page."""
    if not (data := _read(request, BEHIND)):
        return None
    try:
        key = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadInputError(WRONG) from error
    if not isinstance(key, list) or not all(isinstance(part, str | int) for part in key):
        raise BadInputError(WRONG)
    return key


def number_of(key: str) -> int:
    """A short number for a key: two in a ranking share one once in ten million pages."""
    return crc32(key.encode("utf-8", "replace"))


def _written(request: SearchRequest, kind: bytes, data: bytes) -> str:
    return base64.urlsafe_b64encode(kind + _print(request) + data).decode().rstrip("=")


def _read(request: SearchRequest, kind: bytes) -> bytes:
    """Empty where there is no cursor."""
    if not request.cursor:
        return b""
    try:
        padded = request.cursor.encode("ascii") + b"=" * (-len(request.cursor) % 4)
        data = base64.b64decode(padded, altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as error:
        raise BadInputError(WRONG) from error
    head, rest = data[: 1 + OF_REQUEST], data[1 + OF_REQUEST :]
    if len(head) <= OF_REQUEST or head[:1] not in (SHOWN, BEHIND):
        raise BadInputError(WRONG)
    if head != kind + _print(request):
        raise BadInputError(OTHER)
    return rest


def _print(request: SearchRequest) -> bytes:
    """The limit may change from page to page, nothing else."""
    same = {k: v for k, v in asdict(request).items() if k not in ("cursor", "limit", "facets")}
    return crc32(json.dumps(same, sort_keys=True).encode()).to_bytes(OF_REQUEST, "big")

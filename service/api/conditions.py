"""``ETag``, ``If-Match`` and ``If-None-Match`` of reports (RFC 9110, section 13).

The tag is made of what is shown. Who may see names of persons is shown another representation with
another tag; either one of the report as it is now lets its holder replace or delete it.
"""

from __future__ import annotations

import hashlib
import re
from typing import Annotated

from fastapi import Header

from nlp.errors import BadInputError, ChangedError
from service import schemas
from service.api.shapes import report_of
from service.store import Expected, StoredReport

LONGEST = 2_000
_TAG = re.compile(r'(W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
_TAGS = re.compile(rf"^\s*{_TAG.pattern}\s*(,\s*{_TAG.pattern}\s*)*")

IfMatch = Annotated[
    str | None,
    Header(
        max_length=LONGEST,
        description="Nur wenn der Bericht noch dieses „ETag“ hat; sonst 412.",
        examples=['"3f2a9c01d4e5b6a7"'],
    ),
]
IfNoneMatch = Annotated[
    str | None,
    Header(
        max_length=LONGEST,
        description="„*“: nur wenn es den Bericht noch nicht gibt; sonst 412.",
        examples=["*"],
    ),
]
IfChanged = Annotated[
    str | None,
    Header(
        alias="If-None-Match",
        max_length=LONGEST,
        description="Nur wenn der Bericht ein anderes „ETag“ hat; sonst 304.",
        examples=['"3f2a9c01d4e5b6a7"'],
    ),
]


def etag_of(report: schemas.Report) -> str:
    """The tag of a report as it is shown."""
    shown = report.model_dump_json(include=set(schemas.Report.model_fields))
    return f'"{hashlib.sha256(shown.encode()).hexdigest()[:32]}"'


def is_unchanged(etag: str, if_none_match: str | None) -> bool:
    """Whether somebody has this already; what cannot be read counts as nothing."""
    if if_none_match is None:
        return False
    if if_none_match.strip() == "*":
        return True
    return etag.strip('"') in {tag for _, tag in _TAG.findall(if_none_match)}


def check(
    current: StoredReport | None, *, if_match: str | None = None, if_none_match: str | None = None
) -> Expected | None:
    """What the report must be when it is changed, None for anything.

    ChangedError where a condition does not hold, BadInputError where it cannot be read.
    """
    if if_match is None and if_none_match is None:
        return None
    if if_match is not None and not _is_one_of(current, if_match, strong=True):
        raise ChangedError(
            "Der Bericht ist nicht mehr so, wie „If-Match“ sagt."
            if current
            else "Den Bericht, den „If-Match“ meint, gibt es nicht."
        )
    if if_none_match is not None and _is_one_of(current, if_none_match, strong=False):
        raise ChangedError("Den Bericht gibt es schon, anders als „If-None-Match“ verlangt.")
    return Expected(updated=current.updated if current else None)


def _is_one_of(current: StoredReport | None, condition: str, *, strong: bool) -> bool:
    if condition.strip() == "*":
        return current is not None
    if not _TAGS.fullmatch(condition):
        raise BadInputError("„If-Match“ und „If-None-Match“ nennen ein „ETag“ oder „*“.")
    if current is None:
        return False
    named = {f'"{tag}"' for weak, tag in _TAG.findall(condition) if not (weak and strong)}
    return not named.isdisjoint(
        etag_of(report_of(current.analysis, persons=persons)) for persons in (False, True)
    )

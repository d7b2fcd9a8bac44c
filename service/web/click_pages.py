"""Where the search page tells which hit was opened: as ``/v1/clicks``, from a form."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from nlp.errors import NotFoundError
from service.api.parts import PartsDep
from service.schemas import MAX_ID

router = APIRouter(include_in_schema=False)
MOST_FIELDS = 4
Told = tuple[str, str]


async def _told(request: Request) -> Told:
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
        values = (form.get(name) for name in ("liste", "bericht"))
        token, report = (value[:MAX_ID] if isinstance(value, str) else "" for value in values)
    return token, report


@router.post("/klicks", status_code=204)
def add_click(parts: PartsDep, told: Annotated[Told, Depends(_told)]) -> None:
    """404 where nothing is kept; BadInputError where list and report do not belong together."""
    if parts.query_log is None:
        raise NotFoundError("Auf diesem Server werden keine Klicks festgehalten.")
    parts.query_log.click(*told)

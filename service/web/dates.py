"""Days, months and years as German readers type and read them.

In addresses they are written by ISO: ``2015``, ``2015-03``, ``2015-03-01``.
"""

from __future__ import annotations

import re
from datetime import date

from nlp.errors import BadInputError
from nlp.german.dates import MONTHS, SHORT_MONTHS
from service.web import words

LONGEST = 30
"""Characters that are read at most."""
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_NUMBERS = re.compile(r"(?:(\d{1,2})\.\s*)?(\d{1,2})[./]\s*(\d{4})", re.ASCII)
_NAMED = re.compile(r"(?:(\d{1,2})\.\s*)?([^\W\d]{3,12})\.?\s+(\d{4})")
_NUMBER_OF = SHORT_MONTHS | MONTHS


def iso_of(typed: str) -> str:
    """``2015-03`` for ``März 2015`` and ``3.2015``, ``2015-03-01`` for ``1.3.2015``.

    What is written by ISO, or is no date, is left as it is.
    """
    day, month, year = _parts(typed)
    iso = "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])
    return iso if _is_date(iso) else typed


def in_words(iso: str) -> str:
    """``2015``, ``März 2015``, ``1. März 2015``; what is no date is left as it is."""
    if not _is_date(iso):
        return iso
    year, month, day = (int(part) if part else 0 for part in _found(iso))
    named = f"{words.MONTHS[month - 1]} {year}" if month else str(year)
    return f"{day}. {named}" if day else named


def check(iso: str) -> None:
    """BadInputError where something is given that is no date."""
    if iso and not _is_date(iso):
        raise BadInputError(f"„{iso}“ ist kein Datum: bitte als 2015, 03.2015 oder 1.3.2015.")


def _parts(typed: str) -> tuple[str, str, str]:
    """Day, month and year as digits; empty where they are not given."""
    if found := _NUMBERS.fullmatch(typed):
        return found[1] or "", found[2], found[3]
    if found := _NAMED.fullmatch(typed):
        return found[1] or "", str(_NUMBER_OF.get(found[2].casefold(), 0)), found[3]
    return "", "", typed


def _is_date(iso: str) -> bool:
    try:
        date(*(int(part or 1) for part in _found(iso)))
    except ValueError:
        return False
    return True


def _found(iso: str) -> tuple[str | None, str | None, str | None]:
    found = _ISO.fullmatch(iso)
    if found is None:
        raise ValueError(iso)
    return found[1], found[2], found[3]

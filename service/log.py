"""What the service says of itself on standard error: lines for people, or JSON for programs.

Lines hold what happened and how large it was, never what somebody asked, sent or stored. So of an
exception only its kind and the places in the code are told, unless ``debug``: its words may quote
a text. Fields come with ``extra=told(…)``; one called ``address`` is left out unless wanted.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from nlp.errors import StoreError

if TYPE_CHECKING:
    from service.settings import Settings

OURS = ("fundstelle", "service")
SERVER = "uvicorn"
DEEPEST = 20
"""So many places in the code are told of an exception, the last ones."""

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Of the request that is being answered, also in the thread that does so."""


def begin_log(
    *, form: str = "", debug: bool = False, addresses: bool = False, detail: int | None = None
) -> None:
    """Sends all lines of this process through one handler; again changes what it does.

    ``form``: "json" or "text" for events and requests too, "" for what goes wrong alone, as text.
    ``debug``: everything, with tracebacks. ``detail``: the least level of our own lines instead.
    """
    handler = LogHandler(sys.stderr)
    handler.setFormatter(Lines(json_lines=form == "json", debug=debug, addresses=addresses))
    root = logging.getLogger()
    for other in [each for each in root.handlers if isinstance(each, LogHandler)]:
        root.removeHandler(other)
    root.addHandler(handler)
    usual = logging.INFO if form or debug else logging.WARNING
    for name in OURS:
        logging.getLogger(name).setLevel(usual if detail is None else detail)
    logging.getLogger(SERVER).setLevel(logging.INFO if debug else logging.WARNING)


def log_as(settings: Settings) -> None:
    """As the settings say."""
    begin_log(form=settings.log, debug=settings.debug, addresses=settings.log_addresses)


def told(**fields: object) -> dict[str, Any]:
    """Fields of a line, for ``extra``; those that are None are left out."""
    return {"fields": {name: value for name, value in fields.items() if value is not None}}


class LogHandler(logging.StreamHandler[Any]):
    """The handler of ``begin_log``."""


class Lines(logging.Formatter):
    """One line for each record, without line breaks in it; tracebacks only with ``debug``."""

    def __init__(
        self, *, json_lines: bool = False, debug: bool = False, addresses: bool = False
    ) -> None:
        super().__init__()
        self._json = json_lines
        self._debug = debug
        self._addresses = addresses

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON or as text."""
        line = {
            "time": _moment(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "process": os.getpid(),
        } | self._fields(record)
        return json.dumps(line, ensure_ascii=False, default=str) if self._json else _text(line)

    def _fields(self, record: logging.LogRecord) -> dict[str, object]:
        fields: dict[str, object] = dict(getattr(record, "fields", {}))
        if not self._addresses:
            fields.pop("address", None)
        if own := request_id.get():
            fields.setdefault("request_id", own)
        if record.exc_info and record.exc_info[1]:
            fields |= self._failure(record.exc_info[1])
        return fields

    def _failure(self, error: BaseException) -> dict[str, object]:
        if self._debug:
            lines = traceback.format_exception(error)
            return {"error": type(error).__name__, "traceback": "".join(lines)}
        told_by = {"error": " < ".join(_kinds(error))}
        reason = {"reason": _reason(error)} if _reason(error) else {}
        return told_by | reason | {"places": _places(error)}


def _moment(seconds: float) -> str:
    written = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    return written.replace("+00:00", "Z")


def _text(line: dict[str, Any]) -> str:
    rest = {k: v for k, v in line.items() if k not in ("time", "level", "logger", "message")}
    rest.pop("process")
    trace = rest.pop("traceback", "")
    fields = "".join(f" {name}={_flat(value)}" for name, value in rest.items())
    said = f"{line['time']} {line['level'].upper()} {_flat(line['message'])}{fields}"
    return f"{said}\n{trace}".rstrip()


def _flat(value: object) -> str:
    """Nobody can begin a line of their own."""
    written = ", ".join(value) if isinstance(value, list) else str(value)
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in written)


def _kinds(error: BaseException) -> list[str]:
    """Of an error and of those it came from."""
    kinds: list[str] = []
    each: BaseException | None = error
    while each and len(kinds) < DEEPEST:
        kinds.append(type(each).__name__)
        each = each.__cause__
    return kinds


def _reason(error: BaseException) -> str:
    """Words that cannot quote anybody: ours about the database, and the system's own."""
    if isinstance(error, StoreError):
        return str(error)
    return (error.strerror or "") if isinstance(error, OSError) else ""


def _places(error: BaseException) -> list[str]:
    frames = list(traceback.walk_tb(error.__traceback__))[-DEEPEST:]
    return [f"{f.f_globals.get('__name__', '?')}:{n} {f.f_code.co_name}" for f, n in frames]

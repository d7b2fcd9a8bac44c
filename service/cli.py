"""The command line. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nlp.errors import FundstelleError
from service.commands import (
    analyse,
    backup,
    bulk,
    copy,
    evaluate,
    export,
    ingest,
    keys,
    learn,
    persons,
    projects,
    reindex,
    restore,
    search,
    serve,
    similar,
    verify,
    vocabulary,
)
from service.commands.console import say
from service.commands.parser import GermanParser
from service.loading import ShippedModels

if TYPE_CHECKING:
    from argparse import Namespace

    from service.loading import Models

COMMANDS = (
    analyse,
    ingest,
    bulk,
    search,
    similar,
    projects,
    vocabulary,
    learn,
    export,
    serve,
    keys,
    backup,
    restore,
    verify,
    reindex,
    copy,
    persons,
    evaluate,
)
DEBUG = "FUNDSTELLE_DEBUG"
FAILED, INTERRUPTED, PIPE_CLOSED = 1, 130, 141
TURN = 0.0002
"""Seconds for which a thread may hold the interpreter while others wait: those that encode need it
only for moments."""


def main(argv: Sequence[str] | None = None, models: Models | None = None) -> int:
    """Run a command; its exit code: 0, 1 where something failed, 2 for a wrong call."""
    _write_utf8()
    sys.setswitchinterval(TURN)
    if os.environ.get(DEBUG):
        _log_everything()
    arguments = build_parser().parse_args(argv)
    try:
        code = _run(arguments, models or ShippedModels())
        sys.stdout.flush()
    except KeyboardInterrupt:
        say("Abgebrochen.")
        return INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return PIPE_CLOSED
    return code


def build_parser() -> GermanParser:
    """All commands with their arguments."""
    parser = GermanParser(
        prog="fundstelle",
        description="Findet in deutschen Veranstaltungsberichten, was anderswo gelungen ist.",
    )
    commands = parser.add_subparsers(
        title="Befehle", metavar="BEFEHL", required=True, parser_class=GermanParser
    )
    for command in COMMANDS:
        own = commands.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.add_arguments(own)
        own.set_defaults(run=command.run)
    return parser


def _run(arguments: Namespace, models: Models) -> int:
    try:
        return int(arguments.run(arguments, models))
    except FundstelleError as error:
        say(f"Fehler: {error}")
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        say(f"Unerwarteter Fehler ({type(error).__name__}); mehr dazu mit {DEBUG}=1.")
    return FAILED


def _write_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _log_everything() -> None:
    """What went wrong inside, with its traceback."""
    import logging

    from service.log import begin_log

    begin_log(debug=True, detail=logging.DEBUG)


def _forget_stdout() -> None:
    """Python would complain once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())

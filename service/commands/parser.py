"""argparse in German."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

USAGE_ERROR = 2
MESSAGES = (
    (r"the following arguments are required: (.+)", r"es fehlt: \1"),
    (r"unrecognized arguments: (.+)", r"unbekannte Angabe: \1"),
    (r"one of the arguments (.+) is required", r"eine dieser Angaben wird gebraucht: \1"),
    (r"argument (.+): not allowed with argument (.+)", r"\1 geht nicht zusammen mit \2"),
    (r"argument (.+): expected one argument", r"zu \1 fehlt der Wert"),
    (r"argument (.+): expected at least one argument", r"zu \1 fehlt der Wert"),
    (r"argument (.+): invalid choice: (.+?) \(choose from (.+)\)", r"\2 gibt es nicht, nur: \3"),
    (r"argument (.+): invalid (?:\w+) value: (.+)", r"\2 ist keine gültige Angabe zu \1"),
    (r"argument (.+): ignored explicit argument (.+)", r"\1 nimmt keinen Wert (\2)"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 ist nicht eindeutig: \2"),
    (r"argument (\S+): (.+)", r"\1: \2"),
)


class GermanFormatter(argparse.RawDescriptionHelpFormatter):
    """Help texts that begin with „Aufruf“."""

    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:
        """The first line."""
        super().add_usage(usage, actions, groups, "Aufruf: " if prefix is None else prefix)


class GermanParser(argparse.ArgumentParser):
    """Help and complaints in German; a wrong call ends with exit code 2."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": GermanFormatter, **options, "add_help": False})
        self._positionals.title = "Angaben"
        self._optionals.title = "Schalter"
        self.add_argument("-h", "--help", action="help", help="diese Hilfe zeigen")

    def error(self, message: str) -> NoReturn:
        """One line, and where to find help."""
        sys.stderr.write(f"Fehler: {translated(message)}.\nHilfe: {self.prog} --help\n")
        raise SystemExit(USAGE_ERROR)


def translated(message: str, patterns: Iterable[tuple[str, str]] = MESSAGES) -> str:
    """argparse's complaint in German; unknown ones stay as they are."""
    for pattern, german in patterns:
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, german, message, flags=re.DOTALL)
    return message


def positive(written: str) -> int:
    """A whole number from 1."""
    if not written.isdecimal() or int(written) < 1:
        raise argparse.ArgumentTypeError(f"„{written}“ ist keine ganze Zahl ab 1")
    return int(written)


def port(written: str) -> int:
    """The number of a port."""
    if not written.isdecimal() or not 0 < int(written) < 65536:
        raise argparse.ArgumentTypeError(f"„{written}“ ist kein Port von 1 bis 65535")
    return int(written)

"""fundstelle backup: a data folder saved while it is used."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from service.commands.console import Portion, counted, decimal, say, write_line
from service.commands.stock import settings_with_store

if TYPE_CHECKING:
    from service.loading import Models

NAME = "backup"
HELP = "den Bestand sichern, auch während der Dienst läuft"
INTERRUPTED = 130


def add_arguments(parser: ArgumentParser) -> None:
    """--data DIR --to FILE_OR_DIR"""
    parser.add_argument("--data", metavar="DIR", type=Path, help="Datenordner (sonst: data)")
    parser.add_argument(
        "--to",
        metavar="ZIEL",
        type=Path,
        required=True,
        help="neuer Ordner, oder eine Datei, wenn der Name auf .tar oder .tar.gz endet",
    )


def run(arguments: Namespace, _models: Models) -> int:
    """0, 130 where it was interrupted: nothing is left of it then."""
    from models.load import ARTEFACTS
    from service.backup import save
    from service.interrupt import asked_to_stop

    settings = settings_with_store(arguments)
    portion = Portion("gesichert")
    with asked_to_stop(lambda: say("\nDie Sicherung wird abgebrochen …")) as stop:
        contents = save(
            settings,
            arguments.to,
            models=None if settings.encoder else ARTEFACTS,
            progress=portion.tell,
            stop=stop,
        )
    portion.end()
    if contents is None:
        say("Abgebrochen; es ist nichts zurückgeblieben.")
        return INTERRUPTED
    size = sum(kept.size for kept in contents.files.values()) / 1_000_000
    write_line(
        f"Gesichert: {counted(contents.counts['reports'], 'Bericht', 'Berichte')}, "
        f"{counted(len(contents.files), 'Datei', 'Dateien')}, "
        f"{decimal(size)} MB in {decimal(portion.seconds)} s → {arguments.to}"
    )
    return 0

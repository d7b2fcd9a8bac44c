"""fundstelle restore: a backup put in place of a data folder."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from service.commands.console import Portion, counted, decimal, say, write_line

if TYPE_CHECKING:
    from service.loading import Models
    from service.settings import Settings

NAME = "restore"
HELP = "eine Sicherung zurückspielen"
INTERRUPTED = 130


def add_arguments(parser: ArgumentParser) -> None:
    """--from FILE_OR_DIR --data DIR [--replace]"""
    parser.add_argument(
        "--from", dest="source", metavar="SICHERUNG", type=Path, required=True, help="Ordner, Datei"
    )
    parser.add_argument("--data", metavar="DIR", type=Path, help="Datenordner (sonst: data)")
    parser.add_argument(
        "--replace",
        action="store_true",
        help="auch wo schon ein Bestand liegt; er wird daneben aufgehoben",
    )


def run(arguments: Namespace, models: Models) -> int:
    """0, 130 where it was interrupted: nothing is changed then."""
    from service.backup import restore
    from service.interrupt import asked_to_stop
    from service.settings import load_settings

    settings = load_settings(data=arguments.data)
    portion = Portion("zurückgespielt")
    with asked_to_stop(lambda: say("\nDas Zurückspielen wird abgebrochen …")) as stop:
        done = restore(
            settings,
            arguments.source,
            replace=arguments.replace,
            progress=portion.tell,
            stop=stop,
        )
    portion.end()
    if done is None:
        say("Abgebrochen; der Bestand ist, wie er war. Ein neuer Aufruf setzt fort.")
        return INTERRUPTED
    if done.beside:
        write_line(f"Der Bestand von vorher liegt in „{done.beside}“.")
    write_line(
        f"Zurückgespielt: {counted(done.contents.counts['reports'], 'Bericht', 'Berichte')}, Stand "
        f"{done.contents.created.astimezone():%d.%m.%Y %H:%M}, in {decimal(portion.seconds)} s."
    )
    if done.erased:
        write_line(
            f"Seit dieser Sicherung wurden Namen gelöscht ({done.erased}-mal): Bitte "
            "„fundstelle persons erase“ für sie noch einmal aufrufen und den Bestand von vorher "
            "löschen, sobald er nicht mehr gebraucht wird."
        )
    _index(settings, models)
    return 0


def _index(settings: Settings, models: Models) -> None:
    """The search index of what was restored, so that the service starts at once."""
    from nlp.errors import StoreError
    from service.workspace import open_workspace

    say("Der Suchindex wird gebaut …")
    try:
        with open_workspace(settings, models.encoder(settings), purpose="reindex"):
            write_line("Der Suchindex ist gebaut; der Dienst kann starten.")
    except StoreError as error:
        say(str(error))

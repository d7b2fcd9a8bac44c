"""fundstelle verify: whether a data folder is whole."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from service.commands.console import Counter, say, write_json, write_line
from service.commands.stock import settings_with_store

if TYPE_CHECKING:
    from service.loading import Models
    from service.verify import Finding

NAME = "verify"
HELP = "prüfen, ob Bestand, Suchindex, Vokabulare und Modelle unversehrt sind"
FAULTY, INTERRUPTED = 1, 130


def add_arguments(parser: ArgumentParser) -> None:
    """--data DIR [--json]"""
    parser.add_argument("--data", metavar="DIR", type=Path, help="Datenordner (sonst: data)")
    parser.add_argument("--json", action="store_true", help="als JSON, ein Befund je Zeile")


def run(arguments: Namespace, models: Models) -> int:
    """0, 1 where something is wrong, 130 where it was interrupted."""
    from models.load import ARTEFACTS
    from service.interrupt import asked_to_stop
    from service.theme_desk import ThemeDesk
    from service.verify import verified

    settings = settings_with_store(arguments)
    counter, faults = Counter("geprüft"), 0
    with asked_to_stop(lambda: say("\nDie Prüfung wird abgebrochen …")) as stop:
        for finding in verified(
            settings,
            models.encoder(settings),
            version=lambda store: ThemeDesk(store, settings).version(models.analyser(settings)),
            models=ARTEFACTS,
            progress=counter.step,
            stop=stop,
        ):
            counter.end()
            _tell(finding, as_json=arguments.json)
            faults += finding.fault
        counter.end()
        if stop():
            say("Abgebrochen; geprüft ist nur ein Teil.")
            return INTERRUPTED
    if not arguments.json:
        write_line(f"{faults} Fehler gefunden." if faults else "Alles ist unversehrt.")
    return FAULTY if faults else 0


def _tell(finding: Finding, *, as_json: bool) -> None:
    if as_json:
        write_json(finding.to_dict())
        return
    write_line(f"{'Fehler' if finding.fault else 'Hinweis'}: {finding.what}")
    if finding.advice:
        write_line(f"    Abhilfe: {finding.advice}")

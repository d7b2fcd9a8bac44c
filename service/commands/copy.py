"""fundstelle copy: the whole stock into another database."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from service.commands.console import say, write_line
from service.commands.stock import settings_with_store

if TYPE_CHECKING:
    from service.loading import Models
    from service.settings import Settings

NAME = "copy"
HELP = "Den ganzen Bestand in eine andere Datenbank kopieren; wiederholbar"


def add_arguments(parser: ArgumentParser) -> None:
    """--to URL --data DIR [--anew]"""
    parser.add_argument(
        "--to",
        metavar="ADRESSE",
        required=True,
        help="Adresse der anderen Datenbank, zum Beispiel postgresql://rolle@rechner/fundstelle; "
        "das Passwort steht besser in PGPASSWORD",
    )
    parser.add_argument("--data", metavar="DIR", type=Path, help="Datenordner (sonst: data)")
    parser.add_argument(
        "--anew", action="store_true", help="verwerfen, was eine abgebrochene Kopie geschrieben hat"
    )


def run(arguments: Namespace, _models: Models) -> int:
    """0; StoreError where both are not the same at the end."""
    from service.index.folder import LOCK
    from service.index.lock import FileLock
    from service.store.copying import Copied, copy_store

    settings = settings_with_store(arguments)
    total = 0

    def tell(copied: Copied) -> None:
        nonlocal total
        total += copied.rows
        say(f"{copied.table}: {copied.rows} Zeilen, geprüft")

    # While a service runs somebody may write.
    lock = FileLock(settings.index_folder / LOCK)
    lock.acquire(wait=2.0)
    try:
        copy_store(settings.store_url, arguments.to, anew=arguments.anew, told=tell)
    finally:
        lock.release()
    write_line(f"Kopiert und verglichen: {total} Zeilen. {_next_step(settings)}")
    return 0


def _next_step(settings: Settings) -> str:
    return (
        "Ab jetzt FUNDSTELLE_DATABASE_URL auf die neue Adresse setzen; "
        f"der Datenordner „{settings.data}“ bleibt."
    )

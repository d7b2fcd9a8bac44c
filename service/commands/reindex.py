"""fundstelle reindex: a new index beside the one in use, which answers until it takes over."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from service.commands.console import Counter, counted, say, write_line
from service.commands.stock import settings_with_store

if TYPE_CHECKING:
    from nlp.encoder import Encoder
    from service.loading import Models
    from service.settings import Settings
    from service.store import Store

NAME = "reindex"
HELP = "den Suchindex neu bauen, während der alte antwortet"
FAILED, INTERRUPTED = 1, 130
PATIENCE = 10.0
"""Seconds within which a running service takes the new index."""
AGAIN = "Abgebrochen; ein neuer Aufruf setzt fort."


def add_arguments(parser: ArgumentParser) -> None:
    """--data DIR [--analyse | --report ID…]"""
    parser.add_argument("--data", metavar="DIR", type=Path, help="Datenordner (sonst: data)")
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--analyse",
        action="store_true",
        help="Berichte neu auswerten, die eine andere Version gelesen hat; "
        "was die Redaktion entschieden hat, bleibt",
    )
    which.add_argument(
        "--report",
        dest="reports",
        metavar="KENNUNG",
        action="append",
        help="nur diesen Bericht neu auswerten; mehrfach möglich",
    )


def run(arguments: Namespace, models: Models) -> int:
    """0, 1 where a report could not be read again, 130 where it was interrupted."""
    from service.interrupt import asked_to_stop

    settings = settings_with_store(arguments)
    encoder = models.encoder(settings)
    with asked_to_stop(lambda: say("\nWas in Arbeit ist, wird noch fertig …")) as stop:
        if not arguments.analyse and not arguments.reports:
            return _rebuild(settings, encoder, stop)
        if not _is_alike(settings, encoder) and (code := _rebuild(settings, encoder, stop)):
            return code
        return _analyse(settings, encoder, models, stop, only=arguments.reports)


def _rebuild(settings: Settings, encoder: Encoder, stop: Callable[[], bool]) -> int:
    from nlp.errors import StoreError
    from service.index.lock import IndexBusyError
    from service.rebuild import prepare
    from service.workspace import open_store

    counter = Counter("aufgenommen")
    with open_store(settings) as store:
        try:
            done = prepare(settings, store, encoder, progress=counter.steps, stop=stop)
        except IndexBusyError as error:
            raise StoreError("Ein anderer Aufruf von „fundstelle reindex“ läuft schon.") from error
        finally:
            counter.end()
        if not done:
            say(AGAIN)
            return INTERRUPTED
        return _switch(settings, store, encoder)


def _switch(settings: Settings, store: Store, encoder: Encoder) -> int:
    """Take the new index into use, here or in the service that runs."""
    from service.index.lock import IndexBusyError
    from service.places import opened_place
    from service.rebuild import about_of, is_ready, switch_over
    from service.workspace import open_workspace

    about = about_of(store, encoder)
    end = time.monotonic() + PATIENCE
    while is_ready(settings, about) and time.monotonic() < end:
        try:
            with opened_place(settings) as place:
                if switch_over(place, store, encoder):
                    break
            with open_workspace(settings, encoder, purpose="reindex"):
                break
        except IndexBusyError:
            time.sleep(0.2)
    if is_ready(settings, about):
        write_line(
            "Der neue Suchindex ist fertig. Der laufende Dienst antwortet noch mit dem alten; "
            "beim nächsten Start nimmt er den neuen."
        )
    else:
        write_line(
            f"Der neue Suchindex ist in Betrieb: {counted(store.count(), 'Bericht', 'Berichte')}."
        )
    return 0


def _is_alike(settings: Settings, encoder: Encoder) -> bool:
    from service.store_notes import ENCODER
    from service.workspace import open_store

    with open_store(settings) as store:
        return store.note(ENCODER) == encoder.name


def _analyse(
    settings: Settings,
    encoder: Encoder,
    models: Models,
    stop: Callable[[], bool],
    *,
    only: list[str] | None,
) -> int:
    from nlp.errors import StoreError
    from service.commands.retagging import themed
    from service.reanalyse import reanalyse
    from service.workspace import open_workspace

    if not _is_alike(settings, encoder):
        raise StoreError(
            "Bitte zuerst den Dienst neu starten, damit er das neue Sprachmodell benutzt, "
            "und dann „fundstelle reindex --analyse“ noch einmal aufrufen."
        )
    counter = Counter("neu ausgewertet")
    with open_workspace(settings, encoder, purpose="ingest") as space:
        analyser = themed(space, settings, models.analyser(settings), stop)
        found = reanalyse(
            space.store,
            analyser,
            only=only,
            applier=space.applier,
            progress=counter.step,
            stop=stop,
        )
        counter.end()
        space.lessons.catch_up(stop=stop)
    for name, error in found.failed:
        say(f"{name}: {error}")
    write_line(
        f"{counted(found.done, 'Bericht', 'Berichte')} neu ausgewertet, {len(found.failed)} nicht."
    )
    if found.interrupted:
        say(AGAIN)
        return INTERRUPTED
    return FAILED if found.failed else 0

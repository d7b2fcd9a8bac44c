"""fundstelle learn: what editors said of themes, learnt from."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from service.commands.console import say, write_json, write_line
from service.commands.stock import settings_with_store

if TYPE_CHECKING:
    from service.loading import Models

NAME = "learn"
HELP = "Aus den Rückmeldungen der Redaktion zu Themen lernen"


def add_arguments(parser: ArgumentParser) -> None:
    """--data DIR [--export]"""
    parser.add_argument("--data", metavar="DIR", type=Path, help="Datenordner (sonst: data)")
    parser.add_argument(
        "--export",
        action="store_true",
        help="die Rückmeldungen als JSON Lines ausgeben, statt zu lernen",
    )


def run(arguments: Namespace, _models: Models) -> int:
    """0; BadInputError where there is too little feedback."""
    from service.feedback import exported
    from service.learn import learn, sentences_of
    from service.store import Store
    from service.theme_desk import ThemeDesk

    settings = settings_with_store(arguments)
    with Store(settings.store_url) as store:
        if arguments.export:
            for line in exported(store):
                write_json(line)
            return 0
        report = learn(store, ThemeDesk(store, settings))
    for sentence in sentences_of(report):
        write_line(sentence)
    if report.in_force:
        say("Die Themen gespeicherter Berichte vergibt „fundstelle vocabulary retag“ neu.")
    return 0

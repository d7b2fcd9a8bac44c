"""fundstelle evaluate: the quality table."""

from __future__ import annotations

from argparse import REMAINDER, ArgumentParser, Namespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.loading import Models

NAME = "evaluate"
HELP = "Güte messen und mit den Mindestwerten vergleichen"


def add_arguments(parser: ArgumentParser) -> None:
    """What follows is the evaluation's own."""
    parser.add_argument("rest", nargs=REMAINDER, metavar="…", help="weitere Angaben")


def run(arguments: Namespace, _models: Models) -> int:
    """The evaluation's exit code."""
    from models.evaluate import main

    return main(arguments.rest)

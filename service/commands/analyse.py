"""fundstelle analyse: files to JSON Lines."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from service.commands.console import Counter, write_json

if TYPE_CHECKING:
    from service.loading import Models

NAME = "analyse"
HELP = "Dateien auswerten: ein JSON-Objekt je Dokument auf die Standardausgabe"


def add_arguments(parser: ArgumentParser) -> None:
    """FILE…"""
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        type=Path,
        help="Text, HTML, PDF, DOCX, ODT, JSON Lines oder CSV",
    )


def run(arguments: Namespace, models: Models) -> int:
    """1 where a document was refused, else 0."""
    from corpus.documents import Refusal, read_paths
    from nlp.errors import FundstelleError
    from service.analyse import analysed
    from service.document import analysis_to_dict
    from service.settings import load_settings

    analyser = models.analyser(load_settings())
    counter, refused = Counter("ausgewertet"), 0
    for result in analysed(read_paths(arguments.files), analyser):
        name, found = (
            (result.name, result.error)
            if isinstance(result, Refusal)
            else (result[0].name, result[1])
        )
        if isinstance(found, FundstelleError):
            refused += 1
            counter.note(f"{name}: {found}")
            continue
        counter.end()
        write_json(analysis_to_dict(found))
        counter.step()
    counter.end()
    return 1 if refused else 0

"""fundstelle similar: reports like a stored one, or like a described plan."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from service.commands.console import is_coloured, write_json, write_line
from service.commands.hits import hit_to_dict, hits_to_text
from service.commands.search import add_common_arguments, opened_finder

if TYPE_CHECKING:
    from service.loading import Models

NAME = "similar"
HELP = "Berichte finden, die einem Bericht oder einem Vorhaben ähnlich sind"


def add_arguments(parser: ArgumentParser) -> None:
    """(--report ID | --text FILE) --data DIR [--limit N] [--json]"""
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument("--report", metavar="ID", help="Kennung eines Berichts im Bestand")
    given.add_argument("--text", metavar="FILE", type=Path, help="Datei mit einem Vorhaben")
    add_common_arguments(parser)


def run(arguments: Namespace, models: Models) -> int:
    """0; what cannot be answered is an error."""
    text = None if arguments.report is not None else _read(arguments.text)
    with opened_finder(arguments, models) as finder:
        hits = finder.similar(report_id=arguments.report, text=text, limit=arguments.limit)
    if arguments.json:
        write_json({"report": arguments.report, "hits": [hit_to_dict(hit) for hit in hits]})
    else:
        write_line(hits_to_text(hits, coloured=is_coloured(sys.stdout)) or "Keine Treffer.")
    return 0


def _read(path: Path) -> str:
    """The text of all documents in the file; the error of the first that cannot be read."""
    from corpus.documents import Refusal, read_paths

    texts: list[str] = []
    for item in read_paths([path]):
        if isinstance(item, Refusal):
            raise item.error
        texts.append("\n".join(filter(None, (item.title, item.text))))
    return "\n\n".join(texts)

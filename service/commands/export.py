"""fundstelle export: the stock, or a part of it, for other programs."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from service.commands.stock import settings_with_store

if TYPE_CHECKING:
    from service.loading import Models

NAME = "export"
HELP = "den Bestand als JSON Lines, CSV, JSON-LD oder GeoJSON ausführen"
FORMATS = ("jsonl", "csv", "jsonld", "geojson")
KINDS = ("report", "announcement", "measure", "profile")


def add_arguments(parser: ArgumentParser) -> None:
    """--format F --data DIR [--theme T] [--state S] [--doc-kind K]"""
    parser.add_argument("--format", choices=FORMATS, default="jsonl", help="Format (sonst: jsonl)")
    parser.add_argument("--data", metavar="DIR", type=Path, help="Datenordner (sonst: data)")
    parser.add_argument("--theme", metavar="THEMA", default="", help="nur mit diesem Thema")
    parser.add_argument(
        "--state", metavar="LAND", default="", help="nur mit einem Ort in diesem Bundesland"
    )
    parser.add_argument("--doc-kind", choices=KINDS, help="nur diese Art von Dokument")


def run(arguments: Namespace, _models: Models) -> int:
    """0; StoreError where there is no store."""
    from service.exports import Selection, export
    from service.registry import ProjectRegistry
    from service.store import Store
    from service.theme_desk import ThemeDesk

    settings = settings_with_store(arguments)
    selection = Selection(
        theme=arguments.theme.strip(),
        state=arguments.state.strip(),
        doc_kind=arguments.doc_kind,
        persons=settings.release_persons,
    )
    with Store(settings.store_url) as store:
        pieces = export(
            arguments.format,
            store=store,
            registry=ProjectRegistry(store),
            selection=selection,
            vocabulary=ThemeDesk(store, settings).active(),
        )
        for piece in pieces:
            sys.stdout.write(piece)
    return 0

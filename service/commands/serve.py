"""fundstelle serve: the web page and the API."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from service.commands.parser import port, positive

if TYPE_CHECKING:
    from service.loading import Models

NAME = "serve"
HELP = "Seite und Schnittstelle anbieten"


def add_arguments(parser: ArgumentParser) -> None:
    """--data DIR [--host --port --workers]"""
    parser.add_argument("--data", metavar="DIR", type=Path, help="Datenordner (sonst: data)")
    parser.add_argument("--host", metavar="HOST", help="Adresse (sonst: 127.0.0.1)")
    parser.add_argument("--port", metavar="PORT", type=port, help="Port (sonst: 8000)")
    parser.add_argument(
        "--workers",
        metavar="N",
        type=positive,
        default=1,
        help="so viele Prozesse zugleich (sonst: 1; mehr nur mit PostgreSQL)",
    )


def run(arguments: Namespace, models: Models) -> int:
    """Until it is stopped."""
    from service.collector import collector_at_rest

    with collector_at_rest():
        from service import serve
        from service.settings import load_settings

    settings = load_settings(data=arguments.data, host=arguments.host, port=arguments.port)
    serve.run(settings, workers=arguments.workers, models=models)
    return 0

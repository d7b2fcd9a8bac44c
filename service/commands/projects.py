"""fundstelle projects: what several reports call one project, as one line."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.commands.console import write_json, write_line
from service.commands.stock import settings_with_store

if TYPE_CHECKING:
    from nlp.registry import Entry
    from service.loading import Models

NAME = "projects"
HELP = "Projekte aller Berichte auflisten"


def add_arguments(parser: ArgumentParser) -> None:
    """--data DIR [--json]"""
    parser.add_argument("--data", metavar="DIR", type=Path, help="Datenordner (sonst: data)")
    parser.add_argument(
        "--json", action="store_true", help="als JSON, ein Objekt je Zeile, statt als Text"
    )


def run(arguments: Namespace, _models: Models) -> int:
    """0; StoreError where there is no store."""
    from service.registry import ProjectRegistry
    from service.store import Store

    with Store(settings_with_store(arguments).store_url) as store:
        entries = ProjectRegistry(store).all()
    for entry in entries:
        if arguments.json:
            write_json(entry_to_dict(entry))
        else:
            write_line(_line(entry))
    if not entries and not arguments.json:
        write_line("Noch kein Projekt.")
    return 0


def entry_to_dict(entry: Entry) -> dict[str, Any]:
    """An entry with its mentions by report."""
    return {
        "id": entry.id,
        "name": entry.name,
        "variants": [{"form": v.form, "reports": v.reports} for v in entry.variants],
        "places": [place.name for place in entry.places],
        "years": list(entry.years),
        "programme": next(iter(entry.programmes), None),
        "programmes": list(entry.programmes),
        "themes": list(entry.themes),
        "mentions": [
            {"report": record.report, "start": span.start, "end": span.end}
            for record in entry.records
            for span in record.mentions
        ],
    }


def _line(entry: Entry) -> str:
    """``Name [id] · Kiel · 2012, 2014 · XENOS · 2 Berichte``, on one line whatever its name."""
    many = len(entry.reports)
    about = (
        f"{' '.join(entry.name.split())} [{entry.id}]",
        ", ".join(place.name for place in entry.places),
        ", ".join(map(str, entry.years)),
        ", ".join(entry.programmes),
        f"{many} {'Bericht' if many == 1 else 'Berichte'}",
    )
    return " · ".join(filter(None, about))

"""fundstelle similar: projects and reports like a project, a report, or a described plan."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.commands.console import is_coloured, write_json, write_line
from service.commands.hits import hit_to_dict
from service.commands.initiatives import (
    compared_to_dict,
    initiative_to_dict,
    initiatives_to_text,
)
from service.commands.search import add_common_arguments
from service.commands.stock import settings_with_store

if TYPE_CHECKING:
    from nlp.pipeline import Analyser
    from nlp.types import Analysis
    from service.find import Finder
    from service.initiatives import Initiative, Initiatives
    from service.loading import Models

NAME = "similar"
HELP = "Projekte und Berichte finden, die einem Projekt, Bericht oder Vorhaben ähnlich sind"


def add_arguments(parser: ArgumentParser) -> None:
    """(--project ID | --report ID | --text FILE) --data DIR [--limit N] [--json]"""
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument("--project", metavar="ID", help="Kennung eines Projekts im Bestand")
    given.add_argument("--report", metavar="ID", help="Kennung eines Berichts im Bestand")
    given.add_argument("--text", metavar="FILE", type=Path, help="Datei mit einem Vorhaben")
    add_common_arguments(parser)


def run(arguments: Namespace, models: Models) -> int:
    """0; what cannot be answered is an error."""
    from service.initiatives import Initiatives
    from service.registry import ProjectRegistry
    from service.workspace import open_workspace

    settings = settings_with_store(arguments)
    encoder = models.encoder(settings)
    plan = _plan(_read(arguments.text), models.analyser(settings)) if arguments.text else None
    with open_workspace(settings, encoder, purpose="search") as space:
        registry = ProjectRegistry(space.store)
        initiatives = Initiatives(space.store, registry, space.finder.nearby)
        found = _found(arguments, plan, initiatives)
        if arguments.json:
            projects = [initiative_to_dict(each) for each in found]
            write_json(_given(arguments, plan, space.finder, initiatives) | {"projects": projects})
        else:
            text = initiatives_to_text(found, coloured=is_coloured(sys.stdout))
            write_line(text or "Keine Treffer.")
    return 0


def _found(
    arguments: Namespace, plan: Analysis | None, initiatives: Initiatives
) -> list[Initiative]:
    if plan is not None:
        return initiatives.like_plan(plan, limit=arguments.limit, persons=True)
    if arguments.report is not None:
        return initiatives.like_report(arguments.report, limit=arguments.limit, persons=True)
    return initiatives.like_project(arguments.project, limit=arguments.limit, persons=True)


def _given(
    arguments: Namespace, plan: Analysis | None, finder: Finder, initiatives: Initiatives
) -> dict[str, Any]:
    """What was asked with and, for a report or a plan, the reports like it."""
    if arguments.project is not None:
        return {"project": arguments.project}
    text = plan.text if plan else None
    hits = finder.similar(
        report_id=arguments.report, text=text, limit=arguments.limit, persons=True
    )
    names = [hit.report_id for hit in hits]
    compared = (
        initiatives.compared_plan(plan, names)
        if plan
        else initiatives.compared(arguments.report, names)
    )
    return {
        "report": arguments.report,
        "hits": [
            hit_to_dict(hit) | {"compared": compared_to_dict(compared[hit.report_id])}
            for hit in hits
            if hit.report_id in compared
        ],
    }


def _plan(text: str, analyser: Analyser) -> Analysis:
    """What is read out of a plan; BadInputError where it has no word."""
    from nlp.query import parse
    from nlp.types import Report

    parse(text)
    [analysis] = analyser.analyse([Report(id="", title="", text=text)])
    return analysis


def _read(path: Path) -> str:
    """The text of all documents in the file; the error of the first that cannot be read."""
    from corpus.documents import Refusal, read_paths

    texts: list[str] = []
    for item in read_paths([path]):
        if isinstance(item, Refusal):
            raise item.error
        texts.append("\n".join(filter(None, (item.title, item.text))))
    return "\n\n".join(texts)

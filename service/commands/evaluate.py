"""fundstelle evaluate: the quality table."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from service.commands import evaluate_search
from service.commands.console import say, write_line

if TYPE_CHECKING:
    from service.loading import Models

NAME = "evaluate"
HELP = "Güte messen und mit den Mindestwerten vergleichen"


def add_arguments(parser: ArgumentParser) -> None:
    """[--seeds PATH] [--data DIR] [--sample N] [--errors FILE], or search"""
    parser.add_argument(
        "--seeds",
        metavar="PATH",
        type=Path,
        help="echte Berichte mit Auszeichnung: Ordner mit docs/ und gold/ oder JSON Lines",
    )
    parser.add_argument(
        "--data", metavar="DIR", type=Path, help="Datenordner mit den Beispielen: misst die Suche"
    )
    parser.add_argument(
        "--sample", metavar="N", type=int, help="nur so viele Berichte je Teil (schneller)"
    )
    parser.add_argument(
        "--errors", metavar="FILE", type=Path, help="Fehler bei Namen nach Art in diese Datei"
    )
    only = parser.add_subparsers(title="Teile", metavar="TEIL", parser_class=type(parser))
    own = only.add_parser(
        evaluate_search.NAME, help=evaluate_search.HELP, description=evaluate_search.HELP
    )
    evaluate_search.add_arguments(own)
    own.set_defaults(run=evaluate_search.run)


def run(arguments: Namespace, models: Models) -> int:
    """1 where a floor is not reached."""
    from models import evaluate
    from service.settings import load_settings
    from service.workbench import search_rows

    settings = load_settings(data=arguments.data)
    chosen = {
        part: golds[: arguments.sample] for part, golds in evaluate.parts(arguments.seeds).items()
    }
    say(", ".join(f"{part}: {len(golds)} Berichte" for part, golds in chosen.items()))
    analyser = models.analyser(settings)
    read = {part: evaluate.analysed(analyser, golds) for part, golds in chosen.items()}
    rows = list(evaluate.measured(read, evaluate.judged_themes(analyser)))
    if arguments.errors:
        arguments.errors.write_text(evaluate.error_report(read), encoding="utf-8")
    if arguments.data:
        rows += search_rows(settings, models.encoder(settings), models.base_encoder(settings))
    held = evaluate.with_floors(rows)
    write_line(evaluate.table(held))
    return 0 if all(row.holds for row in held) else 1

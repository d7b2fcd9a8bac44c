"""fundstelle evaluate search: the workbench of search."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from service.commands.console import say, write_line
from service.commands.parser import positive

if TYPE_CHECKING:
    from models.evaluation.judgments import Judgment
    from models.evaluation.search import Question
    from models.evaluation.search_run import Run
    from service.loading import Models
    from service.settings import Settings
    from service.workbench import Bench

NAME = "search"
HELP = "Güte der Suche neben einfacheren Suchen, Messungen vergleichen, Urteile tauschen"
LIMIT = 10
FLOOR = 5
FULL = "full"


def add_arguments(parser: ArgumentParser) -> None:
    """[--data DIR] and what is to be done: without any, measure."""
    parser.add_argument(
        "--data", metavar="DIR", type=Path, default=SUPPRESS, help="Datenordner (sonst: data)"
    )
    asked = parser.add_argument_group("Messen")
    asked.add_argument(
        "--queries", metavar="FILE.jsonl", type=Path, help="eigene Fragen statt der zurückgelegten"
    )
    asked.add_argument(
        "--judgments",
        metavar="FILE.csv",
        type=Path,
        help="Urteile (sonst: judgments.csv im Datenordner, wenn es sie gibt)",
    )
    asked.add_argument("--out", metavar="RUN.json", type=Path, help="Messung in diese Datei")
    asked.add_argument(
        "--limit", metavar="N", type=positive, default=LIMIT, help="so viele Berichte je Frage"
    )
    asked.add_argument(
        "--sample", metavar="N", type=positive, default=SUPPRESS, help="nur die ersten N Fragen"
    )
    _add_comparison(parser)
    _add_judgments(parser)


def _add_comparison(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("Vergleichen")
    group.add_argument(
        "--compare", metavar=("A.json", "B.json"), type=Path, nargs=2, help="Frage für Frage"
    )
    group.add_argument(
        "--systems",
        metavar=("A", "B"),
        nargs=2,
        default=(FULL, FULL),
        help="welche Suche der Messung (sonst: full full)",
    )
    group.add_argument("--measure", metavar="NAME", default="nDCG@10", help="sonst: nDCG@10")


def _add_judgments(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("Urteile")
    group.add_argument(
        "--export",
        metavar="FILE.csv",
        type=Path,
        help="alle Urteile und was noch zu beurteilen ist als Tabelle",
    )
    group.add_argument(
        "--import", dest="import_", metavar="FILE.csv", type=Path, help="Urteile übernehmen"
    )
    group.add_argument(
        "--from-log", action="store_true", help="Urteile aus festgehaltenen Klicks bilden"
    )
    group.add_argument(
        "--floor",
        metavar="K",
        type=positive,
        default=FLOOR,
        help=f"nur Fragen, die an mindestens K Tagen gestellt wurden (sonst: {FLOOR})",
    )


def run(arguments: Namespace, models: Models) -> int:
    """1 where a floor is not reached, 2 for switches that do not go together."""
    if arguments.compare:
        return _compare(arguments)
    from service.settings import load_settings

    settings = load_settings(data=arguments.data)
    if arguments.import_:
        return _import(arguments, settings)
    _require_store(settings)
    if arguments.from_log:
        return _from_log(arguments, settings)
    return _measure(arguments, models, settings)


def _require_store(settings: Settings) -> None:
    from nlp.errors import StoreError

    if not settings.has_store:
        raise StoreError(
            f"In „{settings.data}“ liegt noch kein Bestand; "
            "bitte zuerst mit „fundstelle ingest“ Berichte aufnehmen."
        )


# Measuring


def _measure(arguments: Namespace, models: Models, settings: Settings) -> int:
    from models.evaluation.judgments import with_judgments
    from models.evaluation.search_run import write_run
    from service.workbench import open_bench

    judgments = _judgments(arguments, settings)
    with open_bench(settings, models.encoder(settings), models.base_encoder(settings)) as bench:
        annotated = _questions(arguments, bench)
        questions = with_judgments(annotated, judgments)
        measured = bench.run(questions, limit=max(arguments.limit, LIMIT))
        write_line(_tables(measured, judged=bool(judgments)))
        if not arguments.queries:
            write_line(_restricted(bench, arguments.sample))
        if arguments.export:
            _export(arguments.export, bench, measured, judgments)
    if arguments.out:
        write_run(arguments.out, measured)
    is_standard = not (arguments.queries or judgments or arguments.sample)
    return _held_to_floors(measured) if is_standard else 0


def _questions(arguments: Namespace, bench: Bench) -> list[Question]:
    from corpus.gold import read_queries
    from service.workbench import held_out_queries, questions_of

    queries = read_queries(arguments.queries) if arguments.queries else held_out_queries()
    queries = queries[: arguments.sample]
    there = bench.store.find(dict.fromkeys(query.doc for query in queries))
    if absent := sum(query.doc not in there for query in queries):
        say(f"Bei {absent} von {len(queries)} Fragen fehlt der gesuchte Bericht im Bestand.")
    return questions_of(bench.store, queries)


def _judgments(arguments: Namespace, settings: Settings) -> list[Judgment]:
    from models.evaluation.judgments import read_judgments

    path = arguments.judgments or settings.judgments_file
    if not arguments.judgments and not path.exists():
        return []
    judgments = read_judgments(path)
    graded = sum(judgment.grade is not None for judgment in judgments)
    say(f"{graded} Urteile aus „{path.name}“.")
    return judgments


def _tables(measured: Run, *, judged: bool) -> str:
    from models.evaluation.search import JUDGED, systems_table
    from service.workbench import system_rows

    rows = {system: system_rows(measured, system) for system in measured.rankings}
    if not judged:
        rows = {s: [r for r in own if not r.name.startswith(JUDGED)] for s, own in rows.items()}
    return systems_table(rows)


def _restricted(bench: Bench, sample: int | None) -> str:
    from models.evaluation.search import systems_table
    from service.workbench import restricted

    return systems_table(restricted(bench, sample))


def _held_to_floors(measured: Run) -> int:
    from models.evaluate import with_floors
    from service.workbench import full_rows

    missed = [row for row in with_floors(full_rows(measured)) if not row.holds]
    for row in missed:
        say(f"Unter dem Mindestwert: {row.name} {row.value:.3f} statt {row.floor:.2f}")
    return 1 if missed else 0


# Comparing


def _compare(arguments: Namespace) -> int:
    from models.evaluation.search import MEASURES
    from models.evaluation.search_compare import compare, report
    from models.evaluation.search_run import read_run
    from nlp.errors import BadInputError

    if arguments.measure not in MEASURES:
        raise BadInputError(f"Dieses Maß gibt es nicht, nur: {', '.join(MEASURES)}.")
    before, after = map(read_run, arguments.compare)
    systems = (arguments.systems[0], arguments.systems[1])
    compared = compare(before, after, measure=arguments.measure, systems=systems)
    write_line(report(compared, names=_names(arguments.compare, systems)))
    return 0


def _names(paths: Sequence[Path], systems: tuple[str, str]) -> tuple[str, str]:
    """What tells the two apart: file, system, or both."""
    first, second = (
        path.stem if system == FULL else f"{path.stem} {system}"
        for path, system in zip(paths, systems, strict=True)
    )
    return (first, second) if first != second else ("A", "B")


# Judgments


def _export(path: Path, bench: Bench, measured: Run, judgments: Sequence[Judgment]) -> None:
    from models.evaluation.judgments import pool, write_judgments
    from service.workbench import with_excerpts

    rows = with_excerpts(bench.store, pool(measured, judgments))
    write_judgments(path, rows)
    waiting = sum(row.grade is None for row in rows)
    say(f"{len(rows)} Zeilen in „{path.name}“, davon {waiting} noch ohne Urteil.")


def _import(arguments: Namespace, settings: Settings) -> int:
    from models.evaluation.judgments import is_news, read_judgments

    graded = [each for each in read_judgments(arguments.import_) if is_news(each)]
    return _keep(graded, arguments, settings)


def _keep(new: Sequence[Judgment], arguments: Namespace, settings: Settings) -> int:
    """Adds to the judgments of the data folder, or of the file that was named."""
    from models.evaluation.judgments import merged, read_judgments, write_judgments

    path = arguments.judgments or settings.judgments_file
    known = read_judgments(path) if path.exists() else []
    kept = merged([*known, *new])
    write_judgments(path, kept)
    say(f"{len(new)} Urteile übernommen, jetzt {len(kept)} in „{path.name}“.")
    return 0


def _from_log(arguments: Namespace, settings: Settings) -> int:
    from models.evaluation.clicks import judgments_of
    from models.evaluation.judgments import write_judgments
    from service.query_log import read_searches

    searches = read_searches(settings)
    judgments = judgments_of(searches, floor=arguments.floor)
    questions = len({judgment.query for judgment in judgments})
    say(f"{len(searches)} Suchen: {len(judgments)} Urteile zu {questions} Fragen.")
    if arguments.export:
        write_judgments(arguments.export, judgments)
        return 0
    return _keep(judgments, arguments, settings)

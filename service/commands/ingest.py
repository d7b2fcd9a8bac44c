"""fundstelle ingest: files and folders into a store and its index."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from service.commands.console import Counter, say, write_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corpus.documents import Document, Refusal
    from nlp.pipeline import Analyser
    from service.ingest import IngestReport, Step
    from service.loading import Models
    from service.naming import Naming
    from service.workspace import Workspace

NAME = "ingest"
HELP = "Dateien und Ordner in den Bestand aufnehmen; wiederholbar"
INTERRUPTED = 130


def add_arguments(parser: ArgumentParser) -> None:
    """PATH… --data DIR"""
    parser.add_argument(
        "paths", metavar="PATH", nargs="+", type=Path, help="Datei oder Ordner (mit Unterordnern)"
    )
    parser.add_argument("--data", metavar="DIR", type=Path, help="Datenordner (sonst: data)")


def run(arguments: Namespace, models: Models) -> int:
    """1 where a document was refused, 130 where it was interrupted, else 0."""
    from corpus.documents import read_paths
    from service.commands.retagging import themed
    from service.interrupt import asked_to_stop
    from service.settings import load_settings
    from service.workspace import open_workspace

    settings = load_settings(data=arguments.data)
    encoder, analyser = models.encoder(settings), models.analyser(settings)
    with (
        asked_to_stop(lambda: say("\nDer Bericht in Arbeit wird noch fertig …")) as stop,
        open_workspace(settings, encoder, purpose="ingest") as space,
    ):
        analyser = themed(space, settings, analyser, stop)
        reports = list(_runs(space, analyser, read_paths(arguments.paths), stop))
        space.lessons.catch_up(stop=stop)
        if space.applier is None:
            say("Der laufende Dienst nimmt die Berichte in seine Suche auf.")
        if not space.all_alike() and not any(r.interrupted or r.failures for r in reports):
            space.mark_alike()
    return _exit_code(reports)


def _runs(
    space: Workspace,
    analyser: Analyser,
    documents: Iterator[Document | Refusal],
    stop: Callable[[], bool],
) -> Iterator[IngestReport]:
    """The run over the files, and another over the store where its vectors are outdated."""
    from service.ingest import stale_documents
    from service.naming import Naming

    named = Naming(space.store, alike=False)
    yield _run(space, analyser, documents, stop, named)
    if not space.all_alike() and not stop():
        say("Der übrige Bestand wird mit dem neuen Sprachmodell neu eingelesen.")
        yield _run(space, analyser, stale_documents(space.store, analyser.version), stop)


def _run(
    space: Workspace,
    analyser: Analyser,
    documents: Iterator[Document | Refusal],
    stop: Callable[[], bool],
    naming: Naming | None = None,
) -> IngestReport:
    from service.ingest import ingest

    counter = Counter("eingelesen")
    report = ingest(
        documents,
        store=space.store,
        analyser=analyser,
        progress=lambda step: _tell(counter, step),
        applier=space.applier,
        stop=stop,
        naming=naming,
    )
    counter.end()
    write_line(_summary(report, counter.seconds))
    return report


def _tell(counter: Counter, step: Step) -> None:
    if step.error:
        counter.note(f"{step.name}: {step.error}")
    for near in step.near:
        share = round(100 * near.share)
        counter.note(
            f"fast gleich: {step.name} und der Bericht „{near.title}“ [{near.report}] ({share} %)"
        )
    counter.step()


def _summary(report: IngestReport, seconds: float) -> str:
    counts = (
        f"{report.new} neu, {report.changed} geändert, "
        f"{report.unchanged} unverändert, {report.refused} abgewiesen"
    )
    end = " Abgebrochen; ein neuer Aufruf setzt fort." if report.interrupted else ""
    return f"{counts} ({f'{seconds:.1f}'.replace('.', ',')} s).{end}"


def _exit_code(reports: list[IngestReport]) -> int:
    if any(report.interrupted for report in reports):
        return INTERRUPTED
    return 1 if any(report.refused for report in reports) else 0

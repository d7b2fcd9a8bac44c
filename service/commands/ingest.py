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
    from service.reanalyse import Reread
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
    from service.naming import Naming
    from service.settings import load_settings
    from service.workspace import open_workspace

    settings = load_settings(data=arguments.data)
    encoder, analyser = models.encoder(settings), models.analyser(settings)
    with (
        asked_to_stop(lambda: say("\nDer Bericht in Arbeit wird noch fertig …")) as stop,
        open_workspace(settings, encoder, purpose="ingest") as space,
    ):
        analyser = themed(space, settings, analyser, stop)
        naming = Naming(space.store, alike=False)
        report = _run(space, analyser, read_paths(arguments.paths), stop, naming)
        return finished(space, analyser, report, stop)


def finished(
    space: Workspace, analyser: Analyser, report: IngestReport, stop: Callable[[], bool]
) -> int:
    """What is to do once reports were taken in; the command's exit code."""
    rest = _read_rest(space, analyser, stop)
    space.lessons.catch_up(stop=stop)
    if space.applier is None:
        say("Der laufende Dienst nimmt die Berichte in seine Suche auf.")
    if not space.all_alike() and not (stop() or report.failures or rest.failed):
        space.mark_alike()
    return _exit_code(report, rest, interrupted=stop())


def _read_rest(space: Workspace, analyser: Analyser, stop: Callable[[], bool]) -> Reread:
    """The store read again where its vectors are another model's."""
    from service.reanalyse import Reread, reanalyse

    if space.all_alike() or stop():
        return Reread(done=0, failed=())
    say("Der übrige Bestand wird mit dem neuen Sprachmodell neu eingelesen.")
    counter = Counter("neu eingelesen")
    rest = reanalyse(space.store, analyser, applier=space.applier, progress=counter.step, stop=stop)
    counter.end()
    for name, error in rest.failed:
        say(f"{name}: {error}")
    write_line(f"{rest.done} neu eingelesen, {len(rest.failed)} abgewiesen.")
    return rest


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
        progress=lambda step: _step(counter, step),
        applier=space.applier,
        stop=stop,
        naming=naming,
    )
    counter.end()
    write_line(_summary(report, counter.seconds))
    return report


def _step(counter: Counter, step: Step) -> None:
    note(counter, step)
    counter.step()


def note(counter: Counter, step: Step) -> None:
    """A line where a document was refused, and for each report that is nearly the same."""
    if step.error:
        counter.note(f"{step.name}: {step.error}")
    for near in step.near:
        share = round(100 * near.share)
        counter.note(
            f"fast gleich: {step.name} und der Bericht „{near.title}“ [{near.report}] ({share} %)"
        )


def _summary(report: IngestReport, seconds: float) -> str:
    counts = (
        f"{report.new} neu, {report.changed} geändert, "
        f"{report.unchanged} unverändert, {report.refused} abgewiesen"
    )
    end = " Abgebrochen; ein neuer Aufruf setzt fort." if report.interrupted else ""
    return f"{counts} ({f'{seconds:.1f}'.replace('.', ',')} s).{end}"


def _exit_code(report: IngestReport, rest: Reread, *, interrupted: bool) -> int:
    """1 where a document was refused, 130 where it was interrupted, else 0."""
    if interrupted:
        return INTERRUPTED
    return 1 if report.refused or rest.failed else 0

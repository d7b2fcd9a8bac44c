"""fundstelle bulk: many reports at once, analysed by several processes."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from service.commands.console import Counter, counted, say, write_line
from service.commands.ingest import finished, note
from service.commands.parser import positive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from corpus.documents import Document, Refusal
    from nlp.pipeline import Analyser
    from service.analyse import ReportReader, Result
    from service.bulk import Bounds, Gauge, Pool, Sources
    from service.ingest import IngestReport, Step
    from service.loading import Models
    from service.settings import Settings
    from service.workspace import Workspace

NAME = "bulk"
HELP = "Sehr viele Berichte mit mehreren Prozessen aufnehmen (Ray); wiederholbar"
SHOWN = 20
"""Names of refused documents at the end."""
MORE = """
Liest, was auch „ingest“ liest, dazu ZIP-Archive, beliebig lange Listen (NDJSON) und Adressen
von Objektspeichern (s3://…, gs://…). Was schon da ist, wird nicht noch einmal ausgewertet:
Nach einem Abbruch setzt derselbe Aufruf fort.
"""


def add_arguments(parser: ArgumentParser) -> None:
    """SOURCE… --data DIR"""
    parser.epilog = MORE
    parser.add_argument(
        "sources", metavar="QUELLE", nargs="+", help="Datei, Ordner, ZIP-Archiv oder Adresse"
    )
    parser.add_argument("--data", metavar="DIR", type=Path, help="Datenordner (sonst: data)")
    parser.add_argument(
        "--workers", metavar="N", type=positive, help="Arbeitsprozesse (sonst: so viele wie Kerne)"
    )
    parser.add_argument(
        "--address", metavar="ADRESSE", default="", help="ein Ray-Cluster, das schon läuft"
    )
    parser.add_argument(
        "--timeout",
        metavar="SEKUNDEN",
        type=positive,
        default=60,
        help="nach so vielen (und 2 je 1000 Zeichen) gilt ein Bericht als steckengeblieben",
    )


def run(arguments: Namespace, models: Models) -> int:
    """1 where a document was refused, 130 where it was interrupted, else 0."""
    from service.bulk import Sources
    from service.bulk.ray_pool import check_ray
    from service.commands.retagging import themed
    from service.interrupt import asked_to_stop
    from service.settings import load_settings
    from service.workspace import open_workspace

    check_ray()
    sources = Sources(arguments.sources)
    settings = load_settings(data=arguments.data)
    encoder, analyser = models.encoder(settings), models.analyser(settings)
    with (
        asked_to_stop(lambda: say("\nWird beendet …")) as stop,
        open_workspace(settings, encoder, purpose="ingest") as space,
    ):
        analyser = themed(space, settings, analyser, stop)
        report = _with_ray(space, settings, analyser, sources, arguments, stop)
        return finished(space, analyser, report, stop)


def _with_ray(  # noqa: PLR0913, PLR0917
    space: Workspace,
    settings: Settings,
    analyser: Analyser,
    sources: Sources,
    arguments: Namespace,
    stop: Callable[[], bool],
) -> IngestReport:
    from service.bulk import Bounds, Recipe
    from service.bulk.ray_pool import ray_pool
    from service.bulk.ray_worker import Shipped

    say("Die Arbeitsprozesse starten …")
    loading = Shipped(Recipe.of(analyser, settings))
    with ray_pool(
        loading, version=analyser.version, size=arguments.workers, address=arguments.address
    ) as pool:
        return take(
            space, analyser, sources, pool, stop=stop, bounds=Bounds(seconds=arguments.timeout)
        )


def take(  # noqa: PLR0913
    space: Workspace,
    analyser: ReportReader,
    sources: Sources,
    pool: Pool,
    *,
    stop: Callable[[], bool],
    bounds: Bounds | None = None,
) -> IngestReport:
    """Takes all of it in, and tells how it goes."""
    from service.bulk import Gauge, Schedule
    from service.ingest import ingest
    from service.naming import Naming

    schedule = Schedule(pool, bounds=bounds, stop=stop)
    gauge = Gauge(lambda: sources.read, sources.total)
    told = _Told(gauge)

    def reading(
        documents: Iterable[Document | Refusal], _: ReportReader
    ) -> Iterator[Result | Refusal]:
        return gauge.arrived(schedule.results(gauge.drawn(documents)))

    report = ingest(
        sources,
        store=space.store,
        analyser=analyser,
        progress=told.step,
        applier=space.applier,
        stop=stop,
        naming=Naming(space.store, alike=False),
        reading=reading,
    )
    told.end(report)
    return report


class _Told:
    """What is said while it goes on, and at the end."""

    def __init__(self, gauge: Gauge) -> None:
        self._gauge = gauge
        self._there = 0
        self._counter = Counter("eingelesen", self._more)

    def step(self, step: Step) -> None:
        """What became of one."""
        note(self._counter, replace(step, name=_label(step)))
        is_there = step.outcome == "unchanged"
        self._there += is_there
        self._counter.steps(0 if is_there else 1)

    def end(self, report: IngestReport) -> None:
        """The summary."""
        self._counter.end()
        write_line(_summary(report, self._counter.seconds))
        if names := [_label(step) for step in report.failures]:
            rest = len(names) - SHOWN
            more = f" und {rest} weitere" if rest > 0 else ""
            say(f"Nicht aufgenommen: {', '.join(names[:SHOWN])}{more}.")

    def _more(self) -> str:
        left = self._gauge.seconds_left()
        there = f", {self._there} waren schon da" if self._there else ""
        share = int(100 * self._gauge.share)
        return f"{there}, {share} %{'' if left is None else f', noch etwa {duration(left)}'}"


def _label(step: Step) -> str:
    """With the id: a list has many entries."""
    return f"{step.name} [{step.id}]" if step.id else step.name


def duration(seconds: float) -> str:
    """Roughly, in the largest unit that says enough."""
    if seconds < 90:
        return counted(max(1, round(seconds)), "Sekunde", "Sekunden")
    if seconds < 5400:
        return counted(round(seconds / 60), "Minute", "Minuten")
    return counted(round(seconds / 3600), "Stunde", "Stunden")


def _summary(report: IngestReport, seconds: float) -> str:
    taken = report.new + report.changed
    pace = round(60 * taken / max(seconds, 0.001))
    end = " Abgebrochen; ein neuer Aufruf setzt fort." if report.interrupted else ""
    return (
        f"{report.new} neu, {report.changed} geändert, {report.unchanged} schon da, "
        f"{report.refused} abgewiesen ({counted(round(seconds), 'Sekunde', 'Sekunden')}, "
        f"{pace} je Minute).{end}"
    )

"""All checks of a data folder, the plainest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.encoder import Encoder
from nlp.errors import StoreError
from service.index.folder import is_held
from service.places import opened_place
from service.rebuild import about_of
from service.store import Store
from service.store.engine import open_engine, reading
from service.store.inspection import Inspection
from service.store.migrate import HEAD, schema_version
from service.store_notes import ENCODER
from service.verify import rest
from service.verify.findings import RESTORE, Finding, counted
from service.verify.index import check_index
from service.verify.reports import check_reports
from service.workspace import open_store

if TYPE_CHECKING:
    from service.settings import Settings


def verified(  # noqa: PLR0913
    settings: Settings,
    encoder: Encoder,
    *,
    version: Callable[[Store], str] | None,
    models: Path | None = None,
    progress: Callable[[], None] = lambda: None,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Finding]:
    """What is wrong, or worth knowing; nothing is changed, and a service may run meanwhile.

    ``version``: of the analyser, for the store as it is set up; None where every report must be
    as this version would have it. ``models``: the folder of the
    models that come along, None for others. ``progress`` hears of each report.
    """
    if models:
        yield from rest.check_models(models)
    try:
        damage = _damage(settings)
    except StoreError as error:
        yield Finding(what=str(error), advice=RESTORE)
        return
    yield from damage
    if damage:
        return
    with open_store(settings) as store:
        yield from _orphans(store)
        for check in (rest.check_vocabularies, rest.check_feedback):
            yield from check(store)
        yield from rest.check_jobs(store, settings)
        own = version(store) if version else None
        if own is not None:
            yield from rest.check_versions(store, own)
        yield from check_reports(store, encoder.dimensions, own, progress=progress, stop=stop)
        if not stop():
            yield from _index(store, settings, encoder)


def _damage(settings: Settings) -> list[Finding]:
    """Of the database as a file, and of its schema."""
    engine = open_engine(
        settings.store_url,
        connections=settings.database_connections,
        seconds=settings.database_timeout,
    )
    try:
        with reading(engine) as connection:
            schema = schema_version(connection)
        if schema != HEAD:
            return [_schema(schema)]
        lines = Inspection(engine).damage()
    finally:
        engine.dispose()
    if not lines:
        return []
    where = counted(len(lines), "Stelle", "Stellen")
    return [Finding(what=f"Die Datenbank ist beschädigt ({where}).", advice=RESTORE)]


def _schema(found: str | None) -> Finding:
    if found is None:
        return Finding(what="Die Datenbank ist leer oder keine von Fundstelle.", advice=RESTORE)
    if found > HEAD:
        return Finding(
            what="Die Datenbank stammt von einer neueren Version von Fundstelle.",
            advice="Die neuere Version installieren.",
        )
    return Finding(
        what="Die Datenbank stammt von einer älteren Version von Fundstelle.",
        advice="Sichern („fundstelle backup“); der nächste Start hebt sie an.",
    )


def _orphans(store: Store) -> Iterator[Finding]:
    for table, many in store.inspection.orphans().items():
        what = counted(many, "Zeile gehört", "Zeilen gehören")
        yield Finding(what=f"{what} zu nichts mehr (Tabelle „{table}“).", advice=RESTORE)


def _index(store: Store, settings: Settings, encoder: Encoder) -> Iterator[Finding]:
    if store.count() and store.note(ENCODER) != encoder.name:
        yield Finding(
            what="Die Vektoren des Bestands sind von einem anderen Sprachmodell.",
            advice="„fundstelle reindex“ berechnet neue, während der Dienst läuft.",
        )
        return
    yield from rest.check_pending(store, served=_is_served(settings))
    try:
        with opened_place(settings) as place:
            yield from check_index(store, place, about_of(store, encoder))
    except StoreError as error:
        yield Finding(what=str(error), advice="Den Cluster und die Einstellungen dazu prüfen.")
    except (ValueError, KeyError, TypeError):
        yield Finding(
            what="Der Suchindex lässt sich nicht vergleichen, solange Berichte beschädigt sind.",
            advice="Zuerst die Berichte in Ordnung bringen, dann noch einmal prüfen.",
        )


def _is_served(settings: Settings) -> bool:
    """Whether another program holds the index."""
    return settings.index_folder.is_dir() and is_held(settings.index_folder)

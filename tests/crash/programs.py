"""The programs that are killed: the real ones, but for the models that they read with."""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine

from service.api.parts import Parts, background
from service.app import create_app
from service.backup import restore, save
from service.ingest import Step, ingest
from service.reanalyse import reanalyse
from service.rebuild import prepare
from service.serve import serve
from service.settings import Settings
from service.store import Store
from service.store_notes import ENCODER
from service.theme_desk import ThemeDesk
from service.workspace import Purpose, Workspace, open_workspace
from tests.crash.reader import RuleAnalyser, a_document, encoder_of
from tests.service.older import without_found
from tests.service.theme_fakes import tagger_of

KEY = "crash-test-key-of-some-length"
OLD = "0004"


def settings_of(folder: Path) -> Settings:
    return Settings(data=folder, admin_key=KEY, rate=0)


def encoder_in(folder: Path) -> str:
    """The encoder that the store is of."""
    with Store(settings_of(folder).store_url) as store:
        return store.note(ENCODER) or "fake-1"


@contextmanager
def opened(folder: Path, purpose: Purpose, encoder: str = "") -> Iterator[Workspace]:
    name = encoder or encoder_in(folder)
    with open_workspace(settings_of(folder), encoder_of(name), purpose=purpose) as space:
        yield space


def analyser_for(space: Workspace, settings: Settings) -> RuleAnalyser:
    """With the vocabulary in use."""
    desk = ThemeDesk(space.store, settings, tagger_of=tagger_of)
    return desk.themed(RuleAnalyser(space.encoder))


@contextmanager
def served(folder: Path) -> Iterator[Parts]:
    """The parts of a service, with the work that goes on beside its requests."""
    settings = settings_of(folder)
    with opened(folder, "serve") as space:
        parts = Parts(
            settings=settings,
            store=space.store,
            finder=space.finder,
            analyser=RuleAnalyser(space.encoder),
            applier=space.applier,
            shared=space.finder.registry,
        )
        parts.desk = ThemeDesk(space.store, settings, tagger_of=tagger_of)
        parts.take_themes()
        with background(parts):
            yield parts


def serving(folder: Path, listener: socket.socket) -> None:
    with served(folder) as parts:
        serve(create_app(parts.settings, parts=parts), listener, parts.settings)


def ingesting(folder: Path, texts: dict[str, str], log: Path) -> None:
    """Notes each document that is stored."""
    settings = settings_of(folder)
    handle = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def note(step: Step) -> None:
        line = {"ack": f"ingest:{step.id}", "status": 400 if step.error else 200}
        os.write(handle, json.dumps(line).encode() + b"\n")

    with opened(folder, "ingest") as space:
        ingest(
            [a_document(name, text) for name, text in texts.items()],
            store=space.store,
            analyser=analyser_for(space, settings),
            applier=space.applier,
            progress=note,
        )
        space.lessons.catch_up()


def reindexing(folder: Path, encoder: str) -> None:
    settings = settings_of(folder)
    with Store(settings.store_url) as store:
        prepare(settings, store, encoder_of(encoder))
    with opened(folder, "reindex", encoder):
        pass


def rereading(folder: Path, version: str) -> None:
    """All reports by an analyser of another version."""
    settings = settings_of(folder)
    with opened(folder, "ingest") as space:
        desk = ThemeDesk(space.store, settings, tagger_of=tagger_of)
        analyser = desk.themed(RuleAnalyser(space.encoder, version=version))
        reanalyse(space.store, analyser, applier=space.applier)
        space.lessons.catch_up()


def made_old(folder: Path, target: Path) -> None:
    """A copy of the database as an earlier version left it."""
    target.mkdir(parents=True)
    shutil.copy(folder / "fundstelle.db", target)
    if (folder / "fundstelle.db-wal").exists():
        shutil.copy(folder / "fundstelle.db-wal", target)
    engine = create_engine(f"sqlite:///{target / 'fundstelle.db'}")
    with engine.begin() as connection:
        without_found(connection)
        connection.exec_driver_sql("DELETE FROM meta WHERE key = 'themes_vocabulary'")
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{OLD}'")
    engine.dispose()


def migrating(folder: Path) -> None:
    Store(settings_of(folder).store_url).close()


def saving(folder: Path, target: Path) -> None:
    save(settings_of(folder), target)


def restoring(folder: Path, source: Path) -> None:
    restore(settings_of(folder), source)

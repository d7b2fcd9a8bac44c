"""Whether vocabularies, feedback, bulk imports, decisions and models are whole."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.vocabulary import default_vocabulary, parse_vocabulary
from models.manifest import verify
from nlp.errors import ArtefactError, FundstelleError
from service.store import Store
from service.store.themes import IN_USE
from service.verify.findings import RESTORE, Finding, counted, named

if TYPE_CHECKING:
    from service.settings import Settings

PATIENCE = 5.0
"""Seconds within which a running service hands some of what is pending on to the index."""


def check_vocabularies(store: Store) -> Iterator[Finding]:
    """Each can be read, is what was loaded, and one of them is in use."""
    wrong = [
        one.version for one in store.themes.vocabularies() if not _is_whole(store, one.version)
    ]
    if wrong:
        yield Finding(
            what=f"Vokabulare sind nicht mehr, was geladen wurde: {named(wrong)}.",
            advice="Die Datei mit „fundstelle vocabulary load“ in einen neuen Bestand laden oder "
            + RESTORE,
        )
    own = {one.version for one in store.themes.vocabularies()} | {default_vocabulary().version}
    active = store.note(IN_USE) or default_vocabulary().version
    if active not in own:
        yield Finding(
            what="Das verwendete Vokabular gibt es nicht.",
            advice="„fundstelle vocabulary use standard“ verwendet das mitgelieferte.",
        )


def _is_whole(store: Store, version: str) -> bool:
    name, data = store.themes.content(version)
    kept = next(one for one in store.themes.vocabularies() if one.version == version)
    try:
        found = parse_vocabulary(data, name=name)
    except FundstelleError:
        return False
    return (found.version, hashlib.sha256(data).hexdigest()) == (version, kept.digest)


def check_feedback(store: Store) -> Iterator[Finding]:
    """All that people have said can be read."""
    readers: dict[str, Callable[[], object]] = {
        "Rückmeldungen zu Themen": store.themes.votes,
        "Texte, aus denen gelernt wird": lambda: _documents(store),
        "Gelerntes": lambda: [
            store.themes.learning(one.vocabulary) for one in store.themes.learnings()
        ],
        "Entscheidungen zu Projekten": store.projects.decisions,
        "Projekte": store.projects.snapshot,
        "Entwürfe": lambda: [store.as_read(name) for name in store.desk.drafts()],
        "Schlüssel": store.keys.all,
        "Webhooks": store.webhooks.all,
    }
    for what, read in readers.items():
        try:
            read()
        except (ValueError, KeyError, TypeError, OSError):
            yield Finding(what=f"{what} sind nicht lesbar.", advice=RESTORE)


def _documents(store: Store) -> object:
    names = {vote.report for vote in store.themes.votes()}
    return list(store.themes.documents(sorted(names)))


def check_jobs(store: Store, settings: Settings) -> Iterator[Finding]:
    """The file of every bulk import that is not done is there."""
    lost = [
        job_id
        for job_id, state in store.jobs.ids().items()
        if state != "done" and not (settings.imports_folder / job_id).is_file()
    ]
    running = [job_id for job_id in lost if store.jobs.get(job_id).is_open]
    if running:
        yield Finding(
            what=f"Dateien offener Einfuhren fehlen: {named(running)}.",
            advice="Den Auftrag löschen (DELETE /v1/jobs/KENNUNG) und die Datei neu senden.",
        )


def check_pending(store: Store, *, served: bool) -> Iterator[Finding]:
    """Nothing waits for the index, or somebody is about to hand it on."""
    waiting = len(store.pending())
    if not waiting:
        return
    told = counted(waiting, "Änderung wartet", "Änderungen warten") + " auf den Suchindex"
    if not served:
        yield Finding(
            what=f"{told}.",
            advice="Der nächste Start trägt sie nach.",
            fault=False,
        )
    elif not _moves(store):
        yield Finding(
            what=f"{told}, und der Dienst nimmt nichts davon.",
            advice="Meldungen des Dienstes ansehen und ihn neu starten.",
        )


def _moves(store: Store) -> bool:
    first = [change.id for change in store.pending(1)]
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if [change.id for change in store.pending(1)] != first:
            return True
        time.sleep(0.2)
    return False


def check_models(folder: Path) -> Iterator[Finding]:
    """Each model's files are those of its manifest."""
    for each in sorted(path for path in folder.iterdir() if path.is_dir()):
        try:
            verify(each)
        except ArtefactError as error:
            yield Finding(what=str(error), advice="")


def check_versions(store: Store, version: str) -> Iterator[Finding]:
    """Reports that another version of the analyser has read are worth knowing of."""
    old = sum(found.version != version for found in store.fingerprints().values())
    if old:
        yield Finding(
            what=f"{counted(old, 'Bericht', 'Berichte')} hat eine andere Version ausgewertet.",
            advice="„fundstelle reindex --analyse“ wertet sie neu aus, während der Dienst läuft.",
            fault=False,
        )

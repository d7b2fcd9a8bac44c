"""Saves a data folder while it is used: everything as it is at one moment.

The index is left out: it is built again from what is saved.
"""

from __future__ import annotations

import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

from nlp.errors import BadInputError, StoreError
from service.backup.contents import CONTENTS, DATABASE, IMPORTS, Contents, Kept, copied, kept_as
from service.backup.database import Stopped, copy, pinned
from service.index.arrays import sync_folder
from service.media import reason_of

if TYPE_CHECKING:
    from service.settings import Settings

UNFINISHED = ".unfertig"
ARCHIVES = (".tar", ".tar.gz", ".tgz")
DERIVED = frozenset({"index", "concepts"})
"""Folders that are built again by themselves."""
TRIES = 5
COUNTED = {
    "reports": "SELECT count(*) FROM reports",
    "passages": "SELECT count(*) FROM passages",
    "feedback": "SELECT count(*) FROM feedback",
    "project_decisions": "SELECT count(*) FROM project_decisions",
    "vocabularies": "SELECT count(*) FROM vocabularies",
    "jobs": "SELECT count(*) FROM jobs",
    "api_keys": "SELECT count(*) FROM api_keys",
}

Progress = Callable[[int, int], None]


def save(
    settings: Settings,
    target: Path,
    *,
    models: Path | None = None,
    progress: Progress = lambda _done, _total: None,
    stop: Callable[[], bool] = lambda: False,
) -> Contents | None:
    """A folder, or an archive where ``target`` ends like one; None where it was stopped.

    The name is there only when all of it is. BadInputError where it is taken; StoreError.
    ``models``: the folder of the models whose versions are noted. ``progress``: pages of the
    database, done and in all.
    """
    database = _database(settings)
    target = target.absolute()
    _check_target(settings, target)
    draft = target.with_name(target.name + UNFINISHED)
    try:
        _clear(draft)
        draft.mkdir(parents=True)
        draft.chmod(0o700)
        contents = _gathered(settings, database, draft, models, progress, stop)
        _finish(draft, target)
    except Stopped:
        _clear(draft)
        return None
    except OSError as error:
        _clear(draft)
        raise StoreError(reason_of(error)) from error
    except BaseException:
        _clear(draft)
        raise
    return contents


def is_archive(path: Path) -> bool:
    """Whether a name is that of an archive."""
    return path.name.endswith(ARCHIVES)


def _database(settings: Settings) -> Path:
    path = settings.database_file
    if path is None:
        raise BadInputError(
            "Die Datenbank liegt nicht im Datenordner: Bitte sie mit ihren eigenen Mitteln "
            "sichern, PostgreSQL etwa mit „pg_dump“."
        )
    return path


def _check_target(settings: Settings, target: Path) -> None:
    if target.exists():
        raise BadInputError(f"„{target.name}“ gibt es schon: Bitte einen anderen Namen wählen.")
    if target.is_relative_to(settings.data.absolute()):
        raise BadInputError("Die Sicherung darf nicht im Datenordner selbst liegen.")


def _gathered(  # noqa: PLR0913, PLR0917
    settings: Settings,
    database: Path,
    draft: Path,
    models: Path | None,
    progress: Progress,
    stop: Callable[[], bool],
) -> Contents:
    with _moment(settings, database, draft) as source:
        copy(source, draft / DATABASE, progress=progress, stop=stop)
        contents = Contents(
            created=datetime.now(UTC),
            counts={name: source.execute(q).fetchone()[0] for name, q in COUNTED.items()},
            about=_about(settings, source, models),
        )
    _part_from_links(draft / IMPORTS)
    _copy_others(settings, draft, stop)
    (draft / DATABASE).chmod(0o600)
    _sync(draft / DATABASE)
    contents = replace(contents, files=dict(_files(draft)))
    with (draft / CONTENTS).open("w", encoding="utf-8") as file:
        file.write(contents.to_json())
        file.flush()
        os.fsync(file.fileno())
    return contents


class _moment:  # noqa: N801 - used as a context manager
    """One moment of the database, with the files of the imports that are open in it."""

    def __init__(self, settings: Settings, database: Path, draft: Path) -> None:
        self._imports = settings.imports_folder
        self._database = database
        self._draft = draft / IMPORTS

    def __enter__(self) -> Connection:
        for _ in range(TRIES):
            self._pin = pinned(self._database)
            connection = self._pin.__enter__()
            try:
                if self._linked(connection):
                    return connection
            except BaseException:
                self._pin.__exit__(None, None, None)
                raise
            self._pin.__exit__(None, None, None)
        # The file of an import is gone for good: „verify“ tells of it.
        self._pin = pinned(self._database)
        return self._pin.__enter__()

    def __exit__(self, *error: Any) -> None:
        self._pin.__exit__(*error)

    def _linked(self, connection: Connection) -> bool:
        """Whether all files were still there: one is deleted when its import ends."""
        shutil.rmtree(self._draft, ignore_errors=True)
        rows = connection.execute("SELECT id FROM jobs WHERE state != 'done'").fetchall()
        linked = [_link(self._imports / name, self._draft / name) for (name,) in rows]
        return all(linked)


def _link(source: Path, target: Path) -> bool:
    """The file under another name, at once where the disk knows how."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except FileNotFoundError:
        return False
    except OSError:
        try:
            shutil.copyfile(source, target)
        except FileNotFoundError:
            return False
    return True


def _part_from_links(folder: Path) -> None:
    """Files of their own, which nobody changes later."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        own = path.with_name(f"{path.name}.new")
        with path.open("rb") as file:
            copied(file, own)
        own.replace(path)


def _copy_others(settings: Settings, draft: Path, stop: Callable[[], bool]) -> None:
    """Whatever else lies in the data folder and is not derived."""
    for path in sorted(settings.data.absolute().rglob("*")):
        name = path.relative_to(settings.data.absolute())
        if not _is_other(name) or not path.is_file():
            continue
        if stop():
            raise Stopped
        with path.open("rb") as file:
            copied(file, draft / name)


def _is_other(name: Path) -> bool:
    first = name.parts[0]
    return not (
        first in DERIVED
        or first == IMPORTS
        or first.startswith((DATABASE, "."))
        or first.endswith((UNFINISHED, ".new"))
        or first.startswith("vorher-")
    )


def _files(draft: Path) -> Iterator[tuple[str, Kept]]:
    for path in sorted(draft.rglob("*")):
        if path.is_file() and path.name != CONTENTS:
            yield path.relative_to(draft).as_posix(), kept_as(path)


def _about(settings: Settings, source: Connection, models: Path | None) -> dict[str, Any]:
    notes = dict(source.execute("SELECT key, value FROM meta").fetchall())
    analysers = "SELECT version, count(*) FROM reports GROUP BY version"
    vocabularies = "SELECT version, title FROM vocabularies ORDER BY loaded"
    return {
        "program": _version(),
        "schema": source.execute("SELECT version_num FROM alembic_version").fetchone()[0],
        "encoder": notes.get("encoder"),
        "analysers": dict(source.execute(analysers).fetchall()),
        "models": _models(models),
        "vocabularies": [
            {"version": version, "title": title}
            for version, title in source.execute(vocabularies).fetchall()
        ],
        "vocabulary_in_use": notes.get("themes_vocabulary") or "standard",
        "settings": dict(_plain(settings)),
    }


def _plain(settings: Settings) -> Iterator[tuple[str, bool | int | float | str]]:
    """Those that are no secret, which is what is not shown."""
    for field in fields(settings):
        if field.repr and field.name != "data":
            value = getattr(settings, field.name)
            yield field.name, value if isinstance(value, bool | int | float) else str(value)


def _models(folder: Path | None) -> list[str]:
    from models.manifest import MANIFEST, read_manifest

    if folder is None:
        return []
    return [read_manifest(path.parent).id for path in sorted(folder.glob(f"*/{MANIFEST}"))]


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("fundstelle")
    except PackageNotFoundError:
        return "0"


def _finish(draft: Path, target: Path) -> None:
    """The final name, in one step."""
    if not is_archive(target):
        draft.rename(target)
        sync_folder(target.parent)
        return
    packed = draft / target.name
    with tarfile.open(packed, "w" if target.name.endswith(".tar") else "w:gz") as archive:
        for path in (draft / CONTENTS, *(draft / name for name, _ in _files(draft))):
            if path != packed:
                archive.add(path, arcname=path.relative_to(draft).as_posix())
    packed.chmod(0o600)
    _sync(packed)
    packed.rename(target)
    sync_folder(target.parent)
    _clear(draft)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _clear(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)

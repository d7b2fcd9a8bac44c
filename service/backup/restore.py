"""Puts a backup in place of a data folder; what was there is kept beside it.

It is unpacked and checked beside the data first: what fails changes nothing. The database comes
last, so that an interruption leaves the folder without one rather than with half a stock; the
same call goes on then.
"""

from __future__ import annotations

import sqlite3
import tarfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from nlp.errors import BadInputError, DamagedFileError, NotFoundError, StoreError
from service.backup.contents import (
    CONTENTS,
    DATABASE,
    Contents,
    copied,
    damaged,
    kept_as,
    read_contents,
)
from service.backup.database import check, translated
from service.index.arrays import sync_folder
from service.index.folder import ABOUT, BUILD, LOCK, PLAN
from service.index.lock import FileLock
from service.media import reason_of
from service.store.migrate import HEAD

if TYPE_CHECKING:
    from service.settings import Settings

STAGE = ".wiederherstellung"
LARGEST_CONTENTS = 100_000_000
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """``beside``: where the data of before are, None where there were none. ``erased``: persons
    who were erased from them since the backup was made, and are back with it."""

    contents: Contents
    beside: Path | None
    erased: int


def restore(
    settings: Settings,
    source: Path,
    *,
    replace: bool = False,
    progress: Progress = lambda _done, _total: None,
    stop: Callable[[], bool] = lambda: False,
) -> Restored | None:
    """What was restored; None where it was stopped before.

    BadInputError where there is something that ``replace`` was not said of, DamagedFileError
    where the backup is not whole, StoreError. ``progress``: bytes, done and in all.
    """
    if settings.database_file is None:
        raise BadInputError(
            "Die Datenbank liegt nicht im Datenordner: Bitte FUNDSTELLE_DATABASE_URL leer lassen."
        )
    data = settings.data.absolute()
    former = _former(data)
    if former and not replace:
        raise BadInputError(
            f"In „{settings.data}“ liegt schon ein Bestand. Mit „--replace“ tritt die Sicherung "
            "an seine Stelle; was dort liegt, wird daneben aufgehoben."
        )
    try:
        with ExitStack() as stack:
            _hold(stack, settings)
            with _opened(source) as (contents, files):
                if not _unpack(data / STAGE, contents, files, progress, stop):
                    return None
            _check_database(data / STAGE / DATABASE)
            erased = _erased_since(data / DATABASE, contents.created)
            beside = _set_aside(data, former) if former else None
            _drop_index(settings.index_folder)
            _move_in(data, contents)
    except OSError as error:
        raise StoreError(reason_of(error)) from error
    return Restored(contents=contents, beside=beside, erased=erased)


def _erased_since(path: Path, moment: datetime) -> int:
    """How many persons were erased from the stock of before since a backup; 0 where unknown."""
    if not path.is_file():
        return 0
    query = "SELECT count(*) FROM erasures WHERE at > ?"
    try:
        with closing(sqlite3.connect(path)) as connection:
            plain = moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
            return int(connection.execute(query, (plain,)).fetchone()[0])
    except sqlite3.Error:
        return 0  # damaged, or of a version that erased nobody


def _hold(stack: ExitStack, settings: Settings) -> None:
    """No other program works here meanwhile: IndexBusyError."""
    lock = FileLock(settings.index_folder / LOCK)
    lock.acquire(wait=0.0)
    stack.callback(lock.release)


def _former(data: Path) -> list[Path]:
    """What lies in the data folder, its index and what an interrupted call left aside."""
    if not data.is_dir():
        return []
    kept = {"index", "concepts", STAGE}
    return [
        path
        for path in sorted(data.iterdir())
        if path.name not in kept and not path.name.startswith("vorher-")
        if not _is_done(data, path)
    ]


def _is_done(data: Path, path: Path) -> bool:
    """Whether a call that was interrupted has put it there already."""
    return (data / STAGE / CONTENTS).exists() and path.name != DATABASE


Files = Iterator[tuple[str, IO[bytes]]]


@contextmanager
def _opened(source: Path) -> Iterator[tuple[Contents, Files]]:
    """What a backup holds, and its files one after the other."""
    if source.is_dir():
        yield _from_folder(source)
        return
    if not source.is_file():
        raise NotFoundError(f"Die Sicherung „{source}“ gibt es nicht.")
    try:
        with tarfile.open(source, "r:*") as archive:
            yield _from_archive(archive)
    except (tarfile.TarError, EOFError) as error:
        raise damaged(source.name) from error
    except OSError as error:
        if error.errno is None:  # of the decompression
            raise damaged(source.name) from error
        raise


def _from_folder(source: Path) -> tuple[Contents, Files]:
    path = source / CONTENTS
    if not path.is_file():
        raise DamagedFileError(f"„{source.name}“ ist keine Sicherung ({CONTENTS} fehlt).")
    contents = read_contents(path.read_bytes())

    def files() -> Files:
        for name in contents.files:
            if not (source / name).is_file():
                raise damaged(name)
            with (source / name).open("rb") as file:
                yield name, file

    return contents, files()


def _from_archive(archive: tarfile.TarFile) -> tuple[Contents, Files]:
    first = archive.next()
    data = archive.extractfile(first) if first and first.name == CONTENTS else None
    if first is None or data is None or first.size > LARGEST_CONTENTS:
        raise DamagedFileError(f"Die Datei ist keine Sicherung ({CONTENTS} fehlt).")
    contents = read_contents(data.read())

    def files() -> Files:
        for entry in archive:
            file = archive.extractfile(entry)
            if entry.name in contents.files and file is not None:
                yield entry.name, file

    return contents, files()


def _unpack(
    stage: Path, contents: Contents, files: Files, progress: Progress, stop: Callable[[], bool]
) -> bool:
    """All files, each what it was; False where it was stopped. Goes on where it was."""
    if str(contents.about.get("schema") or "") > HEAD:
        raise BadInputError("Die Sicherung stammt von einer neueren Version von Fundstelle.")
    stage.mkdir(parents=True, exist_ok=True)
    total = sum(kept.size for kept in contents.files.values())
    done, left = 0, set(contents.files)
    for name, file in files:
        if stop():
            return False
        wanted, target = contents.files[name], stage / name
        if not (target.is_file() and kept_as(target) == wanted) and copied(file, target) != wanted:
            raise damaged(name)
        done += wanted.size
        left.discard(name)
        progress(done, total)
    if left or DATABASE not in contents.files:
        raise damaged(min(left, default=DATABASE))
    return True


def _check_database(path: Path) -> None:
    with translated(), closing(sqlite3.connect(path)) as connection:
        check(connection)


def _set_aside(data: Path, former: list[Path]) -> Path:
    _settle(data / DATABASE)
    beside = data / f"vorher-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    beside.mkdir()
    for path in former:
        if path.exists():
            path.rename(beside / path.name)
    sync_folder(beside)
    return beside


def _settle(path: Path) -> None:
    """What its journal holds comes into the database, so that the file is all of it."""
    if not path.is_file():
        return
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        return  # a damaged one is kept as it is


def _drop_index(folder: Path) -> None:
    """The index of before knows passages by numbers that are given again."""
    (folder / ABOUT).unlink(missing_ok=True)
    (folder / BUILD / PLAN).unlink(missing_ok=True)


def _move_in(data: Path, contents: Contents) -> None:
    stage = data / STAGE
    # From here on a call that is interrupted may be repeated without „--replace“.
    (stage / CONTENTS).write_text(contents.to_json(), encoding="utf-8")
    for name in sorted(contents.files, key=lambda name: name == DATABASE):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        if (stage / name).is_file():
            (stage / name).replace(data / name)
    sync_folder(data)
    (stage / CONTENTS).unlink()
    for path in sorted(stage.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    stage.rmdir()

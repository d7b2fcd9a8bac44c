"""Files of object storage and other places with an address, by fsspec."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from nlp.errors import BadInputError, NotFoundError

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{1,30})://")
PACKAGES = {"s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs"} | dict.fromkeys(
    ("abfs", "abfss", "az", "adl"), "adlfs"
)
TIMES = ("LastModified", "mtime", "updated", "last_modified", "created")


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteFile:
    """A file by its address; it is opened when it is read."""

    name: str
    source: str
    size: int
    modified: datetime | None
    place: str = field(repr=False)
    system: Any = field(repr=False)

    @property
    def path(self) -> Path | None:
        """It has none here."""
        return None

    def open(self) -> BinaryIO:
        """Its bytes, a block at a time."""
        return cast(BinaryIO, self.system.open(self.place, "rb"))


def is_address(written: str) -> bool:
    """Whether it is no path: ``s3://…``."""
    return bool(_ADDRESS.match(written))


def remote_files(address: str) -> Iterator[RemoteFile]:
    """The file of an address, or all under it, sorted, hidden ones left out.

    BadInputError where that cannot be listed, or where a package is missing; NotFoundError.
    """
    protocol = address.partition("://")[0]
    system, root = _opened(address, protocol)
    try:
        found: Mapping[str, Mapping[str, Any]] = system.find(root, detail=True)
    except Exception as error:
        raise _unusable(address, error) from error
    if not found:
        raise NotFoundError(f"Unter „{_shown(address)}“ liegt keine Datei.")
    for place in sorted(found, key=lambda place: place.split("/")):
        parts = place.removeprefix(root).split("/")
        if not any(part.startswith((".", "~$")) for part in parts):
            about = found[place]
            yield RemoteFile(
                name=place.rpartition("/")[2],
                source=f"{protocol}://{place.lstrip('/')}",
                size=int(about.get("size") or 0),
                modified=_modified(about),
                place=place,
                system=system,
            )


def _opened(address: str, protocol: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise BadInputError(
            f"Für „{protocol}://“ wird fsspec gebraucht: bitte „pip install 'fundstelle[ray]'“."
        ) from error
    try:
        system, root = url_to_fs(address)
    except ImportError as error:
        package = PACKAGES.get(protocol)
        more = f": bitte „pip install {package}“" if package else ""
        raise BadInputError(f"Für „{protocol}://“ fehlt ein Paket{more}.") from error
    except ValueError as error:
        if "rotocol not known" not in str(error):
            raise _unusable(address, error) from error
        raise BadInputError(f"Adressen mit „{protocol}://“ sind nicht bekannt.") from error
    except Exception as error:
        raise _unusable(address, error) from error
    return system, str(root)


def _unusable(address: str, error: Exception) -> BadInputError:
    return BadInputError(
        f"„{_shown(address)}“ lässt sich nicht lesen ({type(error).__name__}): "
        "Bitte Adresse und Zugangsdaten prüfen."
    )


def _shown(address: str) -> str:
    """Without what may be a password."""
    return re.sub(r"//[^/@]*@", "//", address)


def _modified(about: Mapping[str, Any]) -> datetime | None:
    value = next((about[key] for key in TIMES if about.get(key)), None)
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, int | float):
        return datetime.fromtimestamp(value, tz=UTC)
    return None

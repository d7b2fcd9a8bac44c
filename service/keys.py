"""Keys for programs: how they are made, kept and recognised.

A key carries 256 random bits, so its SHA-256 can be stored and compared: there is nothing to
guess that a slow hash would have to protect, and one would let strangers keep the processor busy
with wrong keys. The part in front is no secret: it names the key in lists, logs and the database.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import secrets
import string
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from nlp.errors import BadInputError, FundstelleError
from service.scopes import SCOPES, Scope, with_included
from service.store.keys import StoredKey

PREFIX = "fst"
ID_LETTERS = string.ascii_lowercase + string.digits
ID_LENGTH = 8
SECRET_BYTES = 32
NOTED_EVERY = timedelta(minutes=5)
"""How exactly the last use of a key is known: one small write in so much time."""
SETTING = "FUNDSTELLE_ADMIN_KEY"
MOST_NAME = 100

_KEY = re.compile(rb"fst_([a-z0-9]{8})_[A-Za-z0-9_-]{43}")
_NOBODY = bytes(32)
_log = logging.getLogger("fundstelle")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks: ``id`` and ``name`` are the key's, empty for a request without one."""

    id: str = ""
    name: str = ""
    scopes: frozenset[Scope] = frozenset()


_OF_SETTING = Caller(id=SETTING, name="Verwaltung", scopes=with_included(("admin",)))


class Keys(Protocol):
    """Where keys are kept."""

    def add(self, key: StoredKey) -> None:
        """Keep a new one."""

    def find(self, key_id: str) -> StoredKey | None:
        """One by its id."""

    def any(self) -> bool:
        """Whether one is in force."""

    def note_use(self, key_id: str, at: datetime) -> None:
        """When it was used last."""


def now() -> datetime:
    """The time in UTC."""
    return datetime.now(UTC)


def create_key(keys: Keys, *, name: str, scopes: Iterable[str]) -> tuple[StoredKey, str]:
    """A new key as it is kept, and the key itself, which nobody can read again.

    BadInputError for an unknown scope, none, or an unfit name.
    """
    key_id = "".join(secrets.choice(ID_LETTERS) for _ in range(ID_LENGTH))
    secret = f"{PREFIX}_{key_id}_{secrets.token_urlsafe(SECRET_BYTES)}"
    stored = StoredKey(
        id=key_id,
        name=_fit_name(name),
        scopes=_known(scopes),
        digest=digest_of(secret.encode()).hex(),
        created=now(),
    )
    keys.add(stored)
    return stored, secret


def digest_of(key: bytes) -> bytes:
    """What is kept of a key, 32 bytes."""
    return hashlib.sha256(key).digest()


class KeyRing:
    """Tells whose key it is; safe to share between threads.

    ``setting``: a key from the settings, which may do everything but see names of persons.
    """

    def __init__(
        self, keys: Keys, *, setting: str = "", clock: Callable[[], datetime] = now
    ) -> None:
        self._keys = keys
        self._setting = digest_of(setting.encode()) if setting else None
        self._clock = clock

    def is_empty(self) -> bool:
        """Whether there is no key at all that could be right."""
        return self._setting is None and not self._keys.any()

    def caller(self, key: bytes) -> Caller | None:
        """Who sent this key; None where it is wrong or revoked. Takes the same time for all."""
        digest = digest_of(key)
        if self._setting is not None and hmac.compare_digest(digest, self._setting):
            return _OF_SETTING
        found = self._find(key)
        kept = bytes.fromhex(found.digest) if found else _NOBODY
        if not hmac.compare_digest(digest, kept) or found is None or found.revoked:
            return None
        return _caller(found)

    def holder(self, key_id: str) -> tuple[Caller, bytes] | None:
        """Whose key this is and the digest of the key; None where it is not in force any more."""
        if key_id == SETTING:
            return (_OF_SETTING, self._setting) if self._setting else None
        found = self._keys.find(key_id)
        if found is None or found.revoked:
            return None
        return _caller(found), bytes.fromhex(found.digest)

    def name_of(self, key_id: str) -> str | None:
        """What a key is called, a revoked one too; None where there is none."""
        if key_id == SETTING:
            return _OF_SETTING.name
        found = self._keys.find(key_id)
        return found.name if found else None

    def note_use(self, caller: Caller) -> None:
        """Note when a key was used last, if that is not known well enough; never fails."""
        try:
            found = self._keys.find(caller.id)
            at = self._clock()
            if found and (found.used is None or at - found.used >= NOTED_EVERY):
                self._keys.note_use(found.id, at)
        except FundstelleError as error:
            _log.warning("the use of key %s is not noted: %s", caller.id, type(error).__name__)

    def _find(self, key: bytes) -> StoredKey | None:
        parts = _KEY.fullmatch(key)
        return self._keys.find(parts[1].decode()) if parts else None


def _caller(key: StoredKey) -> Caller:
    return Caller(id=key.id, name=key.name, scopes=with_included(key.scopes))


def _known(scopes: Iterable[str]) -> tuple[Scope, ...]:
    given = set(scopes)
    if unknown := given.difference(SCOPES):
        names = ", ".join(sorted(unknown))
        raise BadInputError(f"Unbekanntes Recht: {names}. Es gibt: {', '.join(SCOPES)}.")
    if not given:
        raise BadInputError(f"Ein Schlüssel braucht ein Recht: {', '.join(SCOPES)}.")
    return tuple(scope for scope in SCOPES if scope in given)


def _fit_name(name: str) -> str:
    fit = " ".join(name.split())
    if not fit or len(fit) > MOST_NAME or not fit.isprintable():
        raise BadInputError(f"Ein Schlüssel braucht einen Namen bis {MOST_NAME} Zeichen.")
    return fit

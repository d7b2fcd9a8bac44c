"""Who is logged in: a browser holds a random token in place of the key that was typed in.

The token carries 256 random bits; kept are its SHA-256 and a proof (HMAC) that binds it to the
key as it was at the login. So a session ends with its key: when that is revoked, and, for the key
of the settings, when it is changed. It ends after ``LIFETIME`` whatever happens in between.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from service.keys import Caller, KeyRing, digest_of, now
from service.store.sessions import StoredSession

LIFETIME = timedelta(hours=12)
TOKEN_BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


class Sessions(Protocol):
    """Where sessions are kept."""

    def add(self, session: StoredSession, *, now: datetime) -> None:
        """Keep a new one, and forget those that have ended."""

    def find(self, digest: str) -> StoredSession | None:
        """One by the digest of its token."""

    def remove(self, digest: str) -> None:
        """Forget one."""

    def forget(self, *, now: datetime) -> None:
        """Forget those that have ended."""


class SessionDesk:
    """Opens and closes sessions, and tells whose they are; safe to share between threads."""

    def __init__(
        self, sessions: Sessions, ring: KeyRing, *, clock: Callable[[], datetime] = now
    ) -> None:
        self._sessions = sessions
        self._ring = ring
        self._clock = clock

    def open(self, caller: Caller) -> str:
        """The token of a new session for the holder of a key in force."""
        holder = self._ring.holder(caller.id)
        if holder is None:
            raise ValueError(f"key {caller.id} is not in force")
        token = secrets.token_urlsafe(TOKEN_BYTES)
        at = self._clock()
        session = StoredSession(
            digest=digest_of(token.encode()).hex(),
            key_id=caller.id,
            proof=_proof(holder[1], token),
            ends=at + LIFETIME,
        )
        self._sessions.add(session, now=at)
        return token

    def caller(self, token: str) -> Caller | None:
        """Whose session it is; None where it has ended or never was."""
        if not _TOKEN.fullmatch(token):
            return None
        session = self._sessions.find(digest_of(token.encode()).hex())
        if session is None:
            return None
        holder = self._ring.holder(session.key_id)
        if (
            session.ends <= self._clock()
            or holder is None
            or not hmac.compare_digest(_proof(holder[1], token), session.proof)
        ):
            self._sessions.remove(session.digest)
            return None
        return holder[0]

    def close(self, token: str) -> None:
        """End a session."""
        if _TOKEN.fullmatch(token):
            self._sessions.remove(digest_of(token.encode()).hex())

    def forget(self) -> None:
        """Delete what has ended."""
        self._sessions.forget(now=self._clock())


def _proof(key_digest: bytes, token: str) -> str:
    return hmac.new(key_digest, token.encode(), hashlib.sha256).hexdigest()

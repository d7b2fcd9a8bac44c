"""Wrong keys: after a few of them none from that address is looked at for a while."""

from __future__ import annotations

import logging

from service.keys import Caller, KeyRing
from service.log import told
from service.quota import Limiter
from service.refusals import KeyWrongError, TooManyError

GUESSES = 10
"""So many wrong keys a minute from one address; then none from there is looked at for a while."""

_log = logging.getLogger("fundstelle")


class Guesses:
    """Recognises keys and counts wrong ones by address; safe to share between threads."""

    def __init__(self) -> None:
        self._limiter = Limiter(limit=GUESSES)

    def recognised(self, ring: KeyRing, key: bytes, *, address: str) -> Caller | None:
        """Whose key it is; None where there is no key that could be right.

        TooManyError after too many wrong ones, KeyWrongError for a wrong one.
        """
        if wait := self._limiter.look(address).wait:
            raise TooManyError("Von hier kamen zu viele falsche Schlüssel.", retry_after=wait)
        if caller := ring.caller(key):
            return caller
        if ring.is_empty():
            return None
        if self._limiter.take(address).remaining == 0:
            _log.warning("too many wrong keys from one address", extra=told(address=address))
        raise KeyWrongError("Dieser Schlüssel gilt hier nicht, oder er ist widerrufen.")

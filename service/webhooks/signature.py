"""Who a message is from: an HMAC-SHA256 over its time and its body.

``Fundstelle-Signature: t=1700000000,v1=HEX`` where HEX is the HMAC of ``1700000000.BODY`` under
the secret of the webhook. A receiver computes it anew, compares in constant time and refuses what
is older than some minutes.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

SIGNATURE_HEADER = "Fundstelle-Signature"
PREFIX = "whsec_"
TOLERANCE = 300
"""Seconds that the clocks and the way of a message may take."""


def new_secret() -> str:
    """256 random bits."""
    return PREFIX + secrets.token_urlsafe(32)


def signature(secret: str, body: bytes, *, at: int) -> str:
    """The header's value; ``at`` in seconds since 1970."""
    return f"t={at},v1={_digest(secret, body, at)}"


def verify(secret: str, body: bytes, given: str, *, now: int) -> bool:
    """What a receiver has to ask: whether a message is ours and fresh."""
    fields = dict(part.partition("=")[::2] for part in given.split(","))
    written = fields.get("t", "")
    if not (written.isascii() and written.isdigit()) or len(written) > 12:
        return False
    expected = _digest(secret, body, int(written))
    fits = hmac.compare_digest(expected.encode(), fields.get("v1", "").encode())
    return fits and abs(now - int(written)) <= TOLERANCE


def _digest(secret: str, body: bytes, at: int) -> str:
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()

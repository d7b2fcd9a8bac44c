"""``Idempotency-Key``: a request that is sent again is answered again, and done once.

https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header-06
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Annotated

from fastapi import Header

from service.api.submissions import Submission
from service.entering import Entry, State
from service.keys import Caller, now
from service.refusals import RepeatedDifferentlyError, StillRunningError
from service.store import RetryStore

IdempotencyKey = Annotated[
    str | None,
    Header(
        min_length=1,
        max_length=255,
        pattern=r"^[\x21-\x7e]+$",
        description="Vom Aufrufer gewählt. Kommt dieselbe Anfrage damit binnen eines Tages noch "
        "einmal, wird sie nicht wieder ausgeführt.",
        examples=["8e03978e-40d5-43e8-bc93-6894a57f9324"],
    ),
]


def once(  # noqa: PLR0913
    work: Callable[[], Entry],
    again: Callable[[str, State], Entry],
    *,
    retries: RetryStore,
    caller: Caller,
    key: str | None,
    sent: Submission,
) -> tuple[Entry, bool]:
    """Does the work, or answers ``again`` where it was done; with whether it was.

    RepeatedDifferentlyError where the key came with something else, StillRunningError where the
    work is being done. Work that is refused may be sent again.
    """
    if key is None:
        return work(), False
    name, body = _digest(caller.id, key), _fingerprint(sent)
    if before := retries.claim(name, body, now=now()):
        if before.body != body:
            raise RepeatedDifferentlyError("Mit diesem „Idempotency-Key“ kam schon ein anderer.")
        if before.report_id is None:
            raise StillRunningError("Eine Anfrage mit diesem „Idempotency-Key“ läuft noch.")
        return again(before.report_id, _state(before.state)), True
    try:
        entry = work()
    except BaseException:
        retries.release(name)
        raise
    retries.settle(name, report_id=entry.analysis.id, state=entry.state)
    return entry, False


def _state(written: str | None) -> State:
    return "new" if written == "new" else "changed" if written == "changed" else "unchanged"


def _fingerprint(sent: Submission) -> str:
    """Of what was sent, not of its bytes: the boundaries of a form are others each time."""
    return _digest(sent.id, sent.title, sent.name, sent.media_type or "", sent.data)


def _digest(*parts: str | bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()

"""Questions and clicks kept for measuring the search: off by default, without personal data.

What is kept, for how long and what for: ``docs/query-log.md``.
"""

from __future__ import annotations

import base64
import hmac
import logging
import secrets
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.evaluation.clicks import Search
from nlp.errors import BadInputError, FundstelleError
from nlp.masking import masked
from nlp.query import cleaned
from nlp.types import Span
from service.store import LoggedSearch, SearchLog, Store

if TYPE_CHECKING:
    from service.settings import Settings

LONGEST = 300
SIGNING = "query_log_secret"
KEY_BYTES, SIGNATURE_BYTES = 16, 16
OPEN_DAYS = 1
"""A result list can be clicked on its day and the next."""

Namer = Callable[[str], Sequence[Span]]
_log = logging.getLogger("fundstelle")


class QueryLog:
    """Keeps questions and clicks in a store; safe to share between threads.

    ``days``: for how long. ``namer``: finds persons in a question, beside the rules for names.
    """

    def __init__(
        self,
        store: Store,
        *,
        days: int,
        namer: Namer | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._searches = store.searches
        self._secret = bytes.fromhex(store.note_once(SIGNING, secrets.token_hex(32)))
        self._days = days
        self._namer = namer
        self._today = today
        self._cleared: date | None = None

    def token(self) -> str:
        """What a result list is sent with, so that its clicks can be told from made-up ones."""
        key = secrets.token_bytes(KEY_BYTES)
        return base64.urlsafe_b64encode(key + self._signature(key)).decode().rstrip("=")

    def keep(self, token: str, question: str, shown: Sequence[str]) -> bool:
        """Keep a search under its token; False where it is too long or the log cannot be used.

        Called after the answer is sent: nothing waits for it, and no error reaches the user.
        """
        try:
            self.clear()
            text = self._without_persons(question)
            if not text or not shown:
                return False
            search = LoggedSearch(day=self._today(), question=text, shown=tuple(shown))
            return self._searches.add(search, key=self._key(token))
        except FundstelleError as error:
            _log.warning("a search could not be kept: %s", type(error).__name__)
            return False

    def click(self, token: str, report_id: str) -> None:
        """Note a click; BadInputError where token and report do not belong together."""
        self.clear()
        if not self._searches.click(self._key(token), report_id):
            raise BadInputError(
                "Diese Ergebnisliste ist nicht bekannt oder zeigte andere Berichte."
            )

    def clear(self) -> None:
        """Forget what is too old, once a day."""
        today = self._today()
        if self._cleared != today:
            forget(self._searches, today=today, days=self._days)
            self._cleared = today

    def _without_persons(self, question: str) -> str:
        """Empty for a question that is not kept."""
        text = cleaned(question)
        if len(text) > LONGEST:
            return ""
        return masked(text, named=self._namer(text) if self._namer else ())

    def _key(self, token: str) -> str:
        try:
            raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        except ValueError as error:
            raise _forged() from error
        key, signature = raw[:KEY_BYTES], raw[KEY_BYTES:]
        if not hmac.compare_digest(signature, self._signature(key)):
            raise _forged()
        return key.hex()

    def _signature(self, key: bytes) -> bytes:
        return hmac.digest(self._secret, key, "sha256")[:SIGNATURE_BYTES]


def read_searches(settings: Settings) -> list[Search]:
    """What is kept and not too old, for measuring; what is too old is forgotten."""
    today = date.today()
    with Store(settings.store_url) as store:
        forget(store.searches, today=today, days=settings.log_days)
        kept = store.searches.all(since=today - timedelta(days=settings.log_days))
    return [
        Search(
            question=search.question,
            day=search.day.isoformat(),
            shown=search.shown,
            clicked=frozenset(search.clicked),
        )
        for search in kept
    ]


def forget(searches: SearchLog, *, today: date, days: int) -> None:
    """Delete what is older than so many days; close lists that can no longer be clicked."""
    searches.forget(
        before=today - timedelta(days=days), keys_before=today - timedelta(days=OPEN_DAYS)
    )


def _forged() -> BadInputError:
    return BadInputError("Das Kennzeichen der Ergebnisliste ist nicht gültig.")

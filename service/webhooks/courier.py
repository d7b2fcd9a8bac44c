"""Sends the messages that wait, and tries again later where nobody took one."""

from __future__ import annotations

import http.client
import logging
import ssl
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING

from nlp.errors import FundstelleError, NotFoundError
from service.background import Background
from service.webhooks.address import Rule, Target
from service.webhooks.post import post
from service.webhooks.signature import SIGNATURE_HEADER, signature

if TYPE_CHECKING:
    from service.store import Delivery, WebhookStore

PAUSE = 1.0
AT_ONCE = 20
ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=6)
KEPT = timedelta(days=30)
TIDY = 3600.0
"""Seconds between two looks at what may be forgotten."""
log = logging.getLogger(__name__)

Post = Callable[[Target, bytes, Mapping[str, str]], int]


class Courier(Background):
    """Works in a thread of its own while it is entered; what waits goes on at the next start."""

    def __init__(
        self, store: WebhookStore, *, rule: Rule, post: Post = post, pause: float = PAUSE
    ) -> None:
        self._store = store
        self._rule = rule
        self._post = post
        self._pause = pause
        super().__init__("webhooks")

    def deliver(self, *, now: datetime) -> int:
        """One attempt for each message that is due; how many there were."""
        due = self._store.due(now, limit=AT_ONCE, ahead=LONGEST_WAIT)
        for delivery in due:
            if self._over.is_set():
                break
            self._attempt(delivery, now)
        return len(due)

    def _attempt(self, delivery: Delivery, now: datetime) -> None:
        try:
            status, error = self._sent(delivery, now), ""
        except NotFoundError:
            return  # the webhook was deleted meanwhile
        except FundstelleError as refusal:
            status, error = None, str(refusal)
        except (OSError, http.client.HTTPException, ValueError) as failure:
            status, error = None, _words(failure)
        attempts = delivery.attempts + 1
        if status is not None and 200 <= status < 300:
            self._store.note(delivery.id, state="delivered", due=now, status=status, error="")
        else:
            self._store.note(
                delivery.id,
                state="failed" if attempts >= ATTEMPTS else "pending",
                due=now + wait_after(attempts),
                status=status,
                error=error,
            )

    def _sent(self, delivery: Delivery, now: datetime) -> int:
        webhook = self._store.get(delivery.webhook_id)
        body = delivery.body.encode()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Fundstelle",
            "Fundstelle-Event": delivery.event,
            "Fundstelle-Delivery": str(delivery.id),
            SIGNATURE_HEADER: signature(webhook.secret, body, at=int(now.timestamp())),
        }
        return self._post(self._rule.target(webhook.url), body, headers)

    def _work(self) -> None:
        tidied = -float("inf")
        while not self._over.wait(self._pause):
            try:
                now = datetime.now(UTC)
                self.deliver(now=now)
                if monotonic() - tidied >= TIDY:
                    self._store.forget(before=now - KEPT)
                    tidied = monotonic()
            except FundstelleError as error:
                log.warning("Webhooks warten: %s", error)
            except Exception:  # a dead courier would never send anything again
                log.exception("Webhooks warten (interner Fehler).")


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: four times as long each time."""
    return min(FIRST_WAIT * int(4 ** (attempts - 1)), LONGEST_WAIT)


def _words(failure: Exception) -> str:
    """Why there was no answer; nothing that the other side has written."""
    if isinstance(failure, ssl.SSLCertVerificationError):
        return "Das Zertifikat der Gegenstelle ist nicht gültig."
    if isinstance(failure, TimeoutError):
        return "Die Gegenstelle hat nicht rechtzeitig geantwortet."
    if isinstance(failure, ConnectionRefusedError):
        return "Die Gegenstelle nimmt keine Verbindung an."
    return "Mit der Gegenstelle kam keine Verbindung zustande."

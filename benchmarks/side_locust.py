"""Users that ask a service, by Locust: one JSON object a request on standard output.

``python -m benchmarks.side_locust`` reads an ``Order`` in JSON from standard input. Runs in
``benchmarks/.venv-load``. Locust's classes are used, not its command and web page: who asks what
is drawn from a fixed seed for each user.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from importlib.metadata import version
from itertools import count
from random import Random
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """``requests``: by kind, pairs of an address and a body or None; ``shares``: of the kinds.

    ``once``: kinds whose requests are sent once only; ``pause``: seconds after each answer.
    """

    host: str
    users: int
    seconds: float
    pause: float
    seed: int
    key: str
    shares: dict[str, float]
    requests: dict[str, list[tuple[str, str | None]]]
    once: list[str]


class _Draw:
    """What one user asks."""

    _users = count()
    _sent: dict[str, int] = {}  # noqa: RUF012 - of all users together

    def __init__(self, order: Order) -> None:
        self._order = order
        self._random = Random(f"{order.seed} {next(self._users)}")

    def next(self) -> tuple[str, str, str | None]:
        order = self._order
        kind = self._random.choices(list(order.shares), list(order.shares.values()))[0]
        known = order.requests[kind]
        at = self._random.randrange(len(known))
        if kind in order.once:
            at = self._sent[kind] = self._sent.get(kind, -1) + 1
            at %= len(known)
        return kind, *known[at]


def ask(order: Order) -> list[dict[str, Any]]:
    """What became of all requests: kind, begin and seconds, status (0 without an answer)."""
    import gevent
    from locust import FastHttpUser, constant, task
    from locust.env import Environment

    answers: list[dict[str, Any]] = []

    class Asker(FastHttpUser):  # type: ignore[misc]
        host = order.host
        wait_time = constant(order.pause)

        def on_start(self) -> None:
            self.draw = _Draw(order)

        @task  # type: ignore[untyped-decorator]
        def ask(self) -> None:
            kind, path, body = self.draw.next()
            headers = {"Content-Type": "application/json"}
            if kind == "import":
                headers = {"Content-Type": "application/x-ndjson", "X-API-Key": order.key}
            begun = time.monotonic()
            with self.client.request(
                "GET" if body is None else "POST",
                path,
                name=kind,
                data=body.encode() if body else None,
                headers=headers,
                catch_response=True,
            ) as answer:
                seconds = time.monotonic() - begun
                answer.success()
            retry = (answer.headers or {}).get("Retry-After")
            answers.append(
                {
                    "kind": kind,
                    "begun": begun,
                    "seconds": seconds,
                    "status": answer.status_code,
                    "retry": retry,
                }
            )

    runner = Environment(user_classes=[Asker]).create_local_runner()
    runner.start(order.users, spawn_rate=max(1, order.users / 2))
    gevent.sleep(order.seconds)
    runner.quit()
    return answers


def main() -> None:
    """Reads the order, prints the answers and last the version."""
    for answer in ask(Order(**json.load(sys.stdin))):
        print(json.dumps(answer))
    print(json.dumps({"locust": version("locust")}))


if __name__ == "__main__":
    # Before anything else that opens connections: it makes them wait together.
    import locust  # noqa: F401

    main()

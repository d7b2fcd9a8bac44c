"""What programs ask of a service."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import httpx

from service.client.across import Across
from service.client.decoding import Json
from service.client.exporting import Exporting
from service.client.importing import Importing
from service.client.link import Link
from service.client.reporting import Reporting
from service.client.searching import Searching


class FundstelleClient(
    Searching,
    Reporting,
    Across,
    Importing,
    Exporting,
    AbstractContextManager["FundstelleClient"],
):
    """One service; safe to share between threads as ``httpx.Client`` is.

    ``key`` is sent with every request. ``http``: a client of one's own, as for tests or proxies.
    """

    def __init__(
        self,
        address: str,
        *,
        key: str = "",
        timeout: float = 30.0,
        http: httpx.Client | None = None,
    ) -> None:
        super().__init__(Link(address, key, http or httpx.Client(timeout=timeout)))

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._link.close()

    def call(self, method: str, path: str, **more: Any) -> Json:
        """Any other address of the service, ``/v1/vocabularies`` for one.

        ``more`` as ``httpx.Client.request`` takes it.
        """
        return self._link.send(method, path, **more)

"""Requests to one service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import httpx

from service.client.decoding import Json
from service.client.errors import FundstelleApiError, FundstelleUnreachableError


class Link:
    """Refusals of the server and silence come as ``FundstelleApiError``."""

    def __init__(self, address: str, key: str, http: httpx.Client) -> None:
        """``key`` is sent with every request."""
        self._http = http
        self._address = address.rstrip("/")
        self._headers = {b"Authorization": f"Bearer {key}".encode()} if key else {}

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def get(self, path: str, /, **params: Any) -> Json:
        """What stands there."""
        return self.send("GET", path, params=params)

    def send(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> Json:
        """The answer, empty where there is none; ``more`` as ``httpx.Client.request`` takes it."""
        own = {name.encode(): value.encode() for name, value in (headers or {}).items()}
        sent = self._headers | own
        try:
            answer = self._http.request(method, self._address + path, headers=sent, **more)
        except httpx.TransportError as error:
            raise FundstelleUnreachableError from error
        if answer.status_code >= 300:
            raise _refused(answer)
        found: Json = answer.json() if answer.content else {}
        return found

    def pages(self, path: str, name: str, *, key: str = "after", **params: Any) -> Iterator[Json]:
        """What all pages of a list hold under ``name``; ``key`` asks for the next one."""
        following: dict[str, Any] = {}
        while True:
            page = self.get(path, **params, **following)
            yield from page[name]
            if page.get("next") is None:
                return
            following = {key: page["next"]}

    def lines(self, path: str, /, **params: Any) -> Iterator[bytes]:
        """A long answer in pieces that end with a line, as they come."""
        address = self._address + path
        try:
            with self._http.stream("GET", address, params=params, headers=self._headers) as answer:
                if answer.status_code >= 400:
                    answer.read()
                    raise _refused(answer)
                yield from _whole_lines(answer.iter_bytes())
        except httpx.TransportError as error:
            raise FundstelleUnreachableError from error


class Linked:
    """Calls over a link."""

    def __init__(self, link: Link) -> None:
        self._link = link


def _refused(answer: httpx.Response) -> FundstelleApiError:
    try:
        problem = answer.json()
    except ValueError:
        problem = {}
    told, pause = problem if isinstance(problem, dict) else {}, answer.headers.get("Retry-After")
    seconds = float(pause) if pause and pause.isdecimal() else None
    return FundstelleApiError(told, answer.status_code, retry_after=seconds)


def _whole_lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, cut behind line ends where there are any; a rest comes last."""
    parts: list[bytes] = []
    for piece in pieces:
        head, end, rest = piece.rpartition(b"\n")
        parts.append(head + end if end else rest)
        if end:
            yield b"".join(parts)
            parts = [rest] if rest else []
    if parts:
        yield b"".join(parts)

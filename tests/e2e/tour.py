"""All pages of the service: found by following links, checked against the routes."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import httpx
from fastapi.routing import iter_route_contexts
from lxml import html

from service.api.access import FOR_PROGRAMS
from service.app import create_app
from service.settings import Settings

MOST_ALIKE = 2
"""So many pages that differ in values only are opened, such as those of two reports."""
MOST_NAMES = 2
"""Addresses with more names in their query are combinations of those with fewer."""
LOGIN = "/anmelden"
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}
"""As browsers say it of links and forms of the same site."""
Kind = tuple[str, tuple[str, ...]]
"""The route of a page and the names in its query: what makes it look as it does."""


@dataclass(slots=True, kw_only=True)
class Tour:
    """``pages``: addresses by kind. ``broken``: links that lead to no page, with where they are.

    ``others``: routes that answer with something else than a page.
    """

    pages: dict[Kind, list[str]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    others: set[str] = field(default_factory=set)

    @property
    def routes(self) -> set[str]:
        """The routes that answered with a page."""
        return {route for route, _ in self.pages}


def page_routes() -> dict[str, object]:
    """The routes that may answer a GET with a page, each with its pattern."""
    return {
        route.path_format: route.path_regex
        for route in iter_route_contexts(create_app(Settings()).routes)
        if "GET" in (route.methods or ()) and not route.path_format.startswith(FOR_PROGRAMS)
    }


def has_login() -> bool:
    """Whether some pages are for those alone who are logged in."""
    return LOGIN in page_routes()


def tour(base: str, *, key: str = "", known: Collection[Kind] = ()) -> Tour:
    """Follows all links from the first page; with ``key`` as somebody who has logged in by it.

    Of kinds that are ``known`` one page each is opened for its links, and no combination.
    """
    routes, seen, result = page_routes(), {"/"}, Tour()
    waiting = deque([("/", "the start")])
    with httpx.Client(base_url=base, timeout=60, headers=FROM_HERE) as client:
        if key:
            client.post(LOGIN, data={"schluessel": key})
        while waiting:
            address, origin = waiting.popleft()
            kind = _kind(address, routes)
            most = MOST_ALIKE if len(kind[1]) < MOST_NAMES and kind not in known else 1
            names = MOST_NAMES - 1 if kind in known else MOST_NAMES
            if len(result.pages.get(kind, ())) >= most or len(kind[1]) > names:
                continue
            answer = client.get(address, follow_redirects=True)
            if answer.status_code != 200:
                result.broken.append(f"{origin}: {address} ({answer.status_code})")
            elif not answer.headers["content-type"].startswith("text/html"):
                result.others.add(kind[0])
            elif kind[0] == _kind(answer.url.path, routes)[0]:
                result.pages.setdefault(kind, []).append(address)
                for link in _links(base, str(answer.url), answer.text):
                    if link not in seen:
                        seen.add(link)
                        waiting.append((link, address))
    return result


def _kind(address: str, routes: dict[str, object]) -> Kind:
    parts = urlsplit(address)
    route = next((name for name, at in routes.items() if at.match(parts.path)), parts.path)
    return route, tuple(sorted({name for name, _ in parse_qsl(parts.query)}))


def _links(base: str, at: str, text: str) -> Iterator[str]:
    for link in html.fromstring(text).xpath("//a/@href"):
        address, _ = urldefrag(urljoin(at, link))
        if address.startswith(base + "/"):
            yield address[len(base) :]

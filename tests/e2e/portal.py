"""Another web site: a page that embeds the search, and an address that hears of finished jobs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Thread

PAGE = """<!doctype html>
<html lang="de"><head><meta charset="utf-8"><title>Portal</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/portal.css"></head>
<body><header><a href="/">Portal</a></header><main><h1>Portal der guten Praxis</h1>
<fundstelle-search api="{api}" limit="3" heading-level="2"></fundstelle-search></main>
<script src="{api}/static/fundstelle-search.js"></script></body></html>"""
STYLE = """:root { color-scheme: light dark; background: Canvas; color: CanvasText; }
fundstelle-search { --fundstelle-radius: 9px; }
.bunt fundstelle-search { --fundstelle-accent: rgb(90, 0, 90); }
.bunt fundstelle-search::part(hit) { border-top-style: dotted; }"""
POLICY = (
    "default-src 'none'; style-src 'self'; script-src {api}; connect-src {api}; base-uri 'none'"
)


@dataclass(frozen=True, kw_only=True)
class Message:
    """What was sent to the portal."""

    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Portal:
    """Its address, and the messages that came to ``/hook``."""

    base: str
    messages: Queue[Message] = field(default_factory=Queue)


@contextmanager
def a_portal(port: int, api: str) -> Iterator[Portal]:
    """Serves the site until the end; its policy allows nothing but the api and its own style."""
    portal = Portal(base=f"http://127.0.0.1:{port}")
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(portal, api))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def _handler(portal: Portal, api: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/portal.css":
                self._answer(STYLE, "text/css")
            elif self.path == "/":
                self._answer(PAGE.format(api=api), "text/html; charset=utf-8")
            else:
                self._answer("", "image/svg+xml")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            portal.messages.put(Message(headers=dict(self.headers), body=body))
            self._answer("", "text/plain")

        def _answer(self, content: str, media: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", media)
            self.send_header("Content-Security-Policy", POLICY.format(api=api))
            self.end_headers()
            self.wfile.write(content.encode())

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    return Handler

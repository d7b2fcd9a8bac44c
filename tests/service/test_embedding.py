"""The search for other sites: one file that asks nobody but the api and shows text as text."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from fastapi.responses import HTMLResponse, PlainTextResponse

from service.web.embedding import SCRIPT
from tests.service.fakes import TEXT, a_client, a_hit, an_analysis

SOURCE = SCRIPT.read_text(encoding="utf-8")
EVIL = "<img src=x onerror=alert(1)><script>alert(2)</script>"
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"
PAGE = """<!doctype html><html lang="de"><meta charset="utf-8"><title>Probe</title>
<body><fundstelle-search query="Eltern &amp; Schule" limit="3"></fundstelle-search><pre></pre>
<script src="/static/fundstelle-search.js"></script><script src="/probe.js"></script>"""
PROBE = """
const own = document.querySelector("fundstelle-search");
const show = () => {
  const root = own.shadowRoot;
  const field = getComputedStyle(root.querySelector("form")).display;
  document.querySelector("pre").textContent = `${field}|${root.innerHTML}`;
};
addEventListener("fundstelle-results", show);
addEventListener("securitypolicyviolation", (event) => {
  document.title = event.violatedDirective;
});
"""


def test_the_file_uses_nothing_that_a_strict_policy_forbids() -> None:
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "eval(",
        "Function(",
        "document.write",
    ):
        assert word not in SOURCE
    assert not re.search(r"setAttribute\(.(on|style)", SOURCE)
    assert not re.search(r"\.style\b", SOURCE)


def test_the_file_knows_no_address_of_its_own() -> None:
    assert re.findall(r"https?://[\w.]+", SOURCE) == []
    assert SOURCE.count("fetch(") == 1
    assert "import" not in re.sub(r"//.*", "", SOURCE)


def test_other_sites_may_load_the_file_but_no_page() -> None:
    client = a_client(an_analysis())
    script = client.get("/static/fundstelle-search.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert script.headers["access-control-allow-origin"] == "*"
    page = client.get("/einbetten")
    assert page.status_code == 200
    assert page.headers["cross-origin-resource-policy"] == "same-origin"
    policy = page.headers["content-security-policy"]
    assert "script-src 'self'; connect-src 'self'" in policy
    assert "unsafe" not in policy
    assert 'api="http://testserver"' in page.text


@pytest.fixture
def address() -> Iterator[str]:
    """A running service whose reports mean harm, and a page that embeds its search."""
    analysis = an_analysis(title=f"Kiel 🎉 {EVIL}")
    client = a_client(analysis, hits=[a_hit(analysis), a_hit(analysis)])
    headers = {"Content-Security-Policy": POLICY}
    client.app.add_api_route("/probe", lambda: HTMLResponse(PAGE, headers=headers))
    client.app.add_api_route(
        "/probe.js", lambda: PlainTextResponse(PROBE, media_type="text/javascript")
    )
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(client.app, log_level="error", lifespan="off"))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="there is no browser")
def test_a_browser_shows_hits_as_text_with_marks(address: str, tmp_path: Path) -> None:
    command = [
        str(BROWSER),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path}",
        "--virtual-time-budget=20000",
        "--dump-dom",
        f"{address}/probe",
    ]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    assert "<title>Probe</title>" in shown  # no violation of the policy
    inside = shown[shown.index("<pre>") + 5 : shown.index("</pre>")]
    for code, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        inside = inside.replace(code, sign)
    layout, _, root = inside.partition("|")
    assert layout == "flex"
    assert root.count('<li part="hit"') == 2
    assert '<mark part="mark" class="mark">Hausbesuche</mark>' in root
    assert "<img" not in root
    assert "&lt;img src=x onerror=alert(1)&gt;" in root
    assert f'href="{address}/berichte/kiel#f-' in root
    assert re.search(r'<p part="status"[^>]*role="status"[^>]*>2 Treffer\.', root)
    assert re.search(r'<label[^>]*for="(fundstelle-\d+)".*<input[^>]*id="\1"', root)
    assert "Hausbesuche" in TEXT

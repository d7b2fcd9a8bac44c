"""The search for other web sites: the script, and a page that shows how to embed it."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, Response

from service.api.access import READ
from service.web.rendering import SEEN, rendered, scripted

FOLDER = Path(__file__).parent
SCRIPT = FOLDER / "static" / "fundstelle-search.js"
# Pages of other sites may load it, with a checksum (integrity) too.
FOR_OTHERS = {
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "public, max-age=3600",
}

router = APIRouter(include_in_schema=False)


@router.api_route("/static/fundstelle-search.js", methods=SEEN)
def script() -> Response:
    """The web component."""
    return FileResponse(SCRIPT, media_type="text/javascript", headers=FOR_OTHERS)


@router.api_route("/einbetten", methods=SEEN, dependencies=[READ])
def embedding_page(request: Request) -> Response:
    """How to put the search into a page, with the search itself."""
    base = str(request.base_url).rstrip("/")
    return scripted(rendered(request, "embedding.html", base=base))

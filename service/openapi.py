"""Prints the description of the API: ``python -m service.openapi > docs/openapi.json``."""

from __future__ import annotations

import json
import sys


def described() -> str:
    """The OpenAPI document of a server with default settings."""
    from service.app import create_app
    from service.settings import Settings

    document = create_app(Settings()).openapi()
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    sys.stdout.write(described())

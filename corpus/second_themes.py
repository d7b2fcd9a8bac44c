"""Themes of the annotated pages by annotators who saw neither the first ones nor any program's."""

from __future__ import annotations

import json
from pathlib import Path

from corpus.gold import PAGES
from corpus.gold_types import GoldTheme

SECOND = PAGES.with_name("second-themes.jsonl")


def read_second_themes(path: Path = SECOND) -> dict[str, tuple[GoldTheme, ...]]:
    """The themes by the id of their page."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {row["id"]: tuple(GoldTheme(**theme) for theme in row["themes"]) for row in rows}

"""The vocabulary that comes along is read already, and is the one of its source."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.ready_vocabulary import ready_vocabulary, write
from corpus.vocabulary import THEMES, default_vocabulary, read_vocabulary


def test_it_is_that_of_its_source() -> None:
    assert ready_vocabulary(THEMES) == read_vocabulary(THEMES), "python -m corpus.ready_vocabulary"
    assert default_vocabulary() == read_vocabulary(THEMES)


def test_another_source_is_read_itself(tmp_path: Path) -> None:
    source = tmp_path / "themes.ttl"
    shutil.copy(THEMES, source)
    assert ready_vocabulary(source) is None
    write(source, read_vocabulary(source))
    assert ready_vocabulary(source) == read_vocabulary(source)
    source.write_text(source.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert ready_vocabulary(source) is None


@pytest.mark.parametrize(
    "damaged", ["", "{", "[]", "{}", '{"concepts": 7}', '{"concepts": [{"x": 1}]}']
)
def test_a_damaged_one_does_not_count(tmp_path: Path, damaged: str) -> None:
    source = tmp_path / "themes.ttl"
    shutil.copy(THEMES, source)
    write(source, read_vocabulary(source))
    digest = json.loads(source.with_suffix(".json").read_bytes())["sha256"]
    known = f'{{"sha256": "{digest}", '
    text = damaged.replace("{", known, 1).replace(", }", "}")
    source.with_suffix(".json").write_text(text, encoding="utf-8")
    assert ready_vocabulary(source) is None


def test_the_parser_of_vocabularies_is_not_loaded_for_it() -> None:
    code = "import sys; from corpus.vocabulary import default_vocabulary as v; v()"
    code += "; sys.exit('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

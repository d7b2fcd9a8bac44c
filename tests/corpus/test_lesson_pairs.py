"""The pairs of lessons are readable, many, and of all relations."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from corpus.gold import held_out
from corpus.lesson_pairs import read_pairs
from nlp.errors import DamagedFileError


def test_there_are_enough_pairs_of_each_relation_on_both_sides() -> None:
    pairs = read_pairs()
    assert len({pair.id for pair in pairs}) == len(pairs) >= 90
    counts = Counter((pair.relation, held_out(pair.id)) for pair in pairs)
    assert all(counts[relation, True] >= 5 for relation in ("same", "related", "opposite"))
    assert all(counts[relation, False] >= 30 for relation in ("same", "related", "opposite"))


def test_a_pair_of_an_unknown_relation_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    side = '{"text":"Es gelang.","kind":"insight"}'
    path.write_text(f'{{"id":"p","relation":"equal","one":{side},"other":{side}}}\n')
    with pytest.raises(DamagedFileError):
        read_pairs(path)

"""Public corpora are read with their labels mapped with care, and the pool keeps to the split."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

pytest.importorskip("torch")

from corpus.gold import held_out, read_annotated
from models.recipes.annotated import UNKNOWN, germeval_examples, mobie_examples
from models.recipes.names import read_pool
from nlp.types import LABELS

GERMEVAL = """#\tn-tv.de [2011-04-30]
1\tDie\tO\tO
2\tBerliner\tB-LOCderiv\tO
3\tCharité\tB-ORG\tO
4\tin\tO\tO
5\tBerlin\tB-LOC\tO
6\t.\tO\tO
"""
MOBIE = """-DOCSTART- -1 O O

Am\tAPPRART\tI-PC\tO
Bahnhof\tNN\tI-NC\tB-location-stop
Kiel\tNE\tI-NC\tI-location-stop
sagt\tVVFIN\tI-VC\tO
Eva\tNE\tI-NC\tB-person
Holm\tNE\tI-NC\tI-person
von\tAPPR\tI-PC\tO
der\tART\tB-NC\tO
Bahn\tNN\tI-NC\tB-organization-company
in\tAPPR\tI-PC\tO
Kiel\tNE\tI-NC\tB-location-city
um\tAPPR\tI-PC\tO
acht\tCARD\tI-NC\tB-time
"""


def test_germeval_keeps_our_labels_and_masks_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "some.tsv"
    path.write_text(GERMEVAL, encoding="utf-8")
    [example] = germeval_examples(path)
    names = [(example.text[s:e], label) for s, e, label in example.names]
    assert names == [("Berliner", UNKNOWN), ("Charité", "ORG"), ("Berlin", "PLACE")]
    assert example.partial


def test_mobie_keeps_cities_persons_organisations_and_masks_stops(tmp_path: Path) -> None:
    path = tmp_path / "mobie.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("train.conll2003", MOBIE)
    [example] = mobie_examples(path)
    names = [(example.text[s:e], label) for s, e, label in example.names]
    assert names == [
        ("Bahnhof Kiel", UNKNOWN),
        ("Eva Holm", "PERSON"),
        ("Bahn", "ORG"),
        ("Kiel", "PLACE"),
    ]


def test_the_pool_has_our_labels_and_no_name_of_held_out_reports_alone() -> None:
    pool = read_pool()
    assert {label for label, _ in pool} <= set(LABELS)
    assert len(pool) == len({name.lower() for _, name in pool}) > 4_000
    annotated = read_annotated()
    trained = {m.text for r in annotated if not held_out(r.id) for m in r.mentions}
    unseen = {m.text for r in annotated if held_out(r.id) for m in r.mentions} - trained
    assert not {name for _, name in pool} & unseen

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch

from corpus.gold import QUERIES, REPORTS, held_out, read_gold, read_queries
from models.base_encoder import load_base
from models.load import ARTEFACTS, load_base_encoder, load_encoder, load_reader
from models.manifest import MANIFEST
from models.metrics import mean, ndcg
from models.onnx_reader import LOWER, OnnxReader
from models.question_encoder import QuestionEncoder
from models.recipes.joint_model import padded
from models.recipes.questions import contrast
from nlp.encoder import Encoder
from nlp.errors import ArtefactError

ASKED = [
    "Wie gewinnt man Ehrenamtliche?",
    "lager kurs nach der arbeit in kleinen häppchen",
    "",
    "Eltern " * 600,
]
FEW = 100


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="module")
def base() -> Encoder:
    return load_base_encoder()


def test_questions_have_directions_of_their_own_and_passages_those_of_the_encoder(
    encoder: Encoder,
) -> None:
    reader = load_reader()
    assert np.allclose(np.linalg.norm(encoder.encode_queries(ASKED), axis=1), 1, atol=1e-5)
    assert not np.allclose(encoder.encode_queries(ASKED), reader.encode_queries(ASKED), atol=1e-2)
    assert np.array_equal(encoder.encode_passages(ASKED[:2]), reader.encode_passages(ASKED[:2]))


def test_a_store_that_the_reader_filled_can_be_asked(encoder: Encoder, base: Encoder) -> None:
    reader = load_reader()
    assert (encoder.name, encoder.dimensions) == (reader.name, reader.dimensions)
    assert encoder.name != base.name


def test_a_question_does_not_depend_on_those_beside_it(encoder: Encoder) -> None:
    together = encoder.encode_queries(ASKED)
    alone = np.concatenate([encoder.encode_queries([text]) for text in ASKED])
    assert np.allclose(together, alone, atol=1e-5)
    assert encoder.encode_queries([]).shape == (0, encoder.dimensions)


def test_layers_of_another_encoder_are_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(ARTEFACTS / "questions", tmp_path / "questions")
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    manifest["settings"]["lower_sha256"] = "0" * 64
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ArtefactError, match="anderen Fassung"):
        QuestionEncoder.load(OnnxReader.load(ARTEFACTS / "encoder"), folder)


def test_the_base_encoder_is_refused_beside_another_encoder(tmp_path: Path) -> None:
    other = tmp_path / "encoder"
    other.mkdir()
    (other / LOWER).write_bytes((ARTEFACTS / "encoder" / LOWER).read_bytes()[1:])
    with pytest.raises(ArtefactError, match="anderen Fassung"):
        load_base(ARTEFACTS / "base-encoder", other)


def test_held_out_questions_find_their_report_more_often(encoder: Encoder, base: Encoder) -> None:
    golds = [gold for gold in read_gold(REPORTS) if held_out(gold.id)]
    passages = [(gold.id, line) for gold in golds for line in gold.text.split("\n\n") if line][:450]
    there = {report for report, _ in passages}
    asked = [query for query in read_queries(QUERIES) if query.doc in there][:FEW]
    texts = [text[:600] for _, text in passages]
    reports = [report for report, _ in passages]

    def gain(one: Encoder) -> float:
        scores = one.encode_queries([query.text for query in asked]) @ one.encode_passages(texts).T
        return mean(
            [
                ndcg(first_of(reports, row), {query.doc: 1.0}, depth=10)
                for row, query in zip(scores, asked, strict=True)
            ]
        )

    assert gain(encoder) > gain(base) + 0.05


def first_of(reports: Sequence[str], scores: np.ndarray) -> list[str]:
    return list(dict.fromkeys(reports[row] for row in np.argsort(-scores)))[:10]


def test_other_passages_of_the_answering_report_do_not_count() -> None:
    asked, there = torch.tensor([[1.0, 0.5, 0.0]]), torch.eye(3)

    def value(owners: list[str]) -> float:
        found = contrast(asked, there, right=[0], askers=["a"], owners=owners, temperature=0.1)
        return float(found)

    assert value(["a", "a", "b"]) < value(["a", "c", "b"])
    assert value(["a", "a", "b"]) > 0


def test_padding_is_masked() -> None:
    ids, mask = padded([[5] * 3, [6] * 70], device=torch.device("cpu"))
    assert ids.shape == (2, 128)
    assert mask.sum(1).tolist() == [3, 70]
    assert set(ids[0, 3:].tolist()) == {1}

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch

from corpus.gold import QUERIES, REPORTS, held_out, read_gold, read_queries
from models.load import ARTEFACTS, load_base_encoder, load_encoder
from models.manifest import MANIFEST
from models.metrics import mean, ndcg
from models.onnx_reader import OnnxReader
from models.question_encoder import QuestionEncoder
from models.recipes.questions import Question, loss, padded
from nlp.encoder import Encoder
from nlp.errors import ArtefactError

ASKED = [
    "Wie gewinnt man Ehrenamtliche?",
    "lager kurs nach der arbeit in kleinen häppchen",
    "",
    "Eltern " * 600,
]
FEW = 150


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="module")
def base() -> Encoder:
    return load_base_encoder()


def test_questions_have_directions_of_their_own_and_passages_those_of_the_encoder(
    encoder: Encoder, base: Encoder
) -> None:
    assert np.allclose(np.linalg.norm(encoder.encode_queries(ASKED), axis=1), 1, atol=1e-5)
    assert not np.allclose(encoder.encode_queries(ASKED), base.encode_queries(ASKED), atol=1e-2)
    assert np.array_equal(encoder.encode_passages(ASKED[:2]), base.encode_passages(ASKED[:2]))


def test_a_store_read_by_the_encoder_alone_stays_good(encoder: Encoder, base: Encoder) -> None:
    assert (encoder.name, encoder.dimensions) == (base.name, base.dimensions)


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


def test_held_out_questions_find_their_report_more_often(encoder: Encoder, base: Encoder) -> None:
    golds = [gold for gold in read_gold(REPORTS) if held_out(gold.id)]
    passages = [(gold.id, line) for gold in golds for line in gold.text.split("\n\n") if line][:900]
    there = {report for report, _ in passages}
    asked = [query for query in read_queries(QUERIES) if query.doc in there][:FEW]
    vectors = base.encode_passages([text[:600] for _, text in passages])
    reports = [report for report, _ in passages]

    def gain(one: Encoder) -> float:
        scores = one.encode_queries([query.text for query in asked]) @ vectors.T
        return mean(
            [
                ndcg(first_of(reports, row), {query.doc: 1.0}, depth=10)
                for row, query in zip(scores, asked, strict=True)
            ]
        )

    assert gain(encoder) > gain(base) + 0.05


def first_of(reports: Sequence[str], scores: np.ndarray) -> list[str]:
    return list(dict.fromkeys(reports[row] for row in np.argsort(-scores)))[:10]


class Pooled(torch.nn.Module):
    """Stands in for the layers: what they get is what they give."""

    def forward(
        self, hidden: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        return hidden, (hidden * mask[:, :, None]).sum(1) / mask.sum(1)[:, None]


def test_other_passages_of_the_answering_report_do_not_count() -> None:
    there = torch.eye(4)
    asked = np.array([[1.0, 0.5, 0.0, 0.0]], dtype=np.float32)
    alone = Question(states=asked, answers=[0], neighbours=[])
    spared = Question(states=asked, answers=[0], neighbours=[1])
    both = Question(states=asked, answers=[0, 1], neighbours=[])
    values = [float(loss(Pooled(), [one], there, 0.1)) for one in (alone, spared, both)]
    assert values[1] < values[0]
    assert values[2] < values[0]


def test_padding_is_masked() -> None:
    hidden, mask = padded([np.ones((3, 4), np.float32), np.ones((40, 4), np.float32)])
    assert hidden.shape == (2, 64, 4)
    assert mask.sum(1).tolist() == [3, 40]
    assert float(hidden[0, 3:].abs().sum()) == 0

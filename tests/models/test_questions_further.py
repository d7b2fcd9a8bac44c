"""The layers for questions can be trained further, above the encoder as it is."""

from __future__ import annotations

import pytest
import torch

from models.load import ARTEFACTS, load_encoder, load_reader
from models.onnx_reader import TOKENIZER
from models.recipes.questions_further import Asked, Settings, Tower, Training, vectors_of
from models.tokens import QUERY, Splitter

TEXTS = ["Was hält Patinnen bei der Stange?", "bürgerbus ohne fahrer", "Kita und Hochschule"]
PASSAGES = [
    "Der Bürgerbus fand keine Fahrer.",
    "Die Kita besuchte die Hochschule.",
    "Paten danken.",
]


@pytest.fixture(scope="module")
def ids() -> tuple[tuple[int, ...], ...]:
    splitter = Splitter.load(ARTEFACTS / "encoder" / TOKENIZER, max_tokens=512)
    return tuple(tuple(splitter.text(text, QUERY)) for text in TEXTS)


def asked(ids: tuple[tuple[int, ...], ...], answers: list[int]) -> Asked:
    right = torch.zeros((len(ids), len(PASSAGES)), dtype=torch.bool)
    right[range(len(ids)), answers] = True
    vectors = torch.from_numpy(load_reader().encode_passages(PASSAGES))
    return Asked(texts=ids, vectors=vectors, right=right, own=right)


def test_training_begins_with_the_layers_as_they_are_shipped(
    ids: tuple[tuple[int, ...], ...],
) -> None:
    found = vectors_of(Tower(), ids).numpy()
    assert (found * load_encoder().encode_queries(TEXTS)).sum(axis=1).min() > 0.98


def test_questions_move_to_what_answers_them(ids: tuple[tuple[int, ...], ...]) -> None:
    torch.manual_seed(1)
    tower, ours = Tower(), asked(ids, [1, 2, 0])
    settings = Settings(epochs=12, batch=3, rate=2e-4)
    Training(tower, [ours], settings).run()
    scores = vectors_of(tower, ids) @ ours.vectors.T
    assert scores.argmax(dim=1).tolist() == [1, 2, 0]


def test_questions_of_other_fields_stay_nearer_to_where_they_were(
    ids: tuple[tuple[int, ...], ...],
) -> None:
    def moved(held: float) -> float:
        torch.manual_seed(1)
        tower = Tower()
        before = vectors_of(tower, ids[2:])
        settings = Settings(epochs=12, batch=2, rate=2e-4, held=held, drawn=1)
        Training(tower, [asked(ids[:2], [1, 2]), asked(ids[2:], [1])], settings).run()
        return float((vectors_of(tower, ids[2:]) - before).norm())

    assert moved(1000.0) < moved(0.0)


def test_what_else_a_report_says_does_not_count_against_its_answer(
    ids: tuple[tuple[int, ...], ...],
) -> None:
    tower, alone = Tower(), asked(ids, [1, 2, 0])
    tower.train(mode=False)
    whole = Asked(
        texts=ids, vectors=alone.vectors, right=alone.right, own=torch.ones_like(alone.right)
    )
    with torch.no_grad():
        assert float(whole.loss(tower, [0, 1, 2], 0.02)) == pytest.approx(0.0, abs=1e-5)
        assert float(alone.loss(tower, [0, 1, 2], 0.02)) > 0.1

"""The encoder and its branches learn together, and what was learnt is kept."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel

from models.load import ARTEFACTS
from models.recipes import names
from models.recipes.branch import TAGS
from models.recipes.course import Course
from models.recipes.joint import Settings
from models.recipes.joint_model import Joint
from models.recipes.questions import General, LossSettings, Pairs, Passages, Question, encoded
from models.recipes.weights import load, save
from models.tokens import Splitter
from nlp.encoder import Window
from nlp.types import Passage

WORDS = [[0, 7, 8, 9, 2], [0, 10, 11, 2]]


@pytest.fixture
def joint() -> Joint:
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=40,
        hidden_size=24,
        num_hidden_layers=7,
        num_attention_heads=2,
        intermediate_size=48,
        max_position_embeddings=130,
        attn_implementation="eager",
    )
    return Joint(BertModel(config), own=1)


def a_row(ids: list[int], tag: str, *, lesson: int) -> names.Row:
    allowed = np.zeros((len(ids), len(TAGS)), dtype=bool)
    allowed[:, TAGS.index(tag)] = True
    counted = np.array([1 < at < len(ids) - 1 for at in range(len(ids))])
    return names.Row(
        ids=ids, allowed=allowed, counted=counted, sentences=[(1, len(ids) - 1, lesson)]
    )


def test_names_and_lessons_are_learnt_down_to_the_lowest_layer(joint: Joint) -> None:
    rows = [a_row(WORDS[0], "B-PROJECT", lesson=0), a_row(WORDS[1], "B-ORG", lesson=2)]
    batch = names.batch_of(rows, torch.device("cpu"))
    optimiser = torch.optim.AdamW(joint.parameters(), lr=1e-2)
    lowest = next(joint.lower.layers.parameters()).detach().clone()
    values = []
    for _ in range(20):
        value = names.loss(joint, batch, names.LossSettings(unread=0.0))
        value.backward()
        optimiser.step()
        optimiser.zero_grad()
        values.append(value.item())
    assert values[-1] < values[0] / 2
    assert not torch.equal(lowest, next(joint.lower.layers.parameters()))


def test_what_was_learnt_is_kept(joint: Joint, tmp_path: Path) -> None:
    save(joint.weights(), tmp_path / "weights.safetensors")
    before = encoded(joint, WORDS, questions=False)
    with torch.no_grad():
        for parameter in joint.passages.parameters():
            parameter.normal_()
    assert not torch.allclose(encoded(joint, WORDS, questions=False), before, atol=1e-3)
    joint.load_weights(load(tmp_path / "weights.safetensors"))
    assert torch.allclose(encoded(joint, WORDS, questions=False), before, atol=1e-2)


def test_a_text_has_the_same_vector_beside_longer_ones(joint: Joint) -> None:
    alone = encoded(joint, WORDS[1:], questions=True)
    beside = encoded(joint, [[0, *[12] * 70, 2], WORDS[1]], questions=True)
    assert torch.allclose(alone[0], beside[1], atol=1e-2)


def test_the_rate_rises_falls_and_ends() -> None:
    course = Course(Settings(), steps=1000)
    factors = [course.factor(step) for step in (0, 100, 500, 999)]
    assert factors[0] < factors[1] > factors[2] > factors[3] > 0
    assert course.done(1000) == 1


def test_a_question_is_drawn_to_its_passage_and_away_from_the_likest_of_others(
    joint: Joint,
) -> None:
    rows = ([0, 7, 8, 2], [0, 9, 10, 2], [0, 11, 12, 2])
    among = Passages(
        reports=("a", "a", "b"),
        spans=(Passage(start=0, end=1),) * 3,
        windows=(Window(context="", text="x"),) * 3,
        ids=tuple(map(list, rows)),
    )
    asked = [
        Question(ids=[0, 20, 2], report="a", answers=(0,)),
        Question(ids=[0, 21, 2], report="b", answers=(2,)),
    ]
    settings = LossSettings(batch=2, hard=1, among=2, temperature=0.1)
    pairs = Pairs(asked, among, settings, random.Random(3))
    pairs.mine(joint)
    optimiser = torch.optim.AdamW(joint.parameters(), lr=1e-2)
    values = []
    for _ in range(20):
        value = pairs.loss(joint)
        value.backward()
        optimiser.step()
        optimiser.zero_grad()
        values.append(value.item())
    assert max(values[-5:]) < values[0] / 2


def test_without_public_corpora_nothing_is_held(joint: Joint) -> None:
    splitter = Splitter.load(ARTEFACTS / "encoder" / "tokenizer.json", max_tokens=512)
    general = General(None, splitter, LossSettings(), random.Random(1))
    general.remember(joint)
    assert general.loss(joint).item() == 0

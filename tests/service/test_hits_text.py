"""Hits as a terminal shows them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.commands.hits import hits_to_text
from tests.service.fakes import a_hit, an_analysis


@pytest.mark.parametrize(
    ("begins", "told"), [("", 1), ("Was trägt\n", 1), ("Was trägt\nnoch. ", 1)]
)
def test_a_heading_is_told_once(begins: str, told: int) -> None:
    hit = a_hit(an_analysis())
    shown = replace(hit, heading="Was trägt", text=begins + hit.text, highlights=())
    assert hits_to_text([shown], coloured=False).count("Was trägt") == told

"""The benchmarks print ratios that mean what they say."""

from __future__ import annotations

from benchmarks.analysis import Times, passages_of
from nlp.types import Report


def test_ratios_are_against_the_encoder_and_three_models() -> None:
    lines = Times(analysis=3.0, encoder=2.0, fp32=4.0).lines(30)
    assert lines[0].startswith("- 30 reports, 600 a minute")
    assert lines[1].endswith("1.50")
    assert lines[2].endswith("4.0 times")


def test_without_torch_the_comparison_is_left_out() -> None:
    assert len(Times(analysis=3.0, encoder=2.0, fp32=None).lines(30)) == 2


def test_the_encoder_alone_reads_what_the_analysis_reads() -> None:
    report = Report(id="a", title="Fachtag", text="Fachtag\n\nIn Kiel trafen sich alle. " * 40)
    texts = passages_of([report])
    assert len(texts) > 1
    assert all(text.strip() for text in texts)

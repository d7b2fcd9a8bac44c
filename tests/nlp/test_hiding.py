"""Extracts hold no names of persons, and every place in them still holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.hiding import (
    persons_in,
    unfilled,
    veiled,
    veiled_analysis,
    veiled_lessons,
    without_persons,
)
from nlp.types import Analysis, Event, Lesson, Mention, Passage, Span

TEXT = (
    "Eva Mustermann\n\n"
    "Frau Mustermann leitet den Werkhof. Mustermanns Rat: früh beginnen. Ole kam auch.\n\n"
    "Im Mustermann-Haus sprach Dr. Jan Probe."
)


def named(text: str, *persons: str, **others: str) -> tuple[Mention, ...]:
    return tuple(
        Mention(start=text.index(name), end=text.index(name) + len(name), text=name, label=label)
        for name, label in [*((name, "PERSON") for name in persons), *others.items()]
    )


def an_analysis(text: str = TEXT, heading: str = "Eva Mustermann") -> Analysis:
    start = text.index("Frau")
    lesson = text[start : text.index("Ole")].strip()
    return Analysis(
        id="a",
        title="Titel",
        text=text,
        doc_kind="report",
        event=Event(),
        mentions=named(text, "Eva Mustermann", "Ole"),
        lessons=(
            Lesson(
                start=start, end=start + len(lesson), text=lesson, kind="recommendation", score=1.0
            ),
        ),
        passages=(Passage(start=start, end=len(text), heading=heading),),
    )


def test_persons_are_hidden_wherever_they_stand_again() -> None:
    shown = unfilled(veiled(TEXT, persons_in(TEXT, named(TEXT, "Eva Mustermann"))))
    assert shown.startswith("[Name]\n\nFrau [Name] leitet den Werkhof. [Name] Rat:")
    assert "Probe" not in shown


def test_a_surname_within_another_name_stays() -> None:
    text = "Eva Berg kam. Der Verein Berg und Tal lud ein. Berg sprach."
    org = Mention(start=18, end=37, text="Verein Berg und Tal", label="ORG")
    mentions = (*named(text, "Eva Berg"), org)
    assert unfilled(veiled(text, persons_in(text, mentions))) == (
        "[Name] kam. Der Verein Berg und Tal lud ein. […] sprach."
    )


@pytest.mark.parametrize("name", ["Ed", "Ole", "Li-Na", "Eva Mustermann", "Eva\nMustermann"])
def test_a_hidden_name_is_as_long_as_it_was_and_keeps_line_breaks(name: str) -> None:
    text = f"So {name} sagte."
    shown = veiled(text, [Span(start=3, end=3 + len(name))])
    assert len(shown) == len(text)
    assert shown.count("\n") == name.count("\n")
    assert shown.endswith(" sagte.")
    assert name.split(maxsplit=1)[0] not in shown


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_no_place_moves_and_nothing_outside_changes(text: str, pairs) -> None:
    spans = [Span(start=min(p), end=min(max(p), len(text))) for p in pairs]
    shown = veiled(text, spans)
    assert len(shown) == len(text)
    for at, (before, after) in enumerate(zip(text, shown, strict=True)):
        inside = any(span.start <= at < span.end for span in spans)
        assert before == after or (inside and before != "\n")


def test_an_analysis_keeps_its_places() -> None:
    analysis = an_analysis()
    shown = veiled_analysis(analysis)
    assert len(shown.text) == len(analysis.text)
    assert "Mustermann " not in shown.text
    assert shown.lessons[0].text == shown.lessons[0].of(shown.text)
    assert shown.title == analysis.title
    assert "Mustermann" in analysis.lessons[0].text


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ("Eva Mustermann", ""),
        ("Dr. Eva Mustermann:", ""),
        ("Frau Mustermann", ""),
        ("Eva Mustermann über den Werkhof", "[Name] über den Werkhof"),
        ("Der Werkhof", "Der Werkhof"),
        ("Jan Probe", ""),
        ("", ""),
    ],
)
def test_a_heading_that_is_only_a_name_is_none(heading: str, shown: str) -> None:
    text = f"{heading}\n\n{TEXT}"
    analysis = an_analysis(text, heading)
    assert veiled_analysis(analysis).passages[0].heading == shown


def test_only_pieces_that_matter_are_read_by_the_rules() -> None:
    analysis = replace(an_analysis(), mentions=())
    piece = Span(start=0, end=20)
    assert "Probe" in veiled_analysis(analysis, within=[piece]).text
    assert "Probe" not in veiled_analysis(analysis).text


def test_lessons_alone_are_veiled_and_read_well() -> None:
    analysis = an_analysis()
    shown = veiled_lessons(analysis)
    assert shown.text == analysis.text
    assert shown.lessons[0].text == "Frau [Name] leitet den Werkhof. [Name] Rat: früh beginnen."


def test_a_piece_reads_well() -> None:
    span = Span(start=TEXT.index("Frau"), end=len(TEXT))
    shown = without_persons(TEXT, span, named(TEXT, "Eva Mustermann"))
    assert shown.startswith("Frau [Name] leitet")

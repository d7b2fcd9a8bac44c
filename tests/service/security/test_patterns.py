"""Whatever reads a text takes time in proportion to it, whatever bait for its patterns it holds.

Not each pattern by itself: many see one sentence at a time, and sentences are cut at a length.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from corpus.documents import read_bytes
from nlp.clean import clean
from nlp.errors import BadInputError
from nlp.language import is_german
from nlp.masking import masked
from nlp.query import parse
from nlp.segment import blocks, sentences
from nlp.title import title_of
from nlp.types import Report
from service.schemas import MAX_QUESTION
from service.suggest import Completion, Name

BAITS = (
    "a",
    "A",
    " ",
    "\n",
    "\n ",
    "-",
    "a ",
    "Aa ",
    "a-",
    "A-",
    "1.",
    "1 ",
    "„",
    "(",
    "<",
    "<a ",
    "<!--",
    "a@",
    "/",
    "Dr. ",
    "und ",
    "A. ",
    "Str. 1 ",
    "www.",
    "1.1.2011 ",
    "\u00ad",
    "a\u0301",
    "*",
    "Projekt „",
)
SIZES = (20_000, 160_000)
NAMES = Completion([Name(text="Elternarbeit", kind="theme", id="e", label="e", reports=1)])


def read(text: str) -> None:
    with suppress(BadInputError):
        read_bytes(f"Die Eltern kamen zum Treffen. {text}".encode(), name="bericht.txt")


def read_page(text: str) -> None:
    with suppress(BadInputError):
        read_bytes(f"<html><body><p>Die Eltern kamen. {text}".encode(), name="bericht.html")


LINEAR: dict[str, Callable[[str], object]] = {
    "clean": clean,
    "blocks": lambda text: sentences(text, blocks(text)),
    "language": is_german,
    "title": title_of,
    "file": read,
    "page": read_page,
}


def seconds(work: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    work(text)
    return time.process_time() - begun


@pytest.mark.slow
@pytest.mark.parametrize("name", LINEAR)
def test_eight_times_the_text_takes_no_more_than_some_times_as_long(name: str) -> None:
    work = LINEAR[name]
    work("Die Eltern kamen. " * 100)
    for bait in BAITS:
        short, long = (bait * (size // len(bait)) for size in SIZES)
        taken = seconds(work, long)
        assert taken < 0.3 or taken < 20 * seconds(work, short), bait


def ask(text: str) -> None:
    with suppress(BadInputError):
        parse(text)


@pytest.mark.parametrize("bait", BAITS)
def test_a_question_is_read_at_once(bait: str) -> None:
    text = (bait * MAX_QUESTION)[:MAX_QUESTION]
    assert seconds(ask, text) < 1
    assert seconds(masked, text[:300]) < 1
    assert seconds(lambda typed: NAMES.complete(typed, 8), text[:200]) < 1


@pytest.mark.slow
@pytest.mark.parametrize("bait", ["Aa ", "„A", "1.1.", "a-", "A. B. "])
def test_an_analysis_cannot_be_baited(analyser, bait: str) -> None:
    def analyse(text: str) -> None:
        list(analyser.analyse([Report(id="x", title="", text=f"Die Eltern kamen. {text}")]))

    analyse("Die Eltern kamen nach Kiel.")
    short, long = seconds(analyse, bait * 400), seconds(analyse, bait * 3_200)
    assert long < 20 * max(short, 0.2)

"""The whole analysis, with a reader of text that stands in for the models."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np

from models.load import analyser_with
from nlp.clean import clean
from nlp.encoder import Encoding, Window
from nlp.phrases import phrases
from nlp.pipeline import Analyser
from nlp.title import title_of
from nlp.types import LABELS, Analysis, Report
from service.document import analysis_to_dict
from tests.fakes import FakeReader
from tests.fuzz.oracles import apart, holds, inside, quoted
from tests.fuzz.targets.target import Target

DIMENSIONS = 384
TAGS = ("O", *(f"{part}-{label}" for label in LABELS for part in "BI"))


class WildReader(FakeReader):
    """Takes any word for any kind of name, the same word always for the same."""

    tags = TAGS

    def __init__(self) -> None:
        super().__init__("wild-1", DIMENSIONS)

    def read(self, windows: Sequence[Window]) -> list[Encoding]:
        return [self._tagged(window, self._encoding(window)) for window in windows]

    def _tagged(self, window: Window, plain: Encoding) -> Encoding:
        logits = np.zeros((len(plain.offsets), len(TAGS)), dtype=np.float32)
        for row, (start, end) in enumerate(plain.offsets):
            said = crc32(window.text[start:end].encode("utf-8", "surrogatepass"))
            logits[row, said % len(TAGS) if said % 3 == 0 else 0] = said % 7
        return Encoding(
            vector=plain.vector, offsets=plain.offsets, states=plain.states, tags=logits,
            features=plain.features,
        )  # fmt: skip


@lru_cache(maxsize=1)
def _analyser() -> Analyser:
    return analyser_with(WildReader(), version="fuzz")


def analysis(text: str) -> object:
    """Everything that an analysis says of a text stands in it."""
    text = clean(text)
    report = Report(id="r", title=title_of(text), text=text)
    (found,) = _analyser().analyse([report])
    holds(found.text == text, "another text")
    apart(text, found.mentions, "mentions")
    quoted(text, found.mentions, "mentions")
    apart(text, found.passages, "passages")
    inside(text, [span for theme in found.themes for span in theme.evidence], "evidence")
    _check_lessons(text, found)
    _check_relations(found)
    return analysis_to_dict(found), phrases(found)


def _check_lessons(text: str, found: Analysis) -> None:
    apart(text, found.lessons, "lessons")
    holds(all(lesson.text == lesson.of(text) for lesson in found.lessons), "a lesson's text")


def _check_relations(found: Analysis) -> None:
    names = {project.name for project in found.projects}
    holds(len(found.vectors) == len(found.passages), "not one vector for each passage")
    holds(np.isfinite(found.vectors).all(), "a vector that is no number")
    holds(all(each.project in names for each in found.located_in), "a place of no project")
    for project in found.projects:
        holds(all(0 <= at < len(found.mentions) for at in project.mentions), "no such mention")
        holds(all(found.mentions[at].label == "PROJECT" for at in project.mentions), "no project")
    event = found.event
    holds(not (event.start and event.end) or event.start <= event.end, "an event ends too early")


WHOLE = (Target(name="analyse", check=analysis, share=0.1),)

"""What the crash tests read reports with: quick, with something of everything that is stored."""

from __future__ import annotations

import hashlib
import random
import re
from dataclasses import replace

from corpus.documents import Document
from corpus.vocabulary import default_vocabulary
from nlp.pipeline import marked
from nlp.themed import retagged
from nlp.themes import ThemeTagger
from nlp.types import Analysis, Lesson, Mention, Project
from tests.fakes import FakeReader, analysis_of
from tests.service.theme_fakes import tagger_of

ENCODERS = {"fake-1": 64, "fake-2": 48}
"""By name the dimensions: two models, so that one can take the other's place."""
PROJECTS = (
    "Brückenbau Gaarden",
    "Lesepaten Nord",
    "Kita im Quartier",
    "ElternTalk",
    "Werkstatt Ost",
)
TOPICS = ("Elternarbeit", "Grundbildung", "Übergang Schule und Beruf", "Inklusion", "Hitzeschutz")
PLACES = ("Kiel", "Hamm", "Unna", "Görlitz")
FOUND = ("gute Räume", "feste Ansprechpartner", "mehr Zeit", "kurze Wege", "gemeinsame Ziele")
_PROJECT = re.compile(r"„([^“]+)“")
_LESSON = re.compile(r"[^.\n]*bewährt[^.\n]*\.")


def encoder_of(name: str) -> FakeReader:
    return FakeReader(name, dimensions=ENCODERS[name])


class RuleAnalyser:
    """Projects in quotation marks, lessons by a word, themes by a real tagger."""

    def __init__(self, encoder: FakeReader, themes: ThemeTagger | None = None, version: str = ""):
        self.encoder = encoder
        self.themes = themes or _tagger()
        self.version = version or encoder.name
        self.keeps_vectors = encoder.dimensions == 64

    def with_themes(self, themes, mark):
        return RuleAnalyser(self.encoder, themes, marked(self.version, mark))

    def analyse(self, reports):
        for report in reports:
            plain = analysis_of(report)
            found = retagged(replace(plain, **_found(plain)), self.themes)
            if self.keeps_vectors:
                yield found
            else:
                yield replace(found, vectors=analysis_of(report, self.encoder).vectors)


_KEPT: list[ThemeTagger] = []


def _tagger() -> ThemeTagger:
    if not _KEPT:
        _KEPT.append(tagger_of(default_vocabulary()))
    return _KEPT[0]


def _found(analysis: Analysis) -> dict[str, object]:
    text = analysis.text
    named = [
        Mention(start=m.start(1), end=m.end(1), text=m[1], label="PROJECT")
        for m in _PROJECT.finditer(text)
    ]
    mentions = (*analysis.mentions, *named)
    numbers = range(len(analysis.mentions), len(mentions))
    names = dict.fromkeys(mention.text for mention in named)
    return {
        "mentions": mentions,
        "projects": tuple(
            Project(name=name, mentions=tuple(n for n in numbers if mentions[n].text == name))
            for name in names
        ),
        "lessons": tuple(
            Lesson(start=m.start(), end=m.end(), text=m[0], kind="success_factor", score=0.9)
            for m in _LESSON.finditer(text)
        ),
    }


def a_text(chance: random.Random) -> str:
    """A German report of some paragraphs, unlike all others."""
    project, topic, place = (chance.choice(some) for some in (PROJECTS, TOPICS, PLACES))
    parts = [f"Fachtag {topic} in {place}, Nummer {chance.randrange(10**9)}"]
    for _ in range(chance.randint(1, 5)):
        parts.append(
            f"Auf dem Treffen in {place} ging es um die Frage, wie {topic} gelingt. "
            f"Das Projekt „{chance.choice((project, *PROJECTS))}“ zeigte den "
            f"{chance.randrange(99)} Gästen, was es getan hat. "
            f"Dabei haben sich {chance.choice(FOUND)} bewährt."
        )
    return "\n\n".join(parts)


def a_document(name: str, text: str) -> Document:
    data = text.encode()
    return Document(
        id=name,
        title=text.partition("\n")[0],
        text=text,
        name=f"{name}.txt",
        media_type="text/plain",
        original=data,
        digest=hashlib.sha256(data).hexdigest(),
    )

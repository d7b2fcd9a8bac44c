"""However a word is spelt, the same report comes first, and the word is marked in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.applier import Applier
from service.find import Finder
from service.index.memory import MemoryIndex
from service.ingest import ingest
from service.store import Store
from service.vocabulary import Vocabulary
from tests.fakes import DIMENSIONS, FakeAnalyser, FakeReader, document_of

REPORTS = {
    "mentoren": "Begleitung\n\nMentor:innen begleiten junge Leute auf dem Weg in den Beruf.",
    "muetter": "Café\n\nIm Café treffen sich Mütter aus dem Viertel zum Nähen.",
    "strasse": "Unterwegs\n\nIn der Hauptstraße hält das Mobil jede Woche.",
    "schule": "Ganztag\n\nDie Schule öffnet am Nachmittag ihre Räume.",
    "foerderung": "Sprache\n\nDie Sprachförderung beginnt im Kindergarten.",
    "eltern": "Familien\n\nDie Arbeit mit Eltern braucht Zeit und Vertrauen.",
    "aerzte": "Gesundheit\n\nEine Ärztin und zwei Ärzte beraten auf dem Land.",
    "haeuser": "Wohnen\n\nAlte Häuser werden von Freiwilligen hergerichtet.",
    "verein": "Sport\n\nDer Verein lädt Geflüchtete zum Training ein.",
    "kollegen": "Betrieb\n\nKollegen/-innen lernen im Betrieb voneinander.",
    "netzwerk": "Bündnis\n\nDas Netzwerk trifft sich viermal im Jahr in Görlitz.",
    "daten": "Monitoring\n\nDer Bildungsbericht nennt Zahlen für jeden Ortsteil.",
}


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finder]:
    folder: Path = tmp_path_factory.mktemp("spellings")
    with Store(f"sqlite:///{folder / 'f.db'}") as store:
        index = MemoryIndex(DIMENSIONS)
        documents = [document_of(name, text) for name, text in REPORTS.items()]
        ingest(documents, store=store, analyser=FakeAnalyser(), applier=Applier(store, index))
        vocabulary = Vocabulary(store)
        vocabulary.refresh()
        # Words alone: that the fake encoder reads letters as well proves nothing.
        yield Finder(store, index, FakeReader(), weight=0.0, meant=vocabulary.meant)


SPELLINGS = {
    "mentoren": (
        "Mentoren", "Mentor", "Mentorin", "Mentorinnen", "Mentor:innen", "Mentor*innen",
        "MentorInnen", "Mentor_innen", "Mentor/innen", "Mentor/-innen", "Mentoren/-innen",
        "Mentor(inn)en", "Mentor(innen)", "Mentor·innen", "MENTOREN", "mentoren",
    ),
    "muetter": ("Mütter", "Muetter", "Mutter", "Mu\u0308tter", "MÜTTER", "Müttern", "Müt\u00adter"),
    "strasse": ("Hauptstraße", "Hauptstrasse", "HAUPTSTRASSE", "Hauptstraßen", "Hauptstrassen"),
    "schule": ("Schule", "Schulen", "schule", "SCHULE"),
    "foerderung": (
        "Sprachförderung", "Sprachfoerderung", "Sprachfo\u0308rderung", "Sprachförderungen",
        "Sprache fördern", "Sprachen foerdern", "Förderung der Sprache",
    ),
    "eltern": ("Eltern", "Elternarbeit", "Arbeit mit Eltern", "Elternteil", "ELTERN"),
    "aerzte": ("Ärzte", "Aerzte", "Arzt", "Ärztin", "Ärzt*innen", "Ärztinnen", "A\u0308rzte"),
    "haeuser": ("Häuser", "Haeuser", "Häusern", "Ha\u0308user"),
    "verein": ("Verein", "Vereine", "Vereinen", "Vereins"),
    "kollegen": ("Kollegen", "Kolleg:innen", "Kolleginnen", "Kollegin", "Kollege"),
    "netzwerk": ("Netzwerk", "Netzwerke", "Netzwerken", "Netzwerks", "Görlitz", "Goerlitz"),
    "daten": ("Bildungsbericht", "Bildungsberichte", "Bildungsberichts"),
}  # fmt: skip
CASES = [(report, spelt) for report, spellings in SPELLINGS.items() for spelt in spellings]


@pytest.mark.parametrize(("report", "spelt"), CASES)
def test_every_spelling_finds_the_same_first_hit_and_marks_it(
    finder: Finder, report: str, spelt: str
) -> None:
    best = finder.find(spelt)[0]
    assert best.report_id == report
    assert best.highlights


@pytest.mark.parametrize(("report", "spelt"), CASES)
def test_every_spelling_is_found_in_a_question_and_decomposed(
    finder: Finder, report: str, spelt: str
) -> None:
    question = f"Welche Erfahrungen gibt es mit {spelt}?"
    assert finder.find(unicodedata.normalize("NFD", question))[0].report_id == report


@pytest.mark.parametrize(
    ("report", "spelt", "marked"),
    [
        ("schule", "Shcule", "Schule"),
        ("foerderung", "Kindergraten", "Kindergarten"),
        ("netzwerk", "Netzwrek", "Netzwerk"),
        ("netzwerk", "Netzwwerk", "Netzwerk"),
        ("verein", "Geflüchtee", "Geflüchtete"),
        ("aerzte", "Gesundehit", None),
        ("daten", "Bildungsberciht", "Bildungsbericht"),
        ("haeuser", "Freiwillligen", "Freiwilligen"),
        ("eltern", "Vertruaen", "Vertrauen"),
    ],
)
def test_a_misspelt_word_finds_what_is_meant_and_marks_it(
    finder: Finder, report: str, spelt: str, marked: str | None
) -> None:
    best = finder.find(spelt)[0]
    assert best.report_id == report
    if marked and marked in best.text:
        assert marked in [REPORTS[report][mark.start : mark.end] for mark in best.highlights]

import shutil
from pathlib import Path

import numpy as np
import pytest

from corpus.vocabulary import default_vocabulary
from models.load import ARTEFACTS
from models.onnx_reader import OnnxReader
from models.theme_tagger import (
    CONCEPTS,
    MODEL,
    encode_concepts,
    load_theme_model,
    load_themes,
    save_concept_vectors,
    save_theme_model,
)
from nlp.concepts import Concept, Vocabulary
from nlp.errors import ArtefactError
from nlp.segment import blocks, passages, sentences
from nlp.themes import ThemeTagger
from nlp.types import Matrix, Report, Theme
from nlp.windows import windows

THEMES = ARTEFACTS / "themes"
TITLE = "Fachtag: Wie Eltern die Berufswahl begleiten"
TEXT = """Fachtag: Wie Eltern die Berufswahl begleiten

Rund 60 Lehrkräfte und Beratungskräfte trafen sich im Kreishaus. Mütter und Väter sind bei der
Wahl eines Berufs die wichtigsten Ratgeber ihrer Kinder, sie werden aber selten angesprochen.
Zum Elternabend kommen nur wenige; Hausbesuche und Elterncafés erreichen mehr.

Eine Gruppe stellte Praktika und Betriebserkundungen ab Klasse 8 vor."""


@pytest.fixture(scope="module")
def reader() -> OnnxReader:
    return OnnxReader.load(ARTEFACTS / "encoder")


def tagged(tagger: ThemeTagger, reader: OnnxReader) -> tuple[Theme, ...]:
    parts = blocks(TEXT)
    lines = sentences(TEXT, parts)
    pages = passages(TEXT, parts, lines)
    encodings = reader.read(windows(Report(id="x", title=TITLE, text=TEXT), pages))
    vectors: Matrix = np.stack([encoding.vector for encoding in encodings])
    return tagger.tag(TEXT, TITLE, pages, vectors, lines)


class OtherEncoder:
    """Another model of the same size: none of the training's weights hold for it."""

    name = "anderes-modell@1"
    dimensions = 384

    def encode_queries(self, texts: list[str]) -> Matrix:
        raise AssertionError("vectors of another encoder must not be asked for")

    encode_passages = encode_queries


def test_a_report_gets_the_themes_that_it_is_about(reader: OnnxReader) -> None:
    themes = tagged(load_themes(THEMES, reader), reader)
    assert {theme.id for theme in themes[:2]} == {"elternarbeit", "berufsorientierung"}
    assert any("Elternabend" in span.of(TEXT) for t in themes for span in t.evidence)


def test_a_vocabulary_without_examples_works(reader: OnnxReader) -> None:
    labels = ("Wohnungsbau", "Eltern und Familie", "Denkmalschutz", "Berufliche Orientierung")
    concepts = tuple(Concept(id=label, uri=label, label=label) for label in labels)
    vocabulary = Vocabulary(id="eigenes", title="Eigenes", version="1", concepts=concepts)
    themes = tagged(load_themes(THEMES, reader, vocabulary), reader)
    assert themes[0].id == "Eltern und Familie"
    assert not {theme.id for theme in themes} & {"Wohnungsbau", "Denkmalschutz"}


def test_another_encoder_leaves_names_and_words(reader: OnnxReader) -> None:
    themes = tagged(load_themes(THEMES, OtherEncoder()), reader)
    assert "elternarbeit" in {theme.id for theme in themes}


def test_the_artefact_belongs_to_the_bundled_vocabulary_and_encoder(reader: OnnxReader) -> None:
    model = load_theme_model(THEMES)
    assert model.encoder == reader.name
    assert set(model.taught) <= {c.id for c in default_vocabulary().assignable()}
    with np.load(THEMES / CONCEPTS, allow_pickle=False) as arrays:
        assert str(arrays["vocabulary"]) == default_vocabulary().version


def test_rounding_changes_no_vector_by_much(reader: OnnxReader, tmp_path: Path) -> None:
    concepts = (Concept(id="a", uri="a", label="Ehrenamt", definition="Freiwillige Arbeit."),)
    vocabulary = Vocabulary(id="v", title="v", version="7", concepts=concepts)
    exact = encode_concepts(vocabulary, reader)
    save_concept_vectors(tmp_path, vocabulary, exact)
    with np.load(tmp_path / CONCEPTS) as arrays:
        rounded = arrays["names"] * arrays["name_scales"]
    assert float((rounded * exact.names).sum()) > 0.999


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    model = load_theme_model(THEMES)
    folder = Path(shutil.copytree(THEMES, tmp_path / "themes"))
    save_theme_model(folder, model)
    again = load_theme_model(folder)
    assert (again.taught, again.lexicon.stems) == (model.taught, model.lexicon.stems)
    np.testing.assert_allclose(again.stem_weights, model.stem_weights, atol=1e-6)


@pytest.mark.parametrize("damage", [b"", b"kein Archiv"])
def test_a_damaged_artefact_is_refused_in_german(tmp_path: Path, damage: bytes) -> None:
    folder = Path(shutil.copytree(THEMES, tmp_path / "themes"))
    (folder / MODEL).write_bytes(damage)
    with pytest.raises(ArtefactError, match="beschädigt"):
        load_theme_model(folder)


def test_a_damaged_artefact_of_the_same_size_is_refused(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(THEMES, tmp_path / "themes"))
    path = folder / MODEL
    path.write_bytes(b"\0" * path.stat().st_size)
    with pytest.raises(ArtefactError, match="nicht lesbar"):
        load_theme_model(folder)

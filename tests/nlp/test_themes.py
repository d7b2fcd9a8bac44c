import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.concepts import Concept, Vocabulary
from nlp.linear import Linear
from nlp.segment import blocks, passages, sentences
from nlp.theme_choice import most_useful
from nlp.theme_model import ThemeModel
from nlp.theme_vectors import Centres, ConceptVectors
from nlp.theme_words import LABEL_FEATURES, Lexicon
from nlp.themes import ThemeTagger
from nlp.types import Passage, Theme

DIMENSIONS = 8
TEXT = """Elterncafé in Marzahn

Die Schule lädt Mütter und Väter jeden Dienstag ein. Im Elterncafé wird beraten.

Nachmittags üben Ehrenamtliche mit den Kindern das Lesen. Das Museum war geschlossen."""


def concept(name: str, *synonyms: str, top: bool = False) -> Concept:
    return Concept(id=name.lower(), uri=f"x/{name}", label=name, synonyms=synonyms, top=top)


CONCEPTS = (
    concept("Bildung", "Lesen", top=True),
    concept("Elternarbeit", "Elterncafé"),
    concept("Ehrenamt", "Ehrenamtliche"),
    concept("Kultur", "Museum"),
    concept("Wohnen", "Miete"),
)
VOCABULARY = Vocabulary(id="v", title="v", version="1", concepts=CONCEPTS)


def model(taught: tuple[str, ...] = ()) -> ThemeModel:
    """A model that trusts names, above all those in the title."""
    weights = np.zeros(LABEL_FEATURES, dtype=np.float32)
    weights[[0, 6]] = 8.0
    wide = {"all": 28, "open": 19, "words": 11, "labels": 9}
    return ThemeModel(
        encoder="fake",
        taught=taught,
        centres=Centres(**dict.fromkeys(("passages", "names", "texts"), np.zeros(DIMENSIONS))),
        anchor_weight=0.8,
        deltas=np.zeros((len(taught), DIMENSIONS), dtype=np.float32),
        lexicon=Lexicon(stems=("les",), frequency=np.array([3.0]), documents=9),
        stem_weights=np.ones((len(taught), 1), dtype=np.float32),
        fusions={name: fusion(weights, width) for name, width in wide.items()},
    )


def fusion(weights: np.ndarray, width: int) -> Linear:
    padded = np.pad(weights, (0, width - len(weights)))
    return Linear(
        classes=("no", "yes"),
        weights=np.stack([0 * padded, padded]),
        bias=np.array([0.0, -4.0]),
        mean=np.zeros(width),
        scale=np.ones(width),
    )


def concept_vectors() -> ConceptVectors:
    count = len(VOCABULARY.assignable())
    rows = np.random.default_rng(1).normal(size=(3 * count, DIMENSIONS)).astype(np.float32)
    owner = np.repeat(np.arange(count), 2).astype(np.int32)
    return ConceptVectors(owner=owner, names=rows[: 2 * count], texts=rows[2 * count :])


def tagged(text: str, tagger: ThemeTagger, title: str = "") -> tuple[Theme, ...]:
    parts = blocks(text)
    lines = sentences(text, parts)
    pages = passages(text, parts, lines)
    vectors = np.random.default_rng(2).normal(size=(len(pages), DIMENSIONS)).astype(np.float32)
    return tagger.tag(text, title, pages, vectors, lines)


def taggers() -> list[ThemeTagger]:
    return [
        ThemeTagger(VOCABULARY, model(), concept_vectors()),
        ThemeTagger(VOCABULARY, model(("elternarbeit", "wohnen")), concept_vectors()),
        ThemeTagger(VOCABULARY, model(("elternarbeit",)), None),
        ThemeTagger(VOCABULARY, model(), None),
    ]


@pytest.mark.parametrize("tagger", taggers(), ids=["untaught", "taught", "words", "names"])
def test_what_is_named_is_assigned_and_shown(tagger: ThemeTagger) -> None:
    themes = tagged(TEXT, tagger, title="Elterncafé in Marzahn")
    assert themes[0].id == "elternarbeit"
    assert "ehrenamt" in {theme.id for theme in themes}
    shown = {theme.id: [span.of(TEXT) for span in theme.evidence] for theme in themes}
    assert "Im Elterncafé wird beraten." in shown["elternarbeit"]
    assert shown["ehrenamt"] == ["Nachmittags üben Ehrenamtliche mit den Kindern das Lesen."]


@pytest.mark.parametrize("tagger", taggers(), ids=["untaught", "taught", "words", "names"])
def test_top_concepts_are_never_assigned(tagger: ThemeTagger) -> None:
    assert "bildung" not in {theme.id for theme in tagged("Lesen. " * 30, tagger)}


def test_the_title_counts() -> None:
    tagger = ThemeTagger(VOCABULARY, model(), None)
    assert tagged(TEXT, tagger, title="Ein Museum für alle")[0].id == "kultur"


def test_scores_are_probabilities_in_falling_order() -> None:
    scores = [theme.score for theme in tagged(TEXT, taggers()[0])]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_no_passages_have_no_themes() -> None:
    tagger = ThemeTagger(VOCABULARY, model(), concept_vectors())
    assert tagger.tag("", "", (), np.zeros((0, DIMENSIONS), dtype=np.float32), ()) == ()


def test_pages_of_navigation_only_are_read_as_well() -> None:
    tagger = ThemeTagger(VOCABULARY, model(), concept_vectors())
    text = "Startseite Ehrenamt Kontakt"
    page = Passage(start=0, end=len(text), searchable=False)
    (first, *_) = tagger.tag(text, "", (page,), np.ones((1, DIMENSIONS), dtype=np.float32), (page,))
    assert first.id == "ehrenamt"


@given(st.text(alphabet="Eltrncafé Museum.\n", min_size=1, max_size=200))
def test_evidence_lies_in_the_text_and_is_never_empty(text: str) -> None:
    for theme in tagged(text, TAGGER):
        assert theme.evidence
        assert list(theme.evidence) == sorted(theme.evidence)
        assert all(0 <= span.start < span.end <= len(text) for span in theme.evidence)


TAGGER = ThemeTagger(VOCABULARY, model(), concept_vectors())


@pytest.mark.parametrize(
    ("scores", "rows"),
    [
        ([0.9, 0.8, 0.05], [0, 1]),
        ([0.02, 0.03, 0.01], [1]),
        ([0.9] * 9, [0, 1, 2, 3, 4, 5]),
        ([0.1, 0.95, 0.2], [1]),
    ],
)
def test_as_many_as_promise_the_highest_f1(scores: list[float], rows: list[int]) -> None:
    assert most_useful(np.array(scores)) == rows


def test_the_baseline_of_names_learns_nothing_and_sees_no_vectors() -> None:
    taught = ThemeTagger(VOCABULARY, model(("elternarbeit",)), concept_vectors())
    named = tagged(TEXT, taught.by_names(), title="Elterncafé in Marzahn")
    assert named == tagged(TEXT, ThemeTagger(VOCABULARY, model(), None), "Elterncafé in Marzahn")


def test_closeness_is_of_every_concept_and_needs_the_vectors_of_the_training() -> None:
    page = Passage(start=0, end=len(TEXT))
    vectors = concept_vectors().names[:1]
    own = ThemeTagger(VOCABULARY, model(), concept_vectors()).closeness((page,), vectors)
    assert max(own, key=own.__getitem__) == "elternarbeit"
    assert len(own) == len(VOCABULARY.assignable())
    assert ThemeTagger(VOCABULARY, model(), None).closeness((page,), vectors) == {}

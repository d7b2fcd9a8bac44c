import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.labels import LabelMatcher, StemFinder
from nlp.types import Span


def found(label: str, text: str) -> list[str]:
    matcher = LabelMatcher({"thema": [label]})
    return [hit.of(text) for hit in matcher.find(text, [Span(start=0, end=len(text))])]


@pytest.mark.parametrize(
    ("label", "text", "words"),
    [
        ("Elternansprache", "Das Elternansprachekonzept liegt vor.", ["Elternansprachekonzept"]),
        ("Sportverein", "Zwei Sportvereine machen mit.", ["Sportvereine"]),
        ("Netzwerk", "Die Schulnetzwerke", ["Schulnetzwerke"]),
        ("Netzwerk", "ein Netzwerktreffen", ["Netzwerktreffen"]),
        ("Hochschule", "An Fachhochschulen gilt das.", ["Fachhochschulen"]),
        ("ESF", "Das ESF-Projekt endet.", ["ESF"]),
        ("Zusammenarbeit mit Eltern", "Die Zusammenarbeit der Schule mit den Eltern zählt.",
         ["Zusammenarbeit der Schule mit den Eltern"]),
        ("ländliche Räume", "Angebote in ländlichen Räumen", ["ländlichen Räumen"]),
    ],
)  # fmt: skip
def test_labels_are_found_inflected_and_in_compounds(
    label: str, text: str, words: list[str]
) -> None:
    assert found(label, text) == words


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Vereine", "Die Vereinbarung wurde unterschrieben."),
        ("Roma", "Romantik und Aroma"),
        ("Forschung", "Die Erforschung der Ursachen"),
        ("Wirtschaft", "Die Bewirtschaftung der Flächen"),
        ("ESF", "Das Fest war schön."),
        ("duale Ausbildung in Betrieben", "Die Ausbildung begann."),
    ],
)
def test_words_that_only_look_alike_are_not(label: str, text: str) -> None:
    assert found(label, text) == []


def test_a_full_label_is_stronger_than_most_of_it() -> None:
    matcher = LabelMatcher({"a": ["aufsuchende mobile Jugendarbeit"]})
    text = "Aufsuchende mobile Jugendarbeit. Mobile Jugendarbeit. Jugendarbeit."
    lines = [Span(start=0, end=32), Span(start=33, end=53), Span(start=54, end=67)]
    full, most = matcher.find(text, lines)
    assert full.strength > most.strength


def test_a_very_long_word_takes_no_time() -> None:
    assert dict(StemFinder(["schul"]).parts("schul" * 20_000)) == {}


@given(st.text(alphabet="Netzwerk schuläöüß-.\n", max_size=80))
def test_hits_lie_inside_the_text(text: str) -> None:
    matcher = LabelMatcher({"a": ["Netzwerk", "Schule"], "b": ["Netzwerk Schule"]})
    for hit in matcher.find(text, [Span(start=0, end=len(text))]):
        assert 0 <= hit.start < hit.end <= len(text)
        assert 0 < hit.strength <= 1

"""Broader where none is sure, nothing where nothing is, never what was excluded."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.concepts import Concept, Vocabulary
from nlp.scope import scope_of
from nlp.theme_choice import Choice, Chooser
from nlp.theme_feedback import Adjustment
from nlp.theme_proposals import propose_terms
from nlp.theme_review import REVIEW_FEATURES, review_features
from nlp.types import Mention, Report
from tests.fakes import analysis_of


def concept(name: str, broader: str = "", narrower: str = "", *, top: bool = False) -> Concept:
    return Concept(
        id=name,
        uri=name,
        label=name,
        broader=tuple(broader.split()),
        narrower=tuple(narrower.split()),
        top=top,
    )


VOCABULARY = Vocabulary(
    id="v",
    title="v",
    version="1",
    concepts=(
        concept("Klima", narrower="Wasser Hitze", top=True),
        concept("Wasser", "Klima", "Starkregen Dürre"),
        concept("Starkregen", "Wasser"),
        concept("Dürre", "Wasser"),
        concept("Hitze", "Klima"),
    ),
)
ROWS = ("Wasser", "Starkregen", "Dürre", "Hitze")


def chosen(choice: Choice, scores: tuple[float, ...], **options: object) -> list[str]:
    found = Chooser(VOCABULARY, choice).choose(np.array(scores), **options)
    return [one.concept.id for one in found]


def test_none_sure_and_close_backs_off_to_the_broader() -> None:
    unsure = (0.05, 0.45, 0.4, 0.01)
    assert chosen(Choice(), unsure) == ["Starkregen", "Dürre"]
    assert chosen(Choice(back_off="assignable"), unsure) == ["Wasser"]
    assert chosen(Choice(back_off="assignable"), (0.05, 0.8, 0.4, 0.01))[0] == "Starkregen"


def test_heads_stand_in_only_where_wished() -> None:
    unsure = (0.4, 0.01, 0.01, 0.45)
    assert "Klima" not in chosen(Choice(back_off="assignable"), unsure)
    assert chosen(Choice(back_off="always"), unsure) == ["Klima"]


def test_below_the_threshold_nothing_is_assigned() -> None:
    assert chosen(Choice(threshold=0.5), (0.1, 0.2, 0.1, 0.4)) == []
    assert chosen(Choice(), (0.1, 0.2, 0.1, 0.6), threshold=0.5) == ["Hitze"]


def test_what_is_excluded_goes_with_all_that_is_narrower() -> None:
    scores = (0.9, 0.9, 0.8, 0.7)
    assert chosen(Choice(), scores, exclude=("Wasser", "unbekannt")) == ["Hitze"]
    assert chosen(Choice(), scores, exclude=("Klima",)) == []
    assert chosen(Choice(), scores, limit=1) == ["Wasser"]


def test_an_excluded_broader_concept_does_not_stand_in() -> None:
    found = chosen(Choice(back_off="assignable"), (0.0, 0.45, 0.4, 0.3), exclude=("Wasser",))
    assert found == ["Hitze"]


@pytest.mark.parametrize(
    ("note", "text", "excluded"),
    [
        ("Bäume und Parks. Nicht: Parkplätze, Parkhäuser.", "Bäume und Parks.",
         ("Parkplätze", "Parkhäuser")),
        ("Ohne Zimmerpflanzen", "", ("Zimmerpflanzen",)),
        ("Nicht gemeint sind Friedhöfe oder Kleingärten (siehe Freizeit).", "",
         ("Friedhöfe", "Kleingärten")),
        ("Auch nicht genehmigte Gärten.", "Auch nicht genehmigte Gärten.", ()),
        ("Nicht: Stadtgrün", "", ()),
    ],
)  # fmt: skip
def test_scope_notes_say_what_is_left_out(note: str, text: str, excluded: tuple[str, ...]) -> None:
    scope = scope_of(Concept(id="g", uri="g", label="Stadtgrün", scope_note=note))
    assert (scope.text, scope.excluded) == (text, excluded)


def test_an_adjustment_moves_its_concepts_alone() -> None:
    own = Adjustment(concepts=("a",), bias=np.array([1.5], "f"), directions=np.array([[1, 0]], "f"))
    assert own.bias_of(["b", "a"]).tolist() == [0.0, 1.5]
    assert own.directions_of(["b", "a"]).tolist() == [[0, 0], [1, 0]]


def test_review_features_count_what_is_left_out() -> None:
    row = review_features(np.array([0.9, 0.5, 0.2]), [0])
    assert row.shape == (1, REVIEW_FEATURES)
    assert row[0, 3] == pytest.approx(0.5) and row[0, 5] == 1


def proposals(*texts: str) -> list[str]:
    analyses = [analysis_of(Report(id=str(n), title="", text=text)) for n, text in enumerate(texts)]
    return [one.term for one in propose_terms(analyses, VOCABULARY)]


def test_frequent_phrases_without_a_concept_are_proposed() -> None:
    text = "Der Ernährungsrat tagt. Im Plenum sprach der Ernährungsrat über Starkregen."
    assert proposals(*[text] * 4)[0] == "Ernährungsrat"
    assert "Starkregen" not in proposals(*[text] * 4)
    assert proposals(text, text) == []


def test_names_are_no_terms_and_evidence_holds_the_term() -> None:
    text = (
        "Gestern kam Frau Brunnenmeister. "
        "Das Reparaturcafé lud Brunnenmeister in das Reparaturcafé ein."
    )
    analyses = []
    for number in range(3):
        analysis = analysis_of(Report(id=str(number), title="", text=text))
        names = tuple(
            Mention(start=at, end=at + 14, text="Brunnenmeister", label="PERSON")
            for at in (text.index("Brunnen"), text.rindex("Brunnen"))
        )
        analyses.append(
            type(analysis)(
                **{field: getattr(analysis, field) for field in analysis.__slots__}
                | {"mentions": names}
            )
        )
    found = propose_terms(analyses, VOCABULARY)
    assert [one.term for one in found] == ["Reparaturcafé"]
    assert len(found[0].evidence) == 3
    assert all("Reparaturcafé" in shown.span.of(text) for shown in found[0].evidence)

"""The few forms that are looked up are all that could be the same project."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nlp.project_forms import LongerForms, is_part, is_same
from nlp.projects import group_projects
from nlp.types import Mention

WORDS = (
    "Raum Raums RAUM Lern-Haus Haus Netzwerk BUS (BUS) KoMet – Bildung unter Segeln Segeln: "
    "Räume / Raum-Haus & und „Raum“ Kommunen Metall es s"
)
NAMES = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=4).map(" ".join)


@given(st.sets(NAMES, min_size=2, max_size=8))
def test_no_form_is_overlooked(names: set[str]) -> None:
    ordered = sorted(names, key=lambda form: (len(form), form))
    longer = LongerForms(ordered)
    for at, short in enumerate(ordered):
        alike = [f for f in ordered[at + 1 :] if is_same(short, f) or is_part(short, f)]
        assert set(alike) <= set(longer.of(short))


def test_unrelated_forms_are_not_compared() -> None:
    names = [f"Raum {number}" for number in range(500)]
    assert not any(map(LongerForms(names).of, names))


def test_many_different_projects_stay_apart() -> None:
    names = [f"Raum {number:05}" for number in range(5000)]
    mentions = [
        Mention(start=20 * at, end=20 * at + 10, text=name, label="PROJECT")
        for at, name in enumerate(names)
    ]
    assert len(group_projects(mentions)) == len(names)

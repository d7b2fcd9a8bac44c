"""One spelling for a programme, however a text writes it."""

from __future__ import annotations

import pytest

from nlp.programme_names import programme_spelling

FORMS = {
    "XENOS": ["XENOS", "Xenos", "„XENOS“", "XENOS-Programm", "Bundesprogramm XENOS",
              "XENOS – Integration und Vielfalt", "ESF-Bundesprogramms „XENOS“"],
    "Europäischer Sozialfonds": ["ESF", "Europäischer Sozialfonds", "Europäischen Sozialfonds"],
    "Europäischer Sozialfonds Plus": ["ESF Plus", "ESF+", "Europäischen Sozialfonds Plus"],
    "Soziale Stadt": ["Soziale Stadt", "Sozialen Stadt", "Programm Soziale Stadt"],
    "Nationale Klimaschutzinitiative": ["NKI", "Nationalen Klimaschutzinitiative"],
    "Kultur macht stark": ["Kultur macht stark", "Kultur macht stark. Bündnisse für Bildung"],
    "Integration durch Qualifizierung": ["IQ", "Integration durch Qualifizierung (IQ)"],
    "Startchancen": ["Startchancen", "Startchancen-Programm", "Startchancen\u2011Programm"],
    "Demokratie leben!": ["Demokratie leben!", "Demokratie leben", "DEMOKRATIE LEBEN!"],
    "Land.Digital": ["Land.Digital"],
    "WIR!": ["WIR!"],
    "Ziel 3": ["Ziel 3"],
    "Kommunalrichtlinie": ["Kommunalrichtlinie"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "spelling"), [(form, one) for one, forms in FORMS.items() for form in forms]
)
def test_forms_of_one_programme_share_a_spelling(form: str, spelling: str) -> None:
    assert programme_spelling(form) == spelling
    assert programme_spelling(spelling) == spelling


@pytest.mark.parametrize("odd", ["", " ", "–", "(", "Programm ", "Programm", "„“", "a" * 10_000])
def test_every_name_has_a_spelling_that_stays(odd: str) -> None:
    once = programme_spelling(odd)
    assert programme_spelling(once) == once

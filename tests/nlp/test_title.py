"""The title is what a reader would take for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.title import title_of

BODY = (
    "Auf Einladung der Stadt kamen am 14. November 2013 rund 80 Lehrkräfte und Eltern zusammen. "
    "Sie sprachen über den Übergang von der Schule in den Beruf."
)


@pytest.mark.parametrize(
    "above",
    [
        "",
        "Startseite › Veranstaltungen › Rückblick\n\n",
        "Sie sind hier: Startseite > Aktuelles > Berichte\n\n",
        "Aktuelles / Rückblick / 2022\n",
        "Drucken | E-Mail\n\n",
        "StartseiteThemenMaßnahmenTermineKontakt\n\n",
        "Landratsamt   Bürgerservice   Tourismus\n\n",
        "14. November 2013\n\n",
        "Kiel, den 14.11.2013\n\n",
        "Veröffentlicht am 25.11.2016\n\n",
        "PRESSEMITTEILUNG Nr. 214/2017\nStadt Kiel\nDer Oberbürgermeister\n\n",
        "Zum Inhalt springen\nAktuelle Meldungen\n\n",
        "Dr. Daniel Beispiel\n",
        "Datum:\n12.3.2014\nTelefon: 0431 12345\n\n",
        "Seite 1\n\n",
    ],
)
def test_what_stands_above_a_title_is_skipped(above: str) -> None:
    title = "Eltern als Partner – Werkstattgespräch in Kiel"
    assert title_of(f"{above}{title}\n\n{BODY}\n") == title


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Werkstatt\n\nfür Lehrkräfte aus Kiel", "Werkstatt für Lehrkräfte aus Kiel"),
        (
            "Gemeinsam für Bildung und\nTeilhabe in Kiel",
            "Gemeinsam für Bildung und Teilhabe in Kiel",
        ),
        ("Einladung\n\nFachtag „Ganztag“", "Einladung: Fachtag „Ganztag“"),
        ("Betreff: Sachstand Bildungsbüro", "Sachstand Bildungsbüro"),
        ("12. März 2019 | Eltern als Partner", "Eltern als Partner"),
        ("0412 | Stärkung der Mitsprache", "0412 | Stärkung der Mitsprache"),
        ("1990 – ein Jahr verändert die Stadt", "1990 – ein Jahr verändert die Stadt"),
        ("Wirkt das?\n\nAbschlusstagung in Bielefeld", "Wirkt das?"),
        ("Fachtag »Forschen mit der Praxis«", "Fachtag »Forschen mit der Praxis«"),
    ],
)
def test_titles_over_two_lines_and_with_marks(lines: str, expected: str) -> None:
    assert title_of(f"{lines}\n\n{BODY}\n") == expected


def test_without_a_title_the_first_sentence_stands_in() -> None:
    assert title_of(BODY) == (
        "Auf Einladung der Stadt kamen am 14. November 2013 rund 80 Lehrkräfte und Eltern zusammen"
    )
    long = "Die Stadt hat " + "sehr " * 40 + "viel erreicht."
    title = title_of(long)
    assert title.endswith("sehr …") and len(title) <= 102


def test_the_name_under_a_picture_is_no_title() -> None:
    assert title_of(f"Silke Muster\n{BODY}").startswith("Auf Einladung")


@given(st.text(max_size=500))
def test_every_text_with_a_word_has_a_short_title(text: str) -> None:
    title = title_of(text)
    assert len(title) <= 210 and "\n" not in title
    assert title or not any(character.isalnum() for character in text)

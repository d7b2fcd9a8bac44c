"""Blocks, sentences and passages keep offsets and cut where a reader would."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.segment import LONGEST_SENTENCE, PASSAGE_CHARACTERS, blocks, passages, sentences
from nlp.types import Passage, Span

GERMAN = st.text(
    alphabet=st.sampled_from('aäbßeÖzZ 0129.,!?:;-–•„“"»«()/|\n\t\u00a0é\u0301😀'), max_size=400
)


def sentences_of(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text, blocks(text))]


def passages_of(text: str) -> tuple[Passage, ...]:
    parts = blocks(text)
    return passages(text, parts, sentences(text, parts))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Am 14. November 2013 kamen ca. 30 Gäste, u. a. aus Kiel. Dr. Malchow sprach.",
            ["Am 14. November 2013 kamen ca. 30 Gäste, u. a. aus Kiel.", "Dr. Malchow sprach."],
        ),
        (
            "Alle waren sich einig. „Wir machen weiter.“ Dann war Schluss.",
            ["Alle waren sich einig.", "„Wir machen weiter.“", "Dann war Schluss."],
        ),
        (
            "Ziel sind 25 Verträge bis 2020. Einen Dämpfer gab es bei den Visa.",
            ["Ziel sind 25 Verträge bis 2020.", "Einen Dämpfer gab es bei den Visa."],
        ),
        (
            "Das Portal wird gefördert.Weitere Orte folgen.",
            ["Das Portal wird gefördert.", "Weitere Orte folgen."],
        ),
        (
            "Petra MusterfrauAus dem Publikum kam eine Frage.",
            ["Petra Musterfrau", "Aus dem Publikum kam eine Frage."],
        ),
        (
            "Die Fachkräfte haben den Leitfaden gemeinsam und sehr\nsorgfältig erprobt.",
            ["Die Fachkräfte haben den Leitfaden gemeinsam und sehr\nsorgfältig erprobt."],
        ),
        (
            "• Erstens geht es um Zeit.\n• Zweitens um Geld.",
            ["Erstens geht es um Zeit.", "Zweitens um Geld."],
        ),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert sentences_of(text) == expected


WRAPPED = """\
Tisch 2: Ohne Eltern geht es nicht
Vorgestellt wurde das Elterncafé. Dort treffen sich Mütter und Väter monatlich in
Wohnungen, eine geschulte Moderatorin kommt dazu und bringt Fragen mit. Nach den
Worten der Leitung kämen auch Eltern, die sonst keinen der angebotenen
Elternabende besuchen, wenn eine Nachbarin sie einlädt. Die Gruppe empfahl den
Trägern, die Moderation zu bezahlen und die Wege kurz zu halten. Offen blieb die
Frage, wer die Räume stellt und wer die Schlüssel hat, wenn die Stadt nach dem
Jahr der Erprobung kein Geld mehr gibt und das Haus am Abend geschlossen bleibt.
Am Ende dankte die Leitung allen Gästen und lud zum nächsten Treffen ins Rathaus.
"""


def test_hard_wrapped_lines_are_joined_before_nouns_as_well() -> None:
    found = [part.of(WRAPPED) for part in blocks(WRAPPED)]
    assert found[0] == "Tisch 2: Ohne Eltern geht es nicht"
    assert found[1].startswith("Vorgestellt wurde") and "\nWohnungen, eine" in found[1]
    assert {part.kind for part in blocks(WRAPPED)} == {"heading", "paragraph"}


def test_lines_of_a_list_are_not_taken_for_wrapped_ones() -> None:
    text = "\n".join(f"Projekt {name} des Trägers Lernhaus Husum" for name in "ABCDEFGHIJ") + "\n"
    assert len(blocks(text)) == 10


@pytest.mark.parametrize(
    "name",
    [
        "StädteRegion Aachen",
        "KiTaPLUS",
        "XPBund",
        "iTools",
        "JugendStärken",
        "PräWo",
        "LaWiDa",
        "NaWiSo",
    ],
)
def test_a_name_with_inner_capitals_stays_whole(name: str) -> None:
    assert sentences_of(f"Das Projekt {name} endet.") == [f"Das Projekt {name} endet."]


@pytest.mark.parametrize("end", ["Grußworte", "bis zum dritten Tag", "gegen 17 Uhr", "In Riesa"])
def test_lines_that_lost_the_blank_between_them_are_parted(end: str) -> None:
    assert sentences_of(f"{end}Die Gäste kamen.") == [end, "Die Gäste kamen."]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Startseite › Aktuelles › Rückblick", "boilerplate"),
        ("Drucken | E-Mail", "boilerplate"),
        ("Sie sind hier: Projekte", "boilerplate"),
        ("mehr lesen", "boilerplate"),
        ("Cookie-Einstellungen Impressum Barrierefreiheit", "boilerplate"),
        ("• Ein Punkt", "item"),
        ("- noch ein Punkt", "item"),
        ("Zwei Ansätze aus der Praxis", "heading"),
        ("Das Projekt arbeitet seit 2011 auf dem Kieler Ostufer.", "paragraph"),
    ],
)
def test_a_line_shows_what_it_is(line: str, kind: str) -> None:
    text = (
        f"{line}\nDas Lerncafé liegt zwischen Friseur und Teestube und ist seit 2011 gut besucht.\n"
    )
    assert blocks(text)[0].kind == kind


def test_boilerplate_is_kept_but_not_searched() -> None:
    text = "Startseite › Projekte\nDas Lerncafé ist gut besucht.\nDrucken | E-Mail\n"
    assert [(p.of(text), p.searchable) for p in passages_of(text)] == [
        ("Startseite › Projekte", False),
        ("Das Lerncafé ist gut besucht.", True),
        ("Drucken | E-Mail", False),
    ]


def test_a_passage_knows_its_heading() -> None:
    body = "Im zweiten Jahr kamen mehr Familien. " * 60
    text = f"Erfahrungen aus Kiel\n{body.strip()}\n"
    found = passages_of(text)
    assert len(found) > 1
    assert {passage.heading for passage in found} == {"Erfahrungen aus Kiel"}


def test_passages_are_of_similar_length() -> None:
    text = "Im zweiten Jahr kamen mehr Familien als im ersten. " * 200
    lengths = [passage.end - passage.start for passage in passages_of(text)]
    assert max(lengths) <= 1.25 * PASSAGE_CHARACTERS
    assert min(lengths[:-1]) >= PASSAGE_CHARACTERS / 3


def test_text_without_sentence_ends_is_cut_all_the_same() -> None:
    text = "Name Ort " * 2000
    assert max(s.end - s.start for s in sentences(text, blocks(text))) <= LONGEST_SENTENCE


@given(GERMAN)
def test_everything_that_is_not_blank_is_in_a_block(text: str) -> None:
    covered = {at for block in blocks(text) for at in range(block.start, block.end)}
    assert {at for at, sign in enumerate(text) if sign.strip()} <= covered


@given(GERMAN)
def test_spans_lie_in_order_without_overlaps(text: str) -> None:
    parts = blocks(text)
    lines = sentences(text, parts)
    for spans in (parts, lines, passages(text, parts, lines)):
        assert all(span.start < span.end <= len(text) for span in spans)
        assert all(one.end <= two.start for one, two in pairwise(spans))


@given(GERMAN)
def test_each_sentence_is_in_exactly_one_passage(text: str) -> None:
    parts = blocks(text)
    lines = sentences(text, parts)
    tiles = passages(text, parts, lines)
    for line in lines:
        assert sum(_holds(tile, line) for tile in tiles) == 1


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


@pytest.mark.parametrize("piece", ["„", " ", "a.", "\n", "• ", "Aus ", "2020. ", "(", "A\n"])
def test_time_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    text = piece * 20_000
    began = time.process_time()
    passages_of(text)
    assert time.process_time() - began < 20


def test_marks_without_words_after_the_last_word_stay_with_it() -> None:
    text = "Ein Satz endet. Ein zweiter" + " ." * 20_000
    parts = blocks(text)
    assert sentences(text, parts)[0].of(text) == "Ein Satz endet."
    assert len({line.start for line in sentences(text, parts)}) < 50


def test_blanks_without_end_are_neither_sentence_nor_passage() -> None:
    text = "x" * 3_500 + " " * 3_500 + "Ende"
    parts = blocks(text)
    lines = sentences(text, parts)
    found = passages(text, parts, lines)
    assert all(span.of(text).strip() for span in (*lines, *found))
    assert lines[-1].of(text) == "Ende"

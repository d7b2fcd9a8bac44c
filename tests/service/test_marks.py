"""Marked text stays the text, and its HTML stays whole."""

from html import escape as plain_escape
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.types import Span
from service.web.marks import Mark, Marker, fragment, highlighted, highlighted_lines

TEXT = st.text(alphabet="aÄß <>&\"'„“\n𝄞", max_size=40)


class Reader(HTMLParser):
    """Fails on a closing tag that does not fit; keeps text, ids and what was marked."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""
        self.ids: list[str] = []
        self.marked = ""

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data
        self.marked += data if self.open else ""


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(str(html))
    reader.close()
    assert reader.open == []
    return reader


@st.composite
def marked_texts(draw):
    text = draw(TEXT)
    place = st.integers(0, len(text))
    marks = draw(
        st.lists(
            st.builds(
                Mark,
                start=place,
                end=place,
                tag=st.sampled_from(["mark", "span"]),
                style=st.sampled_from(["", "ort", 'a"b']),
                title=TEXT,
                note=st.sampled_from(["", "Hürde"]),
                anchor=st.booleans(),
            ),
            max_size=8,
        )
    )
    return text, marks


@given(marked_texts())
def test_without_its_tags_the_html_is_the_text(case):
    text, marks = case
    reader = read(Marker(text, marks).html(0, len(text)))
    assert reader.text == text


@given(marked_texts())
def test_exactly_the_marked_letters_stand_inside_a_mark(case):
    text, marks = case
    inside = "".join(c for i, c in enumerate(text) if any(m.start <= i < m.end for m in marks))
    assert read(Marker(text, marks).html(0, len(text))).marked == inside


@given(marked_texts(), st.data())
def test_pieces_of_a_text_are_whole_and_no_id_comes_twice(case, data):
    text, marks = case
    cut = data.draw(st.integers(0, len(text)))
    marker = Marker(text, marks)
    pieces = [read(marker.html(0, cut)), read(marker.html(cut, len(text)))]
    assert "".join(piece.text for piece in pieces) == text
    ids = [name for piece in pieces for name in piece.ids]
    assert sorted(ids) == sorted({fragment(m) for m in marks if m.anchor and m.start < m.end})


def test_a_script_in_the_text_is_shown_and_not_run():
    html = highlighted("<script>alert('Kiel')</script>", [Span(start=8, end=13)])
    assert "<script" not in html
    assert unescape(str(html).replace("<mark>", "").replace("</mark>", "")).startswith("<script>")


def test_what_a_mark_says_is_escaped_as_well():
    mark = Mark(start=0, end=4, title='"><script>', style='x" onclick="y', note="<b>")
    html = Marker("Kiel", [mark]).html(0, 4)
    assert "<script" not in html
    assert "<b>" not in html
    assert 'onclick="y"' not in html


def test_a_highlight_counts_from_where_the_piece_begins_in_the_report():
    html = highlighted("Lotsinnen in Kiel", [Span(start=113, end=117)], offset=100)
    assert html == "Lotsinnen in <mark>Kiel</mark>"


@pytest.mark.parametrize(
    ("first", "second", "html"),
    [
        ((0, 4), (5, 9), "<mark>Kiel</mark> <mark>Lübe</mark>ck"),
        ((0, 11), (5, 11), "<mark>Kiel <mark>Lübeck</mark></mark>"),
        ((0, 7), (5, 11), "<mark>Kiel <mark>Lü</mark></mark><mark>beck</mark>"),
    ],
)
def test_marks_beside_within_and_across_each_other(first, second, html):
    spans = [Span(start=a, end=b) for a, b in (first, second)]
    assert highlighted("Kiel Lübeck", spans) == html


def test_umlauts_and_quotes_are_kept_as_they_are():
    text = "„Für Mütter & Väter“"
    assert highlighted(text, []) == plain_escape(text)


def test_a_short_passage_of_a_hard_wrapped_text_is_shown_in_one_piece() -> None:
    lines = [
        "Gefördert wird der ElternTalk durch eine Stiftung. Es bestehe großes Interesse",
        "bei polnischen Familien. Nach den Worten der Gastgeber kämen auch Eltern, die keinen",
        "Elternabend besuchen, sofern nicht die Kita, sondern eine Nachbarin zu sich nach",
        "Hause einlade. Für das Gespräch liegen Karten bereit, auf denen Fragen zu Themen wie",
        "Fernsehen, Taschengeld und Schlafenszeiten stehen.",
    ]
    assert highlighted_lines("\n".join(lines), []) == ["\n".join(lines)]


def test_a_word_that_is_the_whole_answer_is_marked_within_it():
    word = Span(start=2, end=13)
    shown = highlighted(". Hausbesuche", [word], answer=word)
    assert str(shown).endswith("><mark>Hausbesuche</mark></mark>")

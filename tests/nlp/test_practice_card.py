"""What reports say of a project, sorted; every sentence stands where the card says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.initiatives import Subject
from nlp.practice_card import Section, card_of
from nlp.segment import blocks, sentences
from nlp.types import Analysis, Event, Lesson, LessonKind, Mention


def subject(
    text: str,
    *,
    report: str = "r",
    lessons: dict[str, LessonKind] | None = None,
    person: str = "",
) -> Subject:
    at = text.find(person) if person else -1
    named = (
        (Mention(start=at, end=at + len(person), text=person, label="PERSON"),) if at >= 0 else ()
    )
    found = tuple(
        Lesson(start=text.index(e), end=text.index(e) + len(e), text=e, kind=kind, score=0.9)
        for e, kind in (lessons or {}).items()
    )
    analysis = Analysis(
        id=report,
        title="Bericht",
        text=text,
        doc_kind="report",
        event=Event(),
        mentions=named,
        lessons=found,
    )
    return Subject(analysis=analysis, parts=(), lines=sentences(text, blocks(text)))


@pytest.mark.parametrize(
    ("sentence", "section"),
    [
        ("Ausgangspunkt war die hohe Zahl der Schulabbrüche im Viertel.", "start"),
        ("Vor Projektbeginn gab es im Landkreis keine Beratung für Gründerinnen.", "start"),
        ("Die Lotsinnen besuchen Familien zu Hause und in der Kita.", "approach"),
        ("Das Projekt setzt auf Tandems aus Jung und Alt.", "approach"),
        ("Insgesamt haben 62 Jugendliche den Kurs besucht.", "results"),
        ("Die Zahl der Anmeldungen verdoppelte sich im zweiten Jahr.", "results"),
        ("Das Modell ist auf andere Städte übertragbar.", "transfer"),
        ("Der nächste Termin steht noch nicht fest.", None),
        ("Wer besucht die Familien?", None),
    ],
)
def test_sentences_are_sorted_by_their_words(sentence: str, section: Section | None) -> None:
    card = card_of([subject(sentence)])
    assert [each.section for each in card.extracts] == ([section] if section else [])


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Ausgangslage", "start"),
        ("So sind wir vorgegangen: Umsetzung", "approach"),
        ("Ergebnisse und Wirkungen", "results"),
        ("Stolpersteine", "obstacles"),
        ("Was sich übertragen lässt: Hinweise", "transfer"),
    ],
)
def test_sentences_are_sorted_by_the_heading_above(heading: str, section: Section) -> None:
    line = (
        "Im Viertel wohnen viele Familien mit kleinen Kindern, die bisher niemand zu sich "
        "eingeladen hat, auch nicht die Schule."
    )
    card = card_of([subject(f"{heading}\n\n{line}")])
    assert [(each.section, each.text) for each in card.extracts] == [(section, line)]


@pytest.mark.parametrize(
    ("kind", "section"),
    [
        ("success_factor", "success_factors"),
        ("obstacle", "obstacles"),
        ("recommendation", "recommendations"),
        ("insight", "results"),
    ],
)
def test_lessons_are_sorted_by_their_kind(kind: LessonKind, section: Section) -> None:
    line = "Ohne den Hausmeister geht abends gar nichts."
    card = card_of([subject(line, lessons={line: kind})])
    assert [each.section for each in card.extracts] == [section]


def test_what_several_reports_say_stands_once_with_all_places() -> None:
    line = "Das Projekt setzt auf Tandems aus Jung und Alt."
    texts = {"a": f"Zu Gast. {line}", "b": line.replace("setzt", "setzte")}
    card = card_of([subject(text, report=name) for name, text in texts.items()])
    (extract,) = card.of("approach")
    assert extract.text == line
    assert [texts[e.report][e.start : e.end] for e in extract.evidence] == [line, texts["b"]]


def test_persons_are_hidden_unless_they_are_released() -> None:
    line = "Tomke Harmsen besucht die Familien zu Hause."
    one = subject(line, person="Tomke Harmsen")
    assert card_of([one]).extracts[0].text == "[Name] besucht die Familien zu Hause."
    assert card_of([one], persons=True).extracts[0].text == line


def test_where_reports_say_nothing_the_card_is_empty() -> None:
    assert card_of([]).extracts == ()
    assert card_of([subject("Danke an alle.")]).extracts == ()


PIECES = st.sampled_from(
    ["Das Projekt besucht Familien zu Hause.", "Ausgangslage", "\n\n", " ", "Danke.", "„Äh“ 🙂."]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_every_extract_stands_where_it_says(text: str) -> None:
    for extract in card_of([subject(text)], persons=True).extracts:
        first = extract.evidence[0]
        assert text[first.start : first.end] == extract.text

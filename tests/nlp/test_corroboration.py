"""Which statements agree, which say the opposite, and what a group is called."""

from __future__ import annotations

from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.corroboration import (
    Heard,
    Summary,
    Voice,
    copies,
    group_for,
    in_words,
    read_statement,
    regrouped,
    relation,
    summary_of,
)
from nlp.corroboration.relations import agree
from nlp.shingles import shingles, sketch
from nlp.types import LESSON_KINDS

S, O, R, I = "success_factor", "obstacle", "recommendation", "insight"  # noqa: E741
CLOSE = 0.95


@pytest.mark.parametrize(
    ("one", "kind", "other", "other_kind"),
    [
        ("Feste Partner sind entscheidend.", S, "Ohne feste Partner scheitert es.", O),
        ("Es fehlten feste Partner im Ort.", O, "Wichtig sind feste Partner im Ort.", S),
        ("Die Ämter wurden zu spät beteiligt.", O, "Die Ämter sollten früh beteiligt werden.", R),
        ("Mit Lotsen gelingt der Anfang.", S, "Ohne Lotsen misslingt der Anfang.", O),
    ],
)
def test_what_agrees_in_other_words(one: str, kind: str, other: str, other_kind: str) -> None:
    assert agree(read_statement(one, kind), read_statement(other, other_kind)) == 1


@pytest.mark.parametrize(
    ("one", "kind", "other", "other_kind"),
    [
        ("Feste Partner haben die Arbeit gefördert.", S, "Feste Partner hemmten die Arbeit.", O),
        ("Die Kurse sollten verbindlich sein.", R, "Die Kurse sollten freiwillig sein.", R),
        ("Zentrale Büros bewähren sich.", I, "Dezentrale Büros bewähren sich.", I),
        ("Ein Jahr Vorlauf genügt.", I, "Ein Jahr Vorlauf reicht nicht.", I),
        ("Briefe wirken besser als Gespräche.", I, "Gespräche wirken besser als Briefe.", I),
        ("Das Amt wirbt am besten selbst.", I, "Das Amt wirbt am besten nicht selbst.", I),
        ("Die Halle gehört zur Schule.", R, "Nicht zur Schule, sondern zum Ort gehört sie.", R),
        ("Gruppen von höchstens acht Personen.", R, "Gruppen ab mindestens 20 Personen.", R),
        ("Mit wenigen Partnern starten.", R, "Mit vielen Partnern starten.", R),
        ("Bekannte Vereine kamen zum Zug.", I, "Unbekannte Vereine kamen zum Zug.", I),
        ("Das Land brachte mehr Papier.", O, "Mehr Papier brachte das Land nicht.", I),
    ],
)
def test_opposites_are_never_the_same(one: str, kind: str, other: str, other_kind: str) -> None:
    first, second = read_statement(one, kind), read_statement(other, other_kind)
    assert relation(first, second, 1.0) != "same"
    assert relation(second, first, 1.0) != "same"


def test_related_statements_are_neither() -> None:
    one = read_statement("Feste Räume in den Schulen waren entscheidend.", S)
    other = read_statement("Feste Ansprechpartner in den Schulen waren entscheidend.", S)
    assert relation(one, other, CLOSE) == "other"


@pytest.mark.parametrize(
    "short",
    [
        "Schwierig wurde es mit den Betrieben,",
        "Mit den Betrieben ging es nicht.",
        "Dafür braucht man keine Beratung der Betriebe.",
    ],
)
def test_a_short_sentence_is_not_said_by_all_that_name_its_one_word(short: str) -> None:
    """Found in a stock of real length: one such sentence was held to agree with forty others."""
    long = (
        "Die zweite Auflage musste entfallen, weil die Betriebe die Sicherheitsunterweisung für so "
        "viele Gäste nicht leisten konnten."
    )
    one, other = read_statement(short, "obstacle"), read_statement(long, "obstacle")
    assert relation(one, other, 0.87) == "other"


LONG = (
    "Zu einer großen Hürde wird die Dauer: Zwischen Antrag und Bescheid vergehen oft acht Monate, "
    "in denen die Interessierten eine Helferstelle annehmen.",
    "Zwischen Antrag und Bescheid verstreichen im Schnitt sieben Monate, in denen ein Teil der "
    "Bewerberinnen eine Helferstelle annimmt und für die Qualifizierung verloren geht.",
)


def test_long_sentences_may_make_one_point_though_each_says_more() -> None:
    one, other = (read_statement(text, "obstacle") for text in LONG)
    assert relation(one, other, 0.92) == "same"
    assert relation(other, one, 0.92) == "same"


def test_long_sentences_that_are_far_apart_or_of_another_kind_are_not_one() -> None:
    one, other = (read_statement(text, "obstacle") for text in LONG)
    assert relation(one, other, 0.86) == "other"
    assert relation(one, read_statement(LONG[1], "insight"), 0.92) == "other"


def test_what_is_far_apart_does_not_contradict() -> None:
    one, other = (
        read_statement(f"{size} Büros bewähren sich.", "insight")
        for size in ("Zentrale", "Dezentrale")
    )
    assert relation(one, other, 0.95) == "opposite"
    assert relation(one, other, 0.87) == "other"


@given(st.text(max_size=300), st.sampled_from(LESSON_KINDS))
def test_any_text_is_the_same_as_itself_or_not_told(text: str, kind: str) -> None:
    statement = read_statement(text, kind)
    assert relation(statement, statement, 1.0) in {"same", "other"}


@pytest.mark.parametrize("piece", ["nicht ", "statt x", "mehr ", "zu ", "ein ", ",", "weil "])
def test_hostile_texts_are_read_at_once(piece: str) -> None:
    start = process_time()
    read_statement(piece * 100_000, "obstacle")
    assert process_time() - start < 2


def heard(number: int, text: str, kind: str = S, group: str = "") -> Heard:
    vector = np.array([1.0, 0.0], dtype=np.float32)
    return Heard(
        id=number,
        report=f"r{number}",
        statement=read_statement(text, kind),
        vector=vector,
        group=group,
    )


AGREED = "Feste Ansprechpartner in den Schulen sind entscheidend."


def test_a_lesson_joins_those_that_say_the_same_unless_one_says_the_opposite() -> None:
    same = heard(1, AGREED, group="a")
    against = heard(2, "Feste Ansprechpartner in den Schulen sind hinderlich.", O, group="a")
    new = heard(0, "Ohne feste Ansprechpartner in den Schulen scheitert es.", O)
    assert group_for(new, [same], [same]) == "a"
    assert group_for(new, [same, against], [same, against]) is None


def test_what_only_a_lesson_that_is_gone_held_together_is_parted() -> None:
    left = [heard(1, AGREED), heard(3, "Kurze Wege halfen den Müttern sehr."), heard(2, AGREED)]
    assert [[each.id for each in part] for part in regrouped(left)] == [[1, 2], [3]]


VOICES = [
    Voice(report=f"r{n}", programmes=(f"Programm {n % 4}",), state=f"Land {n % 3}", year=2011 + n)
    for n in range(7)
]


@pytest.mark.parametrize(
    ("against", "words"),
    [
        (0, "7 Berichte, 4 Programme, 3 Länder, 2011–2017"),
        (1, "7 Berichte, 4 Programme, 3 Länder, 2011–2017; einer sagt das Gegenteil"),
        (3, "7 Berichte, 4 Programme, 3 Länder, 2011–2017; drei sagen das Gegenteil"),
    ],
)
def test_a_group_is_summed_up_in_german(against: int, words: str) -> None:
    others = [Voice(report=f"x{n}") for n in range(against)]
    assert in_words(summary_of([*VOICES, VOICES[0]], others)) == words


def test_reports_of_nearly_the_same_text_count_once_as_the_earliest_tells() -> None:
    again = Voice(report="x", programmes=("Programm 9",), state="Land 9", year=2030)
    summary = summary_of([again, *VOICES], copies={"x": "r0"})
    assert in_words(summary) == (
        "7 Berichte (dazu ein fast gleicher Text), 4 Programme, 3 Länder, 2011–2017"
    )
    bare = [Voice(report="a"), Voice(report="b", state="Hessen", year=2012), Voice(report="c")]
    told = in_words(summary_of(bare, copies={"b": "a", "c": "a"}))
    assert told == "1 Bericht (dazu 2 fast gleiche Texte), 1 Land, 2012"


def test_texts_are_copies_from_much_in_common_on() -> None:
    words = [f"wort{at}" for at in range(400)]
    texts = {
        "first": words,
        "other": [f"anders{at}" for at in range(400)],
        "misspelt": [f"{word}x" if at % 25 == 7 else word for at, word in enumerate(words)],
        "series": words[:100] + [f"folge{at}" for at in range(300)],
        "with a header": ["sperrfrist", "heute", *words],
    }
    drawn = {name: sketch(shingles(" ".join(some)), 96) for name, some in texts.items()}
    assert copies(drawn) == {"misspelt": "first", "with a header": "first"}
    assert copies({}) == {}


def test_what_is_not_known_is_not_said() -> None:
    assert in_words(summary_of([Voice(report="a")])) == "1 Bericht"
    one = Summary(reports=1, programmes=1, states=1, since=2013, until=2013, against=0)
    assert in_words(one) == "1 Bericht, 1 Programm, 1 Land, 2013"

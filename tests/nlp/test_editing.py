"""What editors decide holds, whatever is read next; the text stays the measure of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.editing import (
    SUBJECTS,
    Decision,
    Value,
    anchor_of,
    apply_decisions,
    in_force,
    items_of,
    lesson_key,
    place_again,
    progress,
    project_key,
)
from nlp.types import Analysis, Place, Span
from tests.service.fakes import KIEL, TEXT, an_analysis, span

LUEBECK = Place(id="2875601", name="Lübeck", kind="municipality", state="Schleswig-Holstein")
SHORTER = TEXT.replace("arbeitet auf dem Kieler Ostufer", "wirkt")


def at(words: str, text: str = TEXT, *, after: int = 0) -> Span:
    return Span(**span(words, text, after=after))


def anchors(*words: str, text: str = TEXT):
    return tuple(anchor_of(text, at(each, text)) for each in words)


def said(subject: str, key: str = "", verdict: str = "accepted", *words: str, number=1, **value):
    return Decision(
        id=number,
        subject=subject,
        key=key,
        verdict=verdict,
        value=Value(**value),
        anchors=anchors(*words),
    )


def applied(*decisions: Decision, analysis: Analysis | None = None):
    numbered = [replace(each, id=at + 1) for at, each in enumerate(decisions)]
    return apply_decisions(analysis or an_analysis(), numbered)


# In force


def test_the_last_word_counts_and_can_be_taken_back() -> None:
    first = said("theme", "t", "accepted", number=1)
    second = said("theme", "t", "rejected", number=2)
    undo = replace(first, id=3, verdict="undone", target=2)
    redo = replace(first, id=4, verdict="undone", target=3)
    assert in_force([second, first]) == (second,)
    assert in_force([first, second, undo]) == (first,)
    assert in_force([first, second, undo, redo]) == (second,)


# Anchors


def test_words_are_found_again_where_they_moved() -> None:
    anchor = anchor_of(TEXT, at("Hausbesuche"))
    moved = "Ein neuer Anfang.\n\n" + TEXT
    assert place_again(anchor, moved).of(moved) == "Hausbesuche"
    assert place_again(anchor, TEXT.replace("Hausbesuche", "Besuche")) is None


def test_of_two_places_the_one_with_the_same_neighbours() -> None:
    anchor = anchor_of(TEXT, at("Brückenbau Gaarden", after=TEXT.index("Finanziert")))
    longer = TEXT + " Brückenbau Gaarden."
    assert place_again(anchor, "x" + longer).start == longer.index("Finanziert wird") + 17


def test_line_breaks_may_move_but_words_stay_whole() -> None:
    anchor = anchor_of(TEXT, at("Das Projekt"))
    assert place_again(anchor, "Neu: Das\nProjekt geht weiter") == Span(start=5, end=16)
    assert place_again(anchor_of("in Kiel.", Span(start=3, end=7)), "die Kieler") is None


@given(st.text(max_size=60), st.data())
def test_an_unchanged_text_gives_the_same_place(text, data) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    one = Span(start=start, end=end)
    assert place_again(anchor_of(text, one), text) == one


# One subject after the other


def test_without_decisions_nothing_changes() -> None:
    analysis = an_analysis()
    assert apply_decisions(analysis, []).analysis is analysis


def test_titles_kinds_and_dates_are_corrected() -> None:
    analysis = applied(
        said("title", "", "corrected", text="Elternabend"),
        said("doc_kind", "", "corrected", text="profile"),
        said("event_start", "", "corrected", text="2014-01-01"),
        said("event_end", "", "rejected", text="2013-11-15"),
        said("event_kind", "", "corrected", text="meeting"),
    ).analysis
    assert (analysis.title, analysis.doc_kind) == ("Elternabend", "profile")
    event = analysis.event
    assert (event.start, event.end, event.kind) == ("2014-01-01", None, "meeting")


def test_a_rejected_theme_is_gone_from_projects_and_lessons_too() -> None:
    analysis = applied(said("theme", "elternarbeit", "rejected")).analysis
    assert analysis.themes == ()
    assert all(not each.themes for each in (*analysis.projects, *analysis.lessons))


def test_an_added_theme_stands_where_it_was_selected() -> None:
    theme = said("theme", "mentoring", "added", "Beraterinnen", text="Mentoring")
    analysis = applied(theme).analysis
    assert [t.id for t in analysis.themes] == ["elternarbeit", "mentoring"]
    assert analysis.themes[1].evidence == (at("Beraterinnen"),)
    assert "mentoring" in analysis.lessons[0].themes


def test_a_rejected_place_is_gone_wherever_it_is_named() -> None:
    analysis = applied(said("place", KIEL.id, "rejected", "Kieler", place=KIEL)).analysis
    assert all(mention.label != "PLACE" for mention in analysis.mentions)
    assert (analysis.event.place, analysis.located_in) == (None, ())
    assert analysis.projects[0].places == ()
    assert {analysis.mentions[n].text for n in analysis.projects[0].mentions} == {
        "Brückenbau Gaarden"
    }


def test_a_corrected_place_is_another_wherever_it_is_named() -> None:
    analysis = applied(said("place", KIEL.id, "corrected", "Kieler", place=LUEBECK)).analysis
    assert [m.place for m in analysis.mentions if m.place] == [LUEBECK]
    assert (analysis.event.place, analysis.projects[0].places) == ("Lübeck", ("Lübeck",))
    assert analysis.located_in[0].place == "Lübeck"


def test_the_events_own_place_counts_over_that_of_places() -> None:
    analysis = applied(
        said("event_place", "", "corrected", text="Kiel", place=KIEL),
        said("place", KIEL.id, "rejected", "Kieler", place=KIEL),
    ).analysis
    assert analysis.event.place == "Kiel"


def test_a_project_is_added_with_its_places_and_programme() -> None:
    value = {"text": "Schultor", "places": (KIEL,), "programme": "XENOS"}
    analysis = applied(said("project", "schultor", "added", "Schultor", **value)).analysis
    project = analysis.projects[1]
    assert (project.name, project.places, project.programme) == ("Schultor", ("Kiel",), "XENOS")
    assert [analysis.mentions[n].text for n in project.mentions] == ["Schultor"]
    assert [(r.project, r.place) for r in analysis.located_in] == [
        ("Brückenbau Gaarden", "Kiel"),
        ("Schultor", "Kiel"),
    ]


def test_a_rejected_project_takes_its_names_along() -> None:
    key = project_key("Brückenbau Gaarden")
    analysis = applied(said("project", key, "rejected", text="Brückenbau Gaarden")).analysis
    assert (analysis.projects, analysis.located_in) == ((), ())
    assert all(mention.label != "PROJECT" for mention in analysis.mentions)


def test_a_lesson_grows_over_its_neighbour() -> None:
    words = "Für Hausbesuche fehle die Zeit, so Tomke Harmsen. Es brauche feste Stellen"
    key = lesson_key(TEXT, at("Für Hausbesuche fehle die Zeit, so Tomke Harmsen."))
    lessons = applied(said("lesson", key, "corrected", words, kind="insight")).analysis.lessons
    assert [(each.text, each.kind) for each in lessons[1:]] == [(words, "insight")]


def test_a_rejected_lesson_stays_away_when_it_is_read_a_little_longer() -> None:
    words = "Für Hausbesuche fehle die Zeit, so Tomke Harmsen."
    decision = said("lesson", lesson_key(TEXT, at(words)), "rejected", words)
    longer = replace(an_analysis().lessons[1], end=at(words).end + 4)
    again = replace(an_analysis(), lessons=(longer,))
    assert applied(decision, analysis=again).analysis.lessons == ()


# A new text or another reading


def test_decisions_hold_when_the_machine_reads_something_else() -> None:
    nothing = an_analysis(mentions=(), projects=(), located_in=(), themes=(), lessons=())
    lesson = "Es brauche feste Stellen, so die Bildungsagentur Kiel."
    result = applied(
        said("theme", "elternarbeit", "accepted", "Hausbesuche", text="Elternarbeit"),
        said("project", "brueckenbaugaarden", "accepted", "Brückenbau Gaarden", text="BB"),
        said("place", KIEL.id, "accepted", "Kieler", place=KIEL),
        said("lesson", "k", "accepted", lesson, kind="recommendation"),
        analysis=nothing,
    )
    assert result.open == ()
    analysis = result.analysis
    assert [theme.id for theme in analysis.themes] == ["elternarbeit"]
    assert [m.text for m in analysis.mentions] == ["Brückenbau Gaarden", "Kieler"]
    assert [each.text for each in analysis.lessons] == [lesson]


def test_what_vanished_is_told_and_has_no_effect() -> None:
    machine = replace(an_analysis(mentions=(), projects=(), located_in=()), text=SHORTER)
    kept = said("theme", "mentoring", "added", text="Mentoring")
    gone = said("place", KIEL.id, "accepted", "Kieler", place=KIEL)
    result = applied(gone, kept, analysis=replace(machine, lessons=(), themes=(), passages=()))
    assert [(each.decision.subject, each.reason) for each in result.open] == [("place", "vanished")]
    assert result.analysis.mentions == ()
    assert [theme.id for theme in result.analysis.themes] == ["mentoring"]


def test_what_a_later_decision_covers_is_told() -> None:
    result = applied(
        said("place", "x", "added", "Gaarden", place=LUEBECK),
        said("project", "p", "added", "Brückenbau Gaarden", text="Brückenbau Gaarden"),
    )
    assert [(each.decision.subject, each.reason) for each in result.open] == [("place", "covered")]


# Items


def test_everything_is_looked_through_in_one_order() -> None:
    analysis = an_analysis()
    items = items_of(analysis, apply_decisions(analysis, []), [])
    order = [SUBJECTS.index(item.subject) for item in items]
    assert order == sorted(order)
    assert [item.subject for item in items].count("lesson") == 3
    assert progress(items) == (0, 12)
    start = next(item for item in items if item.subject == "theme")
    assert (start.value.text, start.probability) == ("Elternarbeit", 0.83)


def test_an_item_keeps_its_place_when_it_is_decided() -> None:
    analysis = an_analysis()
    before = items_of(analysis, apply_decisions(analysis, []), [])
    for item in before:
        for verdict in ("accepted", "rejected", "corrected"):
            decision = Decision(
                id=1,
                subject=item.subject,
                key=item.key,
                verdict=verdict,
                value=item.value,
                anchors=tuple(anchor_of(TEXT, each) for each in item.evidence),
            )
            after = items_of(analysis, apply_decisions(analysis, [decision]), [decision])
            where = [each.key for each in after if each.subject == item.subject]
            assert item.key in where, (item, verdict)
            assert progress(after)[0] == 1
            if verdict == "accepted":
                assert [(i.subject, i.key) for i in after] == [(i.subject, i.key) for i in before]


def test_a_corrected_project_is_one_item_not_two() -> None:
    analysis = an_analysis()
    key = project_key("Brückenbau Gaarden")
    decision = said("project", key, "corrected", "Schultor", text="Schultor")
    items = items_of(analysis, apply_decisions(analysis, [decision]), [decision])
    [project] = [item for item in items if item.subject == "project"]
    assert (project.key, project.value.text) == (key, "Schultor")
    assert project.proposed.text == "Brückenbau Gaarden"


# Whatever is decided


SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 60)).map(
    lambda pair: Span(start=pair[0], end=min(len(TEXT), pair[0] + pair[1]))
)
VALUES = st.builds(
    Value,
    text=st.sampled_from(["report", "Brückenbau Gaarden", "2014-01-01", "Lesezeit"]),
    kind=st.sampled_from(["insight", "obstacle"]),
    place=st.sampled_from([None, KIEL, LUEBECK]),
    places=st.lists(st.sampled_from([KIEL, LUEBECK]), max_size=2).map(tuple),
)
KEYS = st.sampled_from(
    ["", "elternarbeit", "brueckenbaugaarden", KIEL.id, LUEBECK.id]
    + [lesson_key(TEXT, each) for each in an_analysis().lessons]
)
DECISIONS = st.lists(
    st.tuples(
        st.sampled_from(SUBJECTS),
        KEYS,
        st.sampled_from(["accepted", "rejected", "corrected", "added", "undone"]),
        VALUES,
        st.lists(SPANS, max_size=3),
    ),
    max_size=8,
)


@given(DECISIONS, st.sampled_from([TEXT, SHORTER, "Ganz anderes steht hier."]))
def test_whatever_is_decided_the_analysis_stays_sound(rows, text) -> None:
    decisions = [
        Decision(
            id=at + 1,
            subject=subject,
            key=key,
            verdict=verdict,
            value=replace(value, text="report") if subject == "doc_kind" else value,
            anchors=tuple(anchor_of(TEXT, each) for each in spans),
            target=at,
        )
        for at, (subject, key, verdict, value, spans) in enumerate(rows)
    ]
    machine = (
        an_analysis()
        if text == TEXT
        else an_analysis(
            text=text, mentions=(), projects=(), located_in=(), themes=(), lessons=(), passages=()
        )
    )
    result = apply_decisions(machine, decisions)
    _assert_sound(result.analysis)
    shown = {item.decision for item in items_of(machine, result, decisions)}
    assert {each.id for each in in_force(decisions)} <= shown, "nothing is lost silently"
    assert apply_decisions(machine, decisions) == result


def _assert_sound(analysis: Analysis) -> None:
    named = list(analysis.mentions)
    for each in (*named, *analysis.lessons):
        assert 0 <= each.start < each.end <= len(analysis.text)
        assert each.of(analysis.text) == each.text
    for some in (named, list(analysis.lessons)):
        assert some == sorted(some, key=lambda each: each.start)
        assert not any(a.overlaps(b) for a, b in pairwise(some))
    ids = {theme.id for theme in analysis.themes}
    for project in analysis.projects:
        assert all(analysis.mentions[n].label == "PROJECT" for n in project.mentions)
        assert set(project.themes) <= ids
    names = {project.name for project in analysis.projects}
    assert all(relation.project in names for relation in analysis.located_in)


@pytest.mark.parametrize("subject", ["event_start", "event_kind", "event_place"])
def test_what_is_not_read_can_be_accepted_as_missing(subject) -> None:
    from nlp.types import Event

    analysis = applied(said(subject), analysis=an_analysis(event=Event())).analysis
    assert analysis.event == Event()

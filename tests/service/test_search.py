"""A search lists what was asked for, says what it did, and never loses anything silently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from nlp.errors import BadInputError
from nlp.types import Span
from nlp.wishes import LessonWish, Period, PlaceWish, ResultWish
from service.applier import Applier
from service.find import Finder
from service.search.candidates import fullness
from service.search.request import Filters, SearchRequest
from service.search.result import SearchResult
from service.store import Store
from tests.service.corpus import FakeQuestions, a_finder, a_store, pages_of, put
from tests.service.databases import raw, url_in
from tests.service.older import without_found

THURINGIA, HESSE = PlaceWish(ids=("de:land:16",)), PlaceWish(ids=("de:land:06",))
ICELAND = PlaceWish(ids=("island",))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path) as opened:
        yield opened


@pytest.fixture
def finder(store: Store) -> Finder:
    return a_finder(store)


def request(question: str = "Eltern", **wishes: object) -> SearchRequest:
    chosen = {k: v for k, v in wishes.items() if k in Filters.__dataclass_fields__}
    other = {k: v for k, v in wishes.items() if k not in chosen}
    return SearchRequest(question=question, filters=Filters(**chosen), **other)


def ids(result: SearchResult) -> list[str]:
    return [hit.report_id for hit in result.hits]


def counts(result: SearchResult, name: str) -> dict[str, int]:
    [facet] = [facet for facet in result.facets if facet.name == name]
    return {value.label: value.count for value in facet.values}


# Filters


@pytest.mark.parametrize(
    ("filters", "reports"),
    [
        ({"states": ("Thüringen",)}, {"jena"}),
        ({"states": ("Thüringen", "Hessen")}, {"jena", "kassel"}),
        ({"places": ("de:land:06",)}, {"kassel"}),
        ({"themes": ("elternarbeit",)}, {"kiel", "jena"}),
        ({"themes": ("elternarbeit",), "years": (2016,)}, {"jena"}),
        ({"years": (2013, 2019)}, {"kiel", "kassel"}),
        ({"since": "2016"}, {"jena", "kassel"}),
        ({"until": "2016-05"}, {"kiel", "jena"}),
        ({"lesson_kinds": ("obstacle",)}, {"kiel"}),
        ({"doc_kinds": ("profile",)}, set()),
    ],
)
@pytest.mark.parametrize("question", ["Eltern", ""])
def test_what_does_not_pass_the_filters_is_left_out(
    finder: Finder, question: str, filters: dict[str, object], reports: set[str]
) -> None:
    found = finder.search(request(question, **filters))
    assert set(ids(found)) == reports
    assert found.total == len(reports)


@pytest.mark.parametrize("question", ["Eltern", ""])
def test_filters_that_leave_nothing_say_how_many_there_are_without(
    finder: Finder, question: str
) -> None:
    found = finder.search(request(question, states=("Bayern",)))
    assert (found.hits, found.total) == ((), 0)
    assert [notice.text for notice in found.notices] == [
        "Mit diesen Filtern gibt es keine Treffer; ohne sie sind es 4."
    ]


def test_a_date_that_is_none_is_refused(finder: Finder) -> None:
    with pytest.raises(BadInputError, match="Zeitraum"):
        finder.search(request(since="gestern"))


# What was understood


def test_a_certain_restriction_filters_and_is_told(store: Store) -> None:
    finder = a_finder(store, FakeQuestions(("in Thüringen", "ort:16", THURINGIA, True)))
    found = finder.search(request("Eltern in Thüringen"))
    assert ids(found) == ["jena"]
    [part] = found.understood
    assert (part.id, part.label, part.text) == ("ort:16", "Thüringen", "in Thüringen")
    assert part.applied
    assert found.question[part.start : part.end] == part.text


def test_a_part_that_was_taken_back_restricts_nothing(store: Store) -> None:
    finder = a_finder(store, FakeQuestions(("in Thüringen", "ort:16", THURINGIA, True)))
    found = finder.search(request("Eltern in Thüringen", without=("ort:16",)))
    assert len(found.hits) == 4
    assert found.understood == ()


def test_fewer_than_a_page_says_how_many_more_there_are_without_the_restriction(
    store: Store,
) -> None:
    finder = a_finder(store, FakeQuestions(("in Thüringen", "ort:16", THURINGIA, True)))
    found = finder.search(request("Eltern in Thüringen"))
    assert [notice.text for notice in found.notices] == [
        "Nur ein Treffer für „in Thüringen“; ohne diese Einschränkung gibt es 3 weitere."
    ]
    assert not finder.search(request("Eltern in Thüringen", limit=1)).notices


def test_a_restriction_that_leaves_nothing_is_given_up_and_said(store: Store) -> None:
    finder = a_finder(store, FakeQuestions(("auf Island", "ort:is", ICELAND, True)))
    found = finder.search(request("Eltern auf Island"))
    assert len(found.hits) == 4
    assert [notice.text for notice in found.notices] == [
        "Keine Treffer für „auf Island“; gezeigt wird ohne diese Einschränkung."
    ]
    assert [part.applied for part in found.understood] == [False]


@pytest.mark.parametrize(
    ("wishes", "given_up"),
    [
        # One is enough: the period goes before the place.
        (((THURINGIA, "in Thüringen"), (Period(since="2018"), "seit 2018")), ["seit 2018"]),
        # A kind of lesson raises reports and never restricts them.
        (((HESSE, "in Hessen"), (LessonWish(kinds=("insight",)), "Einsichten")), []),
        # Only the place is empty by itself.
        (((ICELAND, "auf Island"), (Period(since="2018"), "seit 2018")), ["auf Island"]),
    ],
)
def test_as_little_as_possible_is_given_up(
    store: Store, wishes: list[tuple[object, str]], given_up: list[str]
) -> None:
    known = [(words, words, wish, True) for wish, words in wishes]
    finder = a_finder(store, FakeQuestions(*known))
    found = finder.search(request("Eltern " + " ".join(words for _, words in wishes)))
    assert found.hits
    assert [part.text for part in found.understood if not part.applied] == given_up


def test_an_uncertain_part_raises_what_fits_and_shuts_nothing_out(store: Store) -> None:
    plain = a_finder(store).search(request("Eltern Thüringen"))
    finder = a_finder(store, FakeQuestions(("Thüringen", "ort:16", THURINGIA, False)))
    found = finder.search(request("Eltern Thüringen"))
    assert set(ids(found)) == set(ids(plain))
    scores = {hit.report_id: hit.score for hit in plain.hits}
    raised = {hit.report_id for hit in found.hits if hit.score > scores[hit.report_id]}
    assert raised == {"jena"}
    [hit] = [hit for hit in found.hits if hit.report_id == "jena"]
    assert hit.why.fits == ("Thüringen",)
    assert "dazu passt „Thüringen“" in hit.why.sentence


def test_what_was_chosen_goes_before_what_the_question_says_of_the_same(store: Store) -> None:
    finder = a_finder(store, FakeQuestions(("in Thüringen", "ort:16", THURINGIA, True)))
    found = finder.search(request("Eltern in Thüringen", places=("de:land:06",)))
    assert ids(found) == ["kassel"]
    assert [part.applied for part in found.understood] == [False]


def test_chosen_filters_are_kept_where_the_question_contradicts_them(store: Store) -> None:
    finder = a_finder(store, FakeQuestions(("in Thüringen", "ort:16", THURINGIA, True)))
    found = finder.search(request("Eltern in Thüringen", states=("Hessen",)))
    assert ids(found) == ["kassel"]
    assert found.notices[0].code == "relaxed"


def test_a_question_of_nothing_but_restrictions_lists_what_passes(store: Store) -> None:
    questions = FakeQuestions(
        ("Projekte", "art:projects", ResultWish(kind="projects"), True),
        ("in Thüringen", "ort:16", THURINGIA, True),
    )
    found = a_finder(store, questions).search(request("Projekte in Thüringen"))
    assert (found.kind, found.sort, found.total) == ("projects", "newest", 1)
    assert [hit.entry.name for hit in found.projects] == ["Lesezeit"]


def test_a_kind_that_is_given_goes_before_that_of_the_question(store: Store) -> None:
    wish = ("Projekte", "art:projects", ResultWish(kind="projects"), True)
    finder = a_finder(store, FakeQuestions(wish))
    assert finder.search(request("Projekte mit Eltern")).kind == "projects"
    found = finder.search(request("Projekte mit Eltern", kind="passages"))
    assert (found.kind, [part.applied for part in found.understood]) == ("passages", [False])


def test_a_misspelt_word_is_told_and_looked_for(store: Store) -> None:
    meant = {"eltren": "eltern"}.get
    questions = FakeQuestions(("in Thüringen", "ort:16", THURINGIA, True))
    finder = a_finder(store, questions, meant=meant)
    found = finder.search(request("Eltren in Thüringen"))
    [slip] = found.slips
    assert found.question[slip.start : slip.end] == "Eltren"
    assert slip.meant == "eltern"
    assert "Eltern" in found.hits[0].why.matched


# Facets


def test_facets_count_reports_over_all_matches_not_the_page(finder: Finder) -> None:
    found = finder.search(request(limit=1))
    assert counts(found, "theme") == {"Elternarbeit": 2, "Mentoring und Patenschaften": 1}
    assert counts(found, "state") == {"Hessen": 1, "Schleswig-Holstein": 1, "Thüringen": 1}
    assert list(counts(found, "year").items()) == [("2019", 1), ("2016", 1), ("2013", 1)]
    assert counts(found, "lesson_kind") == {"Hürden": 1, "Empfehlungen": 1}
    assert counts(found, "doc_kind") == {"Veranstaltungsbericht": 4}


@pytest.mark.parametrize("question", ["Eltern", ""])
def test_a_facet_is_counted_without_its_own_filter_and_with_all_others(
    finder: Finder, question: str
) -> None:
    found = finder.search(request(question, states=("Thüringen",), themes=("elternarbeit",)))
    assert counts(found, "state") == {"Schleswig-Holstein": 1, "Thüringen": 1}
    assert counts(found, "theme") == {"Elternarbeit": 1}
    assert counts(found, "year") == {"2016": 1}
    [states] = [facet for facet in found.facets if facet.name == "state"]
    assert [v.value for v in states.values if v.chosen] == ["Thüringen"]


def test_a_chosen_value_stays_in_its_facet_without_a_match(finder: Finder) -> None:
    assert counts(finder.search(request(states=("Bayern",))), "state")["Bayern"] == 0


def test_facets_and_hits_agree(finder: Finder) -> None:
    for facet in finder.search(request()).facets:
        field = {"lesson_kind": "lesson_kinds", "doc_kind": "doc_kinds"}.get(
            facet.name, f"{facet.name}s"
        )
        for value in facet.values:
            wanted = int(value.value) if facet.name == "year" else value.value
            assert finder.search(request(**{field: (wanted,)})).total == value.count


# Kinds of result


def test_projects_come_with_the_passage_that_mentions_them(finder: Finder) -> None:
    found = finder.search(request("Wer spricht Eltern am Schultor an?", kind="projects"))
    assert [hit.entry.name for hit in found.projects] == ["Brückenbau", "Lesezeit"]
    assert (found.total, found.hits) == (2, ())
    for hit in found.projects:
        assert hit.entry.name in hit.evidence[0].text


def test_lessons_come_with_their_passage_and_hold_back_persons(finder: Finder) -> None:
    found = finder.search(request("Zeit für Hausbesuche", kind="lessons"))
    first, second = found.lessons
    assert (first.lesson.kind, first.source) == ("obstacle", "eine beteiligte Person")
    assert (second.lesson.kind, second.source) == ("recommendation", second.lesson.source)
    assert first.hit.start <= first.lesson.start < first.lesson.end <= first.hit.end


@pytest.mark.parametrize("question", ["Eltern", ""])
def test_lessons_of_a_kind(finder: Finder, question: str) -> None:
    found = finder.search(request(question, kind="lessons", lesson_kinds=("recommendation",)))
    assert [hit.lesson.text for hit in found.lessons] == [
        "Es braucht feste Stellen, damit Eltern bleiben."
    ]
    assert found.total == 1


def test_passages_are_listed_each_by_itself(finder: Finder) -> None:
    found = finder.search(request(kind="passages", limit=50))
    assert ids(found).count("kiel") == 3
    assert found.total == len(found.hits)
    assert all(hit.more == () for hit in found.hits)


def test_without_a_question_the_newest_come_first_and_those_without_a_date_last(
    finder: Finder,
) -> None:
    assert ids(finder.search(request(""))) == ["kassel", "jena", "kiel", "ohne"]
    assert [h.entry.name for h in finder.search(request("", kind="projects")).projects] == [
        "Lesezeit",
        "Brückenbau",
    ]
    assert [h.lesson.kind for h in finder.search(request("", kind="lessons")).lessons] == [
        "recommendation",
        "obstacle",
    ]


# What is shown


def test_the_sentence_that_answers_is_marked(finder: Finder) -> None:
    hit = finder.search(request("Väter im Café")).hits[0]
    answer = hit.answer
    assert answer is not None
    assert hit.text[answer.start - hit.start : answer.end - hit.start] == (
        "Die Väter kamen zum Café."
    )


def test_where_no_word_answers_no_sentence_is_marked(finder: Finder) -> None:
    assert all(hit.answer is None for hit in finder.search(request("Quantenphysik")).hits)


def test_the_meaning_of_a_heading_with_nothing_below_counts_little(store: Store) -> None:
    put(store, "kurz", text="Partner")
    found = a_finder(store).search(request("Partner"))
    meaning = next(hit.why.meaning * hit.score for hit in found.hits if hit.report_id == "kurz")
    assert 0 < meaning <= 0.5 * fullness(Span(start=0, end=len("Partner"))) + 0.001
    assert fullness(Span(start=7, end=90)) == 1


@pytest.mark.parametrize("kind", ["reports", "projects", "lessons", "passages"])
def test_where_no_word_answers_this_is_said(finder: Finder, kind: str) -> None:
    found = finder.search(request("Quantenphysik", kind=kind))
    assert found.reasons
    assert [notice.code for notice in found.notices] == ["meaning"]
    assert "nennt ein Wort Ihrer Frage" in found.notices[0].text


@pytest.mark.parametrize("question", ["Eltern", "", "Elternarbeit"])
def test_where_something_answers_nothing_is_said(finder: Finder, question: str) -> None:
    assert finder.search(request(question)).notices == ()


def test_the_reason_names_the_theme_that_answers(finder: Finder) -> None:
    hit = next(h for h in finder.search(request("Elternarbeit")).hits if h.report_id == "kiel")
    assert hit.why.themes == ("Elternarbeit",)
    assert "der Bericht hat das Thema „Elternarbeit“" in hit.why.sentence
    assert hit.why.sentence.count(".") == 1


@pytest.mark.parametrize(
    "copy",
    [
        "Das Projekt Brückenbau sprach die Eltern am Schultor an. Die Väter kamen zum Café.",
        "Das Projekt BRÜCKENBAU sprach die Eltern am Schultor an – die Väter kamen zum Cafe!",
        "Das Projekt Brueckenbau sprach die Eltern am Schultor an. Die Väter kamen zum Café",
    ],
)
@pytest.mark.parametrize("kind", ["reports", "passages"])
def test_nearly_the_same_text_is_shown_once(store: Store, copy: str, kind: str) -> None:
    put(store, "zweimal", text=f"Abgeschrieben\n\n{copy}")
    found = a_finder(store).search(request("Eltern am Schultor", kind=kind))
    texts = [hit.text.casefold() for hit in found.hits]
    assert sum("schultor" in text for text in texts) == 1
    [hit] = [hit for hit in found.hits if "schultor" in hit.text.casefold()]
    assert {hit.report_id, hit.also_in[0].report_id} == {"kiel", "zweimal"}
    assert hit.also_in[0].title in ("Abgeschrieben", "Elternarbeit in Kiel")


def test_texts_that_only_resemble_each_other_are_both_shown(store: Store) -> None:
    put(store, "anders", text="Ähnlich\n\nDas Projekt Brückenbau sprach die Lehrer im Zimmer an.")
    found = a_finder(store).search(request("Projekt Brückenbau"))
    assert {"kiel", "anders"} <= set(ids(found))


# Order and paging


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("newest", ["kassel", "jena", "kiel", "ohne"]),
        ("oldest", ["kiel", "jena", "kassel", "ohne"]),
        ("title", ["jena", "kiel", "ohne", "kassel"]),
    ],
)
@pytest.mark.parametrize("question", ["Eltern", ""])
def test_sorting(finder: Finder, question: str, sort: str, order: list[str]) -> None:
    assert ids(finder.search(request(question, sort=sort))) == order


@pytest.mark.parametrize("kind", ["reports", "projects", "lessons", "passages"])
@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "title"])
@pytest.mark.parametrize("question", ["Eltern", ""])
def test_pages_put_together_are_the_whole_list(
    finder: Finder, question: str, sort: str, kind: str
) -> None:
    whole = finder.search(request(question, sort=sort, kind=kind, limit=50))
    pages = pages_of(finder.search, request(question, sort=sort, kind=kind, limit=1))

    def listed(page: SearchResult) -> tuple[object, ...]:
        lessons = [(hit.hit.report_id, hit.lesson.start) for hit in page.lessons]
        projects = [hit.entry.id for hit in page.projects]
        return (*[(hit.report_id, hit.start) for hit in page.hits], *lessons, *projects)

    assert tuple(one for page in pages for one in listed(page)) == listed(whole)
    assert len(listed(whole)) == whole.total
    assert len(set(listed(whole))) == whole.total
    assert whole.next is None


@pytest.mark.parametrize("question", ["Eltern", ""])
def test_a_store_that_changes_between_pages_repeats_nothing(store: Store, question: str) -> None:
    finder = a_finder(store)
    first = finder.search(request(question, limit=2))
    store.delete(ids(first)[1])
    put(store, "neu", text="Eltern Eltern\n\nEltern, Eltern und noch einmal Eltern.", day="2014")
    put(store, ids(first)[0])
    finder._index.delete(range(1000))
    Applier(store, finder._index).fill()
    rest = pages_of(finder.search, replace(request(question, limit=1), cursor=first.next))
    seen = [name for page in rest for name in ids(page)]
    assert not set(seen) & set(ids(first))
    assert len(seen) == len(set(seen)) >= 2


@pytest.mark.parametrize("question", ["Eltern", ""])
@pytest.mark.parametrize(
    "cursor",
    ["x", "ä", "====", "c2dhcg", "YmFh", "a" * 5000, "\x00", "%00", "cw", "YgAAAAB7fQ"],
)
def test_a_cursor_that_is_none_is_refused(finder: Finder, question: str, cursor: str) -> None:
    with pytest.raises(BadInputError, match="cursor"):
        finder.search(request(question, cursor=cursor))


def test_a_cursor_of_another_search_is_refused(finder: Finder) -> None:
    cursor = finder.search(request(limit=1)).next
    with pytest.raises(BadInputError, match="gehört zu einer anderen Suche"):
        finder.search(request("Väter", limit=1, cursor=cursor))


@pytest.mark.parametrize("forged", [[], [1], ["x", 1], [[], "x"], {"a": 1}, [None, "x"], 7])
@pytest.mark.parametrize("kind", ["reports", "projects", "lessons", "passages"])
def test_a_forged_cursor_does_no_harm(finder: Finder, kind: str, forged: object) -> None:
    from service.search.cursor import behind_cursor

    asked = request("", kind=kind)
    cursor = behind_cursor(asked, forged)
    try:
        finder.search(replace(asked, cursor=cursor))
    except BadInputError as error:
        assert "cursor" in str(error)


def test_what_is_gone_is_passed_over_and_the_page_is_filled(store: Store) -> None:
    finder = a_finder(store)
    first = ids(finder.search(request(limit=2)))
    store.delete(first[0])
    assert len(finder.search(request(limit=2)).hits) == 2


def test_the_same_request_has_the_same_answer(finder: Finder) -> None:
    assert finder.search(request()) == finder.search(request())


def test_an_empty_store_answers_all_kinds(tmp_path: Path) -> None:
    with Store(url_in(tmp_path, "leer.db")) as store:
        finder = a_finder(store)
        for kind in ("reports", "projects", "lessons", "passages"):
            for question in ("Eltern", ""):
                assert finder.search(request(question, kind=kind)).total == 0


def test_a_database_of_the_version_before_is_searched_as_a_new_one(
    store: Store, tmp_path: Path
) -> None:
    asked = [request("Eltern", kind=kind) for kind in ("reports", "lessons")] + [request("")]
    expected = [a_finder(store).search(each) for each in asked]
    with raw(url_in(tmp_path, "suche.db")) as connection:
        without_found(connection)
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0004'")
    with Store(url_in(tmp_path, "suche.db")) as migrated:
        finder = a_finder(migrated)
        assert [finder.search(each) for each in asked] == expected

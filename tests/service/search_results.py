"""Results of a search for the tests of its page."""

from __future__ import annotations

from dataclasses import replace

from nlp.registry import Entry
from nlp.registry.records import Variant
from nlp.types import Place, Span
from service.api.persons import without_persons
from service.hits import OtherPlace
from service.search.result import (
    Facet,
    FacetValue,
    LessonHit,
    Notice,
    Part,
    ProjectHit,
    SearchResult,
)
from tests.service.fakes import TEXT, a_hit, an_analysis

QUESTION = "Elternarbeit in Thüringen"
PLACE = Part(
    start=13,
    end=25,
    id="ort:de:land:16",
    label="in Thüringen",
    text="in Thüringen",
    certain=True,
    applied=True,
)
THEMES = tuple(
    FacetValue(value=f"thema-{i}", label=f"Thema Nummer {i}", count=20 - i, chosen=i == 9)
    for i in range(12)
)
ANSWER = "Es brauche feste Stellen, so die Bildungsagentur Kiel."


def a_result(**changes: object) -> SearchResult:
    """Two reports, one of them with everything that a hit can have."""
    start = TEXT.index(ANSWER)
    full = a_hit(
        an_analysis(),
        answer=Span(start=start, end=start + len(ANSWER)),
        also_in=tuple(
            OtherPlace(report_id="luebeck", title=f"Abschrift {i}", start=0, end=TEXT.index("\n"))
            for i in range(5)
        ),
    )
    result = SearchResult(
        question=QUESTION,
        kind="reports",
        sort="relevance",
        total=1234,
        hits=(full, a_hit(an_analysis("luebeck"))),
        facets=(
            Facet(name="theme", values=THEMES),
            Facet(
                name="lesson_kind", values=(FacetValue(value="obstacle", label="Hürden", count=3),)
            ),
        ),
        understood=(PLACE,),
        notices=(Notice(code="few", text="Nur 2 Treffer für „in Thüringen“."),),
        next="weiter-hier",
    )
    return replace(result, **changes)


def projects_result() -> SearchResult:
    """One project, shown by three passages."""
    entry = Entry(
        id="bruecke gaarden",
        name="Brückenbau Gaarden",
        variants=(Variant(form="Brückenbau Gaarden", reports=2),),
        places=(Place(id="1", name="Kiel", kind="municipality", state="Schleswig-Holstein"),),
        programmes=("XENOS",),
        years=(2012, 2013, 2014),
        themes=(),
        records=(),
    )
    evidence = (a_hit(an_analysis()), *[a_hit(an_analysis("luebeck"))] * 2)
    found = ProjectHit(entry=entry, score=0.8, evidence=evidence)
    return a_result(kind="projects", hits=(), projects=(found,), total=1, understood=(), next=None)


def lessons_result() -> SearchResult:
    """An obstacle that a person tells of, and a recommendation by an organisation."""
    analysis = an_analysis()
    found = tuple(
        LessonHit(lesson=lesson, score=0.8, hit=a_hit(analysis), source=public.source)
        for lesson, public in zip(analysis.lessons, without_persons(analysis).lessons, strict=True)
        if lesson.source
    )
    return a_result(kind="lessons", hits=(), lessons=found, total=len(found), next=None)

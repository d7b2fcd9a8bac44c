"""A small stock of reports with everything that a search filters and lists by."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from nlp.query import Query, parse
from nlp.types import Event, Lesson, Mention, Place, Project, Report, Theme
from nlp.wishes import Understood
from service.applier import Applier
from service.find import Finder
from service.index.memory import MemoryIndex
from service.store import Store
from tests.fakes import DIMENSIONS, FakeReader, analysis_of, document_of
from tests.service.databases import url_in

THEMES = {"elternarbeit": "Elternarbeit", "mentoring": "Mentoring und Patenschaften"}
STATES = {
    "Kiel": ("2891122", "Schleswig-Holstein", "de:land:01"),
    "Jena": ("2895044", "Thüringen", "de:land:16"),
    "Kassel": ("2892518", "Hessen", "de:land:06"),
}
TEXTS = {
    "kiel": (
        "2013-11-14",
        "Kiel",
        "Elternarbeit in Kiel\n\n"
        "Das Projekt Brückenbau sprach die Eltern am Schultor an. Die Väter kamen zum Café.\n\n"
        "Für Hausbesuche bei den Eltern fehlte die Zeit, so Tomke Harmsen. Das war die Hürde.",
    ),
    "jena": (
        "2016-05-02",
        "Jena",
        "Eltern in Jena\n\n"
        "Die Patinnen von Lesezeit begleiten Eltern in die Schule. Jede Woche eine Stunde.\n\n"
        "Es braucht feste Stellen, damit Eltern bleiben. Das empfahlen alle aus Jena.",
    ),
    "kassel": (
        "2019-03-01",
        "Kassel",
        "Mentoren in Kassel\n\n"
        "Mentor:innen begleiten Jugendliche in die Ausbildung. Ihre Eltern wissen davon.\n\n"
        "Die Mentorinnen treffen sich jeden Monat und beraten einander im Haus der Jugend.",
    ),
    "ohne": (None, None, "Grußwort\n\nDer Bürgermeister dankte allen Eltern für ihr Kommen."),
}


def a_store(tmp_path: Path) -> Store:
    """With the reports of ``TEXTS``."""
    store = Store(url_in(tmp_path, "suche.db"))
    for name in TEXTS:
        put(store, name)
    return store


def put(store: Store, name: str, *, text: str = "", day: str | None = None, **changes: object):
    """Keep one of the reports, or another by its text."""
    date, place, own = TEXTS.get(name, (day, None, text))
    text = text or own
    report = Report(id=name, title=text.partition("\n")[0], text=text)
    analysis = analysis_of(report, FakeReader())
    analysis = replace(
        analysis,
        event=Event(start=day or date, end=day or date, place=place),
        mentions=tuple(_mentions(text)),
        projects=tuple(_projects(text)),
        lessons=tuple(_lessons(text)),
        themes=tuple(_themes(name)),
    )
    store.put(replace(analysis, **changes), document_of(name, text))


def a_finder(store: Store, questions: object = None, **options: object) -> Finder:
    """Over an index of all that the store holds."""
    index = MemoryIndex(DIMENSIONS)
    Applier(store, index).fill()
    return Finder(store, index, FakeReader(), questions=questions, **options)


class FakeQuestions:
    """Understands the given words to mean the given wishes: (words, id, wish, certain)."""

    def __init__(self, *known: tuple[str, str, object, bool]) -> None:
        self._known = known

    def read(self, text: str, *, without: Collection[str] = ()) -> Query:
        query = parse(text)
        found = [
            Understood(
                start=query.text.index(words),
                end=query.text.index(words) + len(words),
                id=id_,
                label=words.split()[-1],
                wish=wish,
                certain=certain,
            )
            for words, id_, wish, certain in self._known
            if words in query.text and id_ not in without
        ]
        return replace(query, understood=tuple(sorted(found)))

    def place_ids(self, name: str) -> tuple[str, ...]:
        return (STATES[name][0],) if name in STATES else (name,)


def pages_of(search: Callable[..., object], request) -> list[object]:
    """All pages, one behind the other."""
    pages = [search(request)]
    while pages[-1].next:
        assert len(pages) < 50
        pages.append(search(replace(request, cursor=pages[-1].next)))
    return pages


def _mentions(text: str):
    for town, (id_, state, state_id) in STATES.items():
        place = Place(id=id_, name=town, kind="municipality", state=state, parents=(state_id, "DE"))
        yield from (_mention(text, town, "PLACE", place) for _ in range(town in text))
    for project in ("Brückenbau", "Lesezeit"):
        yield from (_mention(text, project, "PROJECT") for _ in range(project in text))
    yield from (_mention(text, "Tomke Harmsen", "PERSON") for _ in range("Tomke" in text))
    yield from (_mention(text, "XENOS", "PROGRAMME") for _ in range("XENOS" in text))


def _mention(text: str, words: str, label: str, place: Place | None = None) -> Mention:
    start = text.index(words)
    return Mention(start=start, end=start + len(words), text=words, label=label, place=place)


def _projects(text: str):
    mentions = list(_mentions(text))
    for at, mention in enumerate(mentions):
        if mention.label == "PROJECT":
            yield Project(name=mention.text, mentions=(at,), themes=("elternarbeit",))


def _lessons(text: str):
    for words, kind, source in (
        (
            "Für Hausbesuche bei den Eltern fehlte die Zeit, so Tomke Harmsen.",
            "obstacle",
            "Tomke Harmsen",
        ),
        ("Es braucht feste Stellen, damit Eltern bleiben.", "recommendation", None),
    ):
        if words in text:
            start = text.index(words)
            yield Lesson(
                start=start,
                end=start + len(words),
                text=words,
                kind=kind,
                score=0.8,
                source=source,
            )


def _themes(name: str):
    ids = {"kiel": ["elternarbeit"], "jena": ["elternarbeit"]}
    for id_ in ids.get(name, ["mentoring"] if name == "kassel" else []):
        yield Theme(id=id_, label=THEMES[id_], score=0.8)

"""The pages that show reports and answers, with a hostile report behind them."""

from __future__ import annotations

from functools import lru_cache

from fastapi.testclient import TestClient
from lxml import html

from nlp.clean import clean
from nlp.segment import blocks, passages, sentences
from nlp.title import title_of
from nlp.types import Analysis, Event, Lesson, Mention, Project, Span, Theme
from service.app import create_app
from service.settings import Settings
from tests.fuzz.oracles import holds
from tests.fuzz.targets.chance import chance
from tests.fuzz.targets.target import Target
from tests.service.fakes import FakeAnalyser, FakeFinder, FakeStore, a_hit

LIVE = frozenset("script iframe object embed base form".split())
"""Elements that do something; the pages have their own."""


@lru_cache(maxsize=1)
def _site() -> tuple[TestClient, FakeStore, FakeFinder]:
    store, finder = FakeStore({}), FakeFinder([])
    app = create_app(Settings(), store=store, finder=finder, analyser=FakeAnalyser())
    return TestClient(app), store, finder


@lru_cache(maxsize=2)
def _usual(path: str) -> tuple[tuple[str, str], ...]:
    """What a page with harmless words has of its own."""
    return _answer(path, _report("Ein Bericht aus Kiel."), "Kiel")[0]


def web_pages(text: str) -> object:
    """A report and a question of any words bring no element, no attribute that acts."""
    report = _report(clean(text))
    shown = []
    for path in ("/berichte/r", "/"):
        live, plain = _answer(path, report, text[:300].replace("\0", " "))
        holds(live == _usual(path), f"{path}: {set(live) ^ set(_usual(path))}")
        shown.append(plain)
    squeezed, wanted = "".join(shown[0].split()), "".join(report.text.split())
    holds(wanted[:200] in squeezed, "the page does not show the report")
    return shown


def _report(text: str) -> Analysis:
    parts = blocks(text)
    tiles = passages(text, parts, sentences(text, parts))
    random = chance(text)
    name = text[:30].strip() or "a"
    names = tuple(
        Mention(start=tile.start, end=tile.start + 1, text=text[tile.start], label="PROJECT")
        for tile in tiles
    )
    lessons = tuple(
        Lesson(start=t.start, end=t.end, text=t.of(text), kind="insight", score=0.5, source=name)
        for t in tiles[:3]
    )
    evidence = Span(start=0, end=min(len(text), random.randint(0, 40)))
    return Analysis(
        id="r", title=title_of(text) or "a", text=text or "a", doc_kind="report",
        event=Event(start="2013-11-14", place=name, venue=name), mentions=names,
        projects=(Project(name=name, aliases=(name,), mentions=()),), lessons=lessons,
        themes=(Theme(id="x", label=name, score=0.5, evidence=(evidence,)),), passages=tiles,
    )  # fmt: skip


def _answer(path: str, report: Analysis, question: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """The acting elements and attributes of a page, and its words."""
    client, store, finder = _site()
    store.put(report)
    finder.hits = [a_hit(report)] if len(report.passages) > 1 else []
    answer = client.get(path, params={"q": question.encode("utf-8", "replace").decode()})
    holds(answer.status_code < 500, f"{path}: {answer.status_code}")
    tree = html.document_fromstring(answer.text)
    live = [(str(e.tag), "") for e in tree.iter(*LIVE)]
    live += [(str(e.tag), name) for e in tree.iter("*") for name in e.attrib if name[:2] == "on"]
    links = (link.strip().lower() for link in tree.xpath("//@href | //@src | //@action"))
    live += [("link", link) for link in links if link.startswith(("javascript", "data"))]
    return tuple(sorted(set(live))), str(tree.text_content())


PAGES = (Target(name="pages", check=web_pages, share=0.1),)

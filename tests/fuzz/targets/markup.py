"""What is written for browsers and other programs."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from random import Random

from lxml import etree, html

from corpus.vocabulary import default_vocabulary
from nlp.clean import clean
from nlp.types import Analysis, Event, Lesson, LocatedIn, Mention, Place, Project, Span, Theme
from service.exports import csv as tables
from service.exports import geojson, jsonl, linked
from service.exports.places import PlaceCount
from service.web.marks import Mark, Marker, highlighted, highlighted_lines
from tests.fuzz.oracles import WrongError, holds
from tests.fuzz.targets.chance import chance
from tests.fuzz.targets.target import Target

TAGS = frozenset(["mark", "span"])


class Fragment(HTMLParser):
    """Reads a piece of HTML strictly: only marks, each closed in turn."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        holds(tag in TAGS, f"a tag {tag}")
        holds({name for name, _ in attrs} <= {"class", "title", "id", "data-note"}, f"{attrs}")
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        holds(self.open and self.open.pop() == tag, f"{tag} closed out of turn")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def unknown_decl(self, data: str) -> None:
        raise WrongError(f"a declaration: {data!r:.40}")

    handle_comment = handle_pi = handle_decl = unknown_decl


def read_fragment(markup: str) -> Fragment:
    """The fragment, which is well-formed."""
    fragment = Fragment()
    fragment.feed(markup)
    fragment.close()
    holds(not fragment.open, "a mark stays open")
    return fragment


def marks(text: str) -> object:
    """Marked text without its tags is the text, and a browser sees nothing but marks."""
    text = clean(text)
    random = chance(text)
    chosen = [_mark(random, text, long=True) for _ in range(random.choice((0, 1, 5, 20)))]
    chosen += [_mark(random, text, long=False) for _ in range(len(text) // 40)]
    shown = str(Marker(text, chosen).html(0, len(text)))
    fragment = read_fragment(shown)
    holds("".join(fragment.text) == text, "the text is another")
    holds(len(fragment.ids) == len(set(fragment.ids)), "an id twice")
    _check_in_browser(shown)
    lines = [str(line) for line in highlighted_lines(text, chosen, offset=0)]
    for line in lines:
        read_fragment(line)
    answer = chosen[0] if chosen else None
    return shown, lines, str(highlighted(text, chosen, offset=0, answer=answer))


def _mark(random: Random, text: str, *, long: bool) -> Mark:
    start, end = sorted((random.randint(0, len(text)), random.randint(0, len(text))))
    if not long:
        end = min(len(text), start + random.choice((0, 1, 5, 40)))
    said = text[start : start + 30]
    return Mark(
        start=start,
        end=end,
        tag=random.choice(("mark", "span")),
        style=random.choice(("", "ort")),
        title=random.choice(("", said)),
        note=random.choice(("", said)),
        anchor=random.random() < 0.5,
    )


def _check_in_browser(shown: str) -> None:
    """As lxml's lenient parser sees it: nothing that the text brought has become an element."""
    try:
        tree = html.fragment_fromstring(shown, create_parent="div")
    except (etree.ParserError, ValueError):  # signs that XML cannot hold
        return
    tags = {element.tag for element in tree.iterdescendants()}
    holds(tags <= TAGS, f"elements {tags - TAGS}")


def exports(text: str) -> object:
    """What is written can be read again, and is then what went in."""
    text = clean(text)
    analysis = _analysis(text)
    line = "".join(jsonl.written([analysis]))
    holds(line.count("\n") == 1 and line.endswith("\n"), "JSON Lines: not one line")
    holds(json.loads(line)["text"] == text, "JSON Lines: another text")
    _check_table(analysis)
    document = linked.written([analysis], registry=_NoProjects(), vocabulary=default_vocabulary())
    graph = json.loads("".join(document))["@graph"]
    holds(graph[0].get("name", "") == analysis.title, "JSON-LD: another title")
    places = "".join(geojson.written([_place_count(analysis)]))
    feature = json.loads(places)["features"][0]
    holds(feature["properties"]["name"] == _place(analysis).name, "GeoJSON: another name")
    line.encode()
    return line, places, graph


def _check_table(analysis: Analysis) -> None:
    written = "".join(tables.written([analysis]))
    rows = list(
        csv.reader(io.StringIO(written.removeprefix(tables.MARK), newline=""), delimiter=";")
    )
    holds(len(rows) == 2 and len(rows[1]) == len(tables.COLUMNS), "CSV: rows or cells too many")
    title = rows[1][1]
    holds(title.removeprefix("'") == analysis.title.removeprefix("'"), "CSV: another title")
    for cell in rows[1]:
        holds(not cell.lstrip().startswith(("=", "+", "-", "@")), f"CSV: a formula {cell!r:.40}")


class _NoProjects:
    """A registry without entries."""

    def in_reports(self, ids: list[str]) -> dict[str, list[object]]:
        return {name: [] for name in ids}


def _analysis(text: str) -> Analysis:
    """A report in which all that is text is hostile."""
    random = chance(text)

    def piece(size: int = 60) -> str:
        start = random.randint(0, len(text))
        return text[start : start + size]

    place = Place(
        id=piece(), name=piece() or "a", kind="municipality", state=piece(), lat=1.0, lon=2.0
    )
    name = piece() or "a"
    return Analysis(
        id=piece() or "a", title=piece(), text=text, doc_kind="report",
        event=Event(start="2013-11-14", end=None, kind="workshop", place=place.name, venue=piece()),
        mentions=(Mention(start=0, end=len(text), text=text, label="PLACE", place=place),),
        projects=(Project(name=name, aliases=(piece(),), mentions=(0,), programme=piece()),),
        located_in=(LocatedIn(project=name, place=place.name),),
        themes=(Theme(id=piece(), label=piece(), score=0.5, evidence=(Span(start=0, end=1),)),),
        lessons=(Lesson(start=0, end=1, text=piece(400), kind="insight", score=1, source=piece()),),
    )  # fmt: skip


def _place(analysis: Analysis) -> Place:
    place = analysis.mentions[0].place
    assert place is not None
    return place


def _place_count(analysis: Analysis) -> PlaceCount:
    return PlaceCount(place=_place(analysis), reports=(analysis.id,), projects=())


MARKUP = (Target(name="marks", check=marks), Target(name="exports", check=exports))

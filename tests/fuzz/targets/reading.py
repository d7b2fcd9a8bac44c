"""Dates, names and projects of a report."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import islice, pairwise

from corpus.gazetteer import load_gazetteer
from models.documents import load_events
from models.load import ARTEFACTS
from models.project_places import load_project_places
from nlp.acronyms import abbreviates, bracketed_acronyms, capitals_of, initials_of, is_initialism
from nlp.clean import clean
from nlp.draft import dates_of as dates_of_report
from nlp.edges import addresses, snap, tidy
from nlp.event_dates import date_of_event
from nlp.event_dates import dates_of as dated_spans
from nlp.event_places import place_of_event
from nlp.event_setting import Setting
from nlp.event_venue import venue_of_event
from nlp.events import EventReader
from nlp.gazetteer import Gazetteer
from nlp.german.dates import find_dates
from nlp.hiding import persons_in, unfilled, veiled
from nlp.mentions import mention_at
from nlp.names_rules import propagate, quotes, rule_mentions
from nlp.naming import read_names
from nlp.project_forms import begins, is_acronym, is_part, is_same, is_spelling
from nlp.project_passages import own_passages, own_sentences
from nlp.project_places import ProjectPlaces
from nlp.project_programmes import name_programmes
from nlp.projects import group_projects
from nlp.registry import ProjectRecord
from nlp.segment import blocks, passages, sentences
from nlp.title import title_of
from nlp.types import LABELS, Block, Mention, Project, Span
from nlp.votes import Votes
from nlp.words import words
from tests.fuzz.oracles import apart, holds, inside, quoted
from tests.fuzz.targets.chance import chance
from tests.fuzz.targets.target import Target


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@lru_cache(maxsize=1)
def _events() -> EventReader:
    return load_events(ARTEFACTS / "documents")


@lru_cache(maxsize=1)
def _project_places() -> ProjectPlaces:
    return load_project_places(ARTEFACTS / "project-places")


def dates(text: str) -> object:
    """Dates lie apart and in order, and end no earlier than they begin."""
    found = find_dates(text, year=2012)
    apart(text, found, "dates")
    holds(all(span.first <= span.last for span in found), "a date ends before it begins")
    return found


def event_dates(text: str) -> object:
    """Candidates for the date, place and house of an event lie in the text or its title."""
    text = clean(text)
    setting = _setting(text)
    candidates = list(dated_spans(setting))
    told = [each.span for each in candidates if each.span.start >= 0]
    inside(text, told, "dates of an event")
    holds(all(span.first <= span.last for span in told), "an event ends before it begins")
    when = date_of_event(setting, _events().dates)
    places = _some_places(text)
    where = place_of_event(setting, when, places, _events().places)
    return candidates, when, where, venue_of_event(setting, when, where)


def _setting(text: str) -> Setting:
    title = title_of(text)
    return Setting(
        text=text,
        title=title,
        doc_kind=chance(text).choice(("report", "announcement", "measure", "profile")),
        sentences=sentences(text, blocks(text)),
        dates=dates_of_report(title, text),
        probability=0.7,
    )


def _some_places(text: str) -> list[Mention]:
    """Every few words one that is taken for a place of the gazetteer."""
    place = gazetteer().candidates("Kiel")[0]
    return [
        replace(mention_at(text, span.start, span.end, "PLACE", 0.9), place=place)
        for span in islice(_some_words(text, 7), 2_000)
    ]


def _some_words(text: str, every: int) -> list[Span]:
    at = chance(text).randrange(every)
    return list(islice(words(text), at, None, every))


def names(text: str) -> object:
    """Names by rule lie apart, say what stands there, and are found again elsewhere."""
    text = clean(text)
    marked = quotes(text)
    inside(text, marked, "quotes")
    apart(text, [quote.outer for quote in marked], "quotes")
    found = rule_mentions(text)
    apart(text, found, "names by rule")
    quoted(text, found, "names by rule")
    everywhere = propagate(text, found)
    apart(text, everywhere, "names repeated")
    quoted(text, everywhere, "names repeated")
    hidden = veiled(text, persons_in(text, everywhere))
    holds(len(hidden) == len(text), "a veiled text has another length")
    return found, everywhere, unfilled(hidden)


def edges(text: str) -> object:
    """Any span becomes one that is as a name is written, within the text."""
    text = clean(text)
    marked = quotes(text)
    inside(text, addresses(text), "addresses")
    random = chance(text)
    found: list[Span] = []
    for _ in range(min(len(text), 200) if text else 0):
        start = random.randrange(len(text))
        span = Span(start=start, end=min(len(text), start + random.choice((1, 3, 20, 120))))
        for moved in (snap(text, span, marked=marked), tidy(text, span)):
            holds(0 <= moved.start <= moved.end <= len(text), f"moved out of the text: {moved}")
            found.append(moved)
    return found


def projects(text: str) -> object:
    """Projects are made of the mentions given; places, programmes, passages are the text's."""
    text = clean(text)
    parts = blocks(text)
    lines = sentences(text, parts)
    mentions = _mixed_mentions(text)
    grouped = group_projects(mentions, text=text)
    _check_projects(grouped, mentions)
    programmes = name_programmes(
        text, blocks=parts, sentences=lines, mentions=mentions, projects=grouped
    )
    holds(len(programmes) == len(grouped), "not one programme for each project")
    located = _project_places().locate(
        text, blocks=parts, sentences=lines, mentions=mentions, projects=grouped
    )
    known = {project.name for project in grouped}
    holds(all(each.project in known for each in located), "a place of no project")
    own = [_own_sentences(text, parts, lines, project, mentions) for project in grouped[:3]]
    return grouped, programmes, located, own


def _mixed_mentions(text: str) -> list[Mention]:
    """Names by rule, and between them words that are called names of all kinds."""
    found = rule_mentions(text)
    random = chance(text)
    place = gazetteer().candidates("Kiel")[0]
    for span in _some_words(text, 5):
        if not random.randrange(3):
            label = random.choice(LABELS)
            mention = mention_at(text, span.start, span.end, label, random.random())
            found.append(replace(mention, place=place) if label == "PLACE" else mention)
    return _first_of_overlapping(sorted(found, key=lambda mention: mention.start))


def _first_of_overlapping(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or kept[-1].end <= mention.start:
            kept.append(mention)
    return kept


def _check_projects(grouped: tuple[Project, ...], mentions: list[Mention]) -> None:
    wanted = [at for at, mention in enumerate(mentions) if mention.label == "PROJECT"]
    found = sorted(at for project in grouped for at in project.mentions)
    holds(found == wanted, "a mention belongs to no project, or to two")
    for project in grouped:
        forms = {project.name, *project.aliases}
        holds({mentions[at].text for at in project.mentions} == forms, "forms nobody wrote")


def _own_sentences(
    text: str,
    parts: tuple[Block, ...],
    lines: tuple[Span, ...],
    project: Project,
    mentions: list[Mention],
) -> list[Span]:
    mine = set(project.mentions)
    own = tuple(mentions[at] for at in project.mentions)
    record = ProjectRecord(report="r", name=project.name, aliases=project.aliases, mentions=own)
    others = [m for at, m in enumerate(mentions) if m.label == "PROJECT" and at not in mine]
    tiles = own_passages(passages(text, parts, lines), record)
    found = own_sentences(text, tiles, record, others=others, alone=False)
    apart(text, found, "sentences of a project")
    return found


def acronyms(text: str) -> object:
    """Whether a name stands for another is said of any two, and the same of both in any order."""
    text = clean(text)
    lines = [line for line in text.split("\n") if line.strip()] or ["a"]
    told: list[object] = []
    for one, other in pairwise([*lines, lines[0]]):
        told += [abbreviates(one, other), initials_of(one), capitals_of(other), is_initialism(one)]
        told += [same(one, other) for same in (is_same, is_part, is_spelling, is_acronym, begins)]
        holds(is_spelling(one, one), f"{one!r:.40} is no spelling of itself")
    mentions = [mention_at(text, span.start, span.end, "ORG", 0.9) for span in _some_words(text, 3)]
    found = list(bracketed_acronyms(text, mentions))
    quoted(text, found, "acronyms in brackets")
    return told, found


def naming(text: str) -> object:
    """The tagger's names, whatever they are, and those of rules and gazetteer become one list."""
    text = clean(text)
    found = read_names(text, _mixed_mentions(text), Votes([], ("O",)), gazetteer())
    apart(text, found, "all names")
    quoted(text, found, "all names")
    return found


READING = (
    Target(name="dates", check=dates),
    Target(name="event-dates", check=event_dates),
    Target(name="names", check=names),
    Target(name="edges", check=edges),
    Target(name="acronyms", check=acronyms),
    Target(name="naming", check=naming),
    Target(name="projects", check=projects),
)

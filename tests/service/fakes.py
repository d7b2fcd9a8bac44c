"""Stand-ins for store, finder and analyser, over records in memory."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import numpy as np
from fastapi.testclient import TestClient

from corpus.vocabulary import default_vocabulary
from nlp.errors import BadInputError, ChangedError, NotFoundError
from nlp.types import (
    Analysis,
    Event,
    Lesson,
    LocatedIn,
    Mention,
    Passage,
    Place,
    Project,
    Span,
    Theme,
)
from service.app import create_app
from service.hits import Hit, PassageHit, Why
from service.index.port import Filter
from service.payload import payload_of
from service.probe import Probe
from service.search.matches import Matches
from service.search.plan import PlainQuestions
from service.search.request import SearchRequest
from service.search.result import SearchResult
from service.search.themes import Themes
from service.settings import Settings
from service.store import (
    Card,
    Fingerprint,
    LessonCounts,
    Retry,
    StoredKey,
    StoredReport,
    StoredSession,
)
from service.store.records import Backlog, WrittenText

DAY = datetime(2024, 5, 2, tzinfo=UTC)
TITLE = "„Elternabend war gestern“ – Werkstattgespräch zur Elternarbeit"
TEXT = (
    "Startseite › Veranstaltungen › Rückblick\n"
    "\n"
    "Auf Einladung der Bildungsagentur Kiel kamen 34 Lehrkräfte zusammen.\n"
    "\n"
    "Zwei Praxisbeispiele\n"
    "\n"
    "Das Projekt „Brückenbau Gaarden“ arbeitet auf dem Kieler Ostufer. Erst als die "
    "Beraterinnen zum Schultor gingen, füllten sich die Gesprächsrunden.\n"
    "\n"
    "Für Hausbesuche fehle die Zeit, so Tomke Harmsen. Es brauche feste Stellen, so die "
    "Bildungsagentur Kiel. Finanziert wird Brückenbau Gaarden über XENOS."
)
KIEL = Place(
    id="2891122", name="Kiel", kind="municipality", state="Schleswig-Holstein", ags="01002000"
)


def span(words: str, text: str = TEXT, *, after: int = 0) -> dict[str, int]:
    """Where words stand in a text, as arguments for a record."""
    start = text.index(words, after)
    return {"start": start, "end": start + len(words)}


def mention(words: str, label: str, place: Place | None = None, *, after: int = 0) -> Mention:
    return Mention(**span(words, after=after), text=words, label=label, place=place)


def lesson(words: str, kind: str, source: str | None = None) -> Lesson:
    return Lesson(
        **span(words), text=words, kind=kind, score=0.8, source=source, themes=("elternarbeit",)
    )


def an_analysis(report_id: str = "kiel", **changes: object) -> Analysis:
    """The analysis of a short report with something of everything, and two paragraphs a passage."""
    again = TEXT.index("Finanziert")
    analysis = Analysis(
        id=report_id,
        title=TITLE,
        text=TEXT,
        doc_kind="report",
        event=Event(start="2013-11-14", end="2013-11-15", kind="workshop", place="Kiel"),
        mentions=(
            mention("Bildungsagentur Kiel", "ORG"),
            mention("Brückenbau Gaarden", "PROJECT"),
            mention("Kieler", "PLACE", KIEL),
            mention("Tomke Harmsen", "PERSON"),
            mention("Brückenbau Gaarden", "PROJECT", after=again),
            mention("XENOS", "PROGRAMME"),
        ),
        projects=(Project(name="Brückenbau Gaarden", mentions=(1, 4), places=("Kiel",)),),
        located_in=(LocatedIn(project="Brückenbau Gaarden", place="Kiel"),),
        themes=(
            Theme(
                id="elternarbeit",
                label="Elternarbeit",
                score=0.83,
                evidence=(Span(**span("Hausbesuche")),),
            ),
        ),
        lessons=(
            lesson(
                "Erst als die Beraterinnen zum Schultor gingen, füllten sich die Gesprächsrunden.",
                "success_factor",
            ),
            lesson(
                "Für Hausbesuche fehle die Zeit, so Tomke Harmsen.", "obstacle", "Tomke Harmsen"
            ),
            lesson(
                "Es brauche feste Stellen, so die Bildungsagentur Kiel.",
                "recommendation",
                "Bildungsagentur Kiel",
            ),
        ),
        passages=(
            Passage(start=0, end=TEXT.index("\n"), searchable=False),
            Passage(**span("Auf Einladung der Bildungsagentur Kiel kamen 34 Lehrkräfte zusammen.")),
            Passage(start=TEXT.index("Das Projekt"), end=len(TEXT), heading="Zwei Praxisbeispiele"),
        ),
    )
    return replace(analysis, **changes)


def a_hit(analysis: Analysis | None = None, **changes: object) -> Hit:
    """A hit on the last passage of a report, and one more passage."""
    analysis = analysis or an_analysis()
    passage, further = analysis.passages[-1], analysis.passages[-2]
    why = Why(
        words=0.38,
        meaning=0.62,
        matched=("Hausbesuche",),
        sentence="Die Stelle handelt von dem, wonach Sie fragen, und nennt „Hausbesuche“.",
    )
    hit = Hit(
        report_id=analysis.id,
        title=analysis.title,
        doc_kind=analysis.doc_kind,
        event=analysis.event,
        themes=analysis.themes,
        text=passage.of(analysis.text),
        start=passage.start,
        end=passage.end,
        heading=passage.heading,
        score=0.91,
        why=why,
        highlights=tuple(Span(start=t.start, end=t.end) for t in analysis.themes[0].evidence),
        more=(
            PassageHit(
                text=further.of(analysis.text),
                start=further.start,
                end=further.end,
                heading="",
                score=0.4,
                why=why,
                highlights=(),
            ),
        ),
    )
    return replace(hit, **changes)


class FakePrints:
    """No report is like another."""

    def alike(self, drawn, *, limit, without=""):
        return []

    def texts(self, ids):
        return {}

    def sketches(self, ids):
        return {}


class FakeProjects:
    """No report names a project."""

    def revision(self):
        return ""

    def snapshot(self):
        return "", [], [], {}

    def decisions(self):
        return []

    def count(self):
        return 0


@dataclass
class FakeFound:
    """Cards of the reports of a store in memory."""

    store: FakeStore

    def revision(self):
        return f"{self.store.written} {len(self.store.reports)}"

    def cards(self, before=()):
        return [
            Card(
                title=analysis.title,
                payload=payload_of(analysis, Span(start=0, end=len(analysis.text))),
                lessons=Counter(lesson.kind for lesson in analysis.lessons),
            )
            for _, analysis in sorted(self.store.reports.items())
        ]


class FakeLessons:
    """No lesson has been compared with others."""

    def revision(self):
        return ""

    def outline(self):
        return [], {}, {}

    def counts(self):
        return LessonCounts()

    def places(self, reports):
        return []

    def pick(self, ids):
        return {}


class FakeReviews:
    """No report has an estimate."""

    def mean(self):
        return 0.0

    def revision(self):
        return ""

    def bands(self, least):
        return dict.fromkeys(sorted(least, reverse=True), 0)


class FakeNearby:
    """No passage is like another text."""

    def probe(self, text):
        return Probe(vector=np.zeros(3, dtype=np.float32), words=(), terms=())

    def passages(self, probe, *, limit, beside=0):
        return []


@dataclass
class FakeKeys:
    """Keys by id, in memory; ``uses`` counts how often a use was noted."""

    keys: dict[str, StoredKey] = field(default_factory=dict)
    uses: int = 0

    def add(self, key):
        self.keys[key.id] = key

    def find(self, key_id):
        return self.keys.get(key_id)

    def any(self):
        return any(not key.revoked for key in self.keys.values())

    def revoke(self, key_id, at):
        self.keys[key_id] = replace(self.keys[key_id], revoked=at)
        return True

    def note_use(self, key_id, at):
        self.uses += 1
        self.keys[key_id] = replace(self.keys[key_id], used=at)


@dataclass
class FakeSessions:
    """Sessions by digest, in memory."""

    kept: dict[str, StoredSession] = field(default_factory=dict)

    def add(self, session, *, now):
        self.forget(now=now)
        self.kept[session.digest] = session

    def find(self, digest):
        return self.kept.get(digest)

    def remove(self, digest):
        self.kept.pop(digest, None)

    def forget(self, *, now):
        self.kept = {d: s for d, s in self.kept.items() if s.ends > now}


class FakeErasures:
    """Nobody was ever erased."""

    def any(self):
        return False

    def labels(self):
        return []

    def log(self):
        return []


@dataclass
class FakeRetries:
    """Requests that may come again, in memory."""

    kept: dict[str, Retry] = field(default_factory=dict)

    def claim(self, key, body, *, now):
        if key in self.kept:
            return self.kept[key]
        self.kept[key] = Retry(body=body, report_id=None, state=None)
        return None

    def settle(self, key, *, report_id, state):
        self.kept[key] = replace(self.kept[key], report_id=report_id, state=state)

    def release(self, key):
        del self.kept[key]


class FakeDesk:
    """Nobody has decided anything, and there are no drafts."""

    def alike(self, drawn, *, limit, without=""):
        return []

    def texts(self, ids):
        return {}

    def page(self, **wanted):
        return []

    def counts(self):
        return {"draft": 0, "in_review": 0, "published": 0}

    def complete(self):
        return []

    def get(self, report_id):
        raise NotFoundError(f"Einen Bericht mit der Kennung „{report_id}“ gibt es nicht.")

    decided = as_stored = get

    def drafts(self):
        return set()


@dataclass
class FakeStore:
    """Reports by id, in memory; ``written`` counts how often one was stored."""

    reports: dict[str, Analysis] = field(default_factory=dict)
    prints: FakePrints = field(default_factory=FakePrints)
    projects: FakeProjects = field(default_factory=FakeProjects)
    desk: FakeDesk = field(default_factory=FakeDesk)
    keys: FakeKeys = field(default_factory=FakeKeys)
    sessions: FakeSessions = field(default_factory=FakeSessions)
    erasures: FakeErasures = field(default_factory=FakeErasures)
    retries: FakeRetries = field(default_factory=FakeRetries)
    digests: dict[str, str] = field(default_factory=dict)
    changed: dict[str, datetime] = field(default_factory=dict)
    written: int = 0
    found: FakeFound = field(init=False)
    lessons: FakeLessons = field(default_factory=FakeLessons)
    reviews: FakeReviews = field(default_factory=FakeReviews)

    def __post_init__(self):
        self.found = FakeFound(self)

    def last_came(self):
        return max(self.changed.values(), default=DAY if self.reports else None)

    def times(self, ids=None):
        wanted = self.reports if ids is None else ids
        return {name: self.changed.get(name, DAY) for name in wanted if name in self.reports}

    @contextmanager
    def alone(self, name: str):
        yield True

    def vocabularies_of_reports(self):
        return iter(())

    def revision(self):
        return str(self.written)

    def note(self, key: str) -> str | None:
        return None

    def backlog(self):
        return Backlog(rows=0)

    def put(self, analysis, document=None, *, version="", expected=None, draft=False):
        self._check(analysis.id, expected)
        outcome = "changed" if analysis.id in self.reports else "new"
        self.written += 1
        self.reports[analysis.id] = analysis
        self.changed[analysis.id] = DAY + timedelta(seconds=self.written)
        if document:
            self.digests[analysis.id] = document.digest
        return outcome

    def get(self, report_id, *, vectors=False):
        if report_id not in self.reports:
            raise NotFoundError(f"Einen Bericht mit der Kennung „{report_id}“ gibt es nicht.")
        return self._stored(report_id)

    def texts(self, since=None):
        for name, analysis in self.reports.items():
            text = f"{analysis.title}\n{analysis.text}"
            yield WrittenText(id=name, updated=self.changed.get(name, DAY), text=text)

    def all(self, *, limit=100, after=None):
        ids = [i for i in sorted(self.reports) if after is None or i > after]
        return [stored(self.reports[i]) for i in ids[:limit]]

    def delete(self, report_id, *, expected=None):
        self._check(report_id, expected)
        self.get(report_id)
        del self.reports[report_id]

    def _check(self, report_id, expected):
        now = self._stored(report_id).updated if report_id in self.reports else None
        if expected and expected.updated != now:
            raise ChangedError("Der Bericht wurde inzwischen geändert.")

    def _stored(self, report_id):
        return replace(
            stored(self.reports[report_id]),
            digest=self.digests.get(report_id, "0" * 64),
            updated=self.changed.get(report_id, DAY),
        )

    def count(self):
        return len(self.reports)

    def fingerprints(self, ids=None):
        wanted = self.digests if ids is None else [name for name in ids if name in self.digests]
        return {
            name: Fingerprint(digest=self.digests[name], version="fake")
            for name in wanted
            if name in self.reports
        }

    def find(self, ids):
        return {i: self.get(i) for i in ids if i in self.reports}

    def passages_of(self, report_id):
        return []


@dataclass
class FakeFinder:
    """Answers every question with the same hits; an empty one is refused."""

    hits: list[Hit] = field(default_factory=list)
    result: SearchResult | None = None
    asked: list[SearchRequest] = field(default_factory=list)
    questions = PlainQuestions()
    themes = Themes(default_vocabulary)
    nearby: FakeNearby = field(default_factory=FakeNearby)
    encoder = "fake"

    def passages(self):
        return len(self.hits)

    def search(self, request):
        self.asked.append(request)
        return self.result or SearchResult(
            question=request.question,
            kind=request.kind or "reports",
            sort=request.sort,
            total=len(self.hits),
            hits=tuple(self.hits[: request.limit]),
        )

    def matches(self, request):
        result = replace(self.search(request), hits=())
        return Matches(result=result, reports={}, entries=(), lessons={}, where=Filter())

    def find(self, question, *, limit=10):
        if not question.strip():
            raise BadInputError("Die Frage ist leer: bitte geben Sie Wörter ein.")
        return self.hits[:limit]

    def similar(self, *, report_id=None, text=None, limit=10, persons=False):
        return [hit for hit in self.hits if hit.report_id != report_id][:limit]


class FakeTagger:
    """As sure of the same themes for every text."""

    @property
    def vocabulary(self):
        return default_vocabulary()

    def scores(self, *parts):
        return {"elternarbeit": 0.9, "wohnen": 0.1}


class FakeAnalyser:
    """Finds the same things in every text that holds them, and nothing in any other."""

    version = "fake"
    keeps_vectors = False
    themes = FakeTagger()

    def analyse(self, reports):
        for report in reports:
            if report.text == TEXT:
                yield an_analysis(report.id, title=report.title)
            else:
                yield Analysis(
                    id=report.id,
                    title=report.title,
                    text=report.text,
                    doc_kind="report",
                    event=Event(),
                )


def stored(analysis: Analysis) -> StoredReport:
    """An analysis as the store hands it out."""
    return StoredReport(
        analysis=analysis,
        name=f"{analysis.id}.txt",
        media_type="text/plain",
        digest="0" * 64,
        version="fake",
        created=DAY,
        updated=DAY,
    )


KEY = "geheimer-Schlüssel"


def a_client(*analyses: Analysis, hits: list[Hit] | None = None, **settings: object) -> TestClient:
    """A browser in front of the application, over fakes that hold these reports."""
    store = FakeStore({analysis.id: analysis for analysis in analyses})
    app = create_app(
        Settings(**settings),
        store=store,
        finder=FakeFinder(hits if hits is not None else [a_hit(a) for a in analyses]),
        analyser=FakeAnalyser(),
    )
    return TestClient(app, raise_server_exceptions=False)

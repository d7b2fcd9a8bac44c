"""What the routes work with, and how they get it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from threading import Event, Lock, Semaphore
from typing import TYPE_CHECKING, Annotated

from fastapi import BackgroundTasks, Depends, Request

from nlp.errors import FundstelleError
from nlp.types import Analysis, Mention, Report
from service.analyse import analysis_of
from service.api.access import WRITE
from service.exports import PlaceTable
from service.imports import ImportDesk, RemoteAnalyser, Worker
from service.initiatives import Initiatives
from service.keys import KeyRing
from service.learn import LearningReport, learn
from service.lesson_board import LessonBoard
from service.maps.stock import MapStock
from service.query_log import QueryLog, forget
from service.refusals import TOO_MANY_TEXTS, BusyError
from service.registry import ProjectRegistry
from service.retag import retag
from service.review_reader import ReviewReader
from service.search.catalogue import Catalogue
from service.sessions import SessionDesk
from service.stages import happened
from service.statistics import Statistics
from service.suggest import Suggester, SuggestionKeeper
from service.theme_browser import ThemeBrowser
from service.theme_desk import ThemeDesk
from service.theme_follower import ThemeFollower
from service.webhooks import Courier, Rule

if TYPE_CHECKING:
    from corpus.documents import Document
    from nlp.pipeline import Analyser
    from service.applier import Applies
    from service.find import Finder
    from service.loading import Models
    from service.settings import Settings
    from service.store import Store

log = logging.getLogger("fundstelle")
UPLOAD = 6 * 3600.0
"""Seconds after which a file that no job is known for is given up."""
QUICK = 2.0
"""Seconds that a question that is to be kept waits to be analysed; then it is forgotten."""


@dataclass(slots=True, kw_only=True)
class Parts:
    """The built service: what it stores in, finds with and reads with.

    ``applier`` brings the index up to date with the store, where there is one to keep. At most
    ``turns`` texts are analysed at once: the models keep all cores busy on their own. ``shared``:
    the registry that the finder uses, so that there is one; ``cards``: what it lists by.
    ``ending`` is set when the service is about to end: no new work is begun then.
    """

    settings: Settings
    store: Store
    finder: Finder
    analyser: Analyser
    applier: Applies | None = None
    turns: Semaphore = field(default_factory=lambda: Semaphore(1))
    queue: Semaphore = field(init=False)
    shared: ProjectRegistry | None = None
    cards: Catalogue | None = None
    ending: Event = field(default_factory=Event)
    registry: ProjectRegistry = field(init=False)
    query_log: QueryLog | None = field(init=False, default=None)
    initiatives: Initiatives = field(init=False)
    imports: ImportDesk = field(init=False)
    places: PlaceTable = field(init=False)
    map_stock: MapStock = field(init=False)
    desk: ThemeDesk = field(init=False)
    suggester: Suggester = field(init=False)
    retagging: Lock = field(init=False, default_factory=Lock)
    keyring: KeyRing = field(init=False)
    catalogue: Catalogue = field(init=False)
    board: LessonBoard = field(init=False)
    theme_browser: ThemeBrowser = field(init=False)
    statistics: Statistics = field(init=False)
    sessions: SessionDesk = field(init=False)

    def __post_init__(self) -> None:
        self.queue = Semaphore(self.settings.analysis_queue)
        self.registry = self.shared or ProjectRegistry(self.store)
        self.initiatives = Initiatives(self.store, self.registry, self.finder.nearby)
        self.places = PlaceTable(self.store, self.registry)
        self.map_stock = MapStock(self.store)
        self.imports = ImportDesk(
            self.store, self.settings.imports_folder, most=self.settings.max_import_bytes
        )
        self.desk = ThemeDesk(self.store, self.settings)
        self.catalogue = self.cards or Catalogue(self.store.found)
        self.board = LessonBoard(self.store, self.catalogue)
        self.theme_browser = ThemeBrowser(
            self.desk.active, self.catalogue, self.board, self.registry
        )
        self.statistics = Statistics(self.store, self.catalogue, self.registry, self.desk.active)
        self.suggester = Suggester(
            self.store,
            self.catalogue,
            self.registry,
            self.desk.active,
            days=self.settings.log_days if self.settings.log_queries else 0,
        )
        self.keyring = KeyRing(self.store.keys, setting=self.settings.admin_key)
        self.sessions = SessionDesk(self.store.sessions, self.keyring)
        if self.settings.log_queries:
            self.query_log = QueryLog(self.store, days=self.settings.log_days, namer=self._persons)

    def watch(self, question: str, shown: Sequence[str], later: BackgroundTasks) -> str | None:
        """Keeps a search after its answer is sent; the token for its clicks, None where off."""
        if self.query_log is None:
            return None
        token = self.query_log.token()
        later.add_task(self.query_log.keep, token, question, shown)
        return token

    def _persons(self, text: str) -> list[Mention]:
        """The persons that the models read in a question; BusyError rather than wait for long."""
        with self.turn(patience=QUICK):
            found = next(iter(self.analyser.analyse([Report(id="", title="", text=text)])))
        return [mention for mention in found.mentions if mention.label == "PERSON"]

    def analysed(self, document: Document) -> Analysis:
        """The analysis of one document, not stored; BusyError where many wait."""
        with self.turn():
            analysis = analysis_of(document, self.analyser)
        happened("tagged")
        return analysis

    def theme_label(self, theme_id: str) -> str:
        """What a theme is called in German; its id where the vocabulary in use has none such."""
        return self.finder.themes.label(theme_id)

    @property
    def webhook_rule(self) -> Rule:
        """Which addresses a webhook may have."""
        return Rule.of(hosts=self.settings.webhook_hosts, http=self.settings.webhook_http)

    def take_themes(self) -> None:
        """Finds themes of the vocabulary in use, and by what was learnt, from now on."""
        with self.retagging:
            self.analyser = self.desk.themed(self.analyser)
            self.finder.themes.use(self.desk.active)

    def retag(self) -> None:
        """Finds the themes of stored reports anew where they are another tagger's.

        Of several processes one does it at a time; the others leave it to that one.
        """
        with self.store.alone("retag") as first:
            if not first:
                return
            analyser = self.analyser
            retag(
                self.store,
                analyser,
                applier=self.applier,
                stop=lambda: self.analyser is not analyser,
            )

    def learn(self, *, retag: bool = True) -> LearningReport:
        """Learns from the feedback, and puts it in force where that makes themes better."""
        with self.store.alone("learn") as first:
            if not first:
                raise BusyError("Gerade lernt schon ein anderer Prozess: bitte gleich noch einmal.")
            report = learn(self.store, self.desk)
        self.take_themes()
        if retag and report.in_force:
            self.retag()
        return report

    def learn_later(self) -> None:
        """The same after an answer is sent: where there is too little feedback yet, nothing."""
        try:
            self.learn()
        except FundstelleError as error:
            log.warning("nothing was learnt from feedback: %s", error)

    def apply(self) -> None:
        """Brings the index up to date."""
        if self.applier:
            self.applier.apply()

    def _has_turn(self, patience: float) -> bool:
        if self.turns.acquire(blocking=False):
            return True
        if not self.queue.acquire(blocking=False):
            return False
        try:
            return self.turns.acquire(timeout=patience)
        finally:
            self.queue.release()

    @contextmanager
    def turn(self, *, patience: float | None = None) -> Iterator[None]:
        """A turn with the models; BusyError where none comes in so many seconds (the setting's),
        and at once where many wait already."""
        if not self._has_turn(self.settings.analysis_patience if patience is None else patience):
            raise BusyError(TOO_MANY_TEXTS)
        try:
            yield
        finally:
            self.turns.release()


@contextmanager
def open_parts(settings: Settings, models: Models | None = None) -> Iterator[Parts]:
    """All parts over the data folder of the settings, closed again at the end.

    ``models``: others than those that come along.
    """
    from service.loading import ShippedModels
    from service.warmer import Warmer
    from service.workspace import open_workspace

    models = models or ShippedModels()
    shipped = isinstance(models, ShippedModels)
    encoder, analyser = models.encoder(settings), models.analyser(settings)
    with (
        open_workspace(settings, encoder, purpose="serve", apart=shipped) as space,
        Warmer(space.finder) as warmer,
    ):
        forget(space.store.searches, today=date.today(), days=settings.log_days)
        parts = Parts(
            settings=settings,
            store=space.store,
            finder=space.finder,
            analyser=analyser,
            applier=space.applier,
            shared=space.finder.registry,
            cards=space.finder.catalogue,
        )
        parts.take_themes()
        parts.sessions.forget()
        keeper = space.keeper
        with SuggestionKeeper(parts.suggester, after=warmer):
            if keeper is None:
                with background(parts, apart=shipped):
                    yield parts
                return
            keeper.add(lambda: background(parts, apart=shipped, still=keeper.still, waits=UPLOAD))
            with ThemeFollower(parts.take_themes, space.store.themes):
                yield parts


@contextmanager
def background(
    parts: Parts,
    *,
    apart: bool = False,
    still: Callable[[], bool] = lambda: True,
    waits: float = 0.0,
) -> Iterator[None]:
    """What goes on beside the requests: bulk imports are read, webhooks are told.

    ``apart``: whether imports are analysed in a process of their own, with the models that come
    along. ``still``: whether this is up to this process. ``waits``: seconds for which a file
    without a job is taken to be on its way, as others may receive some.
    """
    stopped = parts.ending.is_set
    remote = RemoteAnalyser(parts.settings, lambda: parts.analyser, stopped=stopped)
    reviews = ReviewReader(parts.store, analyser=lambda: parts.analyser, turns=parts.turns)
    with (
        closing(remote),
        Courier(parts.store.webhooks, rule=parts.webhook_rule),
        Worker(
            parts.imports,
            store=parts.store,
            analyser=lambda: remote if apart else parts.analyser,
            # Another process needs no turn.
            turns=Semaphore(1) if apart else parts.turns,
            applier=parts.applier,
            rest=remote.rest,
            still=still,
            waits=waits,
        ),
        reviews,
    ):
        yield


def get_parts(request: Request) -> Parts:
    """The parts of the running application."""
    parts: Parts = request.app.state.parts
    return parts


PartsDep = Annotated[Parts, Depends(get_parts)]
KeyDep = WRITE

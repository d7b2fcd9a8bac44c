"""A data folder opened for work: the store, its index, and what searches and feeds them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Literal

from nlp.encoder import Encoder
from nlp.errors import StoreError
from service.applier import Applies
from service.corroboration import Apart, LessonReader, LessonWatcher
from service.find import Finder
from service.index.lock import IndexBusyError
from service.index.port import Index
from service.keeper import Keeper
from service.lesson_process import LessonProcess
from service.places import opened_place
from service.print_taker import PrintTaker
from service.questions import LazyQuestions
from service.rebuild import about_of, is_ready
from service.registry import ProjectRegistry
from service.registry_process import RegistryProcess
from service.settings import Settings
from service.shelf import Shelf
from service.store import Store
from service.store_notes import ENCODER, MIXED
from service.theme_desk import ThemeDesk
from service.vocabulary import Refresher, Vocabulary
from service.watcher import Watcher

Purpose = Literal["serve", "ingest", "reindex", "search"]

# A search on the command line holds the index for a moment: who comes to stay waits for it.
PATIENCE: dict[Purpose, float] = {"serve": 10.0, "ingest": 2.0, "reindex": 0.3, "search": 0.3}
# So many reports are read for their words within a second or two.
SOON_READ = 5000
# Seconds between two looks at what was stored; sooner where others wait for it.
EVERY, SOON = 1.0, 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """``applier`` is None where another program holds the index and keeps it up to date."""

    store: Store
    finder: Finder
    applier: Applies | None
    encoder: Encoder
    lessons: LessonReader

    @property
    def keeper(self) -> Keeper | None:
        """Where several processes serve: which of them works beside the requests."""
        return self.applier if isinstance(self.applier, Keeper) else None

    def all_alike(self) -> bool:
        """Whether all vectors of the store are this encoder's."""
        return _alike(self.store, self.encoder)

    def mark_alike(self) -> None:
        """Note that they are."""
        self.store.set_note(ENCODER, self.encoder.name)


@contextmanager
def open_workspace(
    settings: Settings, encoder: Encoder, *, purpose: Purpose, apart: bool = False
) -> Iterator[Workspace]:
    """The data folder of the settings with its index brought up to date; closed at the end.

    One program holds the index. "serve" needs it (IndexBusyError) and follows what others store;
    "ingest" leaves it to its holder; "search" has one in memory instead; "reindex" needs it, to
    put a new one in its place. On a database that several processes share, those that serve read
    the index that one of them keeps. StoreError where the reports were read by another encoder,
    except for "ingest", which reads them again, and where "reindex" has prepared for this one.
    ``apart``: whether many lessons are compared, and many projects put together, in another
    process, by the settings' encoder.
    """
    with ExitStack() as stack:
        store = stack.enter_context(open_store(settings))
        if purpose == "ingest":
            store.prints.catch_up()
        place = stack.enter_context(opened_place(settings))
        shelf = Shelf(place, store, encoder)
        _agree_on_encoder(settings, shelf, store, encoder, purpose)
        lessons = LessonReader(store, encoder)
        other = LessonProcess(settings, encoder) if apart else None
        if store.shared and purpose == "serve":
            keeper = stack.enter_context(Keeper(store.keeper(), shelf.kept))
            keeper.add(lambda: followed(store, lessons, keeper, pause=SOON, apart=other))
            index = shelf.followed(keeper)
            applier: Applies | None = keeper
        else:
            index, applier = _index(stack, shelf, purpose)
            if applier and purpose == "serve":
                stack.enter_context(followed(store, lessons, applier, apart=other))
        vocabulary = _vocabulary(stack, store, purpose)
        finder = Finder(
            store,
            index,
            encoder,
            weight=settings.dense_weight,
            meant=vocabulary.meant,
            registry=ProjectRegistry(store, apart=RegistryProcess(settings) if apart else None),
            questions=LazyQuestions(store),
        )
        finder.themes.use(ThemeDesk(store, settings).active)
        yield Workspace(
            store=store, finder=finder, applier=applier, encoder=encoder, lessons=lessons
        )


def open_store(settings: Settings) -> Store:
    """The store of the settings; StoreError where it cannot be opened."""
    return Store(
        settings.store_url,
        connections=settings.database_connections,
        seconds=settings.database_timeout,
    )


@contextmanager
def followed(
    store: Store,
    lessons: LessonReader,
    applier: Applies,
    *,
    pause: float = EVERY,
    apart: Apart | None = None,
) -> Iterator[None]:
    """What is stored is searched soon; what older reports lack is added."""
    watcher = Watcher(applier, pause=pause)
    with watcher, PrintTaker(store.prints), LessonWatcher(lessons, apart=apart):
        yield


def _agree_on_encoder(
    settings: Settings, shelf: Shelf, store: Store, encoder: Encoder, purpose: Purpose
) -> None:
    if _alike(store, encoder):
        return
    if store.count() == 0:
        store.set_note(ENCODER, encoder.name)
    elif is_ready(settings, about_of(store, encoder)):
        with shelf.held(wait=max(1.0, PATIENCE[purpose])):
            pass  # the vectors that „reindex“ has prepared come into the store
        if not _alike(store, encoder):
            raise StoreError("Der neue Suchindex ist nicht fertig: bitte „fundstelle reindex“.")
    elif purpose == "ingest":
        store.set_note(ENCODER, MIXED)
    else:
        raise StoreError(
            "Die Berichte wurden mit einem anderen Sprachmodell eingelesen; "
            "„fundstelle reindex“ baut dafür einen neuen Suchindex, "
            "„fundstelle ingest“ liest sie neu ein."
        )


def _alike(store: Store, encoder: Encoder) -> bool:
    return store.note(ENCODER) == encoder.name


def _index(stack: ExitStack, shelf: Shelf, purpose: Purpose) -> tuple[Index, Applies | None]:
    try:
        # Only who has come to build may make room where many others may search.
        renewing = purpose in {"ingest", "reindex"}
        return stack.enter_context(shelf.held(wait=PATIENCE[purpose], renewing=renewing))
    except IndexBusyError:
        if purpose in {"serve", "reindex"}:
            raise
        return shelf.stand_in(filled=purpose == "search"), None


def _vocabulary(stack: ExitStack, store: Store, purpose: Purpose) -> Vocabulary:
    vocabulary = Vocabulary(store)
    if purpose == "serve":
        stack.enter_context(Refresher(vocabulary))
    elif purpose == "search" and store.count() <= SOON_READ:
        vocabulary.refresh()
    return vocabulary

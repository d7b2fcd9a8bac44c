"""A data folder opened for work: the store, its index, and what searches and feeds them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Literal

from nlp.encoder import Encoder
from nlp.errors import StoreError
from service.applier import Applier
from service.corroboration import LessonReader, LessonWatcher
from service.find import Finder
from service.index.current import CurrentIndex
from service.index.lock import IndexBusyError
from service.index.memory import MemoryIndex
from service.index.place import Held, Place
from service.index.port import Index
from service.ledger import Ledger
from service.places import opened_place
from service.print_taker import PrintTaker
from service.questions import LazyQuestions
from service.rebuild import about_of, is_ready, take_over
from service.settings import Settings
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
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """``applier`` is None where another program holds the index and keeps it up to date."""

    store: Store
    finder: Finder
    applier: Applier | None
    encoder: Encoder
    lessons: LessonReader

    def all_alike(self) -> bool:
        """Whether all vectors of the store are this encoder's."""
        return _alike(self.store, self.encoder)

    def mark_alike(self) -> None:
        """Note that they are."""
        self.store.set_note(ENCODER, self.encoder.name)


@contextmanager
def open_workspace(
    settings: Settings, encoder: Encoder, *, purpose: Purpose
) -> Iterator[Workspace]:
    """The data folder of the settings with its index brought up to date; closed at the end.

    One program holds the index. "serve" needs it (IndexBusyError) and follows what others store;
    "ingest" leaves it to its holder; "search" has one in memory instead; "reindex" needs it, too,
    to put a new one in its place. StoreError where the
    reports were read by another encoder, except for "ingest", which reads them again.
    """
    with ExitStack() as stack:
        store = stack.enter_context(Store(settings.store_url))
        if purpose == "ingest":
            store.prints.catch_up()
        place = stack.enter_context(opened_place(settings))
        _agree_on_encoder(settings, place, store, encoder, purpose)
        index, applier, successor = _index(
            stack, purpose, settings=settings, place=place, store=store, encoder=encoder
        )
        lessons = LessonReader(store, encoder)
        if applier and purpose == "serve":
            stack.enter_context(Watcher(applier, successor=successor))
            stack.enter_context(PrintTaker(store.prints))
            stack.enter_context(LessonWatcher(lessons))
        vocabulary = _vocabulary(stack, store, purpose)
        finder = Finder(
            store,
            index,
            encoder,
            weight=settings.dense_weight,
            meant=vocabulary.meant,
            questions=LazyQuestions(store),
        )
        finder.themes.use(ThemeDesk(store, settings).active)
        yield Workspace(
            store=store, finder=finder, applier=applier, encoder=encoder, lessons=lessons
        )


def _agree_on_encoder(
    settings: Settings, place: Place, store: Store, encoder: Encoder, purpose: Purpose
) -> None:
    if _alike(store, encoder):
        return
    if store.count() == 0:
        store.set_note(ENCODER, encoder.name)
    elif is_ready(settings, about_of(store, encoder)):
        _switch(settings, place, store, encoder, purpose)
    elif purpose == "ingest":
        store.set_note(ENCODER, MIXED)
    else:
        raise StoreError(
            "Die Berichte wurden mit einem anderen Sprachmodell eingelesen; "
            "„fundstelle reindex“ baut dafür einen neuen Suchindex, "
            "„fundstelle ingest“ liest sie neu ein."
        )


def _switch(
    settings: Settings, place: Place, store: Store, encoder: Encoder, purpose: Purpose
) -> None:
    """The vectors that „reindex“ has prepared come into the store."""
    held = place.hold(about_of(store, encoder), wait=max(1.0, PATIENCE[purpose]))
    try:
        current = CurrentIndex(held.index)
        applier = Applier(store, current)
        take_over(
            settings, place, held, store=store, encoder=encoder, applier=applier, current=current
        )
    finally:
        held.close()
    if not _alike(store, encoder):
        raise StoreError("Der neue Suchindex ist nicht fertig: bitte „fundstelle reindex“.")


def _alike(store: Store, encoder: Encoder) -> bool:
    return store.note(ENCODER) == encoder.name


def _index(  # noqa: PLR0913 - its parts
    stack: ExitStack,
    purpose: Purpose,
    *,
    settings: Settings,
    place: Place,
    store: Store,
    encoder: Encoder,
) -> tuple[Index, Applier | None, Callable[[], object]]:
    about = about_of(store, encoder)
    try:
        # Only who has come to build may throw away what many others may search.
        renewing = purpose in {"ingest", "reindex"}
        held = place.hold(about, wait=PATIENCE[purpose], renewing=renewing)
    except IndexBusyError:
        if purpose in {"serve", "reindex"}:
            raise
        filled = purpose == "search"
        found = place.found(about) if filled else None
        return found or _stand_in(store, encoder, filled=filled), None, _nothing
    stack.callback(held.close)
    current = CurrentIndex(held.index)
    ledger = Ledger(store, held)
    applier = Applier(store, current, heard=ledger.hear)

    def successor() -> bool:
        return take_over(
            settings, place, held, store=store, encoder=encoder, applier=applier, current=current
        )

    successor()
    _bring_up(held, applier, current, ledger, roughly=place.shared is not None)
    return current, applier, successor


def _nothing() -> bool:
    return False


def _vocabulary(stack: ExitStack, store: Store, purpose: Purpose) -> Vocabulary:
    vocabulary = Vocabulary(store)
    if purpose == "serve":
        stack.enter_context(Refresher(vocabulary))
    elif purpose == "search" and store.count() <= SOON_READ:
        vocabulary.refresh()
    return vocabulary


def _stand_in(store: Store, encoder: Encoder, *, filled: bool) -> MemoryIndex:
    index = MemoryIndex(encoder.dimensions)
    if filled:
        Applier(store, index).fill()
    return index


def _bring_up(
    held: Held, applier: Applier, current: CurrentIndex, ledger: Ledger, *, roughly: bool
) -> None:
    if not held.fresh:
        if ledger.is_sound():
            applier.apply()
            if applier.agrees(roughly=roughly):
                return
        log.warning("Dem Suchindex fehlen Passagen; er wird aus dem Bestand neu gebaut.")
        current.use(held.renew())
    applier.fill()
    applier.apply()
    held.complete()
    ledger.agree()

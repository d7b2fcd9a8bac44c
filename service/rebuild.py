"""A new index built beside the one in use, which answers meanwhile; then it takes over.

Where the vectors of the store are another model's, all passages get new ones on the way: they are
kept aside, and come into the store in one step when the new index takes over. The numbers of
passages stay, so that nothing else changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from uuid import uuid4

from nlp.encoder import Encoder
from nlp.errors import ChangedError, NotFoundError, StoreError
from nlp.types import Analysis, Matrix, Passage, Report
from nlp.windows import windows
from service.applier import Applier, point
from service.index.build import Build, read_plan
from service.index.current import CurrentIndex
from service.index.lock import IndexBusyError
from service.index.place import About, Held, Place
from service.index.port import Point
from service.ledger import Ledger, last_heard
from service.places import opened_place
from service.settings import Settings
from service.store import Store, StoredPassage, StoredReport
from service.store.codec import bytes_to_vector, vector_to_bytes
from service.store_notes import ENCODER, IDENTITY, INDEX

BATCH = 20
TRIES = 10


class Rebuild:
    """Fills a build from a store; what is held already is not written again."""

    def __init__(self, store: Store, encoder: Encoder, build: Build) -> None:
        self._store = store
        self._encoder = encoder
        self._build = build
        self._encode = build.plan.encode

    def waiting(self) -> list[str]:
        """The reports that it does not hold as they are now."""
        held = self._build.held()
        times = self._store.times()
        return sorted(name for name, at in times.items() if held.get(name) != at.isoformat())

    def catch_up(
        self,
        *,
        progress: Callable[[int], None] = lambda _: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> bool:
        """Take in what is missing, drop what is gone; False where it was stopped before the end.

        ``progress`` hears of each few reports.
        """
        self._encode = self._build.plan.encode and not self.is_done
        names = iter(self.waiting())
        while some := list(islice(names, BATCH)):
            if stop():
                return False
            self._take_in(some)
            progress(len(some))
        self._drop()
        return True

    @property
    def is_done(self) -> bool:
        """Whether the vectors of the store are this model's."""
        return self._store.note(ENCODER) == self._build.plan.about.encoder

    def encode_drafts(self) -> None:
        """New vectors for drafts, which no index holds; one that changes meanwhile is left."""
        for name in self._store.desk.drafts():
            with suppress(NotFoundError):
                draft = self._store.as_read(name)
                self._store.desk.take_vectors(draft, self._encoded(draft, draft.passages))

    def hand_over(self) -> bool:
        """The new vectors come into the store, all at once; False where it has changed."""
        encoder = self._build.plan.about.encoder
        try:
            self._store.take_vectors(self._build.vectors(), key=ENCODER, value=encoder)
        except ChangedError:
            return False
        return True

    def _take_in(self, names: Sequence[str]) -> None:
        reports = self._store.find(names).values()
        fresh: dict[int, bytes] = {}
        pairs = [(report, self._passages(report, fresh)) for report in reports]
        self._build.index.upsert(list(self._points(pairs)))
        held = {report.id: report.updated.isoformat() for report in reports}
        self._build.note(held, fresh.items())

    def _passages(self, report: StoredReport, fresh: dict[int, bytes]) -> list[StoredPassage]:
        """With new vectors where those of the store are another model's; these are ``fresh``."""
        own = self._store.passages_of(report.id)
        if not self._encode or not own:
            return own
        kept = list(map(vector_to_bytes, self._encoded(report.analysis, own)))
        fresh.update(zip((passage.id for passage in own), kept, strict=True))
        # As the store will give them back: the index must not know better, to the last bit.
        return [replace(p, vector=bytes_to_vector(data)) for p, data in zip(own, kept, strict=True)]

    def _encoded(self, analysis: Analysis, passages: Sequence[Passage]) -> Matrix:
        source = Report(id=analysis.id, title=analysis.title, text=analysis.text)
        texts = [f"{each.context}\n{each.text}" for each in windows(source, passages)]
        return self._encoder.encode_passages(texts)

    def _points(self, pairs: Sequence[tuple[StoredReport, list[StoredPassage]]]) -> Iterator[Point]:
        for report, own in pairs:
            for passage in own:
                if passage.searchable and passage.vector.shape == (self._encoder.dimensions,):
                    yield point(report, passage)

    def _drop(self) -> None:
        index = self._build.index
        index.delete(index.ids() - self._store.numbers(searchable=True))
        self._build.forget(self._build.held().keys() - self._store.times().keys())


def prepare(
    settings: Settings,
    store: Store,
    encoder: Encoder,
    *,
    progress: Callable[[int], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> bool:
    """A finished index that waits to take over; False where it was stopped before.

    It goes on where the last call stopped. IndexBusyError where another program builds one.
    """
    alike = store.note(ENCODER) == encoder.name
    with opened_place(settings) as place:
        build = Build(place, about_of(store, encoder), encode=not alike)
        try:
            done = Rebuild(store, encoder, build).catch_up(progress=progress, stop=stop)
            if done:
                build.finish()
        finally:
            build.close()
    return done


def about_of(store: Store, encoder: Encoder) -> About:
    """What an index of this store and encoder is built from."""
    # Read first: for each search that finds the index changed, nothing is written.
    identity = store.note(IDENTITY) or store.note_once(IDENTITY, uuid4().hex)
    names = (identity, store.note(INDEX) or "")
    return About(
        encoder=encoder.name,
        dimensions=encoder.dimensions,
        store="/".join(filter(None, names)),
    )


def is_ready(settings: Settings, about: About) -> bool:
    """Whether a finished index of this kind waits to take over."""
    plan = read_plan(settings.index_folder)
    return plan is not None and plan.ready and plan.about == about


def take_over(
    place: Place, held: Held, applier: Applier, current: CurrentIndex, encoder: Encoder
) -> bool:
    """The finished index in place of the one in use, with all that has changed meanwhile.

    False where there is none, or somebody still works on it. The index is held, so that no other
    program answers with vectors of before.
    """
    plan = read_plan(place.folder)
    if plan is None or not plan.ready or plan.about != held.about:
        return False
    try:
        build = Build(place, held.about, encode=plan.encode)
    except IndexBusyError:
        return False
    try:
        if build.plan != plan or held.uses(plan.mark):
            return False
        with applier.pausing():
            _agree(Rebuild(applier.store, encoder, build), build)
            build.index.purge()
            build.index.close()
            current.use(held.take_over(plan.mark))
            Ledger(applier.store, held).agree()
    finally:
        if build.plan != plan or held.uses(plan.mark):
            build.remove()
            held.sweep()
        build.close()
    return True


def switch_over(place: Place, store: Store, encoder: Encoder) -> bool:
    """The same where the place is shared, whoever holds the index: others follow its name.

    What they write between the last look and the switch comes in afterwards. False where there is
    no finished index, or it has vectors of another model than the store; IndexBusyError.
    """
    about = about_of(store, encoder)
    plan = read_plan(place.folder)
    if place.shared is None or plan is None or not plan.ready or plan.about != about:
        return False
    build = Build(place, about, encode=plan.encode)
    try:
        rebuild = Rebuild(store, encoder, build)
        if build.plan != plan or not rebuild.is_done:
            return False
        rebuild.catch_up()
        build.index.purge()
        place.shared.switch(plan.mark)
        while True:
            heard = last_heard(store)
            rebuild.catch_up()
            place.shared.hear(heard)
            if not rebuild.waiting() and last_heard(store) == heard:
                break
        build.remove()
    finally:
        build.close()
    return True


def _agree(rebuild: Rebuild, build: Build) -> None:
    """Build and store hold the same, and the same vectors."""
    for _ in range(TRIES):
        rebuild.catch_up()
        if not build.plan.encode or rebuild.is_done:
            return
        rebuild.encode_drafts()
        if rebuild.hand_over():
            return
    raise StoreError("Der Bestand ändert sich zu schnell; bitte gleich noch einmal.")

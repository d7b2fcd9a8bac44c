"""The vocabulary in use: loaded into a store, switched to, and the tagger that goes with it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, TypeVar

from corpus.vocabulary import THEMES, default_vocabulary, parse_vocabulary
from nlp.concepts import Vocabulary
from nlp.errors import BadInputError, NotFoundError
from nlp.theme_choice import BackOff, Choice
from service.store import LoadedVocabulary, Store
from service.store.themes import IN_USE

if TYPE_CHECKING:
    from nlp.pipeline import Analyser
    from nlp.themes import ThemeTagger
    from service.settings import Settings

DEFAULT = "standard"
MARK_LENGTH = 8
KEPT = "concepts"

TaggerOf = Callable[[Vocabulary], "ThemeTagger"]
A = TypeVar("A", bound="Analyser")


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyState:
    """A vocabulary that can be used; ``reports``: how many are tagged with it."""

    loaded: LoadedVocabulary
    active: bool
    reports: int


def shipped_taggers(settings: Settings) -> TaggerOf:
    """Taggers from the model that comes along, as the settings would have them choose."""

    def tagger_of(vocabulary: Vocabulary) -> ThemeTagger:
        from models.load import load_tagger

        return load_tagger(vocabulary, choice=_choice(settings), kept=settings.data / KEPT)

    return tagger_of


class ThemeDesk:
    """Vocabularies of a store and what works with the one in use; safe to share between threads."""

    def __init__(
        self, store: Store, settings: Settings, *, tagger_of: TaggerOf | None = None
    ) -> None:
        self._store = store
        self._choice = _choice(settings)
        self._tagger_of = tagger_of or shipped_taggers(settings)
        self._lock = RLock()
        self._vocabularies: dict[str, Vocabulary] = {}
        self._plain: tuple[str, ThemeTagger] | None = None

    def load(self, data: bytes, *, name: str, source: str) -> tuple[LoadedVocabulary, bool]:
        """Keep the vocabulary in a file, whether it is new; BadInputError says what is wrong."""
        found = parse_vocabulary(data, name=name)
        loaded = LoadedVocabulary(
            version=found.version,
            vocabulary=found.id,
            title=found.title,
            concepts=len(found.concepts),
            name=name,
            source=source,
            digest=hashlib.sha256(data).hexdigest(),
            loaded=datetime.now(UTC),
        )
        if found.version == default_vocabulary().version:
            return _default_entry(), False
        return loaded, self._store.themes.keep_vocabulary(loaded, data)

    def use(self, wanted: str) -> LoadedVocabulary:
        """Switch to a version, or to what it begins with; NotFoundError, BadInputError."""
        entry = self.entry(wanted)
        own = entry.version != default_vocabulary().version
        if own:
            self._vocabulary(entry.version)  # what cannot be read is not switched to
        self._store.set_note(IN_USE, entry.version if own else "")
        return entry

    def entry(self, wanted: str) -> LoadedVocabulary:
        """The vocabulary of a version or of how one begins; „standard“ is what comes along."""
        if wanted == DEFAULT:
            return _default_entry()
        found = [one for one in self.entries() if wanted and one.version.startswith(wanted)]
        if len(found) > 1:
            raise BadInputError(f"„{wanted}“ ist nicht eindeutig: Bitte mehr Zeichen angeben.")
        if not found:
            raise NotFoundError(f"Ein Vokabular mit der Version „{wanted}“ gibt es nicht.")
        return found[0]

    def entries(self) -> list[LoadedVocabulary]:
        """What comes along first, then all that were loaded, in that order."""
        return [_default_entry(), *self._store.themes.vocabularies()]

    def states(self) -> list[VocabularyState]:
        """All vocabularies, whether they are in use, and by how many reports."""
        active = self.active_version()
        # Reports that were stored before versions were noted have what comes along.
        usual = default_vocabulary().version
        counts = Counter(version or usual for version in self._store.vocabularies_of_reports())
        return [
            VocabularyState(
                loaded=entry, active=entry.version == active, reports=counts[entry.version]
            )
            for entry in self.entries()
        ]

    def active_version(self) -> str:
        """The version of the vocabulary in use."""
        return self._store.note(IN_USE) or default_vocabulary().version

    def active(self) -> Vocabulary:
        """The vocabulary in use."""
        return self._vocabulary(self.active_version())

    def vocabulary(self, wanted: str) -> Vocabulary:
        """Any of the vocabularies; NotFoundError."""
        return self._vocabulary(self.entry(wanted).version)

    def plain_tagger(self) -> ThemeTagger:
        """The tagger for the vocabulary in use, without what feedback has taught."""
        version = self.active_version()
        with self._lock:
            if self._plain is None or self._plain[0] != version:
                self._plain = (version, self._tagger_of(self._vocabulary(version)))
            return self._plain[1]

    def tagger(self) -> ThemeTagger:
        """The tagger for the vocabulary in use, with what feedback has taught."""
        learnt = self._store.themes.learning(self.active_version())
        plain = self.plain_tagger()
        return plain.adjusted(learnt[1]) if learnt else plain

    def mark(self) -> str:
        """Tells taggers apart; empty for the one that comes along as it is."""
        version = self.active_version()
        learnt = self._store.themes.learning(version)
        parts = (
            version if version != default_vocabulary().version else "",
            learnt[0].at.isoformat() if learnt else "",
            repr(self._choice) if self._choice else "",
        )
        if not any(parts):
            return ""
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:MARK_LENGTH]

    def version(self, analyser: Analyser) -> str:
        """That of the analyser with the tagger for the vocabulary in use."""
        from nlp.pipeline import marked

        return marked(analyser.version, self.mark())

    def themed(self, analyser: A) -> A:
        """The analyser with the tagger for the vocabulary in use; itself where it has that."""
        from nlp.pipeline import marked

        mark = self.mark()
        if marked(analyser.version, mark) == analyser.version:
            return analyser
        return analyser.with_themes(self.tagger(), mark)  # type: ignore[return-value]

    def _vocabulary(self, version: str) -> Vocabulary:
        if version == default_vocabulary().version:
            return default_vocabulary()
        with self._lock:
            if version not in self._vocabularies:
                name, data = self._store.themes.content(version)
                self._vocabularies[version] = parse_vocabulary(data, name=name)
            return self._vocabularies[version]


def _choice(settings: Settings) -> Choice | None:
    """None where nothing is set: each vocabulary then has its own."""
    if not settings.theme_threshold and not settings.theme_back_off:
        return None
    back_off: BackOff | None = "always" if settings.theme_back_off else None
    return Choice(threshold=settings.theme_threshold, back_off=back_off)


def _default_entry() -> LoadedVocabulary:
    found = default_vocabulary()
    return LoadedVocabulary(
        version=found.version,
        vocabulary=found.id,
        title=found.title,
        concepts=len(found.concepts),
        name=Path(THEMES).name,
        source="mitgeliefert",
        digest=_digest_of_default(),
        loaded=datetime.fromtimestamp(0, UTC),
    )


def _digest_of_default() -> str:
    return hashlib.sha256(THEMES.read_bytes()).hexdigest()

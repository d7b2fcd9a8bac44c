"""Recognises names that were erased, in documents that come, and leaves them out.

Kept is no name but an HMAC-SHA256 of it under a secret of the database, so that it takes a guess
at the name to see whether it is on the list: that is what the list is for. A name that was erased
everywhere is recognised by given name and surname; in a document of which it was erased before
(the same id, or the same original) the surname alone is enough.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from nlp.person_names import (
    PersonName,
    erased,
    erased_label,
    folded_name,
    has_label,
    places_of,
)
from service.store import ErasedName

if TYPE_CHECKING:
    from corpus.documents import Document
    from service.store import Store

PLAIN_TEXT = "text/plain"
NEAR = 40
"""Characters between the parts of one name."""
FURTHER = 3
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_ADDRESS = re.compile(r"[^\W\d_]+(?:[-_.][^\W\d_]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """A name that was recognised; ``alone``: its surname is enough."""

    name: PersonName
    stand_in: str
    alone: bool


class ErasedNames:
    """What one store recognises; safe to share between threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._secret = b""

    def without(self, document: Document) -> Document:
        """The document without names that were erased; itself where it holds none.

        Its digest stays that of what came, so that the same is known again.
        """
        if not self._store.erasures.any():
            return document
        for known in self._recognised(document):
            document = without_name(
                document, known.name, stand_in=known.stand_in, known=known.alone
            )
        return document

    def remembered(
        self, name: PersonName, stand_in: str, *, scopes: tuple[str, ...] = ()
    ) -> list[ErasedName]:
        """What to keep, so that the name is recognised: everywhere, or in these scopes."""
        if not scopes:
            return [
                ErasedName(digest=self._digest(part), scope="", stand_in=stand_in)
                for part in _full(name)
            ]
        parts = (*_full(name), folded_name(name.surname))
        return [
            ErasedName(digest=self._digest(part), scope=scope, stand_in=stand_in)
            for scope in scopes
            for part in parts
        ]

    def scopes_of(self, *, report: str, original: str) -> tuple[str, ...]:
        """The scopes of a report's id and of the digest of what it was made from."""
        return self._digest(f"id\n{report}"), self._digest(f"original\n{original}")

    def allow(self, name: PersonName) -> int:
        """Recognise a name no longer; how many digests were kept of it."""
        parts = (*_full(name), folded_name(name.surname))
        return self._store.erasures.allow([self._digest(part) for part in parts])

    def _recognised(self, document: Document) -> Iterator[_Known]:
        kept = {(each.digest, each.scope): each.stand_in for each in self._store.erasures.names()}
        scopes = ("", *self.scopes_of(report=document.id, original=document.digest))
        told = f"{document.title or ''}\n{document.text}\n{document.name}\n{document.id}"
        seen: set[PersonName] = set()
        for key, name in _candidates(told):
            digest = self._digest(key)
            for scope in scopes:
                if (digest, scope) in kept and name not in seen:
                    seen.add(name)
                    yield _Known(name=name, stand_in=kept[digest, scope], alone=bool(scope))

    def _digest(self, part: str) -> str:
        self._secret = self._secret or self._store.erasures.salt().encode()
        return hmac.digest(self._secret, part.encode(), "sha256").hex()


def without_name(
    document: Document, name: PersonName, *, stand_in: str, known: bool = False
) -> Document:
    """A document without one person's name; the original becomes the text that is left.

    ``known``: the surname alone is enough.
    """
    if not known and not _is_named(document, name):
        return document
    clean = partial(_without, name, stand_in=stand_in)
    text = clean(document.text)
    return replace(
        document,
        id=erased_label(name, document.id),
        stem=erased_label(name, document.stem),
        title=clean(document.title) if document.title else document.title,
        text=text,
        name=erased_label(name, document.name),
        media_type=PLAIN_TEXT,
        original=text.encode(),
    )


def _is_named(document: Document, name: PersonName) -> bool:
    titled = f"{document.title or ''}\n\n{document.text}"
    labels = (document.id, document.name)
    return bool(places_of(name, titled)) or any(has_label(name, label) for label in labels)


def _without(name: PersonName, text: str, *, stand_in: str) -> str:
    return erased(text, places_of(name, text, known=True), stand_in)


def _full(name: PersonName) -> list[str]:
    return [f"{folded_name(given)} {folded_name(name.surname)}" for given in name.given]


def _candidates(text: str) -> Iterator[tuple[str, PersonName]]:
    """What could be names: pairs of words with capitals that stand close to each other, either
    way round, parts of addresses, and single words; each as it is compared, and as a name."""
    words = [match for match in _WORD.finditer(text) if match[0][0].isupper()]
    for at, first in enumerate(words):
        yield from _alone(first[0])
        for second in words[at + 1 : at + 1 + FURTHER]:
            if second.start() - first.end() <= NEAR:
                yield from _pairs(first[0], second[0])
    for match in _ADDRESS.finditer(text):
        parts = re.split(r"[-_.]", match[0])
        for one, other in pairwise(parts):
            yield from _pairs(one, other)
        for part in parts:
            yield from _alone(part)


def _pairs(one: str, other: str) -> Iterator[tuple[str, PersonName]]:
    for given, surname in ((one, other), (other, one)):
        for last in _stems(surname):
            name = PersonName(given=(_capital(given),), surname=_capital(last))
            yield f"{folded_name(given)} {folded_name(last)}", name


def _alone(word: str) -> Iterator[tuple[str, PersonName]]:
    for last in _stems(word):
        yield folded_name(last), PersonName(given=(), surname=_capital(last))


def _stems(surname: str) -> tuple[str, ...]:
    """With and without the ending of a genitive."""
    ends = ("ens", "s")
    return (surname, *(surname[: -len(e)] for e in ends if surname.lower().endswith(e)))


def _capital(word: str) -> str:
    return word if word[:1].isupper() and not word.isupper() else word.capitalize()
